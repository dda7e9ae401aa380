/** The ROC curve and the area under it. */
import { UserError } from "../../base/errors.js";
import type { LabelCounts } from "./rows.js";
import {
  countAtThresholds,
  type CurveOptions,
  filterPlaces,
  type WeightOptions,
} from "./thresholds.js";

/** A ROC curve: a point for each threshold, from (0, 0) to (1, 1). */
export interface RocCurve {
  /** False positive rate: the share of non-hits at or above the threshold. */
  fpr: number[];
  /** True positive rate: the share of hits at or above the threshold. */
  tpr: number[];
  /** Descending; the first is Infinity. */
  thresholds: number[];
}

/**
 * The area under the ROC curve: the probability that a random hit scores above a random non-hit;
 * ties count half (the Mann-Whitney statistic; scikit-learn's `roc_auc_score`).
 *
 * @param y 0 or 1 for each row.
 * @param scores any score that grows with the chance of a hit.
 * @throws UserError when only one label occurs, the lengths differ, a label is neither 0 nor 1, or
 * a score is not a finite number.
 */
export function rocAuc(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  const { tps, fps } = countAtThresholds(y, scores, sampleWeight, assertBothLabels);
  let area = 0;
  let [tp, fp] = [0, 0];
  for (let at = 0; at < tps.length; at += 1) {
    area += (fps[at]! - fp) * (tps[at]! + tp);
    tp = tps[at]!;
    fp = fps[at]!;
  }
  return area / 2 / tp / fp;
}

/**
 * The ROC curve, a point for each distinct score.
 *
 * @param options with `dropIntermediate` the result has the points of scikit-learn's `roc_curve` by
 * default, without it those of `roc_curve(drop_intermediate=False)`.
 * @throws UserError as {@link rocAuc}.
 */
export function rocCurve(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  { sampleWeight, dropIntermediate = false }: CurveOptions = {},
): RocCurve {
  const all = countAtThresholds(y, scores, sampleWeight, assertBothLabels);
  const bends = (values: Float64Array, at: number) =>
    values[at + 1]! - values[at]! !== values[at]! - values[at - 1]!;
  const { thresholds, tps, fps } = dropIntermediate
    ? filterPlaces(all, (at) => bends(all.fps, at) || bends(all.tps, at))
    : all;
  const positives = tps.at(-1)!;
  const negatives = fps.at(-1)!;
  return {
    fpr: [0, ...Array.from(fps, (count) => count / negatives)],
    tpr: [0, ...Array.from(tps, (count) => count / positives)],
    thresholds: [Infinity, ...thresholds],
  };
}

/** @throws UserError if one of the labels does not occur (with a weight). */
export function assertBothLabels(
  { positives, negatives }: LabelCounts,
  rows: number,
  weighted = false,
): void {
  if (positives > 0 && negatives > 0) return;
  if (weighted) {
    throw new UserError(
      `The rows with the label ${positives > 0 ? 0 : 1} have a total weight of 0, or there are none: a ROC curve ` +
        "needs hits and non-hits with a weight above 0.",
    );
  }
  throw new UserError(
    `All ${rows} labels are ${positives > 0 ? 1 : 0}: a ROC curve needs hits and ` +
      "non-hits. Choose a larger network, or another seed with RANDOM_STATE.",
  );
}
