import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { UserError } from "../../base/errors.js";
import { FeatureMatrix, type MatrixLike } from "../../stats/matrix.js";

/**
 * Linear regression with a penalty on the squares of the coefficients (scikit-learn's Ridge): it
 * minimises sum_i (y_i - x_i . w - b)^2 + alpha |w|^2; the intercept is not penalised.
 */
export class Ridge {
  /** Coefficients, one for each column. */
  coef: number[] = [];
  intercept = 0;
  readonly #alpha: number;

  /** @param options `alpha` above 0; default 1. */
  constructor({ alpha = 1 }: { alpha?: number } = {}) {
    if (!(alpha > 0)) throw new UserError(`alpha: expected a number above 0, found ${alpha}.`);
    this.#alpha = alpha;
  }

  /** @param X n rows, every value finite. @param y a number for each row. */
  fit(X: MatrixLike, y: ArrayLike<number>): this {
    const matrix = FeatureMatrix.from(X);
    const { rows: n, columns } = matrix;
    if (y.length !== n || n === 0) {
      throw new UserError(`${n} rows but ${y.length} outcomes: expected one for each row.`);
    }
    const means = matrix.weightedSum(new Float64Array(n).fill(1 / n));
    const centred = matrix.standardised(means, new Float64Array(columns).fill(1));
    const dense = new Float64Array(n * columns);
    centred.fillDense(dense, columns);
    const mean = Array.from(y).reduce((sum, value) => sum + value, 0) / n;
    const products = new Matrix(columns, columns);
    const right = new Matrix(columns, 1);
    for (let i = 0; i < columns; i += 1) {
      for (let j = i; j < columns; j += 1) {
        let sum = i === j ? this.#alpha : 0;
        for (let at = 0; at < dense.length; at += columns) sum += dense[at + i]! * dense[at + j]!;
        products.set(i, j, sum);
        products.set(j, i, sum);
      }
      let sum = 0;
      for (let row = 0; row < n; row += 1) {
        sum += dense[row * columns + i]! * (y[row]! - mean);
      }
      right.set(i, 0, sum);
    }
    this.coef = new CholeskyDecomposition(products).solve(right).to1DArray();
    this.intercept = mean - this.coef.reduce((sum, weight, j) => sum + weight * means[j]!, 0);
    return this;
  }

  /**
   * The predicted outcome of each row.
   *
   * @throws UserError before the fit or on rows of another width.
   */
  predict(X: MatrixLike): number[] {
    const matrix = FeatureMatrix.from(X);
    if (matrix.columns !== this.coef.length) {
      throw new UserError(
        `The rows have ${matrix.columns} values, but the model was fitted on ${this.coef.length}.`,
      );
    }
    return Array.from(matrix.scores(this.coef, this.intercept));
  }
}
