/** Transformers that are fitted on training rows only, with scikit-learn's definitions. */
import { UserError } from "./errors.js";
import { median } from "./statistics.js";

/** Rows of values; null is missing. */
export type Matrix = readonly (readonly (number | null)[])[];

/** A step before the model: it learns from the training rows and changes any rows. */
export interface Transformer {
  fit(X: Matrix, names?: readonly string[]): this;
  transform(X: Matrix): (number | null)[][];
}

/** Put each column's median in the place of its missing values (SimpleImputer, strategy median). */
export class MedianImputer implements Transformer {
  /** The median of each column. */
  medians: number[] = [];

  /** @throws UserError naming a column without a single value. */
  fit(X: Matrix, names: readonly string[] = []): this {
    this.medians = columnsOf(X).map((column, i) => {
      const present = column.filter((value): value is number => value !== null);
      if (present.length > 0) return median(present);
      throw new UserError(
        `Feature ${names[i] ?? i} has no value in any of the ${X.length} training rows, so there ` +
          "is no median to put in. Leave it out: dropFeatures(features, [name]).",
      );
    });
    return this;
  }

  transform(X: Matrix): number[][] {
    assertWidth(X, this.medians.length);
    return X.map((row) => row.map((value, i) => value ?? (this.medians[i] as number)));
  }
}

/**
 * Shift each column to mean 0 and scale it to standard deviation 1 (StandardScaler: ddof 0; a
 * constant column is only shifted).
 */
export class StandardScaler implements Transformer {
  means: number[] = [];
  scales: number[] = [];

  /** @throws UserError when a value is missing. */
  fit(X: Matrix, names: readonly string[] = []): this {
    const columns = columnsOf(X).map((column, i) => complete(column, names[i] ?? String(i)));
    this.means = columns.map(mean);
    this.scales = columns.map((column, i) => {
      const centre = this.means[i] as number;
      const variance = mean(column.map((value) => (value - centre) ** 2));
      return isConstant(variance, centre, column.length) ? 1 : Math.sqrt(variance);
    });
    return this;
  }

  transform(X: Matrix): number[][] {
    assertWidth(X, this.means.length);
    return X.map((row) =>
      row.map(
        (value, i) => ((value as number) - (this.means[i] as number)) / (this.scales[i] as number),
      ),
    );
  }
}

/** The upper bound on a variance that is rounding noise, as scikit-learn's `_is_constant_feature`. */
function isConstant(variance: number, centre: number, n: number): boolean {
  const epsilon = Number.EPSILON;
  return variance <= n * epsilon * variance + (n * centre * epsilon) ** 2;
}

function columnsOf(X: Matrix): (number | null)[][] {
  const [first] = X;
  if (first === undefined) throw new UserError("There are no training rows to learn from.");
  assertWidth(X, first.length);
  return first.map((_, column) => X.map((row) => row[column] as number | null));
}

function assertWidth(X: Matrix, width: number): void {
  const row = X.findIndex((values) => values.length !== width);
  if (row >= 0) {
    throw new UserError(
      `Row ${row + 1} has ${X[row]?.length} values where ${width} were expected: give every row one ` +
        "value for each feature, in the order of the fit.",
    );
  }
}

function complete(column: readonly (number | null)[], name: string): number[] {
  const row = column.findIndex((value) => value === null || !Number.isFinite(value));
  if (row >= 0) {
    throw new UserError(
      `Feature ${name} has ${column[row] === null ? "a missing value" : String(column[row])} in ` +
        `training row ${row + 1}: impute it before scaling.`,
    );
  }
  return column as number[];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
