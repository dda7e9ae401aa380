import { UserError } from "../../base/errors.js";
import { FeatureMatrix, MatrixBuilder, type MatrixLike } from "../../stats/matrix.js";
import type { FeatureFrame } from "./feature-frame.js";
import { numericMatrix } from "./numeric.js";
import { assertRows, assertWidth, type Transformer, type TransformerState } from "./transformer.js";

/**
 * Shifts each column to mean 0 and scales it to standard deviation 1 (StandardScaler: ddof 0; a
 * constant column is only shifted).
 */
export class StandardScaler implements Transformer {
  means: number[] = [];
  scales: number[] = [];
  /** Names of the columns. */
  names: readonly string[] = [];

  /** @throws UserError when a value is missing or infinite. */
  fit(X: MatrixLike | FeatureFrame): this {
    const matrix = numericMatrix(X, "StandardScaler");
    assertRows(matrix);
    assertComplete(matrix);
    const { rows, columns, places, values, offset, factor } = matrix;
    this.names = matrix.names;
    const means = new Float64Array(columns);
    const stored = new Int32Array(columns);
    for (let e = 0; e < places.length; e += 1) {
      means[places[e]!]! += values[e]!;
      stored[places[e]!]! += 1;
    }
    means.forEach((sum, j) => (means[j] = sum / rows));
    // A sum of large values is rounded: the mean of the remaining differences corrects it.
    const left = means.map((mean, j) => -(rows - stored[j]!) * mean);
    for (let e = 0; e < places.length; e += 1) left[places[e]!]! += values[e]! - means[places[e]!]!;
    left.forEach((sum, j) => (means[j]! += sum / rows));
    const squares = means.map((mean, j) => (rows - stored[j]!) * mean ** 2);
    const sums = means.map((mean, j) => -(rows - stored[j]!) * mean);
    for (let e = 0; e < places.length; e += 1) {
      const difference = values[e]! - means[places[e]!]!;
      squares[places[e]!]! += difference * difference;
      sums[places[e]!]! += difference;
    }
    // Around a mean that is not exact (Chan, Golub and LeVeque, 1983).
    sums.forEach((sum, j) => (squares[j]! -= sum ** 2 / rows));
    this.means = Array.from(means, (mean, j) => offset[j]! + factor[j]! * mean);
    this.scales = Array.from(squares, (square, j) => {
      const variance = (factor[j]! ** 2 * square) / rows;
      return isConstant(variance, this.means[j]!, rows) ? 1 : Math.sqrt(variance);
    });
    return this;
  }

  transform(X: MatrixLike | FeatureFrame): FeatureMatrix {
    const matrix = numericMatrix(X, "StandardScaler");
    assertWidth(matrix, this.names, "StandardScaler");
    const isFar = this.means.map((mean, j) => Math.abs(mean) > FAR * this.scales[j]!);
    const near = isFar.includes(true) ? centred(matrix, this.means, isFar) : matrix;
    const shift = this.means.map((mean, j) => (isFar[j] ? 0 : mean));
    return near.standardised(shift, this.scales);
  }

  /** What the fit learnt, as JSON keeps it. */
  toJSON(): TransformerState {
    return { kind: "StandardScaler", names: this.names, means: this.means, scales: this.scales };
  }
}

/**
 * The ratio of mean to standard deviation above which a column is shifted value by value: shift and
 * factor of the whole column would lose as many digits as the ratio has.
 */
const FAR = 1e4;

/** The matrix with the mean subtracted from every value of some columns, which become dense. */
function centred(matrix: FeatureMatrix, means: readonly number[], which: boolean[]): FeatureMatrix {
  const rows = new Float64Array(matrix.rows * matrix.columns);
  matrix.fillDense(rows, matrix.columns);
  const builder = new MatrixBuilder(matrix.names, matrix.rows);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let j = 0; j < matrix.columns; j += 1) {
      const value = rows[row * matrix.columns + j]!;
      builder.add(j, which[j] ? value - means[j]! : value);
    }
    builder.endRow();
  }
  return new FeatureMatrix(builder.build());
}

/** Whether a variance is only rounding noise, as in scikit-learn's `_is_constant_feature`. */
function isConstant(variance: number, centre: number, n: number): boolean {
  const epsilon = Number.EPSILON;
  return variance <= n * epsilon * variance + (n * centre * epsilon) ** 2;
}

function assertComplete(matrix: FeatureMatrix): void {
  const bad = matrix.firstNonFinite();
  if (bad === null) return;
  const found = Number.isNaN(bad.value) ? "a missing value" : String(bad.value);
  throw new UserError(
    `Feature ${matrix.names[bad.column]} has ${found} in training row ${bad.row + 1}: ` +
      (Number.isNaN(bad.value) ? "impute it before scaling." : "correct it before scaling."),
  );
}
