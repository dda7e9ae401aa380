/** The Hessian of the logistic loss: a dense product on TensorFlow.js, or a sparse one where that is small. */
import type { TensorFlow } from "../backend.js";
import type { LogisticLoss } from "./loss.js";

/** Rows that are dense at a time: 16 MB for 128 columns. */
const CHUNK_ROWS = 32_768;

/**
 * Up to this many products of a dense Hessian (some thousand rows of a hundred columns), calling
 * TensorFlow.js costs more than it saves on rows that are mostly zeros.
 */
const SMALL_PRODUCTS = 1e7;
/** How many times more products a dense Hessian must have than a sparse one to be called sparse. */
const SPARSE = 8;

/** Solves a linear system whose matrix is close to the Hessian. */
export interface Preconditioner {
  solve: (right: Float64Array) => Float64Array;
  /** After more inner steps than this for one Newton step it pays to make a new one. */
  staleAfter: number;
}

/** A new one costs as much as this many inner steps, sparse and on TensorFlow.js. */
const STALE_AFTER = { sparse: 3, dense: 12 };

/**
 * The Hessian at the point of `curvature`, factored.
 *
 * TensorFlow.js has float32 alone, so what it multiplies is the Hessian up to rounding: it serves to
 * approach the solution of a Newton step, which is then made exact in float64.
 */
export async function factoredHessian(
  tf: TensorFlow,
  loss: LogisticLoss,
  curvature: Float64Array,
): Promise<Preconditioner> {
  const { size } = loss;
  const isSparse = isSmallAndSparse(loss);
  const hessian = isSparse
    ? sparseHessian(loss, curvature)
    : await denseHessian(tf, loss, curvature);
  const staleAfter = isSparse ? STALE_AFTER.sparse : STALE_AFTER.dense;
  let largest = 0;
  for (let j = 0; j < size; j += 1) largest = Math.max(largest, hessian[j * size + j]!);
  // What float32 rounds away may make the sum indefinite: a little more on the diagonal mends that.
  for (let lift = 1e-10 * largest + Number.MIN_VALUE; ; lift = lift * 10 + 1e-12) {
    const lower = new Float64Array(size * size);
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        // The product is symmetric up to rounding only.
        lower[i * size + j] = (hessian[i * size + j]! + hessian[j * size + i]!) / 2;
      }
      lower[i * size + i]! += (loss.penalty[i] ?? 0) + lift;
    }
    if (factorise(lower, size)) {
      return { solve: (right) => solveTriangular(lower, right), staleAfter };
    }
  }
}

/**
 * Put L with L L' = A in the place of A's lower triangle, row after row (Cholesky). ml-matrix has this
 * too, but with a call for each element, which is most of the time of a small fit.
 *
 * @returns false when A is not positive definite.
 */
function factorise(lower: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = lower[i * size + j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (j < i) lower[i * size + j] = sum / lower[j * size + j]!;
      else if (sum > 0) lower[i * size + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

function isSmallAndSparse({ rows: { matrix }, size }: LogisticLoss): boolean {
  const { rows, starts } = matrix;
  const dense = rows * size * size;
  if (dense > SMALL_PRODUCTS) return false;
  let sparse = 0;
  for (let row = 0; row < rows; row += 1) {
    const entries = starts[row + 1]! - starts[row]!;
    sparse += entries * entries;
  }
  return SPARSE * sparse < dense;
}

/**
 * T' diag(curvature) T in float64, from the stored entries alone: with
 * row i of T as o + x_i, the sum of c_i (o + x_i)(o + x_i)' is X'CX + o u' + u o' + (sum of c) o o', u
 * the sum of c_i x_i.
 */
function sparseHessian(
  { rows: { matrix }, size, fitIntercept }: LogisticLoss,
  curvature: Float64Array,
): Float64Array {
  const { starts, places, values, factor } = matrix;
  const hessian = new Float64Array(size * size);
  const sums = new Float64Array(size);
  let total = 0;
  for (let row = 0; row < matrix.rows; row += 1) {
    const weight = curvature[row]!;
    const end = starts[row + 1]!;
    total += weight;
    for (let a = starts[row]!; a < end; a += 1) {
      const j = places[a]!;
      const entry = weight * factor[j]! * values[a]!;
      sums[j]! += entry;
      for (let b = starts[row]!; b < end; b += 1) {
        const k = places[b]!;
        hessian[j * size + k]! += entry * factor[k]! * values[b]!;
      }
    }
  }
  const offset = new Float64Array(size);
  offset.set(matrix.offset);
  if (fitIntercept) offset[size - 1] = 1;
  for (let j = 0; j < size; j += 1) {
    for (let k = 0; k < size; k += 1) {
      hessian[j * size + k]! +=
        offset[j]! * sums[k]! + sums[j]! * offset[k]! + total * offset[j]! * offset[k]!;
    }
  }
  return hessian;
}

async function denseHessian(
  tf: TensorFlow,
  loss: LogisticLoss,
  curvature: Float64Array,
): Promise<Float64Array> {
  const hessian = new Float64Array(loss.size * loss.size);
  for (let from = 0; from < curvature.length; from += CHUNK_ROWS) {
    const to = Math.min(from + CHUNK_ROWS, curvature.length);
    const part = await crossProduct(tf, loss, curvature, from, to);
    for (let k = 0; k < hessian.length; k += 1) hessian[k]! += part[k]!;
  }
  return hessian;
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
  // Transposed here: the WebAssembly backend is five times slower when it is told to transpose.
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
