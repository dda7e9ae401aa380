import * as charts from "../../lib/src/charts/index.js";
import { parseCsv } from "../../lib/src/data/csv.js";
import { figureCsv } from "../../lib/src/figures/figure-csv.js";
import { originalLanguage, popularity, primaryGenre, rating } from "../../lib/src/data/variable.js";
import { labelledTitle, titles } from "../support/titles.js";

const source = "made series";

test("each rate has a row with its interval", () => {
  const rows = Array.from({ length: 80 }, (_, id) =>
    labelledTitle({ id, original_language: id < 40 ? "en" : "ko", hit: id % 4 === 0 ? 1 : 0 }),
  );
  const csv = figureCsv(charts.rateChart(rows, originalLanguage, { source }));
  const schema = {
    x: { type: "number" },
    x_low: { type: "number" },
    x_high: { type: "number" },
    y: { type: "string" },
  } as const;
  const read = parseCsv<{ x: number; x_low: number; x_high: number; y: string }>(
    csv,
    schema,
    "rates.csv",
  );
  expect(read.map(({ x, y }) => [x, y.replace(/ \(.*/, "")]).sort()).toEqual([
    [0.25, "English"],
    [0.25, "Korean"],
  ]);
  // Wilson's interval of 10 in 40.
  expect(read[0]?.x_low).toBeCloseTo(0.1419, 4);
  expect(read[0]?.x_high).toBeCloseTo(0.4019, 4);
});

test("a heat map has a row for each cell, a box one for each point", () => {
  const rows = titles(80, (i) => ({
    primary_genre: i % 2 ? "Drama" : "Crime",
    vote_average: 1 + (i % 9),
    popularity: i,
  }));
  const cells = figureCsv(
    charts.heatmapChart(rows, rating, primaryGenre, { source, show: "count" }),
  )
    .trim()
    .split("\n");
  expect(cells[0]).toBe("x,y,z,text");
  expect(cells).toHaveLength(1 + 9 * 2);
  const box = figureCsv(charts.boxChart(rows, popularity, { source, by: primaryGenre }))
    .trim()
    .split("\n");
  expect(box[0]).toBe("trace,x");
  expect(box).toHaveLength(1 + 80);
});

test("titles are plain text, and no formula", () => {
  const rows = titles(3, (i) => ({
    name: ["<b>Bold</b> & more", "=HYPERLINK(1)", "+1"][i]!,
    popularity: 1 + i,
  }));
  const csv = figureCsv(charts.scatterChart(rows, rating, popularity, { source }));
  const texts = parseCsv<{ text: string }>(csv, { text: { type: "string" } }, "a.csv").map(
    ({ text }) => text,
  );
  expect(texts).toEqual(["<b>Bold</b> & more", "'=HYPERLINK(1)", "'+1"]);
});
