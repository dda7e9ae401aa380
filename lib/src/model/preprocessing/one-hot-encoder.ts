import { UserError } from "../../base/errors.js";
import { FeatureMatrix, type MatrixLike } from "../../stats/matrix.js";
import { Categorical } from "../../data/categorical.js";
import { reservedName } from "../../data/reserved-name.js";
import { compareValues } from "../../stats/summary.js";
import { FeatureFrame } from "./feature-frame.js";
import { assertRows, type Transformer, type TransformerState } from "./transformer.js";

/** What a {@link OneHotEncoder} takes. */
export interface OneHotOptions {
  /** Categories with fewer training rows share the column `<column>_Other`; default 1: none do. */
  minFrequency?: number;
  /**
   * What to do with a category that no training row had: "ignore" (default) sets all indicators of
   * its column to 0, "infrequent" counts it as `Other` if there is such a column, "error" throws.
   */
  handleUnknown?: "ignore" | "infrequent" | "error";
}

/** What was learnt of a column of texts. */
export interface LearntColumn {
  /** The categories that have a column, in order. */
  categories: string[];
  /** The rare categories, which share a column. */
  infrequent: string[];
  /**
   * The name of the category of rare values, `Other` unless a value has that name; null if there
   * are none.
   */
  other: string | null;
  /**
   * The name of the category of missing values, `unknown` unless a value has that name; null if
   * there were none.
   */
  missing: string | null;
}

/**
 * Where a column's values go: to one column of numbers, or to the position of each code (from -1
 * on).
 */
type Lookup = { values: Float64Array; place: number } | { codes: Int32Array; places: Int32Array };

/**
 * A 0/1 column for each category of each column of texts; columns of numbers pass unchanged
 * (scikit-learn's OneHotEncoder in a ColumnTransformer with remainder "passthrough").
 *
 * The new columns are called `<column>_<category>` and are sorted by code point, as in pandas'
 * `get_dummies`; a missing text is the category `unknown`. If a frequent value is itself called
 * "Other" or "unknown", the added category becomes `Other (rare)` or `unknown (missing)`.
 */
export class OneHotEncoder implements Transformer {
  /** Names of the columns of the fit. */
  names: readonly string[] = [];
  /** What was learnt of each column of texts; null for columns of numbers. */
  learnt: (LearntColumn | null)[] = [];

  readonly #options: Required<OneHotOptions>;

  /** @throws UserError when `minFrequency` is not a number of at least 1. */
  constructor(options: OneHotOptions = {}) {
    this.#options = { minFrequency: 1, handleUnknown: "ignore", ...options };
    const { minFrequency } = this.#options;
    if (!(minFrequency >= 1)) {
      throw new UserError(`minFrequency: expected at least 1 row, found ${minFrequency}.`);
    }
  }

  fit(X: MatrixLike | FeatureFrame): this {
    const frame = asFrame(X);
    assertRows(frame);
    this.names = frame.names;
    this.learnt = frame.columns.map((column) =>
      column instanceof Categorical ? this.#learn(column) : null,
    );
    return this;
  }

  /** @throws UserError before the fit, on other columns, or on an unknown category with "error". */
  transform(X: MatrixLike | FeatureFrame): FeatureMatrix {
    const frame = asFrame(X);
    this.#assertColumns(frame);
    const names: string[] = [];
    const lookups = frame.columns.map((column, i): Lookup => {
      const first = names.length;
      const name = frame.names[i]!;
      const learnt = this.learnt[i] as LearntColumn | null;
      if (!(column instanceof Categorical) || learnt === null) {
        names.push(name);
        return { values: column as Float64Array, place: names.length - 1 };
      }
      names.push(...learnt.categories.map((category) => `${name}_${category}`));
      return { codes: column.codes, places: this.#placesOf(column, i, first) };
    });
    return matrixOf(names, frame.rows, lookups);
  }

  /** What the fit learnt, as JSON keeps it. */
  toJSON(): TransformerState {
    const options = this.#options;
    return { kind: "OneHotEncoder", options, names: this.names, learnt: this.learnt };
  }

  #learn(column: Categorical): LearntColumn {
    const { minFrequency } = this.#options;
    const counts = column.counts();
    const isRare = (code: number): boolean => counts[code]! > 0 && counts[code]! < minFrequency;
    const present = column.categories.filter((_, code) => counts[code]! > 0);
    const infrequent = column.categories.filter((_, code) => isRare(code));
    const own = present.filter((category) => !infrequent.includes(category));
    const other = infrequent.length > 0 ? reservedName("Other", "rare", own) : null;
    const missing = column.codes.includes(-1) ? reservedName("unknown", "missing", own) : null;
    const reserved = [other, missing].filter((name) => name !== null);
    return { categories: [...own, ...reserved].sort(compareValues), infrequent, other, missing };
  }

  /**
   * For each code of the column, from -1 (missing) on, its position among the new columns; -1 for
   * none.
   */
  #placesOf(column: Categorical, i: number, first: number): Int32Array {
    const { handleUnknown } = this.#options;
    const { categories, infrequent, other, missing } = this.learnt[i]!;
    const placeOf = (name: string | null): number =>
      name === null ? -1 : categories.indexOf(name);
    const counts = column.counts();
    return Int32Array.from({ length: column.categories.length + 1 }, (_, at) => {
      const category = at === 0 ? null : column.categories[at - 1]!;
      const isRare = category !== null && infrequent.includes(category);
      // A value with the name of an added category was in no training row, or that name would
      // differ.
      const isKnown = category !== other && category !== missing;
      const place = placeOf(
        category === null ? missing : isRare ? other : isKnown ? category : null,
      );
      if (place >= 0) return first + place;
      if (handleUnknown === "error" && category !== null && counts[at - 1]! > 0) {
        throw new UserError(
          `Column ${this.names[i]} has the category ${JSON.stringify(category)}, which no training ` +
            `row had. Known are ${categories.join(", ")}; or set handleUnknown to "ignore".`,
        );
      }
      const rare = handleUnknown === "infrequent" ? placeOf(other) : -1;
      return rare >= 0 ? first + rare : -1;
    });
  }

  #assertColumns(frame: FeatureFrame): void {
    if (this.names.length === 0) {
      throw new UserError("The OneHotEncoder has not been fitted: call fit first.");
    }
    if (frame.names.join("\n") !== this.names.join("\n")) {
      throw new UserError(
        `The OneHotEncoder was fitted on the columns ${this.names.join(", ")}, but found ` +
          `${frame.names.join(", ")}.`,
      );
    }
    frame.columns.forEach((column, i) => {
      if (column instanceof Categorical === (this.learnt[i] !== null)) return;
      const kinds = this.learnt[i] === null ? ["numbers", "texts"] : ["texts", "numbers"];
      throw new UserError(
        `Column ${frame.names[i]} held ${kinds[0]} at the fit, but holds ${kinds[1]} now.`,
      );
    });
  }
}

function asFrame(X: MatrixLike | FeatureFrame): FeatureFrame {
  if (X instanceof FeatureFrame) return X;
  const matrix = FeatureMatrix.from(X);
  return new FeatureFrame(
    Object.fromEntries(matrix.names.map((name, j) => [name, matrix.column(j)])),
  );
}

/**
 * The matrix of all columns, in two passes: one to count the values of each row, one to place them.
 */
function matrixOf(names: string[], rows: number, lookups: readonly Lookup[]): FeatureMatrix {
  const starts = new Int32Array(rows + 1);
  for (const lookup of lookups) countStored(lookup, starts);
  for (let row = 0; row < rows; row += 1) starts[row + 1]! += starts[row]!;
  const next = starts.slice();
  const places = new Int32Array(starts[rows]!);
  const values = new Float64Array(places.length);
  for (const lookup of lookups) {
    if ("values" in lookup) placeNumbers(lookup.values, lookup.place, next, places, values);
    else placeIndicators(lookup.codes, lookup.places, next, places, values);
  }
  const offset = new Float64Array(names.length);
  const factor = new Float64Array(names.length).fill(1);
  return new FeatureMatrix({ rows, names, starts, places, values, offset, factor });
}

/** Add to `starts[row + 1]` 1 for each row with a value that is not 0. */
function countStored(lookup: Lookup, starts: Int32Array): void {
  const rows = starts.length - 1;
  if ("values" in lookup) {
    const { values } = lookup;
    for (let row = 0; row < rows; row += 1) if (values[row] !== 0) starts[row + 1]! += 1;
  } else {
    const { codes, places } = lookup;
    for (let row = 0; row < rows; row += 1) {
      if (places[codes[row]! + 1]! >= 0) starts[row + 1]! += 1;
    }
  }
}

function placeNumbers(
  column: Float64Array,
  place: number,
  next: Int32Array,
  places: Int32Array,
  values: Float64Array,
): void {
  for (let row = 0; row < column.length; row += 1) {
    if (column[row] === 0) continue;
    const at = next[row]!;
    places[at] = place;
    values[at] = column[row]!;
    next[row] = at + 1;
  }
}

function placeIndicators(
  codes: Int32Array,
  placeOf: Int32Array,
  next: Int32Array,
  places: Int32Array,
  values: Float64Array,
): void {
  for (let row = 0; row < codes.length; row += 1) {
    const place = placeOf[codes[row]! + 1]!;
    if (place < 0) continue;
    const at = next[row]!;
    places[at] = place;
    values[at] = 1;
    next[row] = at + 1;
  }
}
