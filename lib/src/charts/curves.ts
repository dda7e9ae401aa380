/** How well the model separates hits from non-hits at every threshold, and at what price. */
import { escapePlotly } from "../base/escape.js";
import { formatPercent, formatUnit } from "../base/format.js";
import * as axes from "./axes.js";
import type { Band, Figure, Interval, Plain } from "./figure.js";
import { shortLabel } from "./labels.js";
import * as marks from "./marks.js";
import { assertBetween, assertShares, type MeasuredOptions } from "./options.js";
import { COLOURS, translucent } from "./palette.js";
import { themed } from "./theme.js";
import * as words from "./words.js";

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

/** Options of the charts of a test set. */
export interface TestOptions extends MeasuredOptions {
  /** Hits among them. */
  hits?: number;
}

/** Options of {@link rocCurveChart}. */
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
export function rocCurveChart(curves: Roc | readonly Roc[], options: RocOptions): Figure {
  const { n, hits, interval, method = "DeLong", band } = options;
  const all = "fpr" in curves ? [curves] : curves;
  all.forEach(assertRoc);
  assertShares(interval, "The end of the area's interval");
  const drawn = all.filter(({ fpr }) => fpr.length > 0);
  const isSingle = all.length === 1;
  const area = all[0] === undefined ? "" : formatUnit(all[0].auc);
  const chance = drawn.length === 0 ? [] : [0, 1];
  const fill = { fill: "tozeroy", fillcolor: translucent(COLOURS.base, 0.1) };
  return themed(options, {
    title: isSingle ? `ROC curve, area ${area}` : "ROC curves",
    facts: [
      words.series(n, "test series"),
      words.hits(hits),
      isSingle ? undefined : "in the key: the area under each curve",
      interval && `area ${area}, ${method}'s 95% interval ${words.range(interval)}`,
      band && isSingle ? "band: 95% at each place, bootstrap" : undefined,
    ],
    height: 560,
    empty: "There is no curve to show.",
    data: [
      ...(band && isSingle && drawn.length > 0 ? [marks.band(band, "95% band")] : []),
      ...drawn.map(({ fpr, tpr, name = "model" }, i) =>
        marks.line(escapePlotly(name), [fpr, tpr], lookOf(i), {
          ...(isSingle && !band ? fill : {}),
          hovertemplate:
            (isSingle ? "" : `${escapePlotly(name)}: `) +
            "false positives %{x:.1%}, true positives %{y:.1%}<extra></extra>",
        }),
      ),
      marks.line("chance", [chance, chance], DASHED),
    ],
    xaxis: {
      title: "False positive rate (share of non-hits taken for hits)",
      ...{ ...axes.unit, constrain: "domain", constraintoward: "left" },
    },
    yaxis: {
      title: "True positive rate (share of hits found)",
      ...{ ...axes.unit, scaleanchor: "x", constrain: "domain" },
    },
    annotations: isSingle
      ? [
          marks.note("chance: 0.5", { x: 0.62, y: 0.58, xanchor: "left", yanchor: "top" }),
          marks.note(`ROC-AUC = ${area}`, {
            ...{ x: 0.97, y: 0.06, xanchor: "right" },
            font: { size: 15, color: COLOURS.base },
          }),
        ]
      : [...drawn, CHANCE].map((curve, i) => keyText(curve, drawn.length - i)),
    shapes: isSingle ? [] : [...drawn, CHANCE].map((_, i) => keyLine(i, drawn.length)),
  });
}

const CHANCE = { name: "chance", auc: 0.5 };
const DASHED = { color: COLOURS.ink, width: 1.5, dash: "dash" };

/** The model's curve is the widest. */
function lookOf(curve: number): Plain {
  return { color: CURVES[curve % CURVES.length], width: curve === 0 ? 2.5 : 1.75 };
}

/** Rows of a key in the corner under the curves, in the units of the axes, from below. */
const keyPlace = (row: number): number => 0.04 + 0.056 * row;

function keyText({ name = "model", auc }: Pick<Roc, "name" | "auc">, row: number): Plain {
  const place = { x: 0.53, xanchor: "left", y: keyPlace(row), yanchor: "middle" };
  return marks.note(`${shortLabel(name, 18)}: ${formatUnit(auc)}`, place);
}

function keyLine(curve: number, count: number): Plain {
  const y = keyPlace(count - curve);
  const line = curve === count ? DASHED : lookOf(curve);
  return { type: "line", x0: 0.47, x1: 0.52, y0: y, y1: y, line };
}

/** A precision-recall curve and the area under its steps. */
export interface PrecisionRecall {
  precision: readonly number[];
  /** One for each of `precision`; in order, ascending or descending. */
  recall: readonly number[];
  averagePrecision: number;
}

/** Options of {@link precisionRecallChart}. */
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
  const { n, hits, interval, band } = options;
  const share = hits === undefined || !n ? undefined : hits / n;
  const { baseRate = share } = options;
  assertShares(precision, "A precision");
  assertShares(recall, "A recall");
  assertShares([averagePrecision], "The average precision");
  assertShares([baseRate], "The base rate");
  const isDescending = (recall[0] ?? 0) >= (recall.at(-1) ?? 0);
  const look = { color: COLOURS.base, width: 2.5, shape: isDescending ? "hv" : "vh" };
  const hovertemplate = "recall %{x:.1%}, precision %{y:.1%}<extra></extra>";
  return themed(options, {
    title: `Precision-recall curve, area ${formatUnit(averagePrecision)}`,
    facts: [
      words.series(n, "test series"),
      words.hits(hits),
      `area: average precision${interval ? `, 95% interval ${words.range(interval)}` : ""}`,
      band && "band: 95% at each place, bootstrap",
    ],
    height: 520,
    empty: "There is no curve to show.",
    data: [
      ...(band && recall.length > 0 ? [marks.band(band, "95% band")] : []),
      marks.line("model", [recall, precision], look, { hovertemplate }),
    ],
    xaxis: { title: "Recall (share of hits found)", ...axes.unit },
    yaxis: { title: "Precision (share of hits among those taken for hits)", ...axes.unit },
    shapes: baseRate === undefined ? [] : [marks.reference("y", baseRate)],
    annotations: baseRate === undefined ? [] : [baseNote(baseRate)],
  });
}

/** On the line of the base rate, unless that is too near the end of the axis. */
function baseNote(baseRate: number): Plain {
  const isHigh = baseRate > 0.85;
  return marks.note(`base rate: ${formatPercent(baseRate)}`, {
    ...{ xref: "paper", x: 0.01, xanchor: "left", y: baseRate },
    ...{ yanchor: isHigh ? "top" : "bottom", yshift: isHigh ? -4 : 4 },
  });
}

function assertRoc({ fpr, tpr, auc, name = "model" }: Roc): void {
  assertShares(fpr, `A false positive rate of "${name}"`);
  assertShares(tpr, `A true positive rate of "${name}"`);
  assertBetween(auc, 0, 1, `The area of "${name}"`);
}
