/**
 * L2-regularised logistic regression on TensorFlow.js, with scikit-learn's objective.
 *
 * Newton's method: TensorFlow.js multiplies the large matrices (the Hessian), in float32, because
 * that is all it has. The gradient, which decides where the optimum lies, and the small linear
 * system are float64, so the rounding of the Hessian costs a step or two, never accuracy.
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { loadBackend, type Backend } from "./backend.js";
import { UserError } from "./errors.js";
import type { BackendChoice } from "./settings.js";

/** What a {@link LogisticRegression} can be told; the names and defaults are scikit-learn's. */
export interface LogisticOptions {
  /** Inverse strength of the penalty, above 0; default 1. */
  C?: number;
  /** "balanced": each class weighs n / (2 * its rows); null (default): each row weighs 1. */
  classWeight?: "balanced" | null;
  /** Most Newton steps; default 1000. */
  maxIter?: number;
  /** The fit is done when no component of the gradient is larger; default 1e-8. */
  tol?: number;
  /** Backend of TensorFlow.js; default "auto". */
  backend?: BackendChoice;
}

/**
 * Minimises 0.5 * |w|^2 + C * sum_i s_i * log(1 + exp(-y_i * (x_i . w + b))) with y_i = -1 or 1 and
 * s_i the class weight; the intercept b is not penalised.
 */
export class LogisticRegression {
  /** Coefficients, one for each column. */
  coef: number[] = [];
  intercept = 0;
  /** Newton steps taken. */
  nIter = 0;
  /** The largest absolute component of the gradient at the solution. */
  gradientNorm = Infinity;
  /** What computed, known after the fit. */
  backend: Backend | null = null;

  readonly #options: Required<LogisticOptions>;

  /** @throws UserError when an option is out of its range. */
  constructor(options: LogisticOptions = {}) {
    this.#options = {
      C: 1,
      classWeight: null,
      maxIter: 1000,
      tol: 1e-8,
      backend: "auto",
      ...options,
    };
    const { C, maxIter, tol } = this.#options;
    if (!(C > 0 && C < Infinity)) throw new UserError(`C: expected a number above 0, found ${C}.`);
    if (!(maxIter >= 1)) throw new UserError(`maxIter: expected at least 1, found ${maxIter}.`);
    if (!(tol > 0)) throw new UserError(`tol: expected a number above 0, found ${tol}.`);
  }

  /**
   * Find the optimum.
   *
   * @param X rows of equal width, every value finite.
   * @param y 0 or 1 for each row; both must occur.
   * @throws UserError when the input does not fit or the optimum is not reached in `maxIter` steps.
   */
  async fit(X: readonly (readonly number[])[], y: readonly number[]): Promise<this> {
    const width = assertFittable(X, y);
    const { C, classWeight, maxIter, tol, backend: choice } = this.#options;
    const { tf, backend } = await loadBackend(choice);
    this.backend = backend;
    const design = withIntercept(X, width);
    const loss = new LogisticLoss(design, width + 1, y, rowWeights(y, C, classWeight));
    const hessianOf = async (curvature: Float32Array): Promise<Float32Array> => {
      const product = tf.tidy(() => {
        const rows = tf.tensor2d(Float32Array.from(design), [y.length, width + 1]);
        return tf.matMul(rows, tf.mul(rows, tf.tensor2d(curvature, [y.length, 1])), true);
      });
      const values = (await product.data()) as Float32Array;
      product.dispose();
      return values;
    };
    let point = new Float64Array(width + 1);
    let state = loss.at(point);
    for (this.nIter = 0; this.nIter < maxIter && largest(state.gradient) > tol; this.nIter += 1) {
      const hessian = await hessianOf(Float32Array.from(state.curvature));
      const step = newtonStep(hessian, state.gradient, width);
      const next = lineSearch(loss, point, step, state);
      if (next === null) break;
      ({ point, state } = next);
    }
    this.gradientNorm = largest(state.gradient);
    this.coef = Array.from(point.subarray(0, width));
    this.intercept = point[width] as number;
    if (this.gradientNorm > Math.max(tol, 1e-6)) {
      throw new UserError(
        `The fit did not reach its optimum in ${this.nIter} steps (gradient ` +
          `${this.gradientNorm.toExponential(1)}, wanted ${tol}). Raise maxIter, lower C, or scale the ` +
          "features first.",
      );
    }
    return this;
  }

  /** x . w + b for each row: the log-odds of a hit. @throws UserError on rows of another width. */
  decisionFunction(X: readonly (readonly number[])[]): number[] {
    if (this.coef.length === 0)
      throw new UserError("The model has not been fitted: call fit first.");
    return X.map((row, i) => {
      if (row.length !== this.coef.length) {
        throw new UserError(
          `Row ${i + 1} has ${row.length} values, but the model was fitted on ${this.coef.length}.`,
        );
      }
      return this.coef.reduce(
        (sum, weight, j) => sum + weight * (row[j] as number),
        this.intercept,
      );
    });
  }

  /** The probability of a hit for each row. @throws UserError on rows of another width. */
  predictProba(X: readonly (readonly number[])[]): number[] {
    return this.decisionFunction(X).map(sigmoid);
  }
}

/** The objective, its gradient and the curvature of each row, in float64. */
interface LossState {
  value: number;
  gradient: Float64Array;
  /** s_i * p_i * (1 - p_i): the Hessian's weight of each row. */
  curvature: Float64Array;
}

class LogisticLoss {
  constructor(
    private readonly design: Float64Array,
    private readonly width: number,
    private readonly y: readonly number[],
    private readonly weights: Float64Array,
  ) {}

  at(point: Float64Array): LossState {
    const { design, width, y, weights } = this;
    const penalised = width - 1;
    const gradient = new Float64Array(width);
    const curvature = new Float64Array(y.length);
    let value = 0;
    for (let j = 0; j < penalised; j += 1) {
      gradient[j] = point[j] as number;
      value += 0.5 * (point[j] as number) ** 2;
    }
    for (let i = 0; i < y.length; i += 1) {
      const start = i * width;
      let score = 0;
      for (let j = 0; j < width; j += 1)
        score += (design[start + j] as number) * (point[j] as number);
      const weight = weights[i] as number;
      const p = sigmoid(score);
      value += weight * softplus(y[i] === 1 ? -score : score);
      curvature[i] = weight * p * (1 - p);
      const pull = weight * (p - (y[i] as number));
      for (let j = 0; j < width; j += 1) {
        gradient[j] = (gradient[j] as number) + pull * (design[start + j] as number);
      }
    }
    return { value, gradient, curvature };
  }
}

function newtonStep(hessian: Float32Array, gradient: Float64Array, penalised: number): number[] {
  const size = gradient.length;
  const system = new Matrix(size, size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      // The float32 product is symmetric only up to rounding.
      const entry = ((hessian[i * size + j] as number) + (hessian[j * size + i] as number)) / 2;
      system.set(i, j, entry + (i === j ? Number(i < penalised) : 0));
    }
  }
  // A little on the intercept's diagonal keeps the system definite when all curvature has vanished.
  system.set(penalised, penalised, system.get(penalised, penalised) + 1e-9);
  const right = Matrix.columnVector(Array.from(gradient, (value) => -value));
  return new CholeskyDecomposition(system).solve(right).to1DArray();
}

/** Halve the step until the objective falls (Armijo's condition); null when it no longer can. */
function lineSearch(loss: LogisticLoss, point: Float64Array, step: number[], state: LossState) {
  const slope = step.reduce((sum, value, j) => sum + value * (state.gradient[j] as number), 0);
  for (let length = 1; length > 1e-10; length /= 2) {
    const candidate = point.map((value, j) => value + length * (step[j] as number));
    const reached = loss.at(candidate);
    const enough = state.value + 1e-4 * length * slope;
    // Near the optimum the objective no longer resolves the step, but the gradient still does.
    const closer = largest(reached.gradient) < largest(state.gradient);
    const rounding = 1e-12 * Math.abs(state.value);
    if (reached.value <= enough || (closer && reached.value <= state.value + rounding)) {
      return { point: candidate, state: reached };
    }
  }
  return null;
}

function withIntercept(X: readonly (readonly number[])[], width: number): Float64Array {
  const design = new Float64Array(X.length * (width + 1));
  X.forEach((row, i) => {
    design.set(row, i * (width + 1));
    design[i * (width + 1) + width] = 1;
  });
  return design;
}

function rowWeights(y: readonly number[], C: number, classWeight: "balanced" | null): Float64Array {
  const hits = y.filter((label) => label === 1).length;
  const ofClass = [y.length - hits, hits].map((count) =>
    classWeight === "balanced" ? y.length / (2 * count) : 1,
  );
  return Float64Array.from(y, (label) => C * (ofClass[label] as number));
}

function assertFittable(X: readonly (readonly number[])[], y: readonly number[]): number {
  if (X.length === 0) throw new UserError("There are no training rows to fit.");
  if (X.length !== y.length) {
    throw new UserError(`${X.length} rows but ${y.length} labels: expected one for each row.`);
  }
  const width = (X[0] as readonly number[]).length;
  X.forEach((row, i) => {
    if (row.length !== width) {
      throw new UserError(`Row ${i + 1} has ${row.length} values where the first has ${width}.`);
    }
    const column = row.findIndex((value) => !Number.isFinite(value));
    if (column >= 0) {
      throw new UserError(
        `Row ${i + 1}, column ${column + 1} is ${String(row[column])}: expected a finite number. ` +
          "Impute missing values before the fit.",
      );
    }
  });
  const other = y.findIndex((label) => label !== 0 && label !== 1);
  if (other >= 0) throw new UserError(`Label ${other + 1} is ${y[other]}: expected 0 or 1.`);
  if (!y.includes(0) || !y.includes(1)) {
    throw new UserError(`All ${y.length} labels are ${y[0]}: a fit needs hits and non-hits.`);
  }
  return width;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function sigmoid(score: number): number {
  return score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score));
}

/** log(1 + exp(score)) without overflow. */
function softplus(score: number): number {
  return Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
}
