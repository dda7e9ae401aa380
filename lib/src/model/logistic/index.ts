/**
 * L2-regularised logistic regression on TensorFlow.js, with scikit-learn's objective and names.
 *
 * TensorFlow.js multiplies the large matrices (the Hessian), in float32, because that is all it has.
 * What decides where the optimum lies, the gradient and the products of the Hessian with a vector, is
 * float64: the rounding of float32 costs a step or two, never accuracy.
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

/** What a {@link LogisticRegression} can be told; the names and defaults are scikit-learn's. */
export interface LogisticOptions {
  /** Inverse strength of the penalty, above 0; default 1. */
  C?: number;
  /** Default null. A label that a map does not name weighs 1. */
  classWeight?: ClassWeight;
  /** Whether there is an intercept, which is not penalised; default true. */
  fitIntercept?: boolean;
  /** Most Newton steps; default 1000. */
  maxIter?: number;
  /**
   * The fit is done when no component of the gradient of the mean loss (the objective divided by C
   * times the sum of the weights, as scikit-learn's lbfgs measures it) is larger; default 1e-8.
   */
  tol?: number;
  /** Backend of TensorFlow.js; default "auto". */
  backend?: BackendChoice;
}

/** What {@link LogisticRegression.fit} can be told. */
export interface FitOptions {
  /** A weight of at least 0 for each row; default 1. Multiplied with the class weight. */
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
 * Minimises 0.5 * |w|^2 + C * sum_i s_i * log(1 + exp(-y_i * (x_i . w + b))) with y_i = -1 or 1 and
 * s_i the product of class and sample weight; the intercept b is not penalised.
 */
export class LogisticRegression {
  /** Coefficients, one for each column. */
  coef: number[] = [];
  intercept = 0;
  /** Newton steps taken. */
  nIter = 0;
  /** The largest absolute component of the gradient at the solution, on the scale of `tol`. */
  gradientNorm = Infinity;
  /** Whether `gradientNorm` came down to `tol`, or to what float64 can resolve. */
  converged = false;
  /** What computed, known after the fit. */
  backend: Backend | null = null;

  readonly #options: Required<LogisticOptions>;

  /** @throws UserError when an option is out of its range. */
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
   * Find the optimum; a fit that does not reach it warns on the console and says so in `converged`.
   *
   * Rows that are identical are fitted as one weighted row.
   *
   * @param X n rows of equal width, every value finite: arrays, a typed array with a shape, a danfojs
   * DataFrame or a FeatureMatrix.
   * @param y 0 or 1 for each row; both must occur.
   * @throws UserError when the input does not fit.
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
    // Sums of n terms in float64 cannot be told from zero below this.
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

  /** 1 where a hit is more likely than not, else 0. @throws UserError on rows of another width. */
  predict(X: MatrixLike): (0 | 1)[] {
    return Array.from(this.#scores(X), (score) => (score > 0 ? 1 : 0));
  }

  /** The fitted model, for `JSON.stringify`; every number is kept to the last bit. */
  toJSON(): LogisticState {
    const { coef, intercept, nIter, gradientNorm, converged } = this;
    const options = this.#options;
    return { kind: "LogisticRegression", options, coef, intercept, nIter, gradientNorm, converged };
  }

  /** A model from what {@link toJSON} gave. @throws UserError when it is something else. */
  static fromJSON(state: LogisticState): LogisticRegression {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a file may hold anything
    if (state?.kind !== "LogisticRegression" || !Array.isArray(state.coef)) {
      throw new UserError("This is no saved LogisticRegression: expected what toJSON() returned.");
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
        `${this.gradientNorm.toExponential(1)}, wanted ${this.#options.tol}. Raise maxIter, lower C, or ` +
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
