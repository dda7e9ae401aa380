/** Symmetric positive definite matrices, row after row in one array. */

/** The result of {@link invert}. */
export interface Inverse {
  inverse: Float64Array;
  /** Logarithm of the determinant of the matrix itself. */
  logDeterminant: number;
}

/** The inverse by Cholesky factorisation; null if the matrix is not positive definite. */
export function invert(matrix: Float64Array, size: number): Inverse | null {
  const lower = cholesky(matrix, size);
  if (lower === null) return null;
  let logDeterminant = 0;
  // Invert the factor in place, column by column.
  for (let j = 0; j < size; j += 1) {
    logDeterminant += 2 * Math.log(lower[j * size + j]!);
    lower[j * size + j] = 1 / lower[j * size + j]!;
    for (let i = j + 1; i < size; i += 1) {
      let sum = 0;
      for (let k = j; k < i; k += 1) sum -= lower[i * size + k]! * lower[k * size + j]!;
      lower[i * size + j] = sum / lower[i * size + i]!;
    }
  }
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = 0;
      for (let k = i; k < size; k += 1) sum += lower[k * size + i]! * lower[k * size + j]!;
      inverse[i * size + j] = inverse[j * size + i] = sum;
    }
  }
  return { inverse, logDeterminant };
}

/** The lower triangular factor L of L L'; null if the matrix is not positive definite. */
function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (i > j) {
        lower[i * size + j] = sum / lower[j * size + j]!;
      } else {
        if (!(sum > 1e-12 * matrix[i * size + i]!)) return null;
        lower[i * size + i] = Math.sqrt(sum);
      }
    }
  }
  return lower;
}

/**
 * Columns that are linear combinations of those before them, by elimination in their cross-product
 * matrix; `tolerance` is the remaining share of a column's sum of squares below which it counts as
 * dependent.
 */
export function dependentColumns(products: Float64Array, size: number, tolerance = 1e-9): number[] {
  const left = Float64Array.from(products);
  const dependent: number[] = [];
  for (let j = 0; j < size; j += 1) {
    const pivot = left[j * size + j]!;
    if (!(pivot > tolerance * products[j * size + j]!)) {
      dependent.push(j);
      continue;
    }
    for (let i = j + 1; i < size; i += 1) {
      const factor = left[i * size + j]! / pivot;
      if (factor === 0) continue;
      for (let k = j; k < size; k += 1) left[i * size + k]! -= factor * left[j * size + k]!;
    }
  }
  return dependent;
}
