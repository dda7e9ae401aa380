/** How well the model separates hits from non-hits at every threshold, and how true its shares are. */
import type { Figure } from "./figure.js";
import { formatCount, formatPercent, formatQuantity, roundSignificant } from "../base/format.js";
import { escapePlotly } from "../base/escape.js";
import { wilsonInterval } from "../stats/summary.js";
import { axis as themeAxis, COLOURS, note, referenceLine, themed, translucent } from "./theme.js";
import { groupColour, intervalTrace } from "./intervals.js";
import {
  assertBetween,
  countAxis,
  shortLabel,
  withNumber,
  type ChartOptions,
  type Interval,
} from "./options.js";

/** A ROC curve and the area under it. */
export interface Roc {
  /** Ascending, from 0 to 1. */
  fpr: readonly number[];
  /** One for each of `fpr`. */
  tpr: readonly number[];
  auc: number;
  /** Whose curve it is, where there are several; default "model". */
  name?: string;
}

/** What the charts of a test set can be told. */
export interface TestOptions extends ChartOptions {
  /** Series on which the curve was measured. */
  n?: number;
  /** Hits among them. */
  hits?: number;
}

/** What {@link rocCurveChart} can be told. */
export interface RocOptions extends TestOptions {
  /** DeLong's 95% interval of the (first) area; goes into the subtitle. */
  interval?: Interval;
}

/** The model is the first curve; baselines follow in these. */
const CURVES = [COLOURS.base, COLOURS.hit, COLOURS.accent, COLOURS.muted];

/**
 * True against false positive rate at every threshold, beside the diagonal of a coin toss.
 *
 * @param curves one curve, or several with names, the model's first.
 * @throws UserError when a rate or an area lies outside [0, 1].
 */
export function rocCurveChart(
  curves: Roc | readonly Roc[],
  { source, date, n, hits, interval }: RocOptions,
): Figure {
  const all = isOne(curves) ? [curves] : curves;
  all.forEach(assertRoc);
  interval?.forEach((end) => assertBetween(end, 0, 1, "The end of the area's interval"));
  const drawn = all.filter(({ fpr }) => fpr.length > 0);
  const first = all[0];
  const area = first?.auc.toFixed(3) ?? "";
  const single = all.length === 1;
  return themed({
    title: single ? `ROC curve, area ${area}` : "ROC curves",
    facts: [
      ...testFacts(n, hits),
      ...(single ? [] : ["in the key: the area under each curve"]),
      ...(interval === undefined
        ? []
        : [
            `area ${area}, DeLong's 95% interval ${interval.map((x) => x.toFixed(3)).join(" to ")}`,
          ]),
    ],
    source,
    date,
    height: 560,
    empty: "There is no curve to show.",
    data: [
      ...drawn.map(({ fpr, tpr, name = "model" }, i) => ({
        type: "scatter",
        mode: "lines",
        name: escapePlotly(name),
        x: fpr.map((rate) => roundSignificant(rate)),
        y: tpr.map((rate) => roundSignificant(rate)),
        line: { color: CURVES[i % CURVES.length], width: i === 0 ? 2.5 : 1.75 },
        ...(single ? { fill: "tozeroy", fillcolor: translucent(COLOURS.base, 0.1) } : {}),
        hovertemplate:
          `${single ? "" : `${escapePlotly(name)}: `}` +
          "false positives %{x:.1%}, true positives %{y:.1%}<extra></extra>",
      })),
      {
        type: "scatter",
        mode: "lines",
        name: "chance",
        x: drawn.length === 0 ? [] : [0, 1],
        y: drawn.length === 0 ? [] : [0, 1],
        line: { color: COLOURS.ink, width: 1.5, dash: "dash" },
        hoverinfo: "skip",
      },
    ],
    xaxis: {
      title: "False positive rate (share of non-hits taken for hits)",
      ...unitAxis,
      constrain: "domain",
      constraintoward: "left",
    },
    yaxis: {
      title: "True positive rate (share of hits found)",
      ...unitAxis,
      scaleanchor: "x",
      constrain: "domain",
    },
    annotations: single
      ? [
          note("chance: 0.5", { x: 0.62, y: 0.58, xanchor: "left", yanchor: "top" }),
          note(`ROC-AUC = ${area}`, {
            x: 0.97,
            y: 0.06,
            xanchor: "right",
            font: { size: 15, color: COLOURS.base },
          }),
        ]
      : [...drawn, CHANCE].map((curve, i) => keyText(curve, drawn.length - i)),
    shapes: single ? [] : [...drawn, CHANCE].map((_, i) => keyLine(i, drawn.length)),
  });
}

const CHANCE = { name: "chance", auc: 0.5 };

/** Rows of a key in the corner under the curves, in the units of the axes, from below. */
const keyPlace = (row: number): number => 0.04 + 0.056 * row;

function keyText(
  { name = "model", auc }: Pick<Roc, "name" | "auc">,
  row: number,
): Record<string, unknown> {
  return note(`${shortLabel(name, 18)}: ${auc.toFixed(3)}`, {
    x: 0.53,
    xanchor: "left",
    y: keyPlace(row),
    yanchor: "middle",
  });
}

function keyLine(curve: number, count: number): Record<string, unknown> {
  const y = keyPlace(count - curve);
  const line =
    curve === count
      ? { color: COLOURS.ink, width: 1.5, dash: "dash" }
      : { color: CURVES[curve % CURVES.length], width: curve === 0 ? 2.5 : 1.75 };
  return { type: "line", x0: 0.47, x1: 0.52, y0: y, y1: y, line };
}

/** A precision-recall curve and the area under its steps. */
export interface PrecisionRecall {
  precision: readonly number[];
  /** One for each of `precision`; in order, ascending or descending. */
  recall: readonly number[];
  averagePrecision: number;
}

/** What {@link precisionRecallChart} can be told. */
export interface PrecisionRecallOptions extends TestOptions {
  /** The share of hits, which a coin toss would have as its precision; default hits / n. */
  baseRate?: number;
}

/**
 * The share of hits among those that are taken for hits, for each share of hits found. Drawn in
 * steps, as average precision adds them up; the base rate is dashed.
 *
 * @throws UserError when a share lies outside [0, 1].
 */
export function precisionRecallChart(
  { precision, recall, averagePrecision }: PrecisionRecall,
  { source, date, n, hits, baseRate = shareOf(hits, n) }: PrecisionRecallOptions,
): Figure {
  assertShares(precision, "A precision");
  assertShares(recall, "A recall");
  assertBetween(averagePrecision, 0, 1, "The average precision");
  if (baseRate !== undefined) assertBetween(baseRate, 0, 1, "The base rate");
  const descending = (recall[0] ?? 0) >= (recall.at(-1) ?? 0);
  return themed({
    title: `Precision-recall curve, area ${averagePrecision.toFixed(3)}`,
    facts: [...testFacts(n, hits), "area: average precision"],
    source,
    date,
    height: 520,
    empty: "There is no curve to show.",
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "model",
        x: recall.map((share) => roundSignificant(share)),
        y: precision.map((share) => roundSignificant(share)),
        line: { color: COLOURS.base, width: 2.5, shape: descending ? "hv" : "vh" },
        hovertemplate: "recall %{x:.1%}, precision %{y:.1%}<extra></extra>",
      },
    ],
    xaxis: { title: "Recall (share of hits found)", ...unitAxis },
    yaxis: { title: "Precision (share of hits among those taken for hits)", ...unitAxis },
    shapes: baseRate === undefined ? [] : [referenceLine("y", baseRate)],
    annotations:
      baseRate === undefined
        ? []
        : [
            note(`base rate: ${formatPercent(baseRate)}`, {
              xref: "paper",
              x: 0.01,
              xanchor: "left",
              y: baseRate,
              // Under the curve, unless the line is too near the end of the axis.
              yanchor: baseRate > 0.85 ? "top" : "bottom",
              yshift: baseRate > 0.85 ? -4 : 4,
            }),
          ],
  });
}

/** Series with about the same predicted chance of being a hit. */
export interface CalibrationBin {
  /** Mean of the predicted chances; null in an empty bin. */
  meanPredicted: number | null;
  /** Share of hits among them; null in an empty bin. */
  fractionOfHits: number | null;
  /** Series in the bin. */
  count: number;
  /** 95% interval of the share; default Wilson's. */
  interval?: Interval;
}

/** What {@link calibrationChart} can be told. */
export interface CalibrationOptions extends ChartOptions {
  /** Bins with fewer series are too small to judge and grey. Default 30. */
  minTitles?: number;
}

/**
 * Reliability diagram: the share of hits found where a share was predicted, above the number of
 * series in each bin. Empty bins are left out.
 *
 * @throws UserError when a share lies outside [0, 1].
 */
export function calibrationChart(
  bins: readonly CalibrationBin[],
  { source, date, minTitles = 30 }: CalibrationOptions,
): Figure {
  const filled = withNumber(
    bins.filter(({ count }) => count > 0),
    ({ meanPredicted, fractionOfHits }) =>
      meanPredicted === null
        ? null
        : fractionOfHits === null
          ? null
          : meanPredicted + fractionOfHits,
    ["bin without a share", "bins without a share"],
  );
  const shown = filled.rows.map(({ meanPredicted, fractionOfHits, count, interval }) => {
    const [at, value] = [meanPredicted as number, fractionOfHits as number];
    assertBetween(at, 0, 1, "A mean prediction");
    assertBetween(value, 0, 1, "A share of hits");
    interval?.forEach((end) => assertBetween(end, 0, 1, "The end of an interval"));
    const range = interval ?? wilsonInterval(Math.round(value * count), count);
    const [low, high] = range.map((end) => formatPercent(end));
    const hover =
      `predicted ${formatPercent(at)}, found ${formatPercent(value)} (${low} to ${high}), ` +
      formatQuantity(count, "series", "series");
    return { at: roundSignificant(at), value, interval: range, hover, count };
  });
  const n = shown.reduce((sum, { count }) => sum + count, 0);
  const most = shown.reduce((max, { count }) => Math.max(max, count), 0);
  const large = shown.filter(({ count }) => count >= minTitles);
  const small = shown.filter(({ count }) => count < minTitles);
  // Where hits are rare, most of the square from 0 to 1 would be empty.
  const last = Math.max(...shown.flatMap(({ at, interval }) => [at, interval[1]]), 0);
  const end = last === 0 || last > 0.7 ? 1 : Math.ceil(last * 11) / 10;
  return themed({
    title: "Predicted and found shares of hits",
    facts: [`n = ${formatQuantity(n, "series", "series")}`, "bars: 95% interval", ...filled.facts],
    source,
    date,
    height: 600,
    legend: true,
    empty: "There are no predictions to show.",
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "found as predicted",
        x: n === 0 ? [] : [0, end],
        y: n === 0 ? [] : [0, end],
        line: { color: COLOURS.ink, width: 1.5, dash: "dash" },
        hoverinfo: "skip",
      },
      ...[
        { look: { name: `${formatCount(minTitles)} series or more`, large: true }, part: large },
        { look: { name: "fewer, too few to judge", large: false }, part: small },
      ]
        .filter(({ part }) => part.length > 0)
        .map(({ look, part }) =>
          intervalTrace(part, { name: look.name, color: groupColour(look.large) }, "y"),
        ),
      {
        type: "bar",
        x: shown.map(({ at }) => at),
        y: shown.map(({ count }) => count),
        width: barWidth(
          shown.map(({ at }) => at),
          end,
        ),
        yaxis: "y2",
        marker: { color: shown.map(({ count }) => groupColour(count >= minTitles)) },
        showlegend: false,
        hovertemplate: "predicted %{x:.1%}: %{y:,d} series<extra></extra>",
      },
    ],
    xaxis: {
      title: "Predicted share of hits",
      ...unitAxis,
      range: [-0.01 * end, 1.01 * end],
      anchor: "y2",
    },
    yaxis: {
      title: "Share of hits found",
      ...unitAxis,
      range: [-0.03 * end, 1.04 * end],
      domain: [0.34, 1],
    },
    layout: {
      yaxis2: themeAxis(
        { nticks: 4, ...countAxis(most), title: "Series", domain: [0, 0.24] },
        n === 0,
      ),
    },
  });
}

const unitAxis = { tickformat: ".0%", range: [-0.01, 1.01] };

/** Bars that leave the narrowest gap between bins open, on an axis that ends at `end`. */
function barWidth(places: readonly number[], end: number): number {
  const sorted = [...places].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((place, i) => place - (sorted[i] as number));
  return Math.max(0.004 * end, Math.min(0.04 * end, ...gaps.map((gap) => 0.8 * gap)));
}

function shareOf(hits: number | undefined, n: number | undefined): number | undefined {
  return hits === undefined || n === undefined || n === 0 ? undefined : hits / n;
}

function testFacts(n: number | undefined, hits: number | undefined): string[] {
  return [
    ...(n === undefined ? [] : [`n = ${formatQuantity(n, "test series", "test series")}`]),
    ...(hits === undefined ? [] : [formatQuantity(hits, "hit")]),
  ];
}

function isOne(curves: Roc | readonly Roc[]): curves is Roc {
  return !Array.isArray(curves);
}

function assertRoc({ fpr, tpr, auc, name = "model" }: Roc): void {
  assertShares(fpr, `A false positive rate of "${name}"`);
  assertShares(tpr, `A true positive rate of "${name}"`);
  assertBetween(auc, 0, 1, `The area of "${name}"`);
}

function assertShares(shares: readonly number[], what: string): void {
  for (const share of shares) assertBetween(share, 0, 1, what);
}
