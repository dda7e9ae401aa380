import { from } from "arquero";
import { head, tableText } from "../../lib/src/cell/tables.js";
import { asTable, type Tabular } from "../../lib/src/cell/tabular.js";
import { toDataFrame } from "../../lib/src/data/dataframe.js";

const rows = [
  { name: "One", votes: 3, genres: ["Drama"] },
  { name: "Two", votes: null, genres: [] },
];

test("rows, an arquero table and a danfojs frame of them show alike", async () => {
  const shown = tableText(asTable(rows));
  expect(shown).toBe(
    [
      "   name    votes  genres",
      '0  One         3  ["Drama"]',
      "1  Two   missing  []",
      "2 rows × 3 columns",
    ].join("\n"),
  );
  expect(tableText(asTable(from(rows)))).toBe(shown);
  expect(tableText(asTable(await toDataFrame(rows)))).toBe(shown);
});

test("a table of this library is shown as it is", () => {
  const table = head(rows, 1);
  expect(asTable(table)).toBe(table);
});

test("an arquero table shows its own order, and only the rows that its filter left", () => {
  const table = from([{ x: 2 }, { x: 1 }, { x: 3 }]);
  expect(asTable(table.filter("d.x < 3").orderby("x")).rows).toEqual([[1], [2]]);
  expect(asTable(table.filter("d.x > 3"))).toMatchObject({ columns: ["x"], rows: [] });
});

test("a danfojs frame keeps the names of its rows, and a Series is one column", async () => {
  const frame = await toDataFrame(rows);
  frame.setIndex({ column: "name", inplace: true });
  expect(asTable(frame).index).toEqual(["One", "Two"]);
  expect(asTable(frame.column("votes"))).toMatchObject({
    columns: ["votes"],
    rows: [[3], [NaN]],
    index: ["One", "Two"],
  });
});

test("dates show their day", () => {
  const date = new Date("2016-07-15T00:00:00Z");
  expect(asTable([{ date }, { date: new Date(NaN) }]).rows).toEqual([["2016-07-15"], [null]]);
  expect(asTable(from([{ date }])).rows).toEqual([["2016-07-15"]]);
});

test.each<[unknown, string]>([
  [undefined, "found undefined."],
  [null, "found null."],
  ["a text", "found a string."],
  [[1, 2], "found a list whose values are not rows."],
  [{ columns: ["a"] }, "found another object."],
  [{ columns: ["a"], rows: [{ a: 1 }] }, "found another object."],
  [Promise.resolve(rows), "found a promise. Write await before it."],
])("%p is not a table", (value, found) => {
  expect(() => asTable(value as Tabular)).toThrow(found);
});
