/** The same fifty rows from every program give the same clean CSV. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCatalogue } from "../../lib/src/data/catalogue/index.js";
import { changeLine } from "../../lib/src/data/changes.js";
import { formatCsv, writeCsv } from "../../lib/src/data/csv.js";
import {
  cleanTitles,
  TITLE_COLUMNS,
  type DiscoverTitle,
  type Title,
} from "../../lib/src/data/titles.js";
import { GENRES } from "../../lib/src/sandbox/catalogue.js";
import { DIALECTS, withoutNewlines } from "../support/dialects.js";

const FIXTURES = join(__dirname, "..", "fixtures", "catalogue");
const ROWS = JSON.parse(readFileSync(join(FIXTURES, "rows.json"), "utf8")) as DiscoverTitle[];
const COLUMNS = Object.keys(TITLE_COLUMNS) as (keyof Title)[];
const PANDAS = [
  "pandas.csv",
  "pandas-index.csv",
  "pandas-semicolon.csv",
  "pandas-utf16.csv",
  "pandas.csv.gz",
  "pandas-times.csv",
];

const cleanCsv = (titles: DiscoverTitle[]): string =>
  formatCsv(cleanTitles(titles, GENRES), COLUMNS);
const CLEAN = cleanCsv(ROWS);

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "dialects-"))));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(PANDAS)("%s, which pandas 3 wrote", (file) => {
  expect(cleanCsv(readCatalogue(join(FIXTURES, file), GENRES).titles)).toBe(CLEAN);
});

test.each(Object.entries(DIALECTS))("%s", (name, write) => {
  const path = join(folder, "rows.csv");
  writeFileSync(path, write(ROWS));
  const isFlat = name === "Excel for an old Mac";
  const expected = isFlat ? cleanCsv(ROWS.map(withoutNewlines)) : CLEAN;
  expect(cleanCsv(readCatalogue(path, GENRES).titles)).toBe(expected);
});

test("docs/catalogue-files.md lists what is tested here, no more and no less", () => {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "catalogue-files.md"), "utf8");
  const section = page.split("## Dialects")[1]?.split("##")[0] ?? "";
  const rows = section.match(/^\| (?!written by|---).*?(?= *\|)/gm) ?? [];
  expect(rows.map((row) => row.slice(2)).sort()).toEqual(
    [...PANDAS, ...Object.keys(DIALECTS)].sort(),
  );
});

test("a cleaned file, also one with labels, comes back byte for byte", () => {
  const path = join(folder, "netflix_tv_with_hit.csv");
  const titles = cleanTitles([...ROWS, { ...ROWS[0]!, id: 7, genre_ids: [4711, 18] }], GENRES);
  const labelled = titles.map((title) => ({ ...title, hit: 0 }));
  for (const rows of [titles, labelled]) {
    writeCsv<Title>(path, rows, Object.keys(rows[0]!) as (keyof Title)[]);
    const read = readCatalogue(path, GENRES);
    expect(formatCsv(cleanTitles(read.titles, read.genres), COLUMNS)).toBe(
      formatCsv(titles, COLUMNS),
    );
    const lines = read.changes.map(changeLine);
    expect(lines.join("\n")).toMatch(/columns .* had no use here \("year", "month", "day"/);
    expect(lines.join("\n")).toContain(
      `genres: 1 of 51 values (2.0%) named a genre that is not in TMDb's list: given a new id, such as "Unknown" (data row 51).`,
    );
  }
});
