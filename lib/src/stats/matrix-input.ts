/** What a matrix is made from: rows, a typed array with a shape, a danfojs DataFrame. */
import { UserError } from "../base/errors.js";
import { MatrixBuilder, type MatrixParts } from "./matrix-parts.js";

/** A typed array with its shape, row after row: numpy's C order. */
export interface ShapedArray {
  data: ArrayLike<number>;
  /** Rows and columns. */
  shape: readonly [number, number] | readonly number[];
}

/** The part of a danfojs DataFrame that is used. */
export interface FrameLike {
  columns: readonly string[];
  values: unknown;
}

/** Rows of numbers; null, undefined and NaN are missing. */
export type Rows = ArrayLike<ArrayLike<number | null>>;

/** The arrays of rows. @throws UserError when rows differ in width or a value is no number. */
export function fromRows(X: Rows, given?: readonly string[]): MatrixParts {
  const width = X.length === 0 ? (given?.length ?? 0) : (X[0] as ArrayLike<number>).length;
  const builder = new MatrixBuilder(namesOf(width, given), X.length);
  for (let i = 0; i < X.length; i += 1) {
    const row = X[i]!;
    if (row.length !== width) {
      throw new UserError(
        `Row ${i + 1} has ${row.length} values, but the first has ${width}: expected one value for each column in every row.`,
      );
    }
    for (let j = 0; j < width; j += 1) builder.add(j, toNumber(row[j], i, j));
    builder.endRow();
  }
  return builder.build();
}

/** The arrays of columns of the same length; NaN is missing. */
export function fromColumns(
  columns: readonly ArrayLike<number>[],
  names: readonly string[],
): MatrixParts {
  const rows = columns[0]?.length ?? 0;
  const width = columns.length;
  const builder = new MatrixBuilder(names, rows);
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < width; j += 1) builder.add(j, columns[j]![i]!);
    builder.endRow();
  }
  return builder.build();
}

/** The arrays of a typed array. @throws UserError when its shape does not fit. */
export function fromShaped({ data, shape }: ShapedArray, given?: readonly string[]): MatrixParts {
  const [rows = NaN, columns = NaN] = shape;
  if (shape.length !== 2 || rows * columns !== data.length) {
    throw new UserError(
      `The shape is [${shape.join(", ")}], but there are ${data.length} values: expected rows × columns values.`,
    );
  }
  const builder = new MatrixBuilder(namesOf(columns, given), rows);
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1) builder.add(j, toNumber(data[i * columns + j], i, j));
    builder.endRow();
  }
  return builder.build();
}

function namesOf(width: number, given?: readonly string[]): readonly string[] {
  if (given === undefined || given.length === 0) {
    return Array.from({ length: width }, (_, j) => `x${j}`);
  }
  if (given.length !== width) {
    throw new UserError(
      `There are ${given.length} names for ${width} columns: expected one name for each column.`,
    );
  }
  return given;
}

function toNumber(value: unknown, row: number, column: number): number {
  if (typeof value === "number") return value;
  if (value === null || value === undefined) return NaN;
  if (typeof value === "boolean") return Number(value);
  throw new UserError(
    `Row ${row + 1}, column ${column + 1} is ${JSON.stringify(value)}: expected a number. ` +
      "Encode texts first (OneHotEncoder).",
  );
}
