/** How well scores separate hits from non-hits, with scikit-learn's definitions. */
import { UserError } from "./errors.js";

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
 * The area under the ROC curve: the chance that a random hit scores above a random non-hit, ties
 * counting half (the Mann-Whitney statistic).
 *
 * @param y 0 or 1 for each row.
 * @param scores any score that grows with the chance of a hit.
 * @throws UserError when only one label occurs, the lengths differ, or a score is not a number.
 */
export function rocAuc(y: readonly number[], scores: readonly number[]): number {
  const { positives, negatives } = assertComparable(y, scores);
  const order = scores
    .map((_, i) => i)
    .sort((a, b) => (scores[a] as number) - (scores[b] as number));
  let rankSum = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && scores[order[end] as number] === scores[order[start] as number]) {
      end += 1;
    }
    const meanRank = (start + 1 + end) / 2;
    for (let i = start; i < end; i += 1) if (y[order[i] as number] === 1) rankSum += meanRank;
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/**
 * The ROC curve, a point for each distinct score (`roc_curve(drop_intermediate=False)`).
 *
 * @throws UserError as {@link rocAuc}.
 */
export function rocCurve(y: readonly number[], scores: readonly number[]): RocCurve {
  const { positives, negatives } = assertComparable(y, scores);
  const order = scores
    .map((_, i) => i)
    .sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const curve: RocCurve = { fpr: [0], tpr: [0], thresholds: [Infinity] };
  let [hits, misses] = [0, 0];
  order.forEach((row, i) => {
    if (y[row] === 1) hits += 1;
    else misses += 1;
    const score = scores[row] as number;
    if (i + 1 < order.length && scores[order[i + 1] as number] === score) return;
    curve.fpr.push(misses / negatives);
    curve.tpr.push(hits / positives);
    curve.thresholds.push(score);
  });
  return curve;
}

function assertComparable(
  y: readonly number[],
  scores: readonly number[],
): { positives: number; negatives: number } {
  if (y.length !== scores.length) {
    throw new UserError(
      `${y.length} labels but ${scores.length} scores: expected one for each row.`,
    );
  }
  const bad = scores.findIndex((score) => Number.isNaN(score));
  if (bad >= 0) throw new UserError(`The score of row ${bad + 1} is not a number.`);
  const positives = y.filter((label) => label === 1).length;
  const negatives = y.length - positives;
  if (positives === 0 || negatives === 0) {
    throw new UserError(
      `All ${y.length} labels are ${positives === 0 ? 0 : 1}: a ROC curve needs hits and ` +
        "non-hits. Choose a larger network, or another seed with RANDOM_STATE.",
    );
  }
  return { positives, negatives };
}
