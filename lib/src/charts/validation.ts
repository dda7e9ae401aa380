/** How far the model's area under the ROC curve can be trusted. */
import type { Figure } from "./figure.js";
import { formatCount, formatQuantity, formatUnit, roundSignificant } from "../base/format.js";
import { axis as themeAxis, COLOURS, note, referenceLine, themed } from "./theme.js";
import { groupColour, intervalTrace, rangeAround } from "./intervals.js";
import {
  assertBetween,
  countAxis,
  withNumber,
  type ChartOptions,
  type Interval,
} from "./options.js";
import { yearAxis } from "./year-axis.js";

/** The ROC-AUC on one fold of a repeated cross-validation. */
export interface CvScore {
  auc: number | null;
  fold: number;
  repeat: number;
}

/** What {@link cvScoresChart} can be told. */
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
  { source, date, mean, interval, single }: CvScoresOptions,
): Figure {
  const auc = (score: number | null | CvScore): number | null =>
    typeof score === "object" ? (score?.auc ?? null) : score;
  const { areas, facts } = areasOf(scores.map(auc), ["fold", "folds"]);
  assertBetween(mean, 0, 1, "The mean ROC-AUC");
  const ends = interval ?? [];
  for (const end of ends) assertBetween(end, 0, 1, "The end of the mean's interval");
  if (single !== undefined) assertBetween(single, 0, 1, "The ROC-AUC on one split");
  const folds = scores.filter((score): score is CvScore => typeof score === "object" && !!score);
  const repeats = new Set(folds.map(({ repeat }) => repeat)).size;
  return histogram(areas, {
    title: "ROC-AUC in cross-validation",
    facts: [
      `n = ${formatQuantity(areas.length, "fold")}`,
      ...(repeats > 1 ? [formatQuantity(repeats, "repeat")] : []),
      interval === undefined
        ? `mean ${formatUnit(mean)}`
        : `mean ${formatUnit(mean)}, 95% interval ${ends.map((x) => formatUnit(x)).join(" to ")}`,
      ...(single === undefined ? [] : ["dashed: the split shown before"]),
      ...facts,
    ],
    source,
    date,
    axis: ["ROC-AUC on the fold that was left out", "Folds"],
    empty: "There are no scores to show.",
    mean: { value: mean, interval: interval ?? null },
    ...(single === undefined
      ? {}
      : { line: { at: single, text: `one split: ${formatUnit(single)}` } }),
  });
}

/** What {@link nullDistributionChart} can be told. */
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
  { source, date, observed, pValue }: NullDistributionOptions,
): Figure {
  const { areas, facts } = areasOf(nullAucs, ["shuffle", "shuffles"]);
  assertBetween(observed, 0, 1, "The observed ROC-AUC");
  assertBetween(pValue, 0, 1, "The p-value");
  return histogram(areas, {
    title: "ROC-AUC with shuffled labels",
    facts: [
      `n = ${formatQuantity(areas.length, "shuffle")}`,
      `p = ${roundSignificant(pValue, 2)}`,
      "dashed: the true labels",
      ...facts,
    ],
    source,
    date,
    axis: ["ROC-AUC", "Shuffles"],
    empty: "There are no shuffles to show.",
    line: { at: observed, text: `true labels: ${formatUnit(observed)}` },
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

/** What {@link timeValidationChart} can be told. */
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
  const { source, date, minHits = 10, mean } = options;
  const kept = withNumber(rows, ({ auc }) => auc, [
    "year without an area",
    "years without an area",
  ]);
  const years = [...kept.rows].sort((a, b) => a.year - b.year);
  const estimates = years.map(({ year, auc, interval, n, hits }) => {
    const value = auc!;
    assertBetween(value, 0, 1, `The ROC-AUC of ${year}`);
    interval?.forEach((end) => assertBetween(end, 0, 1, `The end of the interval of ${year}`));
    const range = interval ? ` (${interval.map((end) => formatUnit(end)).join(" to ")})` : "";
    const hover = `${year}: ${formatUnit(value)}${range}, ${formatQuantity(hits, "hit")} of ${formatCount(n)} series`;
    return { at: year, value, interval, hover, isLarge: hits >= minHits };
  });
  const { axis } = yearAxis(years.map(({ year }) => year));
  const n = years.reduce((sum, year) => sum + year.n, 0);
  const most = years.reduce((max, year) => Math.max(max, year.n), 0);
  const [low, high] = rangeAround(estimates, [0.5]);
  const groups = [
    { name: `${formatCount(minHits)} hits or more`, isLarge: true },
    { name: "fewer, too few to judge", isLarge: false },
  ].map((group) => ({ ...group, of: estimates.filter((each) => each.isLarge === group.isLarge) }));
  const bars = [
    { name: "hits", color: COLOURS.hit, count: (year: TimeValidation) => year.hits },
    { name: "non-hits", color: COLOURS.base, count: (year: TimeValidation) => year.n - year.hits },
  ];
  return themed({
    title: "ROC-AUC on later years",
    facts: [
      `n = ${formatQuantity(n, "series", "series")}`,
      formatQuantity(
        years.reduce((sum, { hits }) => sum + hits, 0),
        "hit",
      ),
      ...(mean === undefined
        ? []
        : [
            `mean ${formatUnit(mean.mean)}, 95% interval ${mean.interval.map((x) => formatUnit(x)).join(" to ")}`,
          ]),
      "bars: 95% interval",
      "dashed: chance, 0.5",
      ...(estimates.some(({ isLarge }) => !isLarge)
        ? [`grey: years with fewer than ${formatQuantity(minHits, "hit")}`]
        : []),
      ...kept.facts,
    ],
    source,
    date,
    height: 580,
    legend: true,
    empty: "There are no years to show.",
    data: [
      ...groups
        .filter(({ of }) => of.length > 0)
        .map(({ name, isLarge, of }) =>
          Object.assign(intervalTrace(of, { name, color: groupColour(isLarge) }, "y"), {
            showlegend: false,
          }),
        ),
      ...bars.map(({ name, color, count }) => ({
        type: "bar",
        name,
        x: years.map(({ year }) => year),
        y: years.map(count),
        width: 0.6,
        yaxis: "y2",
        marker: { color },
        hovertemplate: `%{x}: %{y:,d} ${name}<extra></extra>`,
      })),
    ],
    xaxis: {
      ...axis,
      title: options.axisTitle ?? "Year tested, fitted on the years before",
      anchor: "y2",
    },
    yaxis: {
      title: "ROC-AUC",
      tickformat: ".2~f",
      range: [roundSignificant(Math.max(-0.02, low)), roundSignificant(Math.min(1.02, high))],
      domain: [0.38, 1],
    },
    shapes: [referenceLine("y", 0.5)],
    layout: {
      barmode: "stack",
      yaxis2: themeAxis(
        { nticks: 4, ...countAxis(most), title: "Series", domain: [0, 0.28] },
        years.length === 0,
      ),
    },
  });
}

interface HistogramParts {
  title: string;
  facts: string[];
  source: string;
  date: string | undefined;
  axis: readonly [x: string, y: string];
  empty: string;
  /** Drawn over the bars. */
  mean?: { value: number; interval: Interval | null };
  /** Dashed, with its text at the top. */
  line?: { at: number; text: string };
}

/** Sizes of a class of areas; the first that makes at most 24 is taken. */
const SIZES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05];

function histogram(values: readonly number[], parts: HistogramParts): Figure {
  const { title, facts, source, date, empty, mean, line } = parts;
  const [least, most] = values.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  const size = SIZES.find((step) => (most - least) / step <= 24) ?? 0.05;
  const counts = new Map<number, number>();
  for (const value of values) {
    // An area on a border, such as 0.83, belongs above it, whatever its last bit says.
    const place = Math.floor(value / size + 1e-9);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const bars = [...counts].sort(([a], [b]) => a - b);
  const tallest = bars.reduce((max, [, count]) => Math.max(max, count), 0);
  const ends = [
    ...(mean === undefined ? [] : [mean.value, ...(mean.interval ?? [])]),
    ...(line === undefined ? [] : [line.at]),
  ];
  const edges = bars.flatMap(([place]) => [place * size, (place + 1) * size]);
  const range = rangeAround(
    edges.map((value) => ({ value, interval: null })),
    ends,
    0.04,
  );
  // The mean stands over the bars, the line's text over the mean.
  const meanAt = Math.max(1, tallest) * 1.12;
  return themed({
    title,
    facts,
    source,
    date,
    height: 420,
    empty,
    data: [
      {
        type: "bar",
        x: bars.map(([place]) => roundSignificant((place + 0.5) * size)),
        y: bars.map(([, count]) => count),
        width: 0.92 * size,
        marker: { color: COLOURS.base },
        customdata: bars.map(
          ([place]) =>
            `${roundSignificant(place * size)} to ${roundSignificant((place + 1) * size)}`,
        ),
        hovertemplate: "%{customdata}: %{y:,d}<extra></extra>",
      },
      ...(mean === undefined || bars.length === 0
        ? []
        : [
            intervalTrace(
              [{ at: meanAt, ...mean, hover: `mean: ${formatUnit(mean.value)}` }],
              { name: "mean", color: COLOURS.ink },
              "x",
            ),
          ]),
    ],
    xaxis: { title: parts.axis[0], tickformat: ".3~f", nticks: 8, range, showgrid: false },
    yaxis: {
      ...countAxis(tallest),
      title: parts.axis[1],
      range: [0, Math.max(1, tallest) * (mean === undefined ? 1.18 : 1.34)],
    },
    shapes: line === undefined ? [] : [referenceLine("x", line.at)],
    annotations: [
      ...(mean === undefined ? [] : [meanNote(mean, meanAt, range)]),
      ...(line === undefined ? [] : [lineNote(line, range)]),
    ],
  });
}

function meanNote(
  { value, interval }: { value: number; interval: Interval | null },
  y: number,
  [low, high]: readonly [number, number],
): Record<string, unknown> {
  const [from, to] = interval ?? [value, value];
  const onLeft = from - low > high - to;
  return note(`mean: ${formatUnit(value)}`, {
    x: onLeft ? from : to,
    xanchor: onLeft ? "right" : "left",
    xshift: onLeft ? -8 : 8,
    y,
    yanchor: "middle",
  });
}

function lineNote(
  { at, text }: { at: number; text: string },
  [low, high]: readonly [number, number],
): Record<string, unknown> {
  const onLeft = at - low > high - at;
  return note(text, {
    x: at,
    xanchor: onLeft ? "right" : "left",
    xshift: onLeft ? -4 : 4,
    yref: "paper",
    y: 1,
    yanchor: "top",
  });
}

function areasOf(
  values: readonly (number | null)[],
  [noun, plural]: readonly [string, string],
): { areas: number[]; facts: string[] } {
  const { rows, facts } = withNumber(values, (value) => value, [
    `${noun} without an area`,
    `${plural} without an area`,
  ]);
  const areas = rows as number[];
  for (const area of areas) assertBetween(area, 0, 1, "A ROC-AUC");
  return { areas, facts };
}
