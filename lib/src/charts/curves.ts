/** How well the model separates hits from non-hits at every threshold, and at what price. */
import type { Figure } from "./figure.js";
import { formatPercent, formatQuantity, formatUnit, roundSignificant } from "../base/format.js";
import { escapePlotly } from "../base/escape.js";
import { COLOURS, note, referenceLine, themed, translucent } from "./theme.js";
import { bandTrace, type Band } from "./intervals.js";
import {
  assertBetween,
  shortLabel,
  unitAxis,
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
  /** 95% interval of the (first) area; goes into the subtitle. */
  interval?: Interval;
  /** Whose interval it is; default "DeLong". */
  method?: string;
  /** Pointwise 95% band of a single curve. */
  band?: Band;
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
  { source, date, n, hits, interval, method = "DeLong", band }: RocOptions,
): Figure {
  const all = isOne(curves) ? [curves] : curves;
  all.forEach(assertRoc);
  interval?.forEach((end) => assertBetween(end, 0, 1, "The end of the area's interval"));
  const drawn = all.filter(({ fpr }) => fpr.length > 0);
  const first = all[0];
  const area = first === undefined ? "" : formatUnit(first.auc);
  const single = all.length === 1;
  return themed({
    title: single ? `ROC curve, area ${area}` : "ROC curves",
    facts: [
      ...testFacts(n, hits),
      ...(single ? [] : ["in the key: the area under each curve"]),
      ...(interval === undefined
        ? []
        : [
            `area ${area}, ${method}'s 95% interval ${interval.map((x) => formatUnit(x)).join(" to ")}`,
          ]),
      ...(band && single ? ["band: 95% at each place, bootstrap"] : []),
    ],
    source,
    date,
    height: 560,
    empty: "There is no curve to show.",
    data: [
      ...(band && single && drawn.length > 0 ? [bandTrace(band, "95% band")] : []),
      ...drawn.map(({ fpr, tpr, name = "model" }, i) => ({
        type: "scatter",
        mode: "lines",
        name: escapePlotly(name),
        x: fpr.map((rate) => roundSignificant(rate)),
        y: tpr.map((rate) => roundSignificant(rate)),
        line: { color: CURVES[i % CURVES.length], width: i === 0 ? 2.5 : 1.75 },
        ...(single && !band ? { fill: "tozeroy", fillcolor: translucent(COLOURS.base, 0.1) } : {}),
        hovertemplate:
          (single ? "" : `${escapePlotly(name)}: `) +
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
  return note(`${shortLabel(name, 18)}: ${formatUnit(auc)}`, {
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
  /** 95% interval of the average precision; goes into the subtitle. */
  interval?: Interval;
  /** Pointwise 95% band. */
  band?: Band;
}

/**
 * The share of hits among those that are taken for hits, for each share of hits found. Drawn in
 * steps, as average precision adds them up; the base rate is dashed.
 *
 * @throws UserError when a share lies outside [0, 1].
 */
export function precisionRecallChart(
  { precision, recall, averagePrecision }: PrecisionRecall,
  options: PrecisionRecallOptions,
): Figure {
  const { source, date, n, hits, baseRate = shareOf(hits, n), interval, band } = options;
  assertShares(precision, "A precision");
  assertShares(recall, "A recall");
  assertBetween(averagePrecision, 0, 1, "The average precision");
  if (baseRate !== undefined) assertBetween(baseRate, 0, 1, "The base rate");
  const descending = (recall[0] ?? 0) >= (recall.at(-1) ?? 0);
  return themed({
    title: `Precision-recall curve, area ${formatUnit(averagePrecision)}`,
    facts: [
      ...testFacts(n, hits),
      interval === undefined
        ? "area: average precision"
        : `area: average precision, 95% interval ${interval.map((x) => formatUnit(x)).join(" to ")}`,
      ...(band === undefined ? [] : ["band: 95% at each place, bootstrap"]),
    ],
    source,
    date,
    height: 520,
    empty: "There is no curve to show.",
    data: [
      ...(band && recall.length > 0 ? [bandTrace(band, "95% band")] : []),
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
