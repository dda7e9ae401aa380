/**
 * Tables like pandas' `head`, `info` and `describe`, and tables as HTML and text for a notebook.
 *
 * @module
 */
import { formatCount, formatPercent } from "../base/format.js";
import { compareValues, quantile, valueCounts } from "../stats/summary.js";
import { isMissing, type Table, type TableCell } from "./table.js";

export type { Table, TableCell, TableFormat } from "./table.js";
export { tableHtml, tableText } from "./table-output.js";

/** The first `n` rows (default 5) with all columns, the row number as index. */
export function head(rows: readonly object[], n = 5): Table {
  return { ...toTable(rows.slice(0, n)), rowCount: rows.length };
}

/**
 * Rows as a table, with columns in the order of the first row's keys, or of `columns`. Lists become
 * JSON texts, as in the CSV files.
 */
export function toTable<T extends object>(
  rows: readonly T[],
  columns: readonly (keyof T & string)[] = columnsOf(rows),
): Table {
  return {
    columns: [...columns],
    rows: rows.map((row) => columns.map((column) => toCell(row[column]))),
    index: rows.map((_, i) => String(i)),
    rowCount: rows.length,
  };
}

/**
 * Count, mean, standard deviation (ddof 1), minimum, quartiles (R type 7) and maximum of the
 * numeric columns without missing values, like pandas' `describe`.
 *
 * @param columns default: every column whose values are numbers.
 */
export function describe<T extends object>(
  rows: readonly T[],
  columns: readonly (keyof T & string)[] = columnsOf(rows).filter((column) =>
    isNumeric(rows, column),
  ),
): Table {
  const summaries = columns.map((column) => summary(presentNumbers(rows, column)));
  const index = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"];
  return {
    columns: [...columns],
    index,
    rows: index.map((_, i) => summaries.map((values) => values[i] as TableCell)),
  };
}

/** The missing values of a column. */
export interface MissingCount {
  column: string;
  missing: number;
  /** missing / rows, 0 without rows. */
  share: number;
}

/**
 * Missing values (null, undefined, NaN) of each column, the most first. An empty list is a value.
 */
export function countMissing(rows: readonly object[]): MissingCount[] {
  return columnsOf(rows)
    .map((column) => {
      const missing = rows.filter((row) => isMissing(row[column])).length;
      return { column, missing, share: rows.length === 0 ? 0 : missing / rows.length };
    })
    .sort((a, b) => b.missing - a.missing);
}

/** {@link countMissing} as a table of column, missing and share. */
export function missingValues(rows: readonly object[]): Table {
  return {
    columns: ["column", "missing", "share"],
    rows: countMissing(rows).map(({ column, missing, share }) => [
      column,
      missing,
      formatPercent(share),
    ]),
    caption: `Missing values in ${formatCount(rows.length)} rows`,
  };
}

/**
 * The columns with their type and the number of values present and missing, like pandas' `info`.
 */
export function info(rows: readonly object[]): Table {
  const columns = columnsOf(rows);
  return {
    columns: ["column", "type", "present", "missing"],
    rows: columns.map((column) => {
      const present = rows.map((row) => row[column]).filter((value) => !isMissing(value));
      return [column, typeName(present), present.length, rows.length - present.length];
    }),
    caption: `${formatCount(rows.length)} rows × ${columns.length} columns`,
  };
}

/**
 * The most frequent values of a column with count and share.
 *
 * @param top how many to show; default all.
 */
export function valueCountsTable(
  values: readonly (string | number | null)[],
  { column = "value", top = Infinity }: { column?: string; top?: number } = {},
): Table {
  const counts = valueCounts(values);
  return {
    columns: [column, "count", "share"],
    rows: counts
      .slice(0, top)
      .map(({ value, count }) => [value, count, formatPercent(count / values.length)]),
    rowCount: counts.length,
  };
}

function summary(values: number[]): (number | null)[] {
  if (values.length === 0) return [0, null, null, null, null, null, null, null];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const std = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null;
  return [values.length, mean, std, ...[0, 0.25, 0.5, 0.75, 1].map((p) => quantile(values, p))];
}

function presentNumbers<T extends object>(rows: readonly T[], column: keyof T): number[] {
  return rows
    .map((row) => row[column] as unknown)
    .filter((value): value is number => typeof value === "number" && Number.isFinite(value));
}

function isNumeric<T extends object>(rows: readonly T[], column: keyof T): boolean {
  const present = rows.map((row) => row[column] as unknown).filter((value) => !isMissing(value));
  return present.length > 0 && present.every((value) => typeof value === "number");
}

function columnsOf<T extends object>(rows: readonly T[]): (keyof T & string)[] {
  return Object.keys(rows[0] ?? {}) as (keyof T & string)[];
}

function toCell(value: unknown): TableCell {
  if (value === undefined || value === null) return null;
  if (typeof value === "object") return JSON.stringify(value);
  return value as TableCell;
}

function typeName(values: readonly unknown[]): string {
  const names = values.map((value) => {
    if (Array.isArray(value)) return "list";
    if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
    return typeof value;
  });
  const kinds = new Set(names);
  if (kinds.has("number")) kinds.delete("integer");
  return [...kinds].sort(compareValues).join(" or ") || "empty";
}
