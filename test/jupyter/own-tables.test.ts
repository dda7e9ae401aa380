/** The tables that analysts know, in cells of a real kernel. */
import {
  makeNotebookFolder,
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
}, 120_000);
