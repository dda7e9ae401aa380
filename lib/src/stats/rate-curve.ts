/** A rate as a smooth curve along an ordered scale, tested against a straight line. */
import { chiSquareSf } from "./chi-square.js";
import { normalCriticalValue } from "./distributions.js";
import { firth, type FirthFit, type Pattern } from "./firth.js";
import { naturalSpline } from "./natural-spline.js";
import { quantileOfSorted } from "./summary.js";
import type { TrendGroup } from "./trend.js";

/**
 * The share of the rows below each knot (Harrell, Regression Modeling Strategies, 2015, table 2.3).
 */
const KNOTS = [0.05, 0.35, 0.65, 0.95];

/** The rate at one point of the scale, with a pointwise interval. */
export interface CurvePoint {
  score: number;
  rate: number;
  interval: [low: number, high: number];
}

/** The result of {@link rateCurve}. */
export interface RateCurve {
  /** The curve at each whole step from the first score to the last. */
  points: CurvePoint[];
  /** p-value of the test that the log-odds are linear in the score. */
  linearityP: number;
  /**
   * The change of the log-odds from one score to another: positive if the rate rises, and whether
   * the interval of the change excludes 0.
   */
  change: (from: number, to: number) => { value: number; isClear: boolean };
}

/**
 * Fit the log-odds of a hit with a natural cubic spline of four knots, and test it against a
 * straight line by the likelihood ratio (chi-square, one degree of freedom for each curved
 * function).
 *
 * @param groups hits and rows by score, in whole numbers such as years.
 * @param level confidence level of the band and of `change`, default 0.95.
 * @returns null if there are fewer than four scores, or hits at too few of them, for a curve.
 */
export function rateCurve(groups: readonly TrendGroup[], level = 0.95): RateCurve | null {
  const knots = placeKnots(groups);
  if (knots.length < 3) return null;
  const middle = knots[0]!;
  const scale = knots[knots.length - 1]! - middle;
  const at = (score: number): number[] => [
    1,
    ...naturalSpline(
      (score - middle) / scale,
      knots.map((knot) => (knot - middle) / scale),
    ),
  ];
  const curved = fit(groups, at);
  const straight = fit(groups, (score) => at(score).slice(0, 2));
  if (curved === null || straight === null) return null;
  const ratio = Math.max(0, 2 * (curved.logLikelihood - straight.logLikelihood));
  const z = normalCriticalValue(level);
  /** Value and standard error of a weighted sum of coefficients. */
  const sum = (weights: readonly number[]): { value: number; error: number } => {
    let [value, variance] = [0, 0];
    weights.forEach((weight, i) => {
      value += weight * curved.coefficients[i]!;
      weights.forEach((other, j) => {
        variance += weight * other * curved.covariance[i * weights.length + j]!;
      });
    });
    return { value, error: Math.sqrt(Math.max(0, variance)) };
  };
  const scores = groups.map(({ score }) => score);
  const first = Math.min(...scores);
  const steps = Math.max(...scores) - first + 1;
  return {
    points: Array.from({ length: steps }, (_, i) => {
      const { value, error } = sum(at(first + i));
      const ends: [number, number] = [logistic(value - z * error), logistic(value + z * error)];
      return { score: first + i, rate: logistic(value), interval: ends };
    }),
    linearityP: chiSquareSf(ratio, knots.length - 2),
    change: (from, to) => {
      const start = at(from);
      const { value, error } = sum(at(to).map((weight, i) => weight - start[i]!));
      return { value, isClear: Math.abs(value) > z * error };
    },
  };
}

/** The distinct knots, at quantiles of the rows' scores. */
function placeKnots(groups: readonly TrendGroup[]): number[] {
  if (groups.length < 4) return [];
  const ordered = [...groups].sort((a, b) => a.score - b.score);
  const sorted = ordered.flatMap(({ score, count }) => Array<number>(count).fill(score));
  return [...new Set(KNOTS.map((share) => quantileOfSorted(sorted, share)))];
}

/** The maximum likelihood fit; null if there is none. */
function fit(groups: readonly TrendGroup[], columns: (score: number) => number[]): FirthFit | null {
  const patterns: Pattern[] = groups.map(({ score, count, hits }) => {
    const values = columns(score);
    return { places: values.map((_, i) => i), values, count, hits };
  });
  try {
    return firth(patterns, patterns[0]!.values.length, { corrected: false });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
