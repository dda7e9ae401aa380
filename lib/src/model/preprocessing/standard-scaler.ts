import { UserError } from "../../base/errors.js";
import type { FeatureMatrix, MatrixLike } from "../../stats/matrix.js";
import type { FeatureFrame } from "./feature-frame.js";
import { numericMatrix } from "./numeric.js";
import { assertRows, assertWidth, type Transformer, type TransformerState } from "./transformer.js";

/**
 * Shift each column to mean 0 and scale it to standard deviation 1 (StandardScaler: ddof 0; a
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
    const squares = means.map((mean, j) => (rows - stored[j]!) * mean ** 2);
    for (let e = 0; e < places.length; e += 1) {
      const difference = values[e]! - means[places[e]!]!;
      squares[places[e]!]! += difference * difference;
    }
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
    return matrix.standardised(this.means, this.scales);
  }

  toJSON(): TransformerState {
    return { kind: "StandardScaler", names: this.names, means: this.means, scales: this.scales };
  }
}

/** The upper bound on a variance that is rounding noise, as scikit-learn's `_is_constant_feature`. */
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
