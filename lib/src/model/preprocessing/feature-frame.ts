import { UserError } from "../../base/errors.js";
import { Categorical } from "../../data/categorical.js";

/** Numbers (NaN is missing) or texts. */
export type FrameColumn = Float64Array | Categorical;

/** Named columns of numbers and texts, of equal length: the input of a pipeline with an encoder. */
export class FeatureFrame {
  readonly names: readonly string[];
  readonly columns: readonly FrameColumn[];
  readonly rows: number;

  /**
   * @param columns by name: numbers, texts, or a {@link Categorical}; null is missing.
   * @throws UserError naming a column that has another length, or that mixes numbers and texts.
   */
  constructor(columns: Readonly<Record<string, FrameColumn | ArrayLike<number | string | null>>>) {
    this.names = Object.keys(columns);
    this.columns = this.names.map((name) => toColumn(name, columns[name] as FrameColumn));
    this.rows = this.columns[0]?.length ?? 0;
    this.columns.forEach((column, i) => {
      if (column.length === this.rows) return;
      throw new UserError(
        `Column ${this.names[i]} has ${column.length} rows, but ${this.names[0]} has ${this.rows}: expected the same number.`,
      );
    });
  }

  /** These rows, in this order. */
  take(indices: ArrayLike<number>): FeatureFrame {
    const taken = this.columns.map((column, i): [string, FrameColumn] => [
      this.names[i]!,
      column instanceof Categorical
        ? column.take(indices)
        : Float64Array.from({ length: indices.length }, (_, k) => column[indices[k]!]!),
    ]);
    return new FeatureFrame(Object.fromEntries(taken));
  }
}

function toColumn(
  name: string,
  values: FrameColumn | ArrayLike<number | string | null>,
): FrameColumn {
  if (values instanceof Categorical || ArrayBuffer.isView(values)) return values;
  const list = Array.from(values);
  if (list.every((value) => value === null || typeof value === "number")) {
    return Float64Array.from(list, (value) => value ?? NaN);
  }
  const odd = list.findIndex((value) => value !== null && typeof value !== "string");
  if (odd >= 0) {
    throw new UserError(
      `Column ${name}, row ${odd + 1} is ${JSON.stringify(list[odd])}: expected numbers only, or texts only.`,
    );
  }
  return Categorical.from(list as (string | null)[]);
}
