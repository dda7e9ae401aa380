import {
  countMissing,
  describe as describeRows,
  head,
  info,
  missingValues,
  tableHtml,
  tableText,
  toTable,
  valueCountsTable,
} from "../../lib/src/cell/tables.js";

const rows = [
  { id: 1, name: "One", score: 1.5, tags: ["a"], year: 2020 },
  { id: 2, name: "Two", score: null, tags: [], year: null },
  { id: 3, name: "Three", score: 4, tags: ["b", "c"], year: 2022 },
];

test("head gives the first rows, every column, and how many rows there are", () => {
  expect(head(rows, 2)).toEqual({
    columns: ["id", "name", "score", "tags", "year"],
    rows: [
      [1, "One", 1.5, '["a"]', 2020],
      [2, "Two", null, "[]", null],
    ],
    index: ["0", "1"],
    rowCount: 3,
  });
});

test("a table can be of chosen columns", () => {
  expect(toTable(rows, ["year", "id"]).rows).toEqual([
    [2020, 1],
    [null, 2],
    [2022, 3],
  ]);
});

test("describe leaves missing values out and divides by n - 1, as pandas", () => {
  // pandas 2.2: pd.DataFrame({"x": [1, 2, 4, 8, None]}).describe()
  const table = describeRows([1, 2, 4, 8, null].map((x) => ({ x, text: "t" })));
  expect(table.columns).toEqual(["x"]);
  expect(table.index).toEqual(["count", "mean", "std", "min", "25%", "50%", "75%", "max"]);
  expect(table.rows.map(([value]) => value)).toEqual([
    4,
    3.75,
    expect.closeTo(3.0956959, 6),
    1,
    1.75,
    3,
    5,
    8,
  ]);
});

test("describe of one value has no standard deviation, of none it has nothing but the count", () => {
  expect(describeRows([{ x: 3 }]).rows.map(([v]) => v)).toEqual([1, 3, null, 3, 3, 3, 3, 3]);
  expect(describeRows([{ x: null }], ["x"]).rows.map(([v]) => v)).toEqual([
    0,
    ...Array<null>(7).fill(null),
  ]);
});

test("missing values are counted per column, most first; an empty list is a value", () => {
  const gaps = [
    { a: null, b: Number.NaN, c: [] as string[] },
    { a: 1, b: undefined, c: [] },
  ];
  expect(countMissing(gaps)).toEqual([
    { column: "b", missing: 2, share: 1 },
    { column: "a", missing: 1, share: 0.5 },
    { column: "c", missing: 0, share: 0 },
  ]);
  expect(missingValues(gaps).rows[0]).toEqual(["b", 2, "100.0%"]);
});

test("info names the type of each column and how much of it is present", () => {
  expect(info(rows).rows).toEqual([
    ["id", "integer", 3, 0],
    ["name", "string", 3, 0],
    ["score", "number", 2, 1],
    ["tags", "list", 3, 0],
    ["year", "integer", 2, 1],
  ]);
  expect(info(rows).caption).toBe("3 rows × 5 columns");
});

test("value counts have shares, and the number of values when they are cut", () => {
  const table = valueCountsTable(["a", "b", "a", null], { column: "genre", top: 2 });
  expect(table).toEqual({
    columns: ["genre", "count", "share"],
    rows: [
      ["a", 2, "50.0%"],
      ["b", 1, "25.0%"],
    ],
    rowCount: 3,
  });
});

test("HTML: text is escaped wherever it stands", () => {
  const html = tableHtml({
    columns: ["<b>"],
    rows: [["<img src=x onerror=alert(1)>"]],
    index: ["<i>"],
    caption: "a & b",
  });
  expect(html).not.toMatch(/<img|<b>|<i>/);
  expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
  expect(html).toContain("a &amp; b");
});

test("HTML: no script, no class, no id: nothing reaches beyond the table", () => {
  expect(tableHtml(head(rows))).not.toMatch(/<script|<style|class=|id=/);
});

test("HTML: numbers are right-aligned and missing values are said in words", () => {
  const html = tableHtml(head(rows));
  expect(html).toMatch(/<td style="[^"]*text-align:right[^"]*">1\.500<\/td>/);
  expect(html).toMatch(/<td style="[^"]*text-align:left[^"]*">One<\/td>/);
  expect(html).toMatch(/<span style="[^"]*">missing<\/span>/);
});

test("HTML: a cut table says of how many rows, and long texts end in an ellipsis", () => {
  const html = tableHtml({ ...head([{ text: "x".repeat(80) }]), rowCount: 2561 });
  expect(html).toContain("1 rows of 2,561 × 1 columns");
  expect(html).toContain(`>${"x".repeat(59)}…<`);
});

test("HTML follows JupyterLab's theme", () => {
  expect(tableHtml(head(rows))).toContain("var(--jp-content-font-color1,");
});

test("a long table shows its first and last rows", () => {
  const table = toTable(Array.from({ length: 10 }, (_, n) => ({ n })));
  expect(tableText(table, { maxRows: 4 })).toBe(
    ["   n", "0  0", "1  1", "…  …", "8  8", "9  9", "4 rows of 10 × 1 columns"].join("\n"),
  );
});

test("text: columns line up, decimals are alike in a column", () => {
  expect(
    tableText({
      columns: ["name", "score"],
      rows: [
        ["One", 1.5],
        ["Three", null],
        ["X", 10],
      ],
    }),
  ).toBe(["name     score", "One       1.50", "Three  missing", "X        10.00"].join("\n"));
});

test("a table of no rows is a header", () => {
  expect(tableText({ columns: ["a", "b"], rows: [] })).toBe("a  b");
  expect(tableHtml(head([]))).toContain("0 rows × 0 columns");
});
