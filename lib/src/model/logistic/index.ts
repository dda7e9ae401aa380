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
import type { BackendChoice } from "../../base/settings.js";

/** "balanced": each class weighs n / (2 * its rows); a map: weight by label; null: each row weighs 1. */
export type ClassWeight = "balanced" | { readonly 0?: number; readonly 1?: number } | null;

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

/** Identical rows as one, with the weight of its hits and of its other rows. */
function mergeRows(X: FeatureMatrix, y: ArrayLike<number>, weights: Float64Array): WeightedRows {
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
function columnScales(
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

/** No coefficients, and the intercept that fits the two classes' weights. */
function startOf({ hits, others }: WeightedRows, loss: LogisticLoss): Float64Array {
  const start = new Float64Array(loss.size);
  if (loss.fitIntercept) start[loss.size - 1] = Math.log(sum(hits) / sum(others));
  return start;
}

/** The gradient by the coefficients of the columns as they were given. */
function unscaledGradient(
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

function rowWeights(
  y: ArrayLike<number>,
  C: number,
  classWeight: ClassWeight,
  sampleWeight: ArrayLike<number> | undefined,
): Float64Array {
  const weights = new Float64Array(y.length);
  const ofClass: [number, number] = [0, 0];
  for (let i = 0; i < y.length; i += 1) {
    weights[i] = sampleWeight?.[i] ?? 1;
    ofClass[y[i] as 0 | 1] += weights[i]!;
  }
  const missing = ofClass.indexOf(0);
  if (missing >= 0) {
    throw new UserError(
      `All rows with label ${missing} have the weight 0: a fit needs hits and non-hits.`,
    );
  }
  const total = ofClass[0] + ofClass[1];
  const factor =
    classWeight === "balanced"
      ? ofClass.map((weight) => total / (2 * weight))
      : [classWeight?.[0] ?? 1, classWeight?.[1] ?? 1];
  for (let i = 0; i < y.length; i += 1) weights[i]! *= C * factor[y[i] as 0 | 1]!;
  return weights;
}

function assertClassWeight(classWeight: unknown): void {
  if (classWeight === null || classWeight === "balanced") return;
  const entries = typeof classWeight === "object" ? Object.entries(classWeight) : [];
  const isMap = typeof classWeight === "object";
  const bad = entries.find(([label, w]) => !["0", "1"].includes(label) || !(Number(w) > 0));
  if (isMap && bad === undefined) return;
  const found = bad === undefined ? JSON.stringify(classWeight) : `${bad[0]}: ${String(bad[1])}`;
  throw new UserError(
    `classWeight: expected "balanced", null or weights above 0 for the labels 0 and 1, found ${found}.`,
  );
}

function assertFittable(
  matrix: FeatureMatrix,
  y: ArrayLike<number>,
  sampleWeight: ArrayLike<number> | undefined,
): void {
  if (matrix.rows === 0) throw new UserError("There are no training rows to fit.");
  if (matrix.columns === 0) throw new UserError("The training rows have no columns to fit.");
  if (matrix.rows !== y.length) {
    throw new UserError(`${matrix.rows} rows but ${y.length} labels: expected one for each row.`);
  }
  if (sampleWeight !== undefined) assertWeights(sampleWeight, matrix.rows);
  assertFinite(matrix);
  let hits = 0;
  for (let i = 0; i < y.length; i += 1) {
    if (y[i] !== 0 && y[i] !== 1) {
      throw new UserError(`Label ${i + 1} is ${String(y[i])}: expected 0 or 1.`);
    }
    hits += y[i]!;
  }
  if (hits === 0 || hits === y.length) {
    throw new UserError(`All ${y.length} labels are ${y[0]}: a fit needs hits and non-hits.`);
  }
}

function assertWeights(sampleWeight: ArrayLike<number>, rows: number): void {
  if (sampleWeight.length !== rows) {
    throw new UserError(
      `${rows} rows but ${sampleWeight.length} sample weights: expected one for each row.`,
    );
  }
  for (let i = 0; i < rows; i += 1) {
    const weight = sampleWeight[i]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new UserError(`Sample weight ${i + 1} is ${weight}: expected a number of at least 0.`);
    }
  }
}

function assertFinite(matrix: FeatureMatrix): void {
  const bad = matrix.firstNonFinite();
  if (bad === null) return;
  const name = matrix.names[bad.column]!;
  const label = name === `x${bad.column}` ? "" : ` (${name})`;
  throw new UserError(
    `Row ${bad.row + 1}, column ${bad.column + 1}${label} is ${bad.value}: expected a finite number. ` +
      "Impute missing values before the fit.",
  );
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) total += values[i]!;
  return total;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i += 1) most = Math.max(most, Math.abs(values[i]!));
  return most;
}
