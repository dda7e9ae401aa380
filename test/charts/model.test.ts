/** The charts of notebook 05: curves, coefficients, importance, validation, sensitivity. */
import * as charts from "../../lib/src/charts/index.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import { UserError } from "../../lib/src/base/errors.js";
import { COLOURS } from "../../lib/src/charts/palette.js";

const source = "simulated catalogue (seed 213)";

const subtitle = ({ layout }: Figure): string =>
  (layout["title"] as { subtitle: { text: string } }).subtitle.text;
const axis = (figure: Figure, name: string) => figure.layout[name] as Record<string, unknown>;
const emptyText = ({ layout }: Figure) =>
  (layout["annotations"] as { text: string }[]).map(({ text }) => text);

describe("ROC curves", () => {
  const model = { fpr: [0, 0, 0.5, 1], tpr: [0, 0.5, 1, 1], auc: 0.875, name: "model" };
  const baseline = { fpr: [0, 0.5, 1], tpr: [0, 0.75, 1], auc: 0.625, name: "year alone" };

  test("DeLong's interval of the area stands in the subtitle", () => {
    const figure = charts.rocCurveChart(model, { source, n: 641, interval: [0.81, 0.93] });
    expect(subtitle(figure)).toBe(
      `n = 641 test series · area 0.875, DeLong's 95% interval 0.810 to 0.930<br>${source}`,
    );
  });

  test("several curves have a key with their areas, and chance is the last", () => {
    const figure = charts.rocCurveChart([model, baseline], { source });
    expect(figure.layout["title"]).toMatchObject({ text: "ROC curves" });
    expect(figure.data.map(({ name }) => name)).toEqual(["model", "year alone", "chance"]);
    expect(emptyText(figure)).toEqual(["model: 0.875", "year alone: 0.625", "chance: 0.500"]);
    expect(figure.data[0]).not.toHaveProperty("fill");
    const rows = (figure.layout["annotations"] as { y: number }[]).map(({ y }) => y);
    const lines = (figure.layout["shapes"] as { y0: number }[]).map(({ y0 }) => y0);
    expect(lines).toEqual(rows);
  });

  test("a list of one curve is drawn as one curve", () => {
    const figure = charts.rocCurveChart([model], { source });
    expect(figure).toEqual(charts.rocCurveChart(model, { source }));
  });

  test("a rate above 1 is refused by name", () => {
    const bad = { ...baseline, fpr: [0, 50, 100] };
    expect(() => charts.rocCurveChart([model, bad], { source })).toThrow(
      'A false positive rate of "year alone" is 50; expected a number from 0 to 1.',
    );
  });
});

describe("precision and recall", () => {
  const curve = { precision: [0.1, 0.5, 1, 1], recall: [1, 1, 0.5, 0], averagePrecision: 0.75 };

  test("the curve goes in the steps that average precision adds up, with the base rate", () => {
    const figure = charts.precisionRecallChart(curve, { source, n: 20, hits: 2, baseRate: 0.1 });
    expect(figure.data[0]).toMatchObject({ x: [1, 1, 0.5, 0], line: { shape: "hv" } });
    expect(figure.layout["title"]).toMatchObject({ text: "Precision-recall curve, area 0.750" });
    expect(figure.layout["shapes"]).toMatchObject([{ y0: 0.1, line: { dash: "dash" } }]);
    expect(emptyText(figure)).toEqual(["base rate: 10.0%"]);
  });

  test("a curve given from the other end has the same steps", () => {
    const turned = {
      ...curve,
      precision: [...curve.precision].reverse(),
      recall: [...curve.recall].reverse(),
    };
    const figure = charts.precisionRecallChart(turned, { source });
    expect(figure.data[0]).toMatchObject({ x: [0, 0.5, 1, 1], line: { shape: "vh" } });
  });

  test("a precision that is no number is refused", () => {
    const bad = { ...curve, precision: [0.1, NaN, 1, 1] };
    expect(() => charts.precisionRecallChart(bad, { source })).toThrow(UserError);
  });
});

describe("calibration", () => {
  test("bins have Wilson's interval and their counts below, empty ones are left out", () => {
    const figure = charts.calibrationChart(
      [
        { meanPredicted: 0.1, fractionOfHits: 0.2, count: 50 },
        { meanPredicted: 0.5, fractionOfHits: 0.5, count: 10, interval: [0.3, 0.7] },
        { meanPredicted: null, fractionOfHits: null, count: 0 },
      ],
      { source },
    );
    expect(figure.data).toMatchObject([
      { name: "found as predicted", x: [0, 0.8] },
      { name: "30 series or more", x: [0.1], y: [0.2], marker: { color: COLOURS.base } },
      { x: [0.5], error_y: { array: [0.2], arrayminus: [0.2] }, marker: { color: COLOURS.muted } },
      { type: "bar", x: [0.1, 0.5], y: [50, 10], yaxis: "y2" },
    ]);
    // statsmodels proportion_confint(10, 50, method="wilson"): (0.112438, 0.330370).
    const [, large] = figure.data as [unknown, { error_y: { array: number[] } }];
    expect(large.error_y.array[0]).toBeCloseTo(0.13037, 4);
    expect(subtitle(figure)).toContain("n = 60 series");
  });

  test("a share in per cent is refused", () => {
    const bins = [{ meanPredicted: 0.1, fractionOfHits: 20, count: 50 }];
    expect(() => charts.calibrationChart(bins, { source })).toThrow("A share of hits is 20;");
  });
});

describe("effects", () => {
  const effect = (fields: Partial<charts.EffectRow>): charts.EffectRow => ({
    factor: "country",
    name: "United Kingdom",
    reference: "United States",
    againstAll: false,
    count: 149,
    hits: 14,
    rate: { value: 0.094, interval: [0.05, 0.15] },
    referenceRate: 0.134,
    difference: { value: -0.04, interval: [-0.08, 0.02] },
    oddsRatio: { value: 0.5, interval: [0.25, 1.25] },
    ...fields,
  });
  const shown = {
    n: 2020,
    hits: 184,
    rows: [
      effect({ name: "United States", reference: "all other countries", againstAll: true }),
      effect({}),
      effect({ factor: null, name: "a year older", reference: "as they are" }),
    ],
  };

  test("differences are percentage points against a named reference", () => {
    const figure = charts.effectChart(shown, { source });
    expect(figure.data).toMatchObject([
      {
        name: "against the reference",
        x: [-4, -4],
        error_x: { array: [6, 6], arrayminus: [4, 4] },
        y: ["country: United Kingdom", "a year older"],
      },
      { name: "against all others", y: ["country: United States"] },
    ]);
    const [trace] = figure.data as [{ customdata: string[] }];
    expect(trace.customdata[0]).toBe(
      "United Kingdom against United States: −4.0 points (−8.0 to +2.0): 9.4% instead of 13.4%; " +
        "149 series, 14 hits",
    );
    expect(figure.layout["shapes"]).toMatchObject([{ x0: 0 }]);
    expect(subtitle(figure)).toContain("n = 2,020 series, 184 hits · bars: 95% interval");
  });

  test("levels stand under their factor, the reference marked", () => {
    const { ticktext } = axis(charts.effectChart(shown, { source }), "yaxis");
    expect(ticktext).toEqual([
      "<b>country</b>",
      "United States (reference)",
      "United Kingdom",
      "<b>other features</b>",
      "a year older",
    ]);
  });

  test("ratios lie on a log axis, and intervals that go on are said to", () => {
    const wide = effect({ name: "wide", oddsRatio: { value: 3, interval: [1e-9, 1e9] } });
    const figure = charts.oddsRatioChart({ ...shown, rows: [...shown.rows, wide] }, { source });
    expect(axis(figure, "xaxis")["type"]).toBe("log");
    expect(figure.layout["shapes"]).toMatchObject([{ x0: 1 }]);
    expect(subtitle(figure)).toContain("1 interval goes on beyond the axis");
    const [low, high] = axis(figure, "xaxis")["range"] as [number, number];
    expect(low).toBeGreaterThan(-2);
    expect(high).toBeLessThan(2);
  });

  test("the axis has from three to nine labels, whatever its span", () => {
    for (const span of [1.02, 1.3, 2, 5, 30, 1e3, 1e6, 1e12]) {
      const ratio = (value: number) => ({
        oddsRatio: { value, interval: [value, value] as const },
      });
      const rows = [effect(ratio(span)), effect({ ...ratio(1 / span), name: "other" })];
      const figure = charts.oddsRatioChart({ ...shown, rows }, { source });
      const labels = axis(figure, "xaxis")["ticktext"] as string[];
      expect(labels.length).toBeGreaterThanOrEqual(3);
      expect(labels.length).toBeLessThanOrEqual(9);
      expect(new Set(labels).size).toBe(labels.length);
      expect(labels).toContain("1");
    }
  });

  test("what cannot be is refused by name", () => {
    const of = (fields: Partial<charts.EffectRow>) => ({ ...shown, rows: [effect(fields)] });
    expect(() =>
      charts.oddsRatioChart(of({ oddsRatio: { value: -1, interval: [-2, 0] } }), { source }),
    ).toThrow('The odds ratio of "United Kingdom" is -1');
    expect(() =>
      charts.effectChart(of({ difference: { value: 4, interval: [2, 6] } }), { source }),
    ).toThrow('The difference of "United Kingdom" is 4');
  });
});

describe("groups of features", () => {
  test("the largest drop comes first, with the middle of the repeats as its bar", () => {
    const values = Array.from({ length: 41 }, (_, i) => i / 400);
    const figure = charts.importanceChart(
      [
        { group: "country", mean: 0.01, interval: [0, 0.02] },
        { group: "year", mean: 0.05, values },
        { group: "broken", mean: NaN },
      ],
      { source },
    );
    expect(figure.data[0]).toMatchObject({
      x: [0.05, 0.01],
      y: ["year", "country"],
      // numpy.quantile(values, [0.025, 0.975]): 0.0025 and 0.0975.
      error_x: { array: [0.0475, 0.01], arrayminus: [0.0475, 0.01] },
    });
    expect(axis(figure, "yaxis")["ticktext"]).toEqual(["year (0.050)", "country (0.010)"]);
    expect(subtitle(figure)).toContain("1 group without a value left out");
  });

  test("models with fewer features keep their order beside the full one", () => {
    const figure = charts.ablationChart(
      [
        { name: "without year", mean: 0.7, interval: [0.65, 0.75] },
        { name: "year alone", mean: 0.75, interval: null },
      ],
      { source, full: 0.8 },
    );
    expect(figure.data[0]).toMatchObject({ y: ["without year", "year alone"], x: [0.7, 0.75] });
    expect(figure.layout["shapes"]).toMatchObject([{ x0: 0.8 }]);
    expect(subtitle(figure)).toContain("dashed: all features, 0.800");
    const [low, high] = axis(figure, "xaxis")["range"] as [number, number];
    expect(low).toBeLessThan(0.65);
    expect(high).toBeGreaterThan(0.8);
  });

  test("an area above 1 is refused by name", () => {
    const row = { name: "without year", mean: 70, interval: null };
    expect(() => charts.ablationChart([row], { source, full: 0.8 })).toThrow(
      'The ROC-AUC of "without year" is 70',
    );
  });
});

describe("validation", () => {
  test("scores are counted in classes, those on a border in the upper one", () => {
    const figure = charts.cvScoresChart([0.7, 0.709, 0.71, 0.83, 0.93, null], {
      source,
      mean: 0.7758,
    });
    const [bars, mean] = figure.data as [{ x: number[]; y: number[] }, { x: number[] }];
    expect(bars).toMatchObject({ x: [0.705, 0.715, 0.835, 0.935], y: [2, 1, 1, 1] });
    expect(mean.x).toEqual([0.7758]);
    expect(subtitle(figure)).toContain("n = 5 folds · mean 0.776");
    expect(subtitle(figure)).toContain("1 fold without an area left out");
  });

  test("repeats, interval and the one split are named", () => {
    const scores = [0.7, 0.8, 0.75, 0.85].map((auc, i) => ({ auc, fold: i % 2, repeat: i >> 1 }));
    const figure = charts.cvScoresChart(scores, {
      source,
      mean: 0.775,
      interval: [0.7, 0.85],
      single: 0.83,
    });
    expect(subtitle(figure)).toContain("4 folds · 2 repeats · mean 0.775, 95% interval 0.700 to");
    expect(emptyText(figure)).toEqual(["mean: 0.775", "one split: 0.830"]);
    expect(figure.data[1]).toMatchObject({ error_x: { array: [0.075], arrayminus: [0.075] } });
  });

  test("the true labels are marked beside the shuffled ones, and on the axis", () => {
    const figure = charts.nullDistributionChart([0.48, 0.5, 0.52], {
      source,
      observed: 0.81,
      pValue: 0.25,
    });
    expect(figure.layout["shapes"]).toMatchObject([{ x0: 0.81, x1: 0.81 }]);
    expect(subtitle(figure)).toContain("n = 3 shuffles · p = 0.25");
    expect((axis(figure, "xaxis")["range"] as number[])[1]).toBeGreaterThan(0.81);
  });

  test("years stand in order, those with few hits are grey, those without an area left out", () => {
    const figure = charts.timeValidationChart(
      [
        { year: 2024, auc: 0.7, interval: [0.6, 0.8], n: 100, hits: 12 },
        { year: 2022, auc: 0.8, interval: null, n: 50, hits: 3 },
        { year: 2023, auc: null, interval: null, n: 40, hits: 0 },
      ],
      { source },
    );
    expect(figure.data).toMatchObject([
      { name: "10 hits or more", x: [2024], y: [0.7], marker: { color: COLOURS.base } },
      { name: "fewer, too few to judge", x: [2022], marker: { color: COLOURS.muted } },
      { name: "hits", x: [2022, 2024], y: [3, 12] },
      { name: "non-hits", y: [47, 88] },
    ]);
    expect(subtitle(figure)).toContain("n = 150 series · 15 hits");
    expect(subtitle(figure)).toContain("1 year without an area left out");
  });

  test("a p-value above 1 is refused", () => {
    expect(() => charts.nullDistributionChart([0.5], { source, observed: 0.8, pValue: 5 })).toThrow(
      "The p-value is 5",
    );
  });
});

const axes = { x: "popularity", y: "votes" };

describe("sensitivity", () => {
  const cells = [0.8, 0.9].flatMap((x) =>
    [0.25, 0.5].map((y, i) => ({
      x,
      y,
      auc: x === 0.8 && i === 1 ? null : x - 0.1 * i,
      hits: 1000 + i,
    })),
  );

  test("each cell has its area and its hits written into it", () => {
    const figure = charts.sensitivityHeatmap(cells, { source, axes });
    expect(figure.layout["annotations"]).toMatchObject([
      { x: 0, y: 0, text: '0.80<br><span style="font-size:11px">1,000</span>' },
      { x: 1, y: 0, text: '0.90<br><span style="font-size:11px">1,000</span>' },
      { x: 0, y: 1, text: '—<br><span style="font-size:11px">1,001</span>' },
      { x: 1, y: 1, text: '0.80<br><span style="font-size:11px">1,001</span>' },
    ]);
    expect(axis(figure, "xaxis")["ticktext"]).toEqual(["0.8", "0.9"]);
  });

  test("text is ink on faint cells and the ground's colour on strong ones", () => {
    const figure = charts.sensitivityHeatmap(cells, { source, axes });
    // Classes 0.02 wide from 0.80: 0, 5 and 0; the cell without an area is on the ground.
    expect(figure.data[0]).toMatchObject({
      z: [
        [0, 5],
        [null, 0],
      ],
    });
    const fonts = figure.layout["annotations"] as { font: { color: string } }[];
    expect(fonts.map(({ font }) => font.color)).toEqual([
      COLOURS.ink,
      COLOURS.ground,
      COLOURS.ink,
      COLOURS.ink,
    ]);
  });

  test("the definition in use is outlined where it is one of the cells", () => {
    const figure = charts.sensitivityHeatmap(cells, { source, axes, inUse: { x: 0.9, y: 0.5 } });
    expect(figure.layout["shapes"]).toMatchObject([{ x0: 0.5, x1: 1.5, y0: 0.5, y1: 1.5 }]);
    expect(subtitle(figure)).toContain("outlined: the definition in use");
    for (const inUse of [undefined, null, { x: 0.95, y: 0.5 }]) {
      const other = charts.sensitivityHeatmap(cells, { source, axes, ...(inUse && { inUse }) });
      expect(other.layout["shapes"]).toEqual([]);
      expect(subtitle(other)).not.toContain("outlined");
    }
  });

  test("areas that read alike have one colour", () => {
    const near = [0.7951, 0.8049].map((auc, i) => ({
      x: 0.5 + 0.1 * i,
      y: 0.5,
      auc,
      hits: 1,
    }));
    expect(charts.sensitivityHeatmap(near, { source, axes }).data[0]).toMatchObject({
      z: [[0, 0]],
    });
  });

  test("a quantile in per cent is refused", () => {
    const bad = { x: 90, y: 0.5, auc: 0.8, hits: 1 };
    expect(() => charts.sensitivityHeatmap([bad], { source, axes })).toThrow(
      "A quantile of popularity is 90; expected a number from 0 to 1. Shares are parts of 1",
    );
  });
});

test.each([
  ["There is no curve to show.", charts.rocCurveChart([], { source })],
  [
    "There is no curve to show.",
    charts.precisionRecallChart({ precision: [], recall: [], averagePrecision: 0 }, { source }),
  ],
  ["There are no predictions to show.", charts.calibrationChart([], { source })],
  ["There is nothing to compare.", charts.effectChart({ n: 9, hits: 1, rows: [] }, { source })],
  ["There is nothing to compare.", charts.oddsRatioChart({ n: 9, hits: 1, rows: [] }, { source })],
  ["There are no groups of features to show.", charts.importanceChart([], { source })],
  ["There are no groups of features to show.", charts.ablationChart([], { source, full: 0.8 })],
  ["There are no scores to show.", charts.cvScoresChart([], { source, mean: 0.8 })],
  [
    "There are no shuffles to show.",
    charts.nullDistributionChart([], { source, observed: 0.8, pValue: 1 }),
  ],
  ["There are no years to show.", charts.timeValidationChart([], { source })],
  ["There are no definitions to show.", charts.sensitivityHeatmap([], { source, axes })],
])("%s", (sentence, figure) => {
  expect(emptyText(figure)).toEqual([sentence]);
  expect(figure.layout["shapes"]).toEqual([]);
});
