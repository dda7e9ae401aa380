import { UserError } from "../../base/errors.js";
import type { FeatureMatrix, MatrixLike } from "../../stats/matrix.js";
import type { FeatureFrame } from "./feature-frame.js";
import { numericMatrix } from "./numeric.js";
import { assertRows, assertWidth, type Transformer, type TransformerState } from "./transformer.js";

/** What a {@link MedianImputer} takes. */
export interface MedianOptions {
  /**
   * Fill a column without any value with 0, so that it has no effect; default false: it is an
   * error.
   */
  keepEmpty?: boolean;
}

/**
 * Replaces missing values by the median of their column (SimpleImputer, strategy median).
 */
export class MedianImputer implements Transformer {
  /** The median of each column: the mean of the two middle values if their number is even. */
  medians: number[] = [];
  /** Names of the columns. */
  names: readonly string[] = [];

  readonly #options: Required<MedianOptions>;

  constructor(options: MedianOptions = {}) {
    this.#options = { keepEmpty: false, ...options };
  }

  /** @throws UserError naming a column without any value, unless empty columns are kept. */
  fit(X: MatrixLike | FeatureFrame): this {
    const matrix = numericMatrix(X, "MedianImputer");
    assertRows(matrix);
    this.names = matrix.names;
    this.medians = storedColumns(matrix).map(({ stored, missing }, j) => {
      const zeros = matrix.rows - stored.length - missing;
      if (stored.length + zeros === 0 && this.#options.keepEmpty) return 0;
      if (stored.length + zeros === 0) {
        throw new UserError(
          `Feature ${matrix.names[j]} has no value in any of the ${matrix.rows} training rows, so ` +
            "there is no median. Leave it out: dropFeatures(features, [name]).",
        );
      }
      return matrix.offset[j]! + matrix.factor[j]! * medianWithZeros(stored, zeros);
    });
    return this;
  }

  transform(X: MatrixLike | FeatureFrame): FeatureMatrix {
    const matrix = numericMatrix(X, "MedianImputer");
    assertWidth(matrix, this.names, "MedianImputer");
    const { places, values, offset, factor } = matrix;
    if (!values.some(Number.isNaN)) return matrix;
    const stored = this.medians.map((median, j) => (median - offset[j]!) / factor[j]!);
    return matrix.withValues(
      values.map((value, e) => (Number.isNaN(value) ? stored[places[e]!]! : value)),
    );
  }

  /** What the fit learnt, as JSON keeps it. */
  toJSON(): TransformerState {
    return {
      kind: "MedianImputer",
      options: this.#options,
      names: this.names,
      medians: this.medians,
    };
  }
}

/** The stored values of each column, ascending, and the number of missing ones. */
function storedColumns(matrix: FeatureMatrix): { stored: Float64Array; missing: number }[] {
  const { columns, places, values } = matrix;
  const counts = new Int32Array(columns);
  const missing = new Int32Array(columns);
  for (let e = 0; e < places.length; e += 1) {
    const into = Number.isNaN(values[e]) ? missing : counts;
    into[places[e]!]! += 1;
  }
  const stored = Array.from(counts, (count) => new Float64Array(count));
  counts.fill(0);
  for (let e = 0; e < places.length; e += 1) {
    const j = places[e]!;
    if (Number.isNaN(values[e])) continue;
    stored[j]![counts[j]!] = values[e]!;
    counts[j]! += 1;
  }
  return stored.map((column, j) => ({ stored: column.sort(), missing: missing[j]! }));
}

/** The median of ascending values together with this many zeros. */
function medianWithZeros(ascending: Float64Array, zeros: number): number {
  let below = 0;
  while (below < ascending.length && ascending[below]! < 0) below += 1;
  const at = (rank: number): number => {
    if (rank < below) return ascending[rank]!;
    return rank < below + zeros ? 0 : ascending[rank - zeros]!;
  };
  const n = ascending.length + zeros;
  return n % 2 === 1 ? at((n - 1) / 2) : (at(n / 2 - 1) + at(n / 2)) / 2;
}
