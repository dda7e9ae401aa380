import { labelled, tableOf } from "../support/study.js";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCsv } from "../../lib/src/data/csv.js";
import { featureMatrix } from "../../lib/src/features/table.js";
import { OneHotEncoder } from "../../lib/src/model/preprocessing/index.js";
import { GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { featureFrame, hitLabels, readTitleColumns } from "./title-columns.js";
import { cleanTitles, TITLE_COLUMNS, type Title } from "../../lib/src/data/titles.js";

let folder: string;
let path: string;
const titles = cleanTitles(simulateCatalogue({ series: 1500, seed: 7 }), GENRES);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "title-columns-"));
  path = join(folder, "clean.csv");
  writeCsv(path, titles, Object.keys(TITLE_COLUMNS) as (keyof Title)[]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the label of columns is the label of rows", () => {
  const rows = labelled(titles);
  expect(Array.from(hitLabels(readTitleColumns(path)))).toEqual(rows.map(({ hit }) => hit));
});

test.each([40, 1, 100_000])("the features are those of rows, genres below %d grouped", (min) => {
  const options = { asOfYear: 2022, minGenreCount: min };
  const frame = featureFrame(readTitleColumns(path), options);
  const ours = new OneHotEncoder().fit(frame).transform(frame);
  const theirs = tableOf(labelled(titles), options);
  expect(ours.names).toEqual(theirs.names);
  expect(ours.toArray()).toEqual(featureMatrix(theirs).toArray());
});

test("a catalogue without a series from the two countries has their columns of zeros", () => {
  const body = Array.from({ length: 20 }, (_, i) => `${i},${i},,Drama,NA`).join("\n");
  writeFileSync(
    join(folder, "small.csv"),
    `popularity,vote_count,year,primary_genre,primary_country\n${body}\n`,
  );
  const columns = readTitleColumns(join(folder, "small.csv"));
  const frame = featureFrame(columns, { asOfYear: 2026 });
  const X = new OneHotEncoder().fit(frame).transform(frame);
  expect(X.names).toEqual([
    "years_since_release",
    "is_us",
    "is_korea",
    "covid_period_unknown",
    "primary_genre_grouped_Other",
    "primary_country_NA",
  ]);
  expect(X.toArray()[0]).toEqual([null, 0, 0, 1, 1, 1]);
});

test("a series without popularity is named", () => {
  writeFileSync(
    join(folder, "gap.csv"),
    "popularity,vote_count,year,primary_genre,primary_country\n1,2,2020,Drama,US\n,2,2020,Drama,US\n",
  );
  expect(() => readTitleColumns(join(folder, "gap.csv"))).toThrow(
    'gap.csv, data row 2, column popularity: expected a number, found "".',
  );
});

test("too few series cannot be labelled", () => {
  const few = { popularity: new Float64Array(3), vote_count: new Float64Array(3) };
  expect(() => hitLabels(few)).toThrow("The table has only 3 series");
});
