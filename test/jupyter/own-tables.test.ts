/** The tables that analysts know, in cells of a real kernel. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  makeNotebookFolder,
  printed,
  readCells,
  runNotebooks,
  writeNotebook,
} from "../support/notebooks.js";

const { folder, remove } = makeNotebookFolder();
afterAll(() => remove());

test("a cell makes an arquero table of rows, groups it by two columns and shows it", async () => {
  const path = writeNotebook(folder, "arquero", [
    `import { desc, op } from "arquero";
import { toArquero } from "netflix-hits/arquero";
import { showTable } from "netflix-hits/show";
const rows = [
  { country: "US", genre: "a-b", votes: 3 },
  { country: "US-a", genre: "b", votes: 5 },
  { country: "US", genre: "a-b", votes: null },
];`,
    `const table = await toArquero(rows);
const groups = table.groupby("country", "genre");
showTable(groups.rollup({ rows: op.count(), votes: op.mean("votes") }).orderby(desc("votes")));`,
    `showTable(table.filter((row) => row.votes > 2));
showTable(rows);`,
  ]);
  await runNotebooks(["arquero"], { folder });
  const [, grouped, others] = readCells(path);
  const texts = [...(grouped!.outputs ?? []), ...(others!.outputs ?? [])].map(({ data }) =>
    [data?.["text/plain"]].flat().join(""),
  );
  expect(texts).toEqual([
    [
      "   country  genre  rows  votes",
      "0  US-a     b         1      5",
      "1  US       a-b       2      3",
      "2 rows × 4 columns",
    ].join("\n"),
    [
      "   country  genre  votes",
      "0  US       a-b        3",
      "1  US-a     b          5",
      "2 rows × 3 columns",
    ].join("\n"),
    [
      "   country  genre    votes",
      "0  US       a-b          3",
      "1  US-a     b            5",
      "2  US       a-b    missing",
      "3 rows × 3 columns",
    ].join("\n"),
  ]);
}, 300_000);

test("a cell joins a CSV beside its notebook, and knows the types of its columns", async () => {
  writeFileSync(join(folder, "budget.csv"), "id;budget;prize\n1;1,5;yes\n7;2;no\n");
  const path = writeNotebook(folder, "join", [
    `import { joinCsv, joinOf, joinReading } from "netflix-hits/join";
const titles = [{ id: 1, name: "One", original_name: null, year: 2020 }, { id: 2, name: "Two", original_name: null, year: null }];
const joined = joinCsv(titles, "budget.csv", { on: "id", columns: { budget: "number", prize: "boolean" } });
const budgets: (number | null)[] = joined.titles.map(({ budget }) => budget);
const prizes: (boolean | null)[] = joined.titles.map(({ prize }) => prize);`,
    `console.log(budgets, prizes, joined.variable("budget").plural);
console.log(joinReading(joined));
console.log(joinOf("budget.csv", { on: "id" }).apply(titles).titles[0]);`,
  ]);
  await runNotebooks(["join"], { folder });
  expect(printed(readCells(path)[1])).toBe(
    "[ 1.5, null ] [ true, null ] budgets\n" +
      "**budget.csv**, joined by id: a row for 1 of 2 series (50.0%). Left out of its 2 rows: rows without a " +
      "series here (1). Columns: **budget** (number) in 1 series; **prize** (boolean) in 1 series. " +
      'budget: 1 of 2 values (50.0%) had a decimal comma: read as a decimal point, such as "1,5" (data row 1).\n' +
      "{\n  id: 1,\n  name: 'One',\n  original_name: null,\n  year: 2020,\n  budget: 1.5,\n  prize: true\n}\n",
  );
  writeNotebook(folder, "misspelt", [
    `import { joinOf } from "netflix-hits/join";
joinOf("budget.csv", { on: "id", columns: { budget: "number" } }).variable("budgit");`,
  ]);
  await expect(runNotebooks(["misspelt"], { folder })).rejects.toThrow(
    `Argument of type '"budgit"' is not assignable to parameter of type '"budget"'`,
  );
}, 300_000);

// Cells are compiled without strict: what a chart's rows are must not be told by its variable.
test("a cell draws series by variables of any column", async () => {
  writeNotebook(folder, "charts", [
    `import * as charts from "netflix-hits/charts";
import type { LabelledTitle } from "netflix-hits/label";
import * as v from "netflix-hits/variables";
const one = { id: 1, name: "One", hit: 1, year: 2020, original_language: "en", primary_genre: "Drama" };
const two = { ...one, id: 2, hit: 0, year: 2021, vote_count: 3, vote_average: 7, popularity: 2 };
const titles = [{ ...two, ...one }, two] as unknown as LabelledTitle[];
const options = { source: "made" };`,
    `charts.countChart(titles, v.originalLanguage, options);
charts.rateChart(titles, v.originalLanguage, options);
charts.rateOverChart(titles, v.releaseYear, options);
charts.histogramChart(titles, v.releaseYear, options);
charts.hitHistogramChart(titles, v.releaseYear, options);
charts.heatmapChart(titles, v.releaseYear, v.primaryGenre, options);`,
    `charts.scatterChart(titles, v.releaseYear, v.rating, options);
charts.boxChart(titles, v.popularity, { ...options, by: v.originalLanguage });`,
  ]);
  await runNotebooks(["charts"], { folder });
}, 300_000);
