/** The precision-recall curve and its average precision. */
import { UserError } from "../../base/errors.js";
import type { LabelCounts } from "./rows.js";
import {
  countAtThresholds,
  type CurveOptions,
  filterPlaces,
  type WeightOptions,
} from "./thresholds.js";

/** A precision-recall curve: a point for each threshold, followed by (recall 0, precision 1). */
export interface PrecisionRecallCurve {
  /** The share of hits among the rows at or above the threshold; one more value than thresholds. */
  precision: number[];
  /** The share of hits at or above the threshold, falling to 0; one more value than thresholds. */
  recall: number[];
  /** Ascending. */
  thresholds: number[];
}

/**
 * The precision-recall curve, a point for each distinct score: scikit-learn's
 * `precision_recall_curve`.
 *
 * @param y 0 or 1 for each row.
 * @param scores any score that grows with the chance of a hit.
 * @throws UserError when there is no hit, the lengths differ, a label is neither 0 nor 1, or a
 * score is not a finite number.
 */
export function precisionRecallCurve(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  { sampleWeight, dropIntermediate = false }: CurveOptions = {},
): PrecisionRecallCurve {
  const all = countAtThresholds(y, scores, sampleWeight, assertHits);
  const { thresholds, tps, fps } = dropIntermediate
    ? filterPlaces(all, (at) => all.tps[at] !== all.tps[at - 1] || all.tps[at] !== all.tps[at + 1])
    : all;
  const positives = tps.at(-1)!;
  const curve: PrecisionRecallCurve = { precision: [], recall: [], thresholds: [] };
  for (let at = tps.length - 1; at >= 0; at -= 1) {
    curve.precision.push(tps[at]! / (tps[at]! + fps[at]!));
    curve.recall.push(tps[at]! / positives);
    curve.thresholds.push(thresholds[at]!);
  }
  curve.precision.push(1);
  curve.recall.push(0);
  return curve;
}

/**
 * Average precision: the precision at each threshold, weighted by the recall gained there. It
 * summarises the precision-recall curve without interpolation (scikit-learn's
 * `average_precision_score`); random scores reach about the share of hits.
 *
 * @throws UserError as {@link precisionRecallCurve}.
 */
export function averagePrecision(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  const { tps, fps } = countAtThresholds(y, scores, sampleWeight, assertHits);
  let sum = 0;
  let before = 0;
  for (let at = 0; at < tps.length; at += 1) {
    const tp = tps[at]!;
    sum += ((tp - before) * tp) / (tp + fps[at]!);
    before = tp;
  }
  return sum / before;
}

function assertHits({ positives }: LabelCounts, rows: number): void {
  if (positives > 0) return;
  throw new UserError(
    `None of ${rows} labels is 1: precision and recall need hits. ` +
      "Choose a larger network, or another seed with RANDOM_STATE.",
  );
}
