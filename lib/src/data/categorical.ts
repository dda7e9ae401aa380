import { compareValues } from "../stats/summary.js";

/** A column of texts, each stored as the code of its category, like pandas' `Categorical`. */
export class Categorical {
  /**
   * @param codes for each row the position of its category in `categories`; -1 is missing.
   */
  constructor(
    readonly codes: Int32Array,
    readonly categories: readonly string[],
  ) {}

  get length(): number {
    return this.codes.length;
  }

  /** From texts; null is missing. Categories are sorted by code point. */
  static from(values: ArrayLike<string | null>): Categorical {
    const present = new Set<string>();
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] ?? null;
      if (value !== null) present.add(value);
    }
    const categories = [...present].sort(compareValues);
    const codeOf = new Map(categories.map((category, code) => [category, code]));
    const codes = Int32Array.from({ length: values.length }, (_, i) =>
      values[i] === null ? -1 : (codeOf.get(values[i]!) ?? -1),
    );
    return new Categorical(codes, categories);
  }

  /** These rows, in this order. */
  take(indices: ArrayLike<number>): Categorical {
    const codes = new Int32Array(indices.length);
    for (let k = 0; k < indices.length; k += 1) codes[k] = this.codes[indices[k]!]!;
    return new Categorical(codes, this.categories);
  }

  /** Rows in each category, in the order of `categories`. */
  counts(): Int32Array {
    const counts = new Int32Array(this.categories.length);
    for (const code of this.codes) if (code >= 0) counts[code]! += 1;
    return counts;
  }
}
