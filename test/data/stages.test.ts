import { study, tableOf } from "../support/study.js";
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatCsv } from "../../lib/src/data/csv.js";
import { readManifest } from "../../lib/src/data/manifest.js";
import { stagePath, type Settings } from "../../lib/src/base/settings.js";
import { testSettings } from "../support/settings.js";
import { readAllTitles, readCleanTitles, writeCollection } from "../../lib/src/data/stages.js";
import { readFeatures, writeFeatures } from "../../lib/src/features/stage.js";
import { readLabelledTitles, writeLabelledTitles } from "../../lib/src/label/stage.js";
import { collectionOf } from "../support/collection.js";
import { discoverTitle, labelledTitle, title, titles } from "../support/titles.js";
import { TITLE_COLUMNS, type Title } from "../../lib/src/data/titles.js";

let settings: Settings;
beforeEach(() => {
  settings = testSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), "stages-")) });
});
afterEach(() => rmSync(settings.dataDir, { recursive: true }));

test("every stage is read as it was written", () => {
  const all = [discoverTitle({ id: 1 }), discoverTitle({ id: 2, overview: 'a "b",\nc' })];
  const clean = [title({ id: 1, genres: [] }), title({ id: 2, year: null })];
  const labelled = [labelledTitle({ id: 1, hit: 1 }), labelledTitle({ id: 2, year: null })];
  const features = tableOf(labelled, { asOfYear: 2026 });
  expect(writeCollection(settings, all, clean, collectionOf())).toEqual([
    "netflix_tv_all.csv",
    "netflix_tv_clean.csv",
  ]);
  expect(writeLabelledTitles(settings, labelled)).toBe("netflix_tv_with_hit.csv");
  expect(writeFeatures(settings, features)).toBe("netflix_tv_features_v1.csv");
  expect(readAllTitles(settings)).toEqual(all);
  expect(readCleanTitles(settings)).toEqual(clean);
  expect(readLabelledTitles(settings)).toEqual(labelled);
  expect(readFeatures(settings, study.features)).toEqual(features);
});

test("years are written as integers", () => {
  writeCollection(settings, [], [title({ year: 2016, month: 7, day: 5 })], collectionOf());
  expect(readFileSync(stagePath(settings, "clean"), "utf8")).toContain(",2016,7,5,");
});

test.each([
  [readCleanTitles, /netflix_tv_clean\.csv does not exist yet: run notebook 01_data_collection/],
  [readLabelledTitles, /netflix_tv_with_hit\.csv does not exist yet: run notebook 02_define_hit/],
  [readFeatures, /netflix_tv_features_v1\.csv does not exist yet: run notebook 04_feature_eng/],
])("a stage that is not there yet names the file and the notebook that makes it", (read, words) => {
  expect(() => read(settings)).toThrow(words);
});

test("a label other than 0 or 1 is named with its row", () => {
  writeFileSync(stagePath(settings, "features_v1"), "id,hit,age\n1,0,3\n2,2,4\n");
  expect(() => readFeatures(settings)).toThrow(/data row 2, column hit: expected 0 or 1, found 2/);
});

test("features as pandas writes them, with True, False and floats, are read", () => {
  writeFileSync(stagePath(settings, "features_v1"), "id,hit,age,is_us\n1,0,3.0,True\n2,1,,False\n");
  expect(readFeatures(settings)).toEqual({
    names: ["age", "is_us"],
    ids: [1, 2],
    y: [0, 1],
    X: [
      [3, 1],
      [null, 0],
    ],
  });
});

describe("what is written", () => {
  const collection = collectionOf({ results: { titles: 1, hits: 0, roc_auc: 0.5 } });
  const folder = () => readdirSync(settings.dataDir).sort();
  const text = (stage: "all" | "clean" | "with_hit") =>
    readFileSync(stagePath(settings, stage), "utf8");

  test("is recorded with size, rows and SHA-256, without results of earlier rows", () => {
    const clean = titles(3);
    writeCollection(settings, [discoverTitle({ name: "é" })], clean, collection);
    writeLabelledTitles(settings, [labelledTitle()]);
    const { stages, ...rest } = readManifest(settings) ?? {};
    const { results: _, ...expected } = collection;
    expect(rest).toEqual(expected);
    expect(stages?.all).toEqual({
      file: "netflix_tv_all.csv",
      bytes: Buffer.byteLength(text("all")),
      rows: 1,
      sha256: createHash("sha256").update(text("all")).digest("hex"),
      input: null,
    });
    expect(Object.entries(stages ?? {}).map(([name, { rows }]) => [name, rows])).toEqual([
      ["all", 1],
      ["clean", 3],
      ["with_hit", 1],
    ]);
    writeCollection(settings, [], [], collection);
    expect(Object.keys(readManifest(settings)?.stages ?? {})).toEqual(["all", "clean"]);
    expect(folder()).toEqual([
      "manifest.json",
      "netflix_tv_all.csv",
      "netflix_tv_clean.csv",
      "netflix_tv_with_hit.csv",
    ]);
  });

  test("is the same text for a table of many pieces", () => {
    const many = titles(4001, (i) => ({ name: `a "${i}",\n` }));
    writeCollection(settings, [], many, collection);
    const columns = Object.keys(TITLE_COLUMNS) as (keyof Title)[];
    expect(text("clean") === formatCsv(many, columns)).toBe(true);
    expect(readCleanTitles(settings)).toEqual(many);
  });

  test("is only the CSV when the data were brought by hand", () => {
    writeLabelledTitles(settings, [labelledTitle()]);
    expect(folder()).toEqual(["netflix_tv_with_hit.csv"]);
    expect(readLabelledTitles(settings)).toHaveLength(1);
  });

  test("keeps a link and the rights of the earlier file", () => {
    const real = join(settings.dataDir, "real.csv");
    writeFileSync(real, "");
    chmodSync(real, 0o640);
    symlinkSync(real, stagePath(settings, "clean"));
    writeCollection(settings, [], titles(1), collection);
    expect(readFileSync(real, "utf8")).toContain("A Name");
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(readCleanTitles(settings)).toHaveLength(1);
  });

  test.each([
    [
      "ENOSPC",
      /Cannot write .*netflix_tv_clean\.csv \(ENOSPC\): the disk is full: free some space/,
    ],
    ["EROFS", /Cannot write .*netflix_tv_clean\.csv \(EROFS\): choose a writable folder.*DATA_DIR/],
  ])("is nothing at all after a failure on the way (%s)", (code, sentence) => {
    writeCollection(settings, [], titles(1), collection);
    const before = folder().map((name) => readFileSync(join(settings.dataDir, name), "utf8"));
    const failing = titles(2500);
    Object.defineProperty(failing[2400], "name", {
      get: () => {
        throw Object.assign(new Error(), { code });
      },
    });
    expect(() => writeCollection(settings, [discoverTitle()], failing, collection)).toThrow(
      sentence,
    );
    expect(folder().map((name) => readFileSync(join(settings.dataDir, name), "utf8"))).toEqual(
      before,
    );
  });

  test("is nothing when a folder stands in the place of a file, or the manifest is unreadable", () => {
    mkdirSync(stagePath(settings, "clean"));
    expect(() => writeCollection(settings, [], [], collection)).toThrow(
      /Cannot write .*netflix_tv_clean\.csv \(EISDIR\)/,
    );
    expect(folder()).toEqual(["netflix_tv_clean.csv"]);
    writeFileSync(join(settings.dataDir, "manifest.json"), "{");
    expect(() => writeLabelledTitles(settings, [])).toThrow(/is not a manifest of this version/);
    expect(folder()).toEqual(["manifest.json", "netflix_tv_clean.csv"]);
  });
});
