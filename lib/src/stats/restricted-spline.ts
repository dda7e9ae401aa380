import { quantileOfSorted } from "./summary.js";

/** Quantiles for 3, 4 and 5 knots (Harrell, Regression Modeling Strategies, 2015, 2.4.6). */
const QUANTILES: Readonly<Record<number, readonly number[]>> = {
  3: [0.1, 0.5, 0.9],
  4: [0.05, 0.35, 0.65, 0.95],
  5: [0.05, 0.275, 0.5, 0.725, 0.95],
};

/**
 * Knots of a restricted cubic spline at Harrell's quantiles; fewer if quantiles coincide.
 *
 * @param values finite numbers.
 * @param count 3, 4 or 5; default 4.
 * @returns distinct knots, ascending; with fewer than three there is no curve.
 */
export function splineKnots(values: readonly number[], count: 3 | 4 | 5 = 4): number[] {
  if (values.length === 0) return [];
  const sorted = Float64Array.from(values).sort();
  const places = QUANTILES[count]!.map((p) => quantileOfSorted(sorted, p));
  return [...new Set(places)];
}

/**
 * The columns that a restricted cubic spline adds to the value itself, two fewer than there are
 * knots: cubic between the knots, linear beyond the first and the last.
 *
 * @param knots ascending, at least three.
 * @example splineTerms(3, [0, 2, 4]) // [1.5625]: (27 - 2) / 16, straight from 4 on
 */
export function splineTerms(x: number, knots: readonly number[]): number[] {
  const cube = (value: number): number => Math.max(0, value) ** 3;
  const k = knots.length;
  const [first, before, last] = [knots[0], knots[k - 2], knots[k - 1]] as [number, number, number];
  return knots
    .slice(0, k - 2)
    .map(
      (knot) =>
        (cube(x - knot) -
          (cube(x - before) * (last - knot)) / (last - before) +
          (cube(x - last) * (before - knot)) / (last - before)) /
        (last - first) ** 2,
    );
}
