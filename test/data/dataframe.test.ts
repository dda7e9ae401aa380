import { toDataFrame, toRows } from "../../lib/src/data/dataframe.js";

describe("toDataFrame", () => {
  const rows = [
    { name: "a, b", year: 2020, genres: ["Drama"], hit: 1 },
    { name: null, year: null, genres: [], hit: 0 },
  ];

  test("keeps every row and column, lists as JSON, missing numbers as NaN", async () => {
    const frame = await toDataFrame(rows);
    expect(frame.shape).toEqual([2, 4]);
    expect(frame.columns).toEqual(["name", "year", "genres", "hit"]);
    expect(frame.values).toEqual([
      ["a, b", 2020, '["Drama"]', 1],
      ["", NaN, "[]", 0],
    ]);
  });

  test("gives a Series whose mean skips the missing value", async () => {
    const frame = await toDataFrame(rows);
    expect(frame.column("year").mean()).toBe(2020);
  });
});

test("toRows gives the rows of a DataFrame back, missing numbers as null", async () => {
  const rows = [
    { name: "a", year: 2020 },
    { name: "b", year: null },
  ];
  expect(toRows(await toDataFrame(rows))).toEqual(rows);
});
