/** Natural cubic splines: smooth curves that are straight beyond their outer knots. */

/**
 * The basis functions of a natural cubic spline besides the constant, at one place: the place itself and
 * one curved function for each knot but two (Hastie, Tibshirani and Friedman, The Elements of Statistical
 * Learning, 2009, formulas 5.4 and 5.5). A spline of K knots so has K - 1 of them; of two knots it is a line.
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
