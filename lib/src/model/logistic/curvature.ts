/** The Hessian of the logistic loss, as a dense product with TensorFlow.js. */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { TensorFlow } from "../backend/index.js";
import type { LogisticLoss } from "./loss.js";

/** Number of rows that are dense at a time: 16 MB for 128 columns. */
const CHUNK_ROWS = 32_768;

/** Solves a linear system whose matrix is close to the Hessian. */
export type Preconditioner = (right: Float64Array) => Float64Array;

/**
 * The factorised Hessian at the point of `curvature`.
 *
 * TensorFlow.js only has float32, so this is the Hessian up to rounding: it preconditions the
 * solution of a Newton step, which is then exact in float64.
 */
export async function factoredHessian(
  tf: TensorFlow,
  loss: LogisticLoss,
  curvature: Float64Array,
): Promise<Preconditioner> {
  const { size } = loss;
  const hessian = new Float64Array(size * size);
  for (let from = 0; from < curvature.length; from += CHUNK_ROWS) {
    const to = Math.min(from + CHUNK_ROWS, curvature.length);
    const part = await crossProduct(tf, loss, curvature, from, to);
    for (let k = 0; k < hessian.length; k += 1) hessian[k]! += part[k]!;
  }
  let largest = 0;
  for (let j = 0; j < size; j += 1) largest = Math.max(largest, hessian[j * size + j]!);
  // Rounding in float32 may make the sum indefinite: a larger diagonal corrects that.
  for (let lift = 1e-10 * largest + Number.MIN_VALUE; ; lift = lift * 10 + 1e-12) {
    const system = new Matrix(size, size);
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j < size; j += 1) {
        // The product is only symmetric up to rounding.
        const entry = (hessian[i * size + j]! + hessian[j * size + i]!) / 2;
        system.set(i, j, i === j ? entry + (loss.penalty[i] ?? 0) + lift : entry);
      }
    }
    const factored = new CholeskyDecomposition(system);
    if (!factored.isPositiveDefinite()) continue;
    const lower = Float64Array.from(factored.lowerTriangularMatrix.to1DArray());
    return (right) => solveTriangular(lower, right);
  }
}

/** T' diag(curvature) T of rows `from` to `to`, the column of the intercept last. */
async function crossProduct(
  tf: TensorFlow,
  { rows: { matrix }, size, fitIntercept }: LogisticLoss,
  curvature: Float64Array,
  from: number,
  to: number,
): Promise<Float32Array> {
  const count = to - from;
  const rows = new Float32Array(count * size);
  matrix.fillDense(rows, size, from, to);
  if (fitIntercept) for (let at = size - 1; at < rows.length; at += size) rows[at] = 1;
  // Transposed here: the WebAssembly backend is five times slower if it has to transpose.
  const columns = new Float32Array(rows.length);
  matrix.fillTransposed(columns, curvature, from, to);
  if (fitIntercept) columns.set(curvature.subarray(from, to), (size - 1) * count);
  const product = tf.tidy(() =>
    tf.matMul(tf.tensor2d(columns, [size, count]), tf.tensor2d(rows, [count, size])),
  );
  const values = (await product.data()) as Float32Array;
  product.dispose();
  return values;
}

/** Solve L L' x = right; L row after row. */
function solveTriangular(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i += 1) {
    let sum = x[i]!;
    for (let j = 0; j < i; j += 1) sum -= lower[i * size + j]! * x[j]!;
    x[i] = sum / lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    const value = x[i]! / lower[i * size + i]!;
    x[i] = value;
    for (let j = 0; j < i; j += 1) x[j]! -= lower[i * size + j]! * value;
  }
  return x;
}
