/** How far the model's area under the ROC curve can be trusted. */
import { formatCount, formatQuantity, formatUnit, roundSignificant } from "../base/format.js";
import { binsOf, extent } from "../stats/bins.js";
import { valueCounts } from "../stats/summary.js";
import * as axes from "./axes.js";
import type { Figure, Interval, Plain } from "./figure.js";
import * as marks from "./marks.js";
import { stepAxis } from "./number-axes.js";
import { assertShares, withNumber } from "./options.js";
import { COLOURS } from "./palette.js";
import { themed, type ChartOptions } from "./theme.js";
import * as words from "./words.js";

/** The ROC-AUC on one fold of a repeated cross-validation. */
export interface CvScore {
  auc: number | null;
  fold: number;
  repeat: number;
}

/** Options of {@link cvScoresChart}. */
export interface CvScoresOptions extends ChartOptions {
  mean: number;
  /** 95% interval of the mean. */
  interval?: Interval;
  /** ROC-AUC on the one split that the notebook shows. */
  single?: number | undefined;
}

/**
 * The ROC-AUCs of a cross-validation as a histogram, with their mean, its interval and the area on
 * one split. Folds without an area are left out, and said to be.
 *
 * @throws UserError when an area lies outside [0, 1].
 */
export function cvScoresChart(
  scores: readonly (number | null | CvScore)[],
  options: CvScoresOptions,
): Figure {
  const { mean, interval, single } = options;
  const folds = scores.map((score) =>
    typeof score === "object" ? score : { auc: score, repeat: 0 },
  );
  const { areas, fact } = areasOf(
    folds.map((fold) => fold?.auc),
    "fold",
  );
  assertShares([mean], "The mean ROC-AUC");
  assertShares(interval, "The end of the mean's interval");
  assertShares([single], "The ROC-AUC on one split");
  const repeats = new Set(folds.flatMap((fold) => fold?.repeat ?? [])).size;
  const line = single === undefined ? undefined : { at: single, what: "one split" };
  return histogram(areas, options, {
    title: "ROC-AUC in cross-validation",
    facts: [
      `n = ${formatQuantity(areas.length, "fold")}`,
      repeats > 1 ? formatQuantity(repeats, "repeat") : undefined,
      meanWords(mean, interval),
      line && "dashed: the split shown before",
      fact,
    ],
    axis: ["ROC-AUC on the fold that was left out", "Folds"],
    empty: "There are no scores to show.",
    mean: { value: mean, interval: interval ?? null },
    line,
  });
}

/** "mean 0.812, 95% interval 0.785 to 0.839". */
function meanWords(mean: number, interval?: Interval): string {
  return `mean ${formatUnit(mean)}${interval ? `, 95% interval ${words.range(interval)}` : ""}`;
}

/** Options of {@link nullDistributionChart}. */
export interface NullDistributionOptions extends ChartOptions {
  /** ROC-AUC with the true labels. */
  observed: number;
  /** Share of shuffles at or above it, as the test counts them. */
  pValue: number;
}

/**
 * The ROC-AUCs of models that were fitted to shuffled labels, and the one of the true labels.
 *
 * @throws UserError when an area or the p-value lies outside [0, 1].
 */
export function nullDistributionChart(
  nullAucs: readonly (number | null)[],
  options: NullDistributionOptions,
): Figure {
  const { observed, pValue } = options;
  const { areas, fact } = areasOf(nullAucs, "shuffle");
  assertShares([observed], "The observed ROC-AUC");
  assertShares([pValue], "The p-value");
  return histogram(areas, options, {
    title: "ROC-AUC with shuffled labels",
    facts: [
      `n = ${formatQuantity(areas.length, "shuffle")}`,
      `p = ${roundSignificant(pValue, 2)}`,
      "dashed: the true labels",
      fact,
    ],
    axis: ["ROC-AUC", "Shuffles"],
    empty: "There are no shuffles to show.",
    line: { at: observed, what: "true labels" },
  });
}

/** The ROC-AUC on the series of one year, of a model fitted on those before. */
export interface TimeValidation {
  year: number;
  /** Null where the year has hits only, or none. */
  auc: number | null;
  interval: Interval | null;
  /** Series of the year. */
  n: number;
  /** Hits among them. */
  hits: number;
}

/** Options of {@link timeValidationChart}. */
export interface TimeValidationOptions extends ChartOptions {
  /** Years with fewer hits are too small to judge and grey. Default 10. */
  minHits?: number;
  /** Mean over the years with its 95% interval; goes into the subtitle. */
  mean?: { mean: number; interval: Interval };
  /** What the years are; default "Year tested, fitted on the years before". */
  axisTitle?: string;
}

/**
 * The ROC-AUC on later years of models fitted on earlier ones, above the hits and non-hits on which
 * each stands. Years without an area are left out, and said to be.
 *
 * @throws UserError when an area lies outside [0, 1].
 */
export function timeValidationChart(
  rows: readonly TimeValidation[],
  options: TimeValidationOptions,
): Figure {
  const { minHits = 10, mean, axisTitle = "Year tested, fitted on the years before" } = options;
  const kept = withNumber(rows, ["year", "an area"], ({ auc }) => auc);
  const years = [...kept.rows].sort((a, b) => a.year - b.year);
  const estimates = years.map(({ year, auc, interval, n, hits }) => {
    const value = auc!;
    assertShares([value], `The ROC-AUC of ${year}`);
    assertShares(interval, `The end of the interval of ${year}`);
    const hover = `${year}: ${formatUnit(value)}${words.inBrackets(interval)}, ${formatQuantity(hits, "hit")} of ${formatCount(n)} series`;
    return { at: year, value, interval, hover, isLarge: hits >= minHits };
  });
  const at = years.map(({ year }) => year);
  const hits = years.map((year) => year.hits);
  const others = years.map((year) => year.n - year.hits);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const [low, high] = axes.around(estimates, [0.5]);
  const range = [Math.max(-0.02, low), Math.min(1.02, high)];
  const dots = marks.judgedDots(estimates, `${formatCount(minHits)} hits or more`, "y");
  const bars = (name: string, color: string, lengths: number[]): Plain => {
    const look = { name, color, width: 0.6, yaxis: "y2" };
    return marks.bars("v", { ...look, at, lengths, hover: `%{x}: %{y:,d} ${name}` });
  };
  return themed(options, {
    title: "ROC-AUC on later years",
    facts: [
      words.series(sum(hits) + sum(others)),
      formatQuantity(sum(hits), "hit"),
      mean && meanWords(mean.mean, mean.interval),
      "bars: 95% interval",
      "dashed: chance, 0.5",
      estimates.some(({ isLarge }) => !isLarge)
        ? `grey: years with fewer than ${formatQuantity(minHits, "hit")}`
        : undefined,
      kept.fact,
    ],
    height: 580,
    legend: true,
    empty: "There are no years to show.",
    data: [
      ...dots.map((trace) => ({ ...trace, showlegend: false })),
      bars("hits", COLOURS.hit, hits),
      bars("non-hits", COLOURS.base, others),
    ],
    xaxis: { ...stepAxis(at, axisTitle).axis, anchor: "y2" },
    yaxis: { title: "ROC-AUC", tickformat: ".2~f", range: marks.rounded(range), domain: [0.38, 1] },
    shapes: [marks.reference("y", 0.5)],
    layout: { barmode: "stack", ...axes.countPanel(years.map(({ n }) => n)) },
  });
}

interface HistogramParts {
  title: string;
  facts: (string | undefined)[];
  axis: readonly [x: string, y: string];
  empty: string;
  /** Drawn over the bars. */
  mean?: { value: number; interval: Interval | null };
  /** Dashed, with what it is at the top. */
  line?: { at: number; what: string } | undefined;
}

/** Sizes of a class of areas; the first that makes at most 24 is taken. */
const SIZES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05];

function histogram(
  values: readonly number[],
  options: ChartOptions,
  { title, facts, axis, empty, mean, line }: HistogramParts,
): Figure {
  const [least, most] = extent(values);
  const size = SIZES.find((step) => (most - least) / step <= 24) ?? 0.05;
  const bins = binsOf(values, { width: size });
  const bars = valueCounts(values.map(bins.place)).sort((a, b) => a.value - b.value);
  const counts = bars.map(({ count }) => count);
  const tallest = Math.max(1, ...counts);
  const edges = bars.flatMap(({ value }) => [value - size / 2, value + size / 2]);
  const ends = [mean?.value, ...(mean?.interval ?? []), line?.at].filter((x) => x !== undefined);
  const range = axes.around([], [...edges, ...ends], 0.04);
  // The mean stands over the bars, the line's text over the mean.
  const meanAt = tallest * 1.12;
  const meanEnds = mean?.interval ?? [mean?.value ?? 0, mean?.value ?? 0];
  const notes = [
    mean && {
      ...noteBeside(meanEnds, range, 8, `mean: ${formatUnit(mean.value)}`),
      ...{ y: meanAt, yanchor: "middle" },
    },
    line && {
      ...noteBeside([line.at, line.at], range, 4, `${line.what}: ${formatUnit(line.at)}`),
      ...{ yref: "paper", y: 1, yanchor: "top" },
    },
  ];
  const dots = mean && [{ at: meanAt, ...mean, hover: `mean: ${formatUnit(mean.value)}` }];
  return themed(options, {
    title,
    facts,
    height: 420,
    empty,
    data: [
      marks.bars("v", {
        at: bars.map(({ value }) => value),
        lengths: counts,
        width: 0.92 * size,
        color: COLOURS.base,
        customdata: bars.map(({ value }) => bins.name(value)),
        hover: "%{customdata}: %{y:,d}",
      }),
      ...(dots && bars.length > 0
        ? [marks.dots(dots, { name: "mean", color: COLOURS.ink }, "x")]
        : []),
    ],
    xaxis: { title: axis[0], tickformat: ".3~f", nticks: 8, range, showgrid: false },
    yaxis: {
      ...axes.counts(counts),
      title: axis[1],
      range: [0, tallest * (mean === undefined ? 1.18 : 1.34)],
    },
    shapes: line === undefined ? [] : [marks.reference("x", line.at)],
    annotations: notes.filter((each) => each !== undefined),
  });
}

/** A note beside what reaches from one value to another, on the side of the axis where there is more room. */
function noteBeside([from, to]: Interval, [low, high]: Interval, px: number, text: string): Plain {
  const left = { x: from, xanchor: "right", xshift: -px };
  const right = { x: to, xanchor: "left", xshift: px };
  return marks.note(text, from - low > high - to ? left : right);
}

function areasOf(
  values: readonly (number | null | undefined)[],
  noun: string,
): { areas: number[]; fact: string | undefined } {
  const { rows, fact } = withNumber(values, [noun, "an area"], (value) => value);
  const areas = rows as number[];
  assertShares(areas, "A ROC-AUC");
  return { areas, fact };
}
