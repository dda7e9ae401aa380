/** Right and wrong predictions at one threshold. */
import { assertRows } from "./rows.js";
import type { WeightOptions } from "./thresholds.js";

/** The number of right and wrong predictions, or their total weight. */
export interface ConfusionMatrix {
  /** Non-hits below the threshold. */
  tn: number;
  /** Non-hits at or above it. */
  fp: number;
  /** Hits below it. */
  fn: number;
  /** Hits at or above it. */
  tp: number;
}

/** Options of {@link confusionMatrix}. */
export interface ThresholdOptions extends WeightOptions {
  /** A row with at least this score is predicted a hit; default 0.5. */
  threshold?: number;
}

/** What {@link precisionRecallF1} takes. */
export interface ZeroDivisionOptions extends ThresholdOptions {
  /**
   * The value of a share of nothing, such as the precision when no row is predicted a hit: 0
   * (default), 1 or NaN.
   */
  zeroDivision?: number;
}

/** Precision, recall and F1 at one threshold. */
export interface PrecisionRecallF1 {
  /** The share of hits among the rows predicted hits. */
  precision: number;
  /** The share of hits that were predicted. */
  recall: number;
  /** The harmonic mean of both. */
  f1: number;
}

/**
 * Count right and wrong predictions at a threshold: scikit-learn's `confusion_matrix(y, scores >=
 * threshold).ravel()`. Scores can also be predictions of 0 and 1.
 *
 * A score equal to the threshold counts as a hit, as on the ROC and precision-recall curves.
 *
 * @param y 0 or 1 for each row.
 * @throws UserError when the lengths differ, a label is neither 0 nor 1, or a score is not a finite
 * number.
 */
export function confusionMatrix(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  { threshold = 0.5, sampleWeight }: ThresholdOptions = {},
): ConfusionMatrix {
  assertRows(y, scores, sampleWeight);
  const matrix = { tn: 0, fp: 0, fn: 0, tp: 0 };
  for (let row = 0; row < y.length; row += 1) {
    const predicted = scores[row]! >= threshold;
    const cell = y[row] === 1 ? (predicted ? "tp" : "fn") : predicted ? "fp" : "tn";
    matrix[cell] += sampleWeight?.[row] ?? 1;
  }
  return matrix;
}

/**
 * Precision, recall and F1 of the predictions at a threshold: scikit-learn's `precision_score`,
 * `recall_score` and `f1_score`, with the same `zero_division` (0 by default, but without a
 * warning).
 *
 * @throws UserError as {@link confusionMatrix}.
 */
export function precisionRecallF1(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  { zeroDivision = 0, ...options }: ZeroDivisionOptions = {},
): PrecisionRecallF1 {
  const { tp, fp, fn } = confusionMatrix(y, scores, options);
  const share = (part: number, whole: number) => (whole === 0 ? zeroDivision : part / whole);
  return {
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    f1: share(2 * tp, 2 * tp + fp + fn),
  };
}
