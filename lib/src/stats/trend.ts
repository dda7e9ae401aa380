/** Whether a rate rises or falls along an ordered scale, such as the release year. */
import { normalCdf, normalQuantile } from "./distributions.js";
import { firth } from "./firth.js";
import type { Estimate, HitCount } from "./two-proportions.js";

/** The series at one point of the scale. */
export interface TrendGroup extends HitCount {
  /** The point, such as the year. */
  score: number;
}

/**
 * The Cochran-Armitage test that the rate has no trend along the scores, two-sided (Cochran 1954,
 * Armitage 1955). The variance is that of hits assigned to the rows at random, n / (n - 1) times
 * that of R's `prop.trend.test`; the p-value is from the normal distribution.
 *
 * @returns z (positive if the rate rises) and its p-value.
 * @throws RangeError if there are fewer than two scores, no hits or only hits.
 */
export function cochranArmitage(groups: readonly TrendGroup[]): { z: number; pValue: number } {
  const { n, hits, mean, spread } = summarise(groups);
  const distance = groups.reduce((sum, group) => sum + group.hits * (group.score - mean), 0);
  const variance = ((hits / n) * (1 - hits / n) * spread * n) / (n - 1);
  const z = distance / Math.sqrt(variance);
  return { z, pValue: 2 * normalCdf(-Math.abs(z)) };
}

/**
 * The odds ratio of a hit for one step of the score, from a logistic regression on it with Firth's correction
 * (`stats/firth.ts`), which removes the bias due to rare hits and keeps the slope finite if a score separates the
 * hits from the others; with Wald's interval on the scale of the log odds.
 *
 * @param level confidence level, default 0.95.
 * @throws RangeError if there are fewer than two scores, no hits or only hits.
 */
export function oddsRatioPerStep(groups: readonly TrendGroup[], level = 0.95): Estimate {
  const { n, hits: all, mean, spread } = summarise(groups);
  const scale = Math.sqrt(spread / n);
  const patterns = groups.map(({ score, count, hits }) => {
    return { places: [0, 1], values: [1, (score - mean) / scale], count, hits };
  });
  const intercept = Math.log((all + 0.5) / (n - all + 0.5));
  const fit = firth(patterns, 2, { start: Float64Array.of(intercept, 0) });
  const slope = fit.coefficients[1]!;
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(fit.covariance[3]!);
  const at = (value: number): number => Math.exp(value / scale);
  return { value: at(slope), interval: [at(slope - half), at(slope + half)] };
}

function summarise(groups: readonly TrendGroup[]): {
  n: number;
  hits: number;
  mean: number;
  /** Sum of squared distances of the scores from their mean. */
  spread: number;
} {
  let [n, hits, sum] = [0, 0, 0];
  for (const group of groups) {
    n += group.count;
    hits += group.hits;
    sum += group.count * group.score;
  }
  const mean = sum / n;
  const spread = groups.reduce((total, { count, score }) => total + count * (score - mean) ** 2, 0);
  if (!(spread > 0) || hits === 0 || hits === n) {
    throw new RangeError("expected two scores or more, with hits and others");
  }
  return { n, hits, mean, spread };
}
