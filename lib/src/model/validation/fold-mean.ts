import { UserError } from "../../base/errors.js";
import { studentQuantile } from "../../stats/student.js";

/** A mean over folds with its interval. */
export interface FoldMean {
  mean: number;
  /** Standard deviation of the folds' values (ddof 1). */
  sd: number;
  /** 95% interval of the mean, see {@link foldMean}. */
  interval: [number, number];
}

/** Options of {@link foldMean}. */
export interface FoldMeanOptions {
  /**
   * "any" (default) for differences; "share" for values from 0 to 1, such as AUCs: the interval is
   * computed on the logit scale and transformed back, so that it stays in that range.
   */
  range?: "any" | "share";
  /** Confidence level, between 0 and 1; default 0.95. */
  level?: number;
}

/**
 * Mean and standard deviation of one value per fold, and the interval of the mean. The folds share
 * training rows, so the variance between them is too small: it is corrected by the ratio of test to
 * training rows (Nadeau and Bengio, Machine Learning 52, 2003), with Student's t.
 *
 * @param values one for each fold, repeat by repeat; at least two.
 * @param nSplits folds of one repeat.
 * @throws UserError for fewer than two values, which have no spread.
 */
export function foldMean(
  values: readonly number[],
  nSplits: number,
  { range = "any", level = 0.95 }: FoldMeanOptions = {},
): FoldMean {
  const n = values.length;
  if (n < 2) {
    throw new UserError(
      `There ${n === 1 ? "is one value" : "are no values"}: the spread of folds needs at least two.`,
    );
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const error = Math.sqrt((1 / n + 1 / (nSplits - 1)) * variance);
  const half = studentQuantile((1 + level) / 2, n - 1) * error;
  const interval: [number, number] =
    range === "share" ? logitInterval(mean, half) : [mean - half, mean + half];
  return { mean, sd: Math.sqrt(variance), interval };
}

/**
 * An interval of a share: `half` is converted to the logit scale by the delta method, and the
 * interval is transformed back. At 0 and 1, where the logit is infinite, it is the share itself.
 */
export function logitInterval(share: number, half: number): [number, number] {
  if (share <= 0 || share >= 1) return [share, share];
  const logit = Math.log(share / (1 - share));
  const move = half / (share * (1 - share));
  const back = (value: number): number => 1 / (1 + Math.exp(-value));
  return [back(logit - move), back(logit + move)];
}
