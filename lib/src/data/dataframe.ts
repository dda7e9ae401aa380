/**
 * Rows as a danfojs DataFrame, for questions of your own in the style of pandas.
 *
 * The analysis itself does not compute with DataFrames: danfojs 1.2 groups by several keys
 * incorrectly, has no mean if a single value is missing, and writes CSV without quotes. See
 * CONTRIBUTING.
 *
 * @module
 */
import type { DataFrame } from "danfojs-node";

type Value = string | number | boolean | null | readonly string[] | readonly number[];

/**
 * A DataFrame with one column for each field. Missing numbers are NaN, other missing values are
 * empty texts, and lists are JSON texts, as in the CSV files.
 *
 * @param rows rows with the same fields; at least one.
 */
export async function toDataFrame(rows: readonly object[]): Promise<DataFrame> {
  const { DataFrame } = await import("danfojs-node");
  const columns = Object.keys(rows[0] ?? {});
  const table = columns.map((column) => {
    const values = rows.map((row) => (row as Record<string, Value>)[column] ?? null);
    const isNumeric = values.every((value) => value === null || typeof value === "number");
    return [column, values.map((value) => cell(value, isNumeric))] as const;
  });
  return new DataFrame(Object.fromEntries(table));
}

/** The rows of a DataFrame, for tables and charts; NaN becomes null. */
export function toRows(frame: DataFrame): Record<string, string | number | boolean | null>[] {
  return (frame.values as (string | number | boolean)[][]).map((row) =>
    Object.fromEntries(
      frame.columns.map((column, i) => {
        const value = row[i] ?? null;
        return [column, Number.isNaN(value) ? null : value];
      }),
    ),
  );
}

function cell(value: Value, isNumeric: boolean): string | number | boolean {
  if (value === null) return isNumeric ? NaN : "";
  return typeof value === "object" ? JSON.stringify(value) : value;
}
