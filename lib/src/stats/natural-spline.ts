/** Natural cubic splines: smooth curves that are straight beyond their outer knots. */

/**
 * The basis functions of a natural cubic spline at one point, without the constant: the point
 * itself and one curved function for each knot except two (Hastie, Tibshirani and Friedman, The
 * Elements of Statistical Learning, 2009, formulas 5.4 and 5.5). A spline with K knots has K - 1 of
 * them; with two knots it is a line.
 *
 * @param knots ascending, two or more.
 */
export function naturalSpline(x: number, knots: readonly number[]): number[] {
  const last = knots[knots.length - 1]!;
  const cube = (distance: number): number => Math.max(0, distance) ** 3;
  const steep = (knot: number): number => (cube(x - knot) - cube(x - last)) / (last - knot);
  const inner = steep(knots[knots.length - 2]!);
  return [x, ...knots.slice(0, -2).map((knot) => steep(knot) - inner)];
}
