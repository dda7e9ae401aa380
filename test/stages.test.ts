import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFeatures } from "netflix-hits/features";
import { stagePath, type Settings } from "netflix-hits/settings";
import { testSettings } from "./support/settings";
import {
  readAllTitles,
  readCleanTitles,
  readFeatures,
  readLabelledTitles,
  writeAllTitles,
  writeCleanTitles,
  writeFeatures,
  writeLabelledTitles,
} from "netflix-hits/stages";
import { discoverTitle, labelledTitle, title } from "./support/titles";

let settings: Settings;
beforeEach(() => {
  settings = testSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), "stages-")) });
});
afterEach(() => rmSync(settings.dataDir, { recursive: true }));

test("every stage is read as it was written", () => {
  const all = [discoverTitle({ id: 1 }), discoverTitle({ id: 2, overview: 'a "b",\nc' })];
  const clean = [title({ id: 1, genres: [] }), title({ id: 2, year: null })];
  const labelled = [labelledTitle({ id: 1, hit: 1 }), labelledTitle({ id: 2, year: null })];
  const features = buildFeatures(labelled, { asOfYear: 2026 });
  expect(writeAllTitles(settings, all)).toBe("netflix_tv_all.csv");
  expect(writeCleanTitles(settings, clean)).toBe("netflix_tv_clean.csv");
  expect(writeLabelledTitles(settings, labelled)).toBe("netflix_tv_with_hit.csv");
  expect(writeFeatures(settings, features)).toBe("netflix_tv_features_v1.csv");
  expect(readAllTitles(settings)).toEqual(all);
  expect(readCleanTitles(settings)).toEqual(clean);
  expect(readLabelledTitles(settings)).toEqual(labelled);
  expect(readFeatures(settings)).toEqual(features);
});

test("years are written as integers", () => {
  writeCleanTitles(settings, [title({ year: 2016, month: 7, day: 5 })]);
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
