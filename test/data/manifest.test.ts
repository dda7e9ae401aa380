import { tableOf } from "../support/study.js";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import {
  readAsOfYear,
  readManifest,
  recordCollection,
  recordResults,
} from "../../lib/src/data/manifest.js";
import type { Collection } from "../../lib/src/data/collection.js";
import type { Settings } from "../../lib/src/base/settings.js";
import { readFeatures, writeFeatures } from "../../lib/src/features/stage.js";
import { writeCollection } from "../../lib/src/data/stages.js";
import { writeLabelledTitles } from "../../lib/src/label/stage.js";
import { collectionOf } from "../support/collection.js";
import { testSettings } from "../support/settings.js";
import { discoverTitle, labelledTitle, title } from "../support/titles.js";

const COLLECTION = collectionOf();

let settings: Settings;
beforeEach(() => {
  settings = testSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), "manifest-")) });
});
afterEach(() => rmSync(settings.dataDir, { recursive: true }));

test("a collection is read as it was recorded", () => {
  recordCollection(settings, COLLECTION);
  expect(readManifest(settings)).toEqual(COLLECTION);
});

test("networks stand side by side", () => {
  const hbo = { ...settings, network: { id: 49, slug: "hbo", name: "HBO" } };
  recordCollection(settings, COLLECTION);
  recordCollection(hbo, { ...COLLECTION, network_id: 49 });
  expect(readManifest(settings)?.network_id).toBe(213);
  expect(readManifest(hbo)?.network_id).toBe(49);
});

test("a new collection forgets the results of the one before", () => {
  recordCollection(settings, COLLECTION);
  recordResults(settings, { titles: 39, hits: 4, roc_auc: 0.8 });
  expect(readManifest(settings)?.results).toEqual({ titles: 39, hits: 4, roc_auc: 0.8 });
  recordCollection(settings, COLLECTION);
  expect(readManifest(settings)?.results).toBeUndefined();
});

test("without a collection results have nowhere to go", () => {
  recordResults(settings, { titles: 1, hits: 0, roc_auc: 0.5 });
  expect(readManifest(settings)).toBeNull();
  expect(readdirSync(settings.dataDir)).toEqual([]);
});

test("ages are counted from the configured year, the year of the collection, or this year", () => {
  const now = new Date("2031-05-05T00:00:00Z");
  expect(readAsOfYear(settings, now)).toBe(2031);
  recordCollection(settings, COLLECTION);
  expect(readAsOfYear(settings, now)).toBe(2026);
  expect(readAsOfYear({ ...settings, asOfYear: 2024 }, now)).toBe(2024);
});

test("a file's own year comes before the year in which it was read", () => {
  recordCollection(settings, { ...COLLECTION, collected_at: null, as_of_year: 2023 });
  expect(readAsOfYear(settings)).toBe(2023);
  expect(readAsOfYear({ ...settings, asOfYear: 2020 })).toBe(2020);
});

test("a manifest from before changes were counted has none", () => {
  const { changes: _, ...before } = COLLECTION;
  recordCollection(settings, before as Collection);
  expect(readManifest(settings)?.changes).toEqual([]);
});

test.each([
  ["no JSON", "{"],
  ["the first version", '{"version":1,"collections":{}}'],
  ["another shape", '{"version":2,"collections":{"netflix":5}}'],
  [
    "a record that leaves the folder",
    JSON.stringify({
      version: 2,
      collections: {
        netflix: {
          ...COLLECTION,
          stages: {
            all: { file: "../all.csv", bytes: 1, rows: 1, sha256: "0".repeat(64), input: null },
          },
        },
      },
    }),
  ],
])("a manifest that is %s is named, with what to do, and stays as it is", (_, text) => {
  const path = join(settings.dataDir, "manifest.json");
  writeFileSync(path, text);
  const sentence = /manifest\.json is not a manifest of this version\. Delete it.*notebook 01/;
  expect(() => readManifest(settings)).toThrow(sentence);
  expect(() => recordCollection(settings, COLLECTION)).toThrow(sentence);
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("fields that are not known here stay in the manifest", () => {
  recordCollection(settings, { ...COLLECTION, note: "mine" } as Collection);
  recordResults(settings, { titles: 39, hits: 4, roc_auc: 0.8 });
  expect(readManifest(settings)).toMatchObject({ note: "mine" });
});

test("the same networks give the same manifest in whatever order they come", () => {
  const hbo = { ...settings, network: { id: 49, slug: "hbo", name: "HBO" } };
  const path = join(settings.dataDir, "manifest.json");
  recordCollection(settings, COLLECTION);
  recordCollection(hbo, COLLECTION);
  const text = readFileSync(path, "utf8");
  rmSync(path);
  recordCollection(hbo, COLLECTION);
  recordCollection(settings, COLLECTION);
  expect(readFileSync(path, "utf8")).toBe(text);
});

describe("another process holds the lock", () => {
  const lockOf = (folder: string) => join(folder, "manifest.json.lock");

  test("a lock whose process is gone is taken over", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(lockOf(settings.dataDir), `${pid} ${hostname()}`);
    recordCollection(settings, COLLECTION);
    expect(readdirSync(settings.dataDir)).toEqual(["manifest.json"]);
  });

  test("a lock of another machine that is older than a minute is taken over", () => {
    const path = lockOf(settings.dataDir);
    writeFileSync(path, "1 elsewhere");
    const old = new Date(Date.now() - 120_000);
    utimesSync(path, old, old);
    recordCollection(settings, COLLECTION);
    expect(readManifest(settings)).toEqual(COLLECTION);
  });
});

test("results of features that were replaced since they were read are refused", () => {
  const rows = Array.from({ length: 20 }, (_, i) =>
    labelledTitle({ id: i + 1, hit: i < 4 ? 1 : 0 }),
  );
  writeCollection(settings, [discoverTitle()], [title()], COLLECTION);
  writeLabelledTitles(settings, rows);
  writeFeatures(settings, tableOf(rows, { asOfYear: 2026 }));
  readFeatures(settings);
  recordResults(settings, { titles: 20, hits: 4, roc_auc: 0.8 });
  expect(readManifest(settings)?.results?.roc_auc).toBe(0.8);
  writeCollection(settings, [discoverTitle()], [title()], COLLECTION);
  expect(() => recordResults(settings, { titles: 20, hits: 4, roc_auc: 0.8 })).toThrow(
    /netflix_tv_features_v1\.csv or its collection was replaced .* notebook 05 again/,
  );
  expect(readManifest(settings)?.results).toBeUndefined();
});
