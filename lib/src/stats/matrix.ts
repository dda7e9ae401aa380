/**
 * The matrix of the transformers and the model: compressed sparse rows, so that one-hot columns are
 * never dense, with a shift and a factor for each column, so that scaling copies nothing.
 */
import { UserError } from "../base/errors.js";
import { distinctRows } from "./distinct-rows.js";
import {
  fromColumns,
  fromRows,
  fromShaped,
  type FrameLike,
  type Rows,
  type ShapedArray,
} from "./matrix-input.js";
import { MatrixBuilder, type MatrixParts } from "./matrix-parts.js";

export type { FrameLike, Rows, ShapedArray } from "./matrix-input.js";
export { MatrixBuilder, type MatrixParts } from "./matrix-parts.js";

/** Anything that holds a table of numbers. */
export type MatrixLike = FeatureMatrix | Rows | ShapedArray | FrameLike;

/**
 * An immutable matrix of numbers with named columns; NaN is missing.
 *
 * Entry (i, j) is `offset[j] + factor[j] * stored`, where `stored` is 0 unless row i stores a value
 * for column j among `places` and `values`, between `starts[i]` and `starts[i + 1]`.
 */
export class FeatureMatrix {
  readonly rows: number;
  /** Names of the columns, for errors and tables. */
  readonly names: readonly string[];
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly values: Float64Array;
  readonly offset: Float64Array;
  readonly factor: Float64Array;

  constructor(parts: MatrixParts) {
    this.rows = parts.rows;
    this.names = parts.names;
    this.starts = parts.starts;
    this.places = parts.places;
    this.values = parts.values;
    this.offset = parts.offset;
    this.factor = parts.factor;
  }

  get columns(): number {
    return this.names.length;
  }

  /**
   * A matrix from rows, a typed array with a shape, or a danfojs DataFrame.
   *
   * @param names of the columns; default those of the DataFrame, else `x0`, `x1`, ...
   * @throws UserError if rows differ in width, the shape does not match or a value is not a number.
   */
  static from(X: MatrixLike, names?: readonly string[]): FeatureMatrix {
    if (X instanceof FeatureMatrix) return X;
    if ("columns" in X) return new FeatureMatrix(fromRows(X.values as Rows, names ?? X.columns));
    if ("shape" in X) return new FeatureMatrix(fromShaped(X, names));
    return new FeatureMatrix(fromRows(X, names));
  }

  /** A matrix from columns of the same length, one for each name; NaN is missing. */
  static fromColumns(
    columns: readonly ArrayLike<number>[],
    names: readonly string[],
  ): FeatureMatrix {
    return new FeatureMatrix(fromColumns(columns, names));
  }

  /** These rows, in this order; a row may occur more than once. */
  take(indices: ArrayLike<number>): FeatureMatrix {
    const starts = new Int32Array(indices.length + 1);
    for (let k = 0; k < indices.length; k += 1) {
      const row = indices[k]!;
      starts[k + 1] = starts[k]! + this.starts[row + 1]! - this.starts[row]!;
    }
    const places = new Int32Array(starts[indices.length]!);
    const values = new Float64Array(places.length);
    for (let k = 0; k < indices.length; k += 1) {
      const from = this.starts[indices[k]!]!;
      const at = starts[k]!;
      const count = starts[k + 1]! - at;
      for (let e = 0; e < count; e += 1) {
        places[at + e] = this.places[from + e]!;
        values[at + e] = this.values[from + e]!;
      }
    }
    return this.#with({ rows: indices.length, starts, places, values });
  }

  /** These columns, in this order, by name. @throws UserError naming a column that is not there. */
  select(names: readonly string[]): FeatureMatrix {
    const absent = names.filter((name) => !this.names.includes(name));
    if (absent.length > 0) {
      throw new UserError(
        `There is no column ${absent.join(", ")}: expected some of ${this.names.join(", ")}.`,
      );
    }
    const old = names.map((name) => this.names.indexOf(name));
    const target = new Int32Array(this.columns).fill(-1);
    old.forEach((column, j) => (target[column] = j));
    const builder = new MatrixBuilder(names, this.rows);
    for (let row = 0; row < this.rows; row += 1) {
      for (let e = this.starts[row]!; e < this.starts[row + 1]!; e += 1) {
        const column = target[this.places[e]!]!;
        if (column >= 0) builder.add(column, this.values[e]!);
      }
      builder.endRow();
    }
    const pick = (values: Float64Array): Float64Array => Float64Array.from(old, (j) => values[j]!);
    return new FeatureMatrix({
      ...builder.build(),
      offset: pick(this.offset),
      factor: pick(this.factor),
    });
  }

  /** The same entries, column j shifted and scaled: (entry - shift[j]) / scale[j]. */
  standardised(shift: ArrayLike<number>, scale: ArrayLike<number>): FeatureMatrix {
    const change = (values: Float64Array, by: (value: number, j: number) => number): Float64Array =>
      values.map(by);
    return this.#with({
      offset: change(this.offset, (value, j) => (value - shift[j]!) / scale[j]!),
      factor: change(this.factor, (value, j) => value / scale[j]!),
    });
  }

  /** The same matrix with other stored values, one for each of `values`. */
  withValues(values: Float64Array): FeatureMatrix {
    return this.#with({ values });
  }

  /** weights . row + intercept for each row. */
  scores(weights: ArrayLike<number>, intercept: number): Float64Array {
    const scaled = Float64Array.from(this.factor, (factor, j) => factor * weights[j]!);
    let constant = intercept;
    for (let j = 0; j < this.columns; j += 1) constant += this.offset[j]! * weights[j]!;
    const { starts, places, values } = this;
    const scores = new Float64Array(this.rows);
    for (let row = 0; row < this.rows; row += 1) {
      let score = constant;
      for (let e = starts[row]!; e < starts[row + 1]!; e += 1) {
        score += scaled[places[e]!]! * values[e]!;
      }
      scores[row] = score;
    }
    return scores;
  }

  /** The sum of all rows, row i times `weights[i]`. */
  weightedSum(weights: ArrayLike<number>): Float64Array {
    const { starts, places, values } = this;
    const sums = new Float64Array(this.columns);
    let total = 0;
    for (let row = 0; row < this.rows; row += 1) {
      const weight = weights[row]!;
      total += weight;
      for (let e = starts[row]!; e < starts[row + 1]!; e += 1) {
        sums[places[e]!]! += weight * values[e]!;
      }
    }
    return sums.map((sum, j) => this.offset[j]! * total + this.factor[j]! * sum);
  }

  /** Rows `from` to `to` (not included), dense, written to `target` with `stride` numbers a row. */
  fillDense(target: Float32Array | Float64Array, stride: number, from = 0, to = this.rows): void {
    const { starts, places, values, offset, factor, columns } = this;
    for (let row = from; row < to; row += 1) {
      const at = (row - from) * stride;
      for (let j = 0; j < columns; j += 1) target[at + j] = offset[j]!;
      for (let e = starts[row]!; e < starts[row + 1]!; e += 1) {
        const j = places[e]!;
        target[at + j] = offset[j]! + factor[j]! * values[e]!;
      }
    }
  }

  /**
   * The same rows transposed: row i, times `weights[i]`, is entry `j * (to - from) + i - from` for
   * each j.
   */
  fillTransposed(target: Float32Array, weights: ArrayLike<number>, from: number, to: number): void {
    const { starts, places, values, offset, factor, columns } = this;
    const count = to - from;
    for (let j = 0; j < columns; j += 1) {
      const constant = offset[j]!;
      const at = j * count - from;
      for (let row = from; row < to; row += 1) target[at + row] = constant * weights[row]!;
    }
    for (let row = from; row < to; row += 1) {
      const weight = weights[row]!;
      for (let e = starts[row]!; e < starts[row + 1]!; e += 1) {
        const j = places[e]!;
        target[j * count + row - from] = weight * (offset[j]! + factor[j]! * values[e]!);
      }
    }
  }

  /** One column, dense; NaN is missing. */
  column(j: number): Float64Array {
    const column = new Float64Array(this.rows).fill(this.offset[j]!);
    for (let row = 0; row < this.rows; row += 1) {
      for (let e = this.starts[row]!; e < this.starts[row + 1]!; e += 1) {
        if (this.places[e] === j) column[row] = this.offset[j]! + this.factor[j]! * this.values[e]!;
      }
    }
    return column;
  }

  /** The rows as plain arrays; null is missing. */
  toArray(): (number | null)[][] {
    const dense = new Float64Array(this.rows * this.columns);
    this.fillDense(dense, this.columns);
    return Array.from({ length: this.rows }, (_, row) =>
      Array.from(dense.subarray(row * this.columns, (row + 1) * this.columns), (value) =>
        Number.isNaN(value) ? null : value,
      ),
    );
  }

  /**
   * The distinct rows, in order of first occurrence.
   *
   * @returns the rows, and for each row of this matrix the index of its equal among them.
   */
  distinct(): { matrix: FeatureMatrix; of: Int32Array } {
    const { firsts, of } = distinctRows(this);
    return { matrix: firsts.length === this.rows ? this : this.take(firsts), of };
  }

  /**
   * The position of the first entry that is missing or infinite, or null.
   */
  firstNonFinite(): { row: number; column: number; value: number } | null {
    const { starts, places, values } = this;
    for (let row = 0; row < this.rows; row += 1) {
      for (let e = starts[row]!; e < starts[row + 1]!; e += 1) {
        if (!Number.isFinite(values[e])) return { row, column: places[e]!, value: values[e]! };
      }
    }
    return null;
  }

  #with(changed: Partial<MatrixParts>): FeatureMatrix {
    return new FeatureMatrix({ ...partsOf(this), ...changed });
  }
}

function partsOf(matrix: FeatureMatrix): MatrixParts {
  const { rows, names, starts, places, values, offset, factor } = matrix;
  return { rows, names, starts, places, values, offset, factor };
}
