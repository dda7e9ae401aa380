/** Scoring rules for predicted probabilities. Smaller is better. */
import { assertProbabilities } from "./rows.js";
import type { WeightOptions } from "./thresholds.js";

/**
 * The Brier score: the mean squared distance of probability and label, 0 to 1 (scikit-learn's
 * `brier_score_loss`). Giving every row the base rate p scores p (1 - p).
 *
 * @param y 0 or 1 for each row.
 * @param probabilities of a 1, for each row.
 * @throws UserError when there are no rows, the lengths differ, a label is neither 0 nor 1, or a
 * probability lies outside [0, 1].
 */
export function brierScore(
  y: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  const { positives, negatives } = assertProbabilities(y, probabilities, sampleWeight);
  let sum = 0;
  for (let row = 0; row < y.length; row += 1) {
    const distance = y[row]! - probabilities[row]!;
    sum += (sampleWeight?.[row] ?? 1) * distance * distance;
  }
  return sum / (positives + negatives);
}

/**
 * The log loss: the mean of minus the natural logarithm of the probability of the actual label
 * (scikit-learn's `log_loss(labels=[0, 1])`). Probabilities are clipped to [eps, 1 - eps] with eps
 * = 2.2e-16, the precision of float64, so that one certain mistake costs 36 rather than Infinity.
 *
 * @param y 0 or 1 for each row.
 * @param probabilities of a 1, for each row.
 * @throws UserError as {@link brierScore}.
 */
export function logLoss(
  y: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  const { positives, negatives } = assertProbabilities(y, probabilities, sampleWeight);
  let sum = 0;
  for (let row = 0; row < y.length; row += 1) {
    const p = probabilities[row]!;
    const given = y[row] === 1 ? p : 1 - p;
    const clipped = Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, given));
    sum -= (sampleWeight?.[row] ?? 1) * Math.log(clipped);
  }
  return sum / (positives + negatives);
}
