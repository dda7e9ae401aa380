/** Whether a backend computes what plain JavaScript does. */
import { RandomState } from "../../stats/random.js";

type TensorFlow = typeof import("@tensorflow/tfjs-core");

/** A matrix, row by row. */
interface Matrix {
  rows: number;
  columns: number;
  values: Float32Array;
}

/** Half a unit in the last place of a float32, relative. */
const ROUNDING = 2 ** -24;
const STEPS = 50;
const RATE = 0.5;
const FIT_TOLERANCE = 1e-4;

/**
 * Multiply two matrices and fit a small logistic regression by gradient descent, on the active
 * backend and in float64 by plain loops, from seeded numbers.
 *
 * @returns what differs, a few words; null when the backend computes right.
 */
export function findMiscomputation(tf: TensorFlow): string | null {
  const random = new RandomState(4);
  return wrongProduct(tf, random) ?? wrongFit(tf, random);
}

/**
 * All entries are positive, so that the error of a sum of k products is below k roundings of the
 * sum.
 */
function wrongProduct(tf: TensorFlow, random: RandomState): string | null {
  const a = draw(random, 65, 130);
  const b = draw(random, 130, 33);
  const found = tf.tidy(() => tf.matMul(tensor(tf, a), tensor(tf, b)).dataSync());
  const expected = multiply(a, b);
  const bound = 2 * a.columns * ROUNDING;
  const isWrong = expected.some(
    (value, i) => !(Math.abs((found[i] ?? NaN) - value) <= bound * value),
  );
  return isWrong || found.length !== expected.length ? "a product of matrices is wrong" : null;
}

function wrongFit(tf: TensorFlow, random: RandomState): string | null {
  const X = draw(random, 200, 5);
  const y = Float32Array.from({ length: X.rows }, (_, i) => (at(X, i, 0) > at(X, i, 1) ? 1 : 0));
  const found = tf.tidy(() => {
    const design = tensor(tf, X);
    const labels = tf.tensor2d(y, [X.rows, 1]);
    let weights = tf.zeros([X.columns, 1]);
    for (let step = 0; step < STEPS; step += 1) {
      const residuals = tf.sub(tf.sigmoid(tf.matMul(design, weights)), labels);
      const gradient = tf.div(tf.matMul(design, residuals, true), X.rows);
      weights = tf.sub(weights, tf.mul(gradient, RATE));
    }
    return weights.dataSync();
  });
  const expected = descend(X, y);
  const isWrong = expected.some(
    (value, i) => !(Math.abs((found[i] ?? NaN) - value) <= FIT_TOLERANCE),
  );
  return isWrong ? "a small fit ends at other coefficients" : null;
}

function draw(random: RandomState, rows: number, columns: number): Matrix {
  const values = Float32Array.from({ length: rows * columns }, () => random.integer(1000) / 1000);
  return { rows, columns, values };
}

function tensor(tf: TensorFlow, { values, rows, columns }: Matrix) {
  return tf.tensor2d(values, [rows, columns]);
}

function at({ values, columns }: Matrix, row: number, column: number): number {
  return values[row * columns + column]!;
}

function multiply(a: Matrix, b: Matrix): number[] {
  return Array.from({ length: a.rows * b.columns }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < a.columns; k += 1) {
      sum += at(a, Math.floor(i / b.columns), k) * at(b, k, i % b.columns);
    }
    return sum;
  });
}

function descend(X: Matrix, y: Float32Array): number[] {
  const weights = new Array<number>(X.columns).fill(0);
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = weights.map(() => 0);
    for (let i = 0; i < X.rows; i += 1) {
      const score = weights.reduce((sum, weight, j) => sum + weight * at(X, i, j), 0);
      const residual = 1 / (1 + Math.exp(-score)) - y[i]!;
      gradient.forEach((value, j) => (gradient[j] = value + (residual * at(X, i, j)) / X.rows));
    }
    gradient.forEach((value, j) => (weights[j] = weights[j]! - RATE * value));
  }
  return weights;
}
