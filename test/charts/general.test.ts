/** The general charts, of any variable: what they draw, and what they are told of it. */
import * as charts from "../../lib/src/charts/index.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import {
  column,
  genres,
  originalLanguage,
  popularity,
  primaryCountry,
  primaryGenre,
  rating,
  releaseYear,
  votes,
  type Variable,
} from "../../lib/src/data/variable.js";
import { figureText } from "../../lib/src/figures/show.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { labelledTitle as labelled } from "../support/titles.js";

const options = { source: "made series" };

/** `count` series of a kind, the first `hits` of them hits. */
function group(count: number, hits: number, kind: Partial<LabelledTitle>): LabelledTitle[] {
  return Array.from({ length: count }, (_, i) => labelled({ ...kind, hit: i < hits ? 1 : 0 }));
}

const titles = [
  ...group(40, 4, { original_language: "en", vote_average: 6.2, year: 2020, genres: ["Drama"] }),
  ...group(50, 10, { original_language: "ko", vote_average: 7.9, year: 2022, genres: ["Crime"] }),
  ...group(3, 3, { original_language: "xx", vote_average: 9.1, year: 2015, genres: [] }),
  ...group(7, 0, {
    original_language: null,
    vote_count: 0,
    year: null,
    genres: ["Crime", "Drama"],
  }),
];

const titleOf = ({ layout }: Figure) =>
  layout["title"] as { text: string; subtitle: { text: string } };
const subtitle = (figure: Figure): string => titleOf(figure).subtitle.text;
const axis = (figure: Figure, name: string) => figure.layout[name] as Record<string, unknown>;
const axisTitle = (figure: Figure, name: string): string =>
  (axis(figure, name)["title"] as { text: string }).text;

test("counts by a variable are in its words", () => {
  const figure = charts.countChart(titles, originalLanguage, options);
  expect(figure.data[0]).toMatchObject({
    x: [50, 40, 7, 3],
    y: ["Korean", "English", "(missing)", "xx"],
    customdata: expect.arrayContaining(["Korean: 50 series (50.0%)"]) as unknown,
  });
  expect(titleOf(figure).text).toBe("Original languages");
  expect(subtitle(figure)).toBe("n = 100 series · 3 languages<br>made series");
});

test("a series counts in each of its genres, and once among those that are shown", () => {
  const figure = charts.countChart(titles, genres, { ...options, top: 2 });
  expect(figure.data[0]).toMatchObject({ x: [57, 47], y: ["Crime", "Drama"] });
  expect(titleOf(figure).text).toBe("The 2 most frequent genres");
  expect(subtitle(figure)).toContain("those shown hold 97.0% of the series");
  expect(subtitle(figure)).toContain("a series counts in each of its genres");
});

test("rates by a variable are ranked, small groups are grey and come after", () => {
  const figure = charts.rateChart(titles, originalLanguage, options);
  expect(figure.data).toMatchObject([
    { name: "30 series or more", x: [0.2, 0.1], y: ["Korean", "English"] },
    { name: "fewer, too few to judge", x: [0, 1], y: ["(missing)", "xx"] },
  ]);
  expect(titleOf(figure).text).toBe("Hit rate by original language");
  expect(subtitle(figure)).toContain("grey: languages with fewer than 30 series");
});

test("groups with the same rate and size stand in the order of their names", () => {
  const tied = ["b", "a", "c"].flatMap((name) => group(30, 3, { original_language: name }));
  const figure = charts.rateChart(tied, column("original_language"), options);
  expect(figure.data).toMatchObject([{ x: [0.1, 0.1, 0.1], y: ["a", "b", "c"] }]);
});

test("one group alone is drawn, with the line of all series through it", () => {
  const figure = charts.rateChart(
    group(30, 3, { original_language: "en" }),
    originalLanguage,
    options,
  );
  expect(figure.data).toMatchObject([{ x: [0.1], y: ["English"] }]);
  expect(figure.layout["shapes"]).toMatchObject([{ x0: 0.1 }]);
});

test("two values with the same words keep a row each, and so does one that is called missing", () => {
  const same = { ...originalLanguage, describe: () => "some language" };
  const { data, layout } = charts.countChart(titles, same, options);
  expect(new Set(data[0]?.["y"] as string[]).size).toBe(4);
  expect((layout["yaxis"] as { ticktext: string[] }).ticktext).toEqual([
    ...["some language", "some language", "(missing)", "some language"],
  ]);
  const hostile = [
    labelled({ original_language: "(missing)" }),
    labelled({ original_language: null }),
  ];
  const figure = charts.rateChart(hostile, column("original_language"), options);
  expect(new Set(figure.data[0]?.["y"] as string[]).size).toBe(2);
});

test("rates over a number stand at its classes, above the series in each", () => {
  const figure = charts.rateOverChart(titles, rating, { ...options, binWidth: 1 });
  expect(figure.data).toMatchObject([
    { x: [6.5, 7.5], y: [0.1, 0.2] },
    { y: [1, 0] },
    { type: "bar", y: [40, 50, 3, 7], yaxis: "y2" },
  ]);
  expect(figure.data.at(-1)?.["customdata"]).toEqual(["6 to 7", "7 to 8", "9 to 10", "(missing)"]);
  expect(axisTitle(figure, "xaxis")).toBe("Rating (TMDb, 0 to 10)");
});

test("hits and non-hits over a number are stacked", () => {
  const figure = charts.hitHistogramChart(titles, column("year", { label: "start" }), options);
  expect(figure.data).toMatchObject([
    { name: "hits", y: [3, 4, 10, 0] },
    { name: "non-hits", y: [0, 36, 40, 7] },
  ]);
  expect(titleOf(figure).text).toBe("Hits and non-hits by release start");
});

test("a histogram marks its most frequent class, the first of several", () => {
  const rows = [1.2, 1.3, 2.6, 2.7, 3.1].map((number) => labelled({ popularity: number }));
  const figure = charts.histogramChart(rows, popularity, { ...options, binWidth: 0.5 });
  expect(figure.data[0]).toMatchObject({
    x: [1.25, 2.75, 3.25],
    y: [2, 2, 1],
    customdata: ["1 to 1.5", "2.5 to 3", "3 to 3.5"],
  });
  expect(figure.layout["annotations"]).toMatchObject([
    { text: "most frequent: 1 to 1.5 (2)", x: 1.25 },
  ]);
});

test("a log histogram has a bar for zero, and its classes are equally wide", () => {
  const rows = [0, 1, 5, 30, 700].map((number) => labelled({ vote_count: number }));
  const figure = charts.histogramChart(rows, votes, { ...options, log: true });
  const [bars] = figure.data as [{ x: number[]; width: number; customdata: unknown[] }];
  expect(bars.x[0]).toBeCloseTo(-0.5, 3);
  expect(bars.customdata[0]).toBe(0);
  expect(axis(figure, "xaxis")).toMatchObject({
    type: "linear",
    tickvals: [-0.5, 0, 1, 2, 3],
    ticktext: ["0", "1", "10", "100", "1,000"],
  });
  bars.x.slice(1).forEach((x, i) => {
    expect(Math.abs(x - Math.log10([1, 5, 30, 700][i]!))).toBeLessThanOrEqual(bars.width);
  });
  expect(axisTitle(figure, "xaxis")).toBe("Votes (log scale)");
});

test("two numbers against each other leave out who lacks one, and count them", () => {
  const figure = charts.scatterChart(titles, releaseYear, rating, options);
  expect(figure.data).toMatchObject([{ name: "non-hits (76)" }, { name: "hits (17)" }]);
  expect(titleOf(figure).text).toBe("Rating and release year");
  expect(subtitle(figure)).toContain(
    "n = 93 series · 17 hits · 7 without a release year or rating left out",
  );
  expect(axis(figure, "xaxis")["type"]).toBeUndefined();
});

test("without labels a scatter has one kind of dots and no key", () => {
  const rows = titles.map(({ year, popularity: number }) => ({ year, popularity: number }));
  const number: Variable<number, { popularity: number }> = popularity;
  const figure = charts.scatterChart(rows, releaseYear, number, options);
  expect(figure.data).toMatchObject([{ name: "series (93)" }]);
  expect(figure.layout["showlegend"]).toBe(false);
  expect(subtitle(figure)).not.toContain("hit");
});

test("a threshold has a line only where the definition has one", () => {
  const draw = (thresholds: { popularity?: number; votes?: number }) =>
    charts.popularityVotesChart(titles, { ...options, thresholds });
  expect(draw({ votes: 5 }).layout["shapes"]).toMatchObject([{ x0: 5, x1: 5 }]);
  expect(subtitle(draw({ votes: 5 }))).toContain("17 hits: at or above the threshold<br>");
  expect(subtitle(draw({ votes: 5, popularity: 2 }))).toContain("at or above both thresholds");
  expect(draw({}).layout["shapes"]).toEqual([]);
  expect(subtitle(draw({}))).not.toContain("threshold");
  const boxes = charts.popularityByHitChart(titles, { ...options, thresholds: { votes: 5 } });
  expect(boxes.layout["annotations"]).toEqual([]);
});

test("boxes stand by group, the largest first, small ones grey", () => {
  const figure = charts.boxChart(titles, rating, { ...options, by: originalLanguage, top: 3 });
  const colours = figure.data.map(({ marker }) => (marker as { color: string }).color);
  expect(figure.data.map(({ name }) => name)).toEqual(["Korean (50)", "English (40)", "xx (3)"]);
  expect(new Set(colours).size).toBe(2);
  expect(subtitle(figure)).toContain("7 without a rating left out · grey: fewer than 30 series");
  expect(titleOf(figure).text).toBe("Rating by original language");
});

test("without labels and groups there is one box, of all series", () => {
  const rows = titles.map(({ popularity: number }) => ({ popularity: number }));
  const figure = charts.boxChart(rows, popularity, options);
  expect(figure.data.map(({ name }) => name)).toEqual(["series (100)"]);
  expect(titleOf(figure).text).toBe("Popularity");
});

test("a heat map has the rate of each pair, and none where there are too few", () => {
  const figure = charts.heatmapChart(titles, releaseYear, genres, options);
  const [cells] = figure.data as [{ z: (number | null)[][]; customdata: string[][] }];
  expect(axis(figure, "xaxis")["ticktext"]).toEqual(["2015", "2020", "2022", "(missing)"]);
  // From below: the fewest first.
  expect(axis(figure, "yaxis")["ticktext"]).toEqual(["(missing)", "Drama", "Crime"]);
  expect(cells.z.map((row) => row.map((value) => value !== null))).toEqual([
    [false, false, false, false],
    [false, true, false, false],
    [false, false, true, false],
  ]);
  expect(cells.customdata[2]?.[2]).toBe("2022, Crime: 50 series, 10 hits (20.0%)");
  expect(
    (figure.layout["annotations"] as { text: string }[]).map(({ text }) => text.split("<")[0]),
  ).toEqual([...["—", "10%", "—", "20%", "—"]]);
  expect(subtitle(figure)).toContain("—: fewer than 30 series");
});

test("a heat map of counts needs no labels, and judges none of them", () => {
  const rows = titles.map(({ genres: own, year }) => ({ genres: own, year }));
  const figure = charts.heatmapChart(rows, releaseYear, genres, {
    ...options,
    show: "count",
    top: 2,
  });
  expect(titleOf(figure).text).toBe("Series by release year and genre");
  expect(subtitle(figure)).toBe(
    "n = 100 series · 2 of 3 genres shown · a series counts in each of its genres<br>made series",
  );
  expect(axis(figure, "xaxis")["ticktext"]).toContain("2020 to 2024");
});

const strange: Variable<string, LabelledTitle> = {
  name: "strange",
  label: "<b>kind</b>",
  plural: "<b>kinds</b>",
  unit: "<i>u</i>",
  note: "Take &amp; care.",
  value: () => "<script>1</script>",
};

const drawn: Record<string, (rows: LabelledTitle[], by: typeof strange) => Figure> = {
  counts: (rows, by) => charts.countChart(rows, by, options),
  rates: (rows, by) => charts.rateChart(rows, by, options),
  boxes: (rows, by) => charts.boxChart(rows, popularity, { ...options, by }),
  heatmap: (rows, by) => charts.heatmapChart(rows, by, by, options),
};

test.each(Object.entries(drawn))(
  "%s: words and values of others are inert, also in the words for readers",
  (_, draw) => {
    const figure = draw(titles, strange);
    const text = JSON.stringify(figure).replaceAll(/"(tickvals|categoryarray|y)":\[[^\]]*\]/g, "");
    expect(text).not.toMatch(/<(b>kind|i>u|script)/);
    expect(text).not.toContain("Take &amp; care");
    expect(figureText(figure)).toContain("by <b>kind</b>".slice(3));
    expect(figureText(figure)).toContain("Take &amp; care · made series");
  },
);

const nothing: Variable<string, LabelledTitle> = { ...strange, label: "kind", value: () => null };

test.each(Object.entries(drawn))(
  "%s: a variable that nobody has is refused, no series are not",
  (_, draw) => {
    expect(() => draw(titles, nothing)).toThrow(
      "No series has a kind (strange): it is missing for all 100. Choose another variable",
    );
    expect(draw([], nothing).layout["annotations"]).toMatchObject([
      { text: "There are no series to show." },
    ]);
  },
);

test.each([
  ["histogram", () => charts.histogramChart(titles, originalLanguage, options)],
  ["rates", () => charts.rateOverChart(titles, originalLanguage, options)],
  ["scatter", () => charts.scatterChart(titles, popularity, originalLanguage, options)],
  ["boxes", () => charts.boxChart(titles, originalLanguage, options)],
])("%s: where a number is due, text is refused", (_, draw) => {
  expect(draw).toThrow(
    'The original language of a series (original-language) is "en"; expected one number for each series.',
  );
});

test("series without a label have no rate, and too few groups cannot be asked for", () => {
  const rows = titles.map(({ hit: _, ...rest }) => rest as LabelledTitle);
  expect(() => charts.rateChart(rows, originalLanguage, options)).toThrow("Row 1 has no label");
  expect(() => charts.countChart(titles, genres, { ...options, top: 0 })).toThrow(
    "top is 0; expected",
  );
});

test("a title of one's own takes the place of the chart's", () => {
  const figure = charts.countChart(titles, genres, { ...options, title: "What there is" });
  expect(titleOf(figure).text).toBe("What there is");
});

test("a chart of one's own can be put together from the marks", () => {
  const bars = charts.marks.bars("v", {
    at: [1, 2],
    lengths: [3, 4],
    color: "#123456",
    hover: "%{y}",
  });
  const figure = charts.themed(options, {
    ...{ title: "Mine", facts: ["n = 7"], data: [bars] },
    ...{ xaxis: { title: "Place" }, yaxis: {}, shapes: [charts.marks.reference("y", 3.5)] },
  });
  expect(figure).toMatchObject({
    data: [{ type: "bar", x: [1, 2], y: [3, 4], marker: { color: "#123456" } }],
    layout: { meta: { source: "made series" }, shapes: [{ y0: 3.5, y1: 3.5 }] },
  });
});

test("a cell without series is empty, whatever stands in the others", () => {
  const rows = [
    ...Array.from({ length: 40 }, (_, i) =>
      labelled({ id: i, primary_genre: "Drama", primary_country: "US", hit: i < 4 ? 1 : 0 }),
    ),
    ...Array.from({ length: 40 }, (_, i) =>
      labelled({ id: 99 + i, primary_genre: "Crime", primary_country: "KR" }),
    ),
  ];
  for (const show of ["rate", "count"] as const) {
    const { data } = charts.heatmapChart(rows, primaryGenre, primaryCountry, {
      ...options,
      show,
      minTitles: 0,
    });
    const [{ z }] = data as [{ z: (number | null | undefined)[][] }];
    expect(z.flat().filter((value) => typeof value !== "number")).toHaveLength(2);
  }
});

test("as many kinds as are shown are not the most frequent of more", () => {
  const rows = ["en", "ko", "es"].map((original_language, id) =>
    labelled({ id, original_language }),
  );
  const title = (top: number) =>
    figureText(charts.countChart(rows, originalLanguage, { ...options, top }));
  expect(title(3)).toMatch(/^Original languages/);
  expect(title(2)).toMatch(/^The 2 most frequent original languages/);
});
