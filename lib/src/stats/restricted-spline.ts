import { quantileOfSorted } from "./summary.js";

/** Quantiles of the knots for 3, 4 and 5 of them (Harrell, Regression Modeling Strategies, 2015, 2.4.6). */
const QUANTILES: Readonly<Record<number, readonly number[]>> = {
  3: [0.1, 0.5, 0.9],
  4: [0.05, 0.35, 0.65, 0.95],
  5: [0.05, 0.275, 0.5, 0.725, 0.95],
};

/**
 * Knots of a restricted cubic spline at Harrell's quantiles; fewer where quantiles coincide.
 *
 * @param values finite numbers.
 * @param count 3, 4 or 5; default 4.
 * @returns ascending distinct knots; fewer than three allow no curve.
 */
export function splineKnots(values: readonly number[], count: 3 | 4 | 5 = 4): number[] {
  if (values.length === 0) return [];
  const sorted = Float64Array.from(values).sort();
  const places = QUANTILES[count]!.map((p) => quantileOfSorted(sorted, p));
  return [...new Set(places)];
}

/**
 * The columns that a restricted cubic spline adds to a value itself: cubic between the knots, straight
 * beyond the first and the last, as many columns as there are knots less two.
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
