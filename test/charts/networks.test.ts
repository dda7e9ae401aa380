import * as charts from "../../lib/src/charts/index.js";
import { UserError } from "../../lib/src/base/errors.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import { COLOURS } from "../../lib/src/charts/palette.js";
import { labelledTitle } from "../support/titles.js";

const source = "simulated catalogue (seed 213)";
const axis = ({ layout }: Figure, name: string) => layout[name] as Record<string, unknown>;

/** `count` series of a genre and a year, the first `hits` of them hits. */
const some = (primary_genre: string | null, year: number | null, count: number, hits: number) =>
  Array.from({ length: count }, (_, i) =>
    labelledTitle({ primary_genre, year, hit: i < hits ? 1 : 0 }),
  );

const networks = [
  { name: "HBO", titles: [...some("Drama", 2020, 40, 10), ...some("Comedy", 2021, 10, 5)] },
  { name: "Hulu", titles: [...some("Drama", 2021, 50, 5), ...some(null, null, 5, 0)] },
];

test("each network has a panel, in which genres have the same places", () => {
  const figure = charts.networkGenreRatesChart(networks, { source });
  expect(figure.data.map(({ name, xaxis, yaxis }) => [name, xaxis, yaxis])).toEqual([
    ["HBO", "x", "y"],
    ["Hulu", "x2", "y2"],
  ]);
  expect(figure.data.map(({ x, y }) => [x, y])).toEqual([
    [
      [0.5, 0.25],
      ["Comedy", "Drama"],
    ],
    [[0.1], ["Drama"]],
  ]);
  expect(axis(figure, "yaxis").categoryarray).toEqual(["Drama", "Comedy"]);
  expect(axis(figure, "yaxis2").categoryarray).toEqual(["Drama", "Comedy"]);
  expect(axis(figure, "xaxis2").range).toEqual(axis(figure, "xaxis").range);
});

test("groups too small to judge are grey, and hover says rate, interval and count", () => {
  const [hbo] = charts.networkGenreRatesChart(networks, { source }).data;
  expect(hbo?.marker).toMatchObject({ color: [COLOURS.muted, COLOURS.base] });
  expect((hbo?.customdata as string[])[1]).toBe(
    "HBO, Drama: 25.0% (14.2% to 40.2%), 10 of 40 series",
  );
});

test("only the genres with most series over all networks are shown, and that is said", () => {
  const figure = charts.networkGenreRatesChart(networks, { source, top: 1 });
  expect(figure.data.map(({ y }) => y)).toEqual([["Drama"], ["Drama"]]);
  expect(JSON.stringify(figure.layout.title)).toContain(
    "1 of 2 genres shown, those with most series",
  );
});

test("four networks need a second row of panels, below the first", () => {
  const four = ["A", "B", "C", "D"].map((name) => ({ name, titles: some("Drama", 2020, 40, 10) }));
  const figure = charts.networkGenreRatesChart(four, { source });
  const [low] = axis(figure, "yaxis").domain as [number, number];
  const [, high] = axis(figure, "yaxis4").domain as [number, number];
  expect(high).toBeLessThan(low);
  expect(axis(figure, "xaxis4").domain).toEqual(axis(figure, "xaxis").domain);
});

test("years have the same places in each network, and the mean of each is its own", () => {
  const figure = charts.networkYearRatesChart(networks, { source });
  expect(figure.data.map(({ x, y }) => [x, y])).toEqual([
    [
      [2020, 2021],
      [0.25, 0.5],
    ],
    [[2021], [0.1]],
  ]);
  expect(axis(figure, "xaxis2").range).toEqual(axis(figure, "xaxis").range);
  const lines = (figure.layout.shapes as { y0: number; yref: string }[]).map(({ y0, yref }) => [
    yref,
    y0,
  ]);
  expect(lines).toEqual([
    ["y", 0.3],
    ["y2", 5 / 55],
  ]);
});

test("an area without an interval is a dot, and one above 1 is refused by name", () => {
  const hulu = { name: "Hulu", auc: 0.7, interval: null, validation: null };
  const figure = charts.networkAucChart(
    [
      { name: "HBO", auc: 0.8, interval: [0.75, 0.86], validation: { titles: 600, hits: 50 } },
      hulu,
    ],
    { source },
  );
  expect(figure.data[0]).toMatchObject({
    x: [0.8, 0.7],
    y: ["HBO", "Hulu"],
    error_x: { array: [0.06, 0], arrayminus: [0.05, 0] },
    customdata: ["HBO: 0.800 (0.750 to 0.860), 600 series with 50 hits", "Hulu: 0.700"],
  });
  expect(() => charts.networkAucChart([{ ...hulu, auc: 70 }], { source })).toThrow(UserError);
});

test("without networks or series there is a sentence in the place of panels", () => {
  for (const figure of [
    charts.networkAucChart([], { source }),
    charts.networkGenreRatesChart([], { source }),
    charts.networkYearRatesChart([{ name: "HBO", titles: [] }], { source }),
  ]) {
    expect(JSON.stringify(figure.layout.annotations)).toMatch(
      /There are no (networks|series) to show/,
    );
  }
});
