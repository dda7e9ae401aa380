import { op } from "arquero";
import { toArquero } from "../../lib/src/data/arquero.js";

const rows = [
  { name: "One", country: "US", genre: "a-b", year: 2020, genres: ["Drama", "Comedy"] },
  { name: "Two", country: "US", genre: "a", year: null, genres: [] },
  { name: "Three", country: "KR", genre: "a", year: 2022, genres: ["Drama"] },
];

test("toArquero keeps every row and column, missing values and lists", async () => {
  const table = await toArquero(rows);
  expect(table.columnNames()).toEqual(["name", "country", "genre", "year", "genres"]);
  expect(table.objects()).toEqual(rows);
});

test("its means leave missing values out, and its lists can be rows", async () => {
  const table = await toArquero(rows);
  const years = table.groupby("country").rollup({ year: op.mean("year"), series: op.count() });
  expect(years.objects()).toEqual([
    { country: "US", year: 2020, series: 2 },
    { country: "KR", year: 2022, series: 1 },
  ]);
  expect(table.unroll("genres").groupby("genres").count().objects()).toEqual([
    { genres: "Drama", count: 2 },
    { genres: "Comedy", count: 1 },
  ]);
});

test("toArquero of no rows says that it knows no columns", async () => {
  await expect(toArquero([])).rejects.toThrow(
    "toArquero: expected at least one row to take the columns from, found none.",
  );
});
