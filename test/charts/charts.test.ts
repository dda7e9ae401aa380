import * as charts from "../../lib/src/charts/index.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { PALETTES, withTheme } from "../../lib/src/charts/palette.js";
import { GALLERY } from "../support/figure-gallery.js";
import { plotlySchema, type Attributes } from "../support/plotly-schema.js";
import { labelledTitle as labelled } from "../support/titles.js";

/** `count` series of a kind, the first `hits` of them hits. */
function group(count: number, hits: number, kind: Partial<LabelledTitle>): LabelledTitle[] {
  return Array.from({ length: count }, (_, i) => labelled({ ...kind, hit: i < hits ? 1 : 0 }));
}

const source = "simulated catalogue (seed 213)";

const titles = [
  ...group(40, 4, { primary_genre: "Drama", primary_country: "US", year: 2020 }),
  ...group(50, 10, { primary_genre: "Sci-Fi & Fantasy", primary_country: "KR", year: 2022 }),
  ...group(3, 3, { primary_genre: "Western", primary_country: "US", year: 2015 }),
  ...group(7, 0, { primary_genre: null, primary_country: null, year: null }),
];

const subtitle = ({ layout }: Figure): string =>
  (layout["title"] as { subtitle: { text: string } }).subtitle.text;
const axis = (figure: Figure, name: string) => figure.layout[name] as Record<string, unknown>;

test("the most frequent genres come first and a missing genre is one of them", () => {
  const figure = charts.topGenresChart(titles, { source });
  expect(figure.data).toMatchObject([
    {
      type: "bar",
      x: [50, 40, 7, 3],
      y: ["Sci-Fi & Fantasy", "Drama", "(missing)", "Western"],
      text: ["50", "40", "7", "3"],
    },
  ]);
  expect(subtitle(figure)).toBe(`n = 100 series · 3 genres<br>${source}`);
});

test("a longer list of countries is cut, and the title and subtitle say so", () => {
  const figure = charts.topCountriesChart(titles, { source, top: 2 });
  expect(figure.data[0]).toMatchObject({ x: [50, 43], y: ["KR", "US"] });
  expect(figure.layout["title"]).toMatchObject({ text: "The 2 most frequent primary countries" });
  expect(subtitle(figure)).toContain("those shown hold 93.0% of the series");
});

test("the release years leave gaps, mark the most frequent and put the missing ones last", () => {
  const figure = charts.releaseYearHistogram(titles, { source });
  const [bars] = figure.data as [{ x: number[]; y: number[]; marker: { color: string[] } }];
  expect(bars.x.slice(0, 3)).toEqual([2015, 2020, 2022]);
  expect(bars.x[3]).toBeGreaterThan(2023);
  expect(bars.y).toEqual([3, 40, 50, 7]);
  expect(new Set(bars.marker.color).size).toBe(3);
  expect(figure.layout["annotations"]).toMatchObject([
    { text: "most frequent: 2022 (50)", x: 2022 },
  ]);
});

test("the release years without the missing ones say how many are left out", () => {
  const figure = charts.releaseYearHistogram(titles, {
    source,
    includeMissing: false,
    markMode: false,
  });
  expect(figure.data[0]).toMatchObject({ x: [2015, 2020, 2022], y: [3, 40, 50] });
  expect(figure.layout["annotations"]).toEqual([]);
  expect(subtitle(figure)).toBe(`n = 93 series · 7 without a release year left out<br>${source}`);
});

test("of several most frequent years the first is marked, as pandas' mode()[0]", () => {
  const rows = [2021, 2020, 2020, 2021, 2019].map((year) => ({ year }));
  const { layout } = charts.releaseYearHistogram(rows, { source });
  expect(layout["annotations"]).toMatchObject([{ x: 2020 }]);
});

test("hits and non-hits are counted", () => {
  expect(charts.hitCountsChart(titles, { source }).data[0]).toMatchObject({
    x: [17, 83],
    y: ["hit", "non-hit"],
    text: ["17 (17.0%)", "83 (83.0%)"],
  });
});

test("hits and non-hits are stacked by release year", () => {
  const figure = charts.releaseYearByHitChart(titles, { source });
  expect(figure.layout["barmode"]).toBe("stack");
  expect(figure.data).toMatchObject([
    { name: "hits", y: [3, 4, 10, 0] },
    { name: "non-hits", y: [0, 36, 40, 7] },
  ]);
});

test("genres are ranked by hit rate, those too small to judge are grey and come after", () => {
  const figure = charts.genreHitRateChart(titles, { source });
  expect(figure.data).toMatchObject([
    { name: "30 series or more", x: [0.2, 0.1], y: ["Sci-Fi & Fantasy", "Drama"] },
    { name: "fewer, too few to judge", x: [0, 1], y: ["(missing)", "Western"] },
  ]);
  expect(axis(figure, "yaxis")["ticktext"]).toEqual([
    "Sci-Fi & Fantasy (50)",
    "Drama (40)",
    "(missing) (7)",
    "Western (3)",
  ]);
  expect(subtitle(figure)).toContain("dashed: all series, 17.0%");
});

test("a hit rate has Wilson's 95% interval", () => {
  const [large] = charts.genreHitRateChart(titles, { source }).data as [
    { error_x: { array: number[]; arrayminus: number[] } },
  ];
  // statsmodels proportion_confint(10, 50, method="wilson"): (0.112438, 0.330370).
  expect(large.error_x.array[0]).toBeCloseTo(0.13037, 4);
  expect(large.error_x.arrayminus[0]).toBeCloseTo(0.087562, 4);
});

test("only so many genres are shown, and the subtitle says of how many", () => {
  const figure = charts.genreHitRateChart(titles, { source, top: 3 });
  expect(axis(figure, "yaxis")["tickvals"]).toEqual(["Sci-Fi & Fantasy", "Drama", "(missing)"]);
  expect(subtitle(figure)).toContain("3 of 4 genres shown");
});

test("hit rates by country and by year keep every group", () => {
  const country = charts.hitRateByCountryChart(titles, { source });
  expect(country.data).toMatchObject([{ y: ["KR", "US"] }, { y: ["(missing)"] }]);
  const year = charts.hitRateByYearChart(titles, { source });
  expect(year.data).toMatchObject([
    { x: [2020, 2022], y: [0.1, 0.2] },
    { y: [1, 0] },
    { type: "bar", y: [3, 40, 50, 7], yaxis: "y2" },
  ]);
});

test("popularity is shown for hits and non-hits with the threshold", () => {
  const rows = [
    labelled({ popularity: 20, hit: 1 }),
    labelled({ popularity: 0.5 }),
    labelled({ popularity: 0 }),
  ];
  const figure = charts.popularityByHitChart(rows, {
    source,
    thresholds: { popularity: 10, votes: 5 },
  });
  expect(axis(figure, "xaxis")["type"]).toBe("log");
  expect(figure.data).toMatchObject([{ name: "hit (1)", x: [20] }, { name: "non-hit (2)" }]);
  expect(figure.layout["shapes"]).toMatchObject([{ x0: 10, x1: 10 }]);
});

test("zero has a place of its own on a log axis, labelled 0", () => {
  const rows = [labelled({ vote_count: 0 }), labelled({ vote_count: 10 })];
  const figure = charts.popularityVotesChart(rows, { source });
  const [trace] = figure.data as [{ x: number[] }];
  expect(trace.x[0]).toBeGreaterThan(0);
  expect(trace.x[0]).toBeLessThan(10);
  expect(axis(figure, "xaxis")["ticktext"]).toEqual(["0", "10"]);
  expect(axis(figure, "xaxis")["tickvals"]).toContainEqual(expect.closeTo(trace.x[0]!, 2));
});

test("votes and popularity: hits lie over the others, thresholds are lines, titles are inert", () => {
  const rows = [
    labelled({
      name: "<a href='javascript:x'>Bad</a>",
      popularity: 20.12345,
      vote_count: 50,
      hit: 1,
    }),
    labelled({ name: "Plain", popularity: 2, vote_count: 5 }),
  ];
  const figure = charts.popularityVotesChart(rows, {
    source,
    thresholds: { popularity: 10, votes: 7.5 },
  });
  expect(figure.data).toMatchObject([
    { name: "non-hits (1)", x: [5], y: [2], text: ["Plain"] },
    { name: "hits (1)", x: [50], y: [20.12], text: ["&lt;a href='javascript:x'>Bad&lt;/a>"] },
  ]);
  expect(figure.layout["shapes"]).toMatchObject([{ x0: 7.5 }, { y0: 10 }]);
  expect(figure.layout["annotations"]).toMatchObject([
    { text: "votes ≥ 7.5" },
    { text: "popularity ≥ 10" },
  ]);
});

test("2,561 series make less than 150 kB", () => {
  const rows = Array.from({ length: 2561 }, (_, i) =>
    labelled({ name: "A title of middle length", popularity: 1 / (i + 3), vote_count: i }),
  );
  expect(JSON.stringify(charts.popularityVotesChart(rows, { source })).length).toBeLessThan(
    150_000,
  );
});

test("the ROC curve has its area in title and note, and the diagonal beside it", () => {
  const roc = { fpr: [0, 0, 0.5, 1], tpr: [0, 0.5, 1, 1], auc: 0.875 };
  const figure = charts.rocCurveChart(roc, { source, n: 641, hits: 58 });
  expect(figure.layout["title"]).toMatchObject({ text: "ROC curve, area 0.875" });
  expect(subtitle(figure)).toBe(`n = 641 test series · 58 hits<br>${source}`);
  expect(figure.data).toMatchObject([
    { x: [0, 0, 0.5, 1], y: [0, 0.5, 1, 1] },
    { x: [0, 1], y: [0, 1] },
  ]);
});

test("coefficients stand in the order of their size, signs by colour", () => {
  const coefficients = [
    { feature: "a", coefficient: 0.1 },
    { feature: "b", coefficient: -0.9 },
    { feature: "c", coefficient: 0.5 },
  ];
  const figure = charts.coefficientChart(coefficients, { source, top: 2 });
  expect(axis(figure, "yaxis")["categoryarray"]).toEqual(["b", "c"]);
  expect(figure.data).toMatchObject([
    { name: "raises the odds", x: [0.5], y: ["c"] },
    { name: "lowers the odds", x: [-0.9], y: ["b"] },
  ]);
  expect(coefficients.map(({ feature }) => feature)).toEqual(["a", "b", "c"]);
});

test("a coefficient is called by its name in words, with its interval as a line", () => {
  const rows = [
    { feature: "primary_country_GB", name: "country: United Kingdom", coefficient: 0.65 },
    { feature: "x", coefficient: -0.5, interval: [-0.7, -0.2] as const },
  ];
  const figure = charts.coefficientChart(rows, { source });
  expect(axis(figure, "yaxis")["ticktext"]).toEqual(["country: United Kingdom", "x"]);
  expect(subtitle(figure)).toContain("lines: 95% interval, none without a hit");
  expect(figure.data).toMatchObject([
    { y: ["primary_country_GB"], error_x: { array: [0], arrayminus: [0] } },
    { y: ["x"], error_x: { array: [0.3], arrayminus: [0.2] } },
  ]);
});

/** One effect whose factor and level are called this. */
function effectsNamed(name: string): charts.EffectsShown {
  const one = { value: 0.5, interval: [0.25, 0.75] as const };
  const row = { factor: name, name, reference: name, againstAll: false, count: 9, hits: 3 };
  const sizes = { rate: one, referenceRate: 0.1, difference: one, oddsRatio: one };
  return { n: 90, hits: 9, rows: [{ ...row, ...sizes }] };
}

test("markup in a name is shown by the axis and by the mouse, not obeyed", () => {
  const name = "<b>x</b>";
  const figures = [
    charts.topGenresChart([{ primary_genre: name }], { source }),
    charts.genreHitRateChart([labelled({ primary_genre: name })], { source }),
    charts.coefficientChart([{ feature: name, coefficient: 1 }], { source }),
    charts.effectChart(effectsNamed(name), { source }),
    charts.oddsRatioChart(effectsNamed(name), { source }),
    charts.importanceChart([{ group: name, mean: 0.1 }], { source }),
  ];
  for (const figure of figures) {
    const [trace] = figure.data as [{ customdata: string[]; hovertemplate: string }];
    expect(trace.customdata[0]).toContain("&lt;b>x&lt;/b>");
    expect(trace.hovertemplate).not.toContain("%{y}");
    expect((axis(figure, "yaxis")["ticktext"] as string[])[0]).toContain("&lt;b>x&lt;/b>");
  }
});

test("a name longer than 32 characters is cut on the axis, and not in the data", () => {
  const name = "A genre with a name that nobody would give it";
  const figure = charts.topGenresChart([{ primary_genre: name }], { source });
  expect(axis(figure, "yaxis")["ticktext"]).toEqual(["A genre with a name that nobody…"]);
  expect(figure.data[0]).toMatchObject({ y: [name] });
});

test("hit rates by what is missing compare the complete with those that lack something", () => {
  const complete = { overview: "x", poster_path: "/p", backdrop_path: "/b" };
  const rows = [
    ...group(60, 12, complete),
    ...group(40, 2, { ...complete, overview: "" }),
    ...group(31, 0, { ...complete, first_air_date: null, poster_path: null }),
    ...group(5, 5, { ...complete, primary_country: null }),
  ];
  const figure = charts.hitRateByCompletenessChart(rows, { source });
  expect(figure.data).toMatchObject([
    {
      x: [0.2, 0.09211, 0.05, 0, 0],
      y: ["nothing missing", "something missing", "no overview", "no date", "no poster"],
    },
    { name: "fewer, too few to judge", x: [1], y: ["no country"] },
  ]);
  expect(axis(figure, "yaxis")["ticktext"]).toContain("something missing (76)");
  expect(subtitle(figure)).toContain("n = 136 series · 19 hits");
  expect(subtitle(figure)).toContain("dashed: all series, 14.0%");
});

test("the day of the collection stands beside the source, and nothing does without one", () => {
  const figure = charts.hitCountsChart(titles, { source: "TMDb", date: "2026-01-31T10:00:00Z" });
  expect(subtitle(figure)).toBe("n = 100 series<br>TMDb, collected 2026-01-31");
  expect(figure.layout["meta"]).toEqual({ source: "TMDb" });
  expect(subtitle(charts.hitCountsChart(titles, { source: "TMDb" }))).toBe(
    "n = 100 series<br>TMDb",
  );
});

test.each(["31.1.2026", "2026-13-01", "2026-02-30", ""])("a date such as %j is refused", (date) => {
  expect(() => charts.hitCountsChart(titles, { source, date })).toThrow(
    `The date of the collection is "${date}"; expected a day such as 2026-01-31`,
  );
});

test("a chart grows with its categories, and its numbers stand on top once it is tall", () => {
  const rows = Array.from({ length: 300 }, (_, i) => ({ primary_genre: `Genre ${i}` }));
  const tall = charts.topGenresChart(rows, { source, top: 300 });
  const short = charts.topGenresChart(rows, { source, top: 30 });
  expect(tall.layout["height"]).toBe(150 + 25 * 300);
  expect(short.layout["height"]).toBe(150 + 25 * 30);
  expect(axis(tall, "xaxis")["side"]).toBe("top");
  expect(axis(short, "xaxis")["side"]).toBeUndefined();
});

test("letters that are wide are cut earlier, and names that would look alike in the middle", () => {
  const names = ["韓".repeat(40), "W".repeat(40), `${"a".repeat(40)}1`, `${"a".repeat(40)}2`];
  const figure = charts.topGenresChart(
    names.map((primary_genre) => ({ primary_genre })),
    { source },
  );
  expect(new Set(axis(figure, "yaxis")["ticktext"] as string[])).toEqual(
    new Set([
      `${"韓".repeat(15)}…`,
      `${"W".repeat(17)}…`,
      `${"a".repeat(15)}…${"a".repeat(15)}1`,
      `${"a".repeat(15)}…${"a".repeat(15)}2`,
    ]),
  );
});

const everyChart: Record<string, (rows: typeof titles) => Figure> = {
  topCountries: (rows) => charts.topCountriesChart(rows, { source }),
  topGenres: (rows) => charts.topGenresChart(rows, { source }),
  releaseYears: (rows) => charts.releaseYearHistogram(rows, { source }),
  hitCounts: (rows) => charts.hitCountsChart(rows, { source }),
  releaseYearsByHit: (rows) => charts.releaseYearByHitChart(rows, { source }),
  genreRates: (rows) => charts.genreHitRateChart(rows, { source }),
  countryRates: (rows) => charts.hitRateByCountryChart(rows, { source }),
  yearRates: (rows) => charts.hitRateByYearChart(rows, { source }),
  popularityByHit: (rows) => charts.popularityByHitChart(rows, { source }),
  popularityVotes: (rows) => charts.popularityVotesChart(rows, { source }),
};

test.each(Object.entries(everyChart))("%s: no series, no chart, but a sentence", (_, chart) => {
  const { layout } = chart([]);
  expect(layout["annotations"]).toMatchObject([{ text: "There are no series to show." }]);
});

test.each(Object.entries(everyChart))("%s names its source and n", (_, chart) => {
  expect(subtitle(chart(titles))).toMatch(/^n = 100 series/);
  expect(subtitle(chart(titles))).toContain(source);
});

const modelCharts: typeof everyChart = {
  roc: () => charts.rocCurveChart({ fpr: [0, 0.5, 1], tpr: [0, 1, 1], auc: 0.75 }, { source }),
  coefficients: () => charts.coefficientChart([{ feature: "a", coefficient: 1 }], { source }),
};

const gallery = Object.fromEntries(
  Object.entries(GALLERY).map(([name, figure]) => [`gallery: ${name}`, () => figure]),
);

/** Plotly ignores what it does not know, so a misspelt attribute would show nowhere. */
const allCharts = Object.entries({ ...everyChart, ...modelCharts, ...gallery });

const schema = plotlySchema();

test.each(Object.entries(GALLERY))("%s has no light colour in the dark theme", (_, figure) => {
  const { sequence, ...roles } = PALETTES.light;
  const text = JSON.stringify(withTheme(figure, "dark")).toLowerCase();
  const left = [...Object.values(roles), ...sequence].filter((colour) => {
    const rgb = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).join(",");
    return text.includes(colour.toLowerCase()) || text.includes(`(${rgb},`);
  });
  expect(left).toEqual([]);
});

test.each(Object.entries(GALLERY))("%s names its source and the day", (_, figure) => {
  expect(subtitle(figure)).toMatch(/, collected 2026-01-31$/);
});

test.each(allCharts)("%s uses only attributes that plotly has", (_, chart) => {
  const traceLayouts = Object.values(schema.traces).map(({ layoutAttributes }) => layoutAttributes);
  const { data, layout } = chart(titles);
  const unknown: string[] = [];
  const check = (value: unknown, known: Attributes | undefined, at: string): void => {
    if (known === undefined) return void unknown.push(at);
    if (typeof value !== "object" || value === null || known["valType"] !== undefined) return;
    if (Array.isArray(value)) {
      const items = known["items"] as Record<string, Attributes> | undefined;
      const item = Object.values(items ?? {})[0];
      value.forEach((each, i) => check(each, item, `${at}[${i}]`));
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      check(inner, known[key] as Attributes | undefined, `${at}.${key}`);
    }
  };
  for (const [key, value] of Object.entries(layout)) {
    const fromTraces = traceLayouts.map((attributes) => attributes?.[key]);
    const known = schema.layout.layoutAttributes[key.replace(/^([xy]axis)\d+$/, "$1")];
    check(value, (known ?? fromTraces.find(Boolean)) as Attributes | undefined, `layout.${key}`);
  }
  for (const trace of data) {
    const { attributes } = schema.traces[trace["type"] as string] ?? {};
    check(trace, attributes, String(trace["type"]));
  }
  expect(unknown).toEqual([]);
});
