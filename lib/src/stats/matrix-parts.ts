/** The arrays of a matrix in compressed sparse rows, and how they are collected row by row. */

/** The arrays of a `FeatureMatrix`; see there for what they mean. */
export interface MatrixParts {
  rows: number;
  names: readonly string[];
  starts: Int32Array;
  places: Int32Array;
  values: Float64Array;
  offset: Float64Array;
  factor: Float64Array;
}

/** Collects the entries of a `FeatureMatrix` row by row. */
export class MatrixBuilder {
  readonly #names: readonly string[];
  readonly #starts: Int32Array;
  #places: Int32Array;
  #values: Float64Array;
  #rows = 0;
  #entries = 0;

  /** @param rows the number of rows. */
  constructor(names: readonly string[], rows: number, entriesPerRow = 6) {
    this.#names = names;
    this.#starts = new Int32Array(rows + 1);
    this.#places = new Int32Array(Math.max(16, rows * entriesPerRow));
    this.#values = new Float64Array(this.#places.length);
  }

  /** Add a value to the current row; zeros need not be stored, NaN is missing. */
  add(column: number, value: number): void {
    if (value === 0) return;
    if (this.#entries === this.#places.length) this.#grow();
    this.#places[this.#entries] = column;
    this.#values[this.#entries] = value;
    this.#entries += 1;
  }

  /** End the current row; entries that were not added are 0. */
  endRow(): void {
    this.#rows += 1;
    this.#starts[this.#rows] = this.#entries;
  }

  /** The matrix of the rows so far. */
  /** The arrays of what was added, neither shifted nor scaled: for `new FeatureMatrix`. */
  build(): MatrixParts {
    return {
      rows: this.#rows,
      names: this.#names,
      starts: this.#starts,
      places: this.#places.subarray(0, this.#entries),
      values: this.#values.subarray(0, this.#entries),
      offset: new Float64Array(this.#names.length),
      factor: new Float64Array(this.#names.length).fill(1),
    };
  }

  #grow(): void {
    const places = new Int32Array(2 * this.#places.length);
    const values = new Float64Array(2 * this.#values.length);
    places.set(this.#places);
    values.set(this.#values);
    this.#places = places;
    this.#values = values;
  }
}
