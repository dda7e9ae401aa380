/**
 * L2-regularised logistic regression on TensorFlow.js, with scikit-learn's objective and names.
 *
 * TensorFlow.js multiplies the large matrices (for the Hessian) in float32, the only precision that
 * it has. The gradient and the products of the Hessian with a vector, which determine the optimum,
 * are float64: the rounding of float32 costs a step or two, but no accuracy.
 */
import type { Backend } from "../backend/info.js";
import { loadBackend } from "../backend/index.js";
import { UserError } from "../../base/errors.js";
import { factoredHessian } from "./curvature.js";
import { LogisticLoss, sigmoid, type WeightedRows } from "./loss.js";
import { minimise } from "./newton.js";
import { FeatureMatrix, type MatrixLike } from "../../stats/matrix.js";
import {
  assertClassWeight,
  assertFinite,
  assertFittable,
  rowWeights,
  type ClassWeight,
} from "./inputs.js";
import { columnScales, largest, mergeRows, sum, unscaledGradient } from "./scaling.js";
import type { BackendChoice } from "../../base/settings.js";

export type { ClassWeight } from "./inputs.js";

/** Options of {@link LogisticRegression}; the names and defaults are scikit-learn's. */
export interface LogisticOptions {
  /** Inverse strength of the penalty, above 0; default 1. */
  C?: number;
  /** Default null. A label that is not in the map has the weight 1. */
  classWeight?: ClassWeight;
  /** Whether there is an intercept, which is not penalised; default true. */
  fitIntercept?: boolean;
  /** Maximum number of Newton steps; default 1000. */
  maxIter?: number;
  /**
   * The fit has converged when no component of the gradient of the mean loss (the objective divided
   * by C times the sum of the weights, as in scikit-learn's lbfgs) is larger; default 1e-8.
   */
  tol?: number;
  /** Backend of TensorFlow.js; default "auto". */
  backend?: BackendChoice;
}

/** What {@link LogisticRegression.fit} takes. */
export interface FitOptions {
  /** A weight of at least 0 for each row, multiplied by the class weight; default 1. */
  sampleWeight?: ArrayLike<number>;
}

/** A fitted model as JSON. */
export interface LogisticState {
  kind: "LogisticRegression";
  options: LogisticOptions;
  coef: number[];
  intercept: number;
  nIter: number;
  gradientNorm: number;
  converged: boolean;
}

/**
 * Logistic regression: minimises 0.5 * |w|^2 + C * sum_i s_i * log(1 + exp(-y_i * (x_i . w + b)))
 * with y_i = -1 or 1 and s_i the product of class and sample weight; the intercept b is not
 * penalised.
 */
export class LogisticRegression {
  /** Coefficients, one for each column. */
  coef: number[] = [];
  intercept = 0;
  /** The number of Newton steps. */
  nIter = 0;
  /** The largest absolute component of the gradient at the solution, on the scale of `tol`. */
  gradientNorm = Infinity;
  /** Whether `gradientNorm` is at most `tol`, or the smallest that float64 allows. */
  converged = false;
  /** The backend, known after the fit. */
  backend: Backend | null = null;

  readonly #options: Required<LogisticOptions>;

  /** @throws UserError if an option is out of range. */
  constructor(options: LogisticOptions = {}) {
    this.#options = {
      C: 1,
      classWeight: null,
      fitIntercept: true,
      maxIter: 1000,
      tol: 1e-8,
      backend: "auto",
      ...options,
    };
    const { C, classWeight, maxIter, tol } = this.#options;
    if (!(C > 0 && C < Infinity)) throw new UserError(`C: expected a number above 0, found ${C}.`);
    if (!(maxIter >= 1)) throw new UserError(`maxIter: expected at least 1, found ${maxIter}.`);
    if (!(tol > 0)) throw new UserError(`tol: expected a number above 0, found ${tol}.`);
    assertClassWeight(classWeight);
  }

  /**
   * Find the optimum; a fit that does not reach it warns on the console and sets `converged` to
   * false.
   *
   * Identical rows are fitted as one weighted row.
   *
   * @param X n rows of equal width, every value finite: arrays, a typed array with a shape, a
   * danfojs DataFrame or a FeatureMatrix.
   * @param y 0 or 1 for each row; both must occur.
   * @throws UserError if the input is invalid.
   */
  async fit(X: MatrixLike, y: ArrayLike<number>, { sampleWeight }: FitOptions = {}): Promise<this> {
    const matrix = FeatureMatrix.from(X);
    assertFittable(matrix, y, sampleWeight);
    const { C, classWeight, fitIntercept, maxIter, tol, backend: choice } = this.#options;
    const weights = rowWeights(y, C, classWeight, sampleWeight);
    const { tf, backend } = await loadBackend(choice);
    this.backend = backend;

    const rows = mergeRows(matrix, y, weights);
    const { shift, scale } = columnScales(rows, fitIntercept);
    const scaled = { ...rows, matrix: rows.matrix.standardised(shift, scale) };
    const loss = new LogisticLoss(
      scaled,
      scale.map((value) => 1 / value ** 2),
      fitIntercept,
    );
    const unit = sum(rows.hits) + sum(rows.others);
    const norm = (gradient: Float64Array): number =>
      largest(unscaledGradient(gradient, shift, scale, fitIntercept)) / unit;
    const { point, state, steps } = await minimise(loss, startOf(rows, loss), {
      maxIter,
      isDone: (_, { gradient }) => norm(gradient) <= tol,
      precondition: (curvature) => factoredHessian(tf, loss, curvature),
    });

    this.coef = Array.from(scale, (value, j) => point[j]! / value);
    const shifted = this.coef.reduce((total, weight, j) => total + weight * shift[j]!, 0);
    this.intercept = fitIntercept ? point[loss.size - 1]! - shifted : 0;
    this.nIter = steps;
    this.gradientNorm = norm(state.gradient);
    // Below this, sums of n terms in float64 cannot be distinguished from zero.
    const resolution = 1e-13 * Math.max(1, largest(scale), largest(shift));
    this.converged = this.gradientNorm <= Math.max(tol, resolution);
    if (!this.converged) this.#warn();
    return this;
  }

  /** x . w + b for each row: the log-odds of a hit. @throws UserError on rows of another width. */
  decisionFunction(X: MatrixLike): number[] {
    return Array.from(this.#scores(X));
  }

  /** The probability of a hit for each row. @throws UserError on rows of another width. */
  predictProba(X: MatrixLike): number[] {
    return Array.from(this.#scores(X), sigmoid);
  }

  /**
   * 1 if a hit is more likely than not, otherwise 0.
   *
   * @throws UserError on rows of another width.
   */
  predict(X: MatrixLike): (0 | 1)[] {
    return Array.from(this.#scores(X), (score) => (score > 0 ? 1 : 0));
  }

  /** The fitted model for `JSON.stringify`; numbers are kept exactly. */
  toJSON(): LogisticState {
    const { coef, intercept, nIter, gradientNorm, converged } = this;
    const options = this.#options;
    return { kind: "LogisticRegression", options, coef, intercept, nIter, gradientNorm, converged };
  }

  /** A model from the result of {@link toJSON}. @throws UserError if it is something else. */
  static fromJSON(state: LogisticState): LogisticRegression {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a file may hold anything
    if (state?.kind !== "LogisticRegression" || !Array.isArray(state.coef)) {
      throw new UserError(
        "This is not a saved LogisticRegression: expected the result of toJSON().",
      );
    }
    const { options, coef, intercept, nIter, gradientNorm, converged } = state;
    const fitted = { coef: [...coef], intercept, nIter, gradientNorm, converged };
    return Object.assign(new LogisticRegression(options), fitted);
  }

  #scores(X: MatrixLike): Float64Array {
    if (this.coef.length === 0) {
      throw new UserError("The model has not been fitted: call fit first.");
    }
    const matrix = FeatureMatrix.from(X);
    if (matrix.columns !== this.coef.length) {
      throw new UserError(
        `The rows have ${matrix.columns} values, but the model was fitted on ${this.coef.length}.`,
      );
    }
    assertFinite(matrix);
    return matrix.scores(this.coef, this.intercept);
  }

  #warn(): void {
    console.warn(
      `The fit did not reach its optimum in ${this.nIter} steps: the gradient is ` +
        `${this.gradientNorm.toExponential(1)}, expected ${this.#options.tol}. Increase maxIter, decrease C, or ` +
        "scale the features first.",
    );
  }
}

/** No coefficients, and the intercept that fits the two classes' weights. */
function startOf({ hits, others }: WeightedRows, loss: LogisticLoss): Float64Array {
  const start = new Float64Array(loss.size);
  if (loss.fitIntercept) start[loss.size - 1] = Math.log(sum(hits) / sum(others));
  return start;
}
