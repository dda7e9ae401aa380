/** The rows in the form in which a fit computes: equal ones merged, columns centred and of unit deviation. */
import type { FeatureMatrix } from "../../stats/matrix.js";
import type { WeightedRows } from "./loss.js";

/** Identical rows as one, with the weight of its hits and of its other rows. */
export function mergeRows(
  X: FeatureMatrix,
  y: ArrayLike<number>,
  weights: Float64Array,
): WeightedRows {
  const { matrix, of } = X.distinct();
  const hits = new Float64Array(matrix.rows);
  const others = new Float64Array(matrix.rows);
  for (let row = 0; row < X.rows; row += 1) {
    const side = y[row] === 1 ? hits : others;
    side[of[row]!]! += weights[row]!;
  }
  return { matrix, hits, others };
}

/**
 * Shift and scale of each column in which the fit computes: float32 holds a year such as 2016, but not
 * the differences between its squares. The optimum does not depend on them; without an intercept the
 * shift is 0, because it could not be undone.
 */
export function columnScales(
  { matrix, hits, others }: WeightedRows,
  fitIntercept: boolean,
): { shift: Float64Array; scale: Float64Array } {
  const weights = hits.map((value, i) => value + others[i]!);
  const total = sum(weights);
  const none = new Float64Array(matrix.columns);
  const shift = fitIntercept ? matrix.weightedSum(weights).map((value) => value / total) : none;
  const centred = matrix.standardised(
    shift,
    none.map(() => 1),
  );
  const squares = squaredSums(centred, weights);
  // A constant column differs from its mean by rounding alone: it is not blown up.
  const scale = squares.map((value, j) => {
    const deviation = Math.sqrt(value / total);
    return deviation > 1e-10 * Math.abs(shift[j]!) && deviation > 0 ? deviation : 1;
  });
  return { shift, scale };
}

/** sum_i weight_i * entry_ij^2 for each column. */
function squaredSums(matrix: FeatureMatrix, weights: Float64Array): Float64Array {
  const { starts, places, values, offset, factor } = matrix;
  const total = sum(weights);
  const sums = offset.map((value) => total * value ** 2);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let e = starts[row]!; e < starts[row + 1]!; e += 1) {
      const j = places[e]!;
      const entry = offset[j]! + factor[j]! * values[e]!;
      sums[j]! += weights[row]! * (entry * entry - offset[j]! * offset[j]!);
    }
  }
  return sums.map((value) => Math.max(value, 0));
}

/** The gradient by the coefficients of the columns as they were given. */
export function unscaledGradient(
  gradient: Float64Array,
  shift: Float64Array,
  scale: Float64Array,
  fitIntercept: boolean,
): Float64Array {
  if (!fitIntercept) return gradient.map((value, j) => value * scale[j]!);
  const last = gradient[scale.length]!;
  return gradient.map((value, j) =>
    j < scale.length ? value * scale[j]! + last * shift[j]! : last,
  );
}

/** The sum of all values. */
export function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) total += values[i]!;
  return total;
}

/** The largest absolute value, 0 of none. */
export function largest(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i += 1) most = Math.max(most, Math.abs(values[i]!));
  return most;
}
