import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  readAsOfYear,
  readManifest,
  readSource,
  recordCollection,
  recordResults,
  type Collection,
} from "netflix-hits/manifest";
import type { Settings } from "netflix-hits/settings";
import { testSettings } from "./support/settings";

const COLLECTION: Collection = {
  source: { kind: "simulated", label: "simulated catalogue (seed 213)" },
  network_id: 213,
  network: "Netflix",
  collected_at: "2026-01-15T12:00:00.000Z",
  reported_total: 40,
  distinct_ids: 39,
  requests: 3,
};

let settings: Settings;
beforeEach(() => {
  settings = testSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), "manifest-")) });
});
afterEach(() => rmSync(settings.dataDir, { recursive: true }));

test("a collection is read as it was recorded", () => {
  recordCollection(settings, COLLECTION);
  expect(readManifest(settings)).toEqual(COLLECTION);
  expect(readSource(settings).label).toBe("simulated catalogue (seed 213)");
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

test("without a manifest the source is unknown, and results have nowhere to go", () => {
  recordResults(settings, { titles: 1, hits: 0, roc_auc: 0.5 });
  expect(readManifest(settings)).toBeNull();
  expect(readSource(settings).kind).toBe("unknown");
});

test("ages are counted from the configured year, the year of the collection, or this year", () => {
  const now = new Date("2031-05-05T00:00:00Z");
  expect(readAsOfYear(settings, now)).toBe(2031);
  recordCollection(settings, COLLECTION);
  expect(readAsOfYear(settings, now)).toBe(2026);
  expect(readAsOfYear({ ...settings, asOfYear: 2024 }, now)).toBe(2024);
});

test("a broken manifest is named, with what to do", () => {
  writeFileSync(join(settings.dataDir, "manifest.json"), "{");
  expect(() => readManifest(settings)).toThrow(/manifest\.json is not a manifest.*notebook 01/);
});
