/** The feature table, kept as columns as long as nobody has asked for its rows. */
import type { FeatureInfo } from "./info.js";

/** The features of the series, one row for each; the columns of `*_tv_features_v1.csv`. */
export interface FeatureTable {
  /** Names of the columns, in order, without `id` and `hit`. */
  names: string[];
  /** What each says; one for each name. A table made by hand may do without. */
  info?: readonly FeatureInfo[];
  ids: number[];
  /** The label of each row. */
  y: (0 | 1)[];
  /** One row for each series, one value for each name; null is missing. */
  X: (number | null)[][];
}

/** Numbers of one column; NaN is missing. */
export type NumericColumn = ArrayLike<number>;

const COLUMNS = new WeakMap<object, readonly NumericColumn[]>();

/** A table of columns. Its rows `X` are made when they are first read; from then on they are what counts. */
export function tableOfColumns(
  table: Omit<FeatureTable, "X">,
  columns: readonly NumericColumn[],
): FeatureTable {
  const of = { ...table };
  // Rows can be changed by hand, columns could not follow: they are given up for the rows.
  const settle = (X: FeatureTable["X"]): FeatureTable["X"] => {
    COLUMNS.delete(of);
    Object.defineProperty(of, "X", { value: X, writable: true, enumerable: true });
    return X;
  };
  Object.defineProperty(of, "X", {
    get: () => settle(rowsOf(columns, table.ids.length)),
    set: settle,
    enumerable: true,
    configurable: true,
  });
  COLUMNS.set(of, columns);
  return of as FeatureTable;
}

/** The columns of a table whose rows have not been read; else null. */
export function knownColumns(table: object): readonly NumericColumn[] | null {
  return COLUMNS.get(table) ?? null;
}

/** The columns of a table, one for each name. */
export function columnsOf(table: Pick<FeatureTable, "names" | "X">): readonly NumericColumn[] {
  return (
    knownColumns(table) ??
    table.names.map((_, j) => Float64Array.from(table.X, (row) => row[j] ?? NaN))
  );
}

function rowsOf(columns: readonly NumericColumn[], rows: number): (number | null)[][] {
  return Array.from({ length: rows }, (_, row) =>
    columns.map((column) => {
      const value = column[row]!;
      return Number.isNaN(value) ? null : value;
    }),
  );
}
