/** Whether a rate rises or falls along an ordered scale, such as the release year. */
import { normalCdf, normalQuantile } from "./distributions.js";
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
 * The odds ratio of a hit for one step of the score, from a logistic regression on it, with Wald's
 * interval on the scale of the log odds.
 *
 * The fit has Firth's correction (Firth 1993: the likelihood times the root of the information's
 * determinant), which removes the bias due to rare hits and keeps the slope finite if a score
 * separates the hits from the others.
 *
 * @param level confidence level, default 0.95.
 * @throws RangeError if there are fewer than two scores, no hits or only hits.
 */
export function oddsRatioPerStep(groups: readonly TrendGroup[], level = 0.95): Estimate {
  const { n, hits, mean, spread } = summarise(groups);
  const scale = Math.sqrt(spread / n);
  const points = groups.map((group) => ({ ...group, x: (group.score - mean) / scale }));
  let intercept = Math.log((hits + 0.5) / (n - hits + 0.5));
  let slope = 0;
  let fit = firthStep(points, intercept, slope);
  for (
    let i = 0;
    i < 100 && Math.max(Math.abs(fit.dIntercept), Math.abs(fit.dSlope)) > 1e-10;
    i += 1
  ) {
    // Steps of at most 1 keep rates away from 0 and 1, from where no step leads back.
    const damping = Math.min(1, 1 / Math.max(Math.abs(fit.dIntercept), Math.abs(fit.dSlope)));
    intercept += damping * fit.dIntercept;
    slope += damping * fit.dSlope;
    fit = firthStep(points, intercept, slope);
  }
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(fit.slopeVariance);
  const at = (value: number): number => Math.exp(value / scale);
  return { value: at(slope), interval: [at(slope - half), at(slope + half)] };
}

/** Newton step of the corrected likelihood, and the variance of the slope at the current point. */
function firthStep(
  points: readonly (TrendGroup & { x: number })[],
  intercept: number,
  slope: number,
): { dIntercept: number; dSlope: number; slopeVariance: number } {
  const fitted = points.map((point) => {
    const rate = 1 / (1 + Math.exp(-intercept - slope * point.x));
    return { ...point, rate, weight: point.count * rate * (1 - rate) };
  });
  let [a, b, c] = [0, 0, 0];
  for (const { x, weight } of fitted) {
    a += weight;
    b += weight * x;
    c += weight * x * x;
  }
  const determinant = a * c - b * b;
  let [u, v] = [0, 0];
  for (const { x, hits, count, rate, weight } of fitted) {
    const leverage = (weight * (c - 2 * b * x + a * x * x)) / determinant;
    const residual = hits - count * rate + leverage * (0.5 - rate);
    u += residual;
    v += residual * x;
  }
  return {
    dIntercept: (c * u - b * v) / determinant,
    dSlope: (a * v - b * u) / determinant,
    slopeVariance: a / determinant,
  };
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
