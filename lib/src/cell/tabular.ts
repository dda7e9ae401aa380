/** Tables of other libraries, recognised by their shape so that no library has to be loaded. */
import { UserError } from "../base/errors.js";
import { toTable, type Table } from "./tables.js";

/** The part of an arquero table that is used. */
export interface ArqueroTable {
  /** The names of the columns, in order. */
  columnNames(): string[];
  /** The rows in the table's own order, without filtered ones. */
  objects(): object[];
}

/** The part of a danfojs data frame that is used. */
export interface DanfoFrame {
  readonly columns: string[];
  readonly index: readonly (string | number)[];
  /** One list for each row; for a Series, one value. */
  readonly values: unknown;
}

/**
 * Anything that can be shown as a table: one of this library, an arquero table, a danfojs frame, or
 * rows.
 */
export type Tabular = Table | ArqueroTable | DanfoFrame | readonly object[];

/**
 * Convert to a table of this library, with row labels if there are any. Dates become texts of the
 * form `YYYY-MM-DD`, lists JSON texts.
 *
 * @throws UserError if it is not a table.
 */
export function asTable(value: Tabular): Table {
  if (isRows(value)) return toTable(value.map(withPlainDates));
  if (isArquero(value)) {
    return toTable(value.objects().map(withPlainDates), value.columnNames() as never[]);
  }
  if (isFrame(value)) return fromFrame(value);
  if (isTable(value)) return value;
  throw new UserError(
    "Expected a table to show (rows, an arquero table, a danfojs data frame, or the result of head, info " +
      `and so on), found ${nameOf(value)}.${adviceFor(value)}`,
  );
}

function isRows(value: unknown): value is readonly object[] {
  return (
    Array.isArray(value) &&
    value.every((row) => typeof row === "object" && row !== null && !Array.isArray(row))
  );
}

function isArquero(value: unknown): value is ArqueroTable {
  const { columnNames, objects } = Object(value) as Partial<ArqueroTable>;
  return typeof columnNames === "function" && typeof objects === "function";
}

function isFrame(value: unknown): value is DanfoFrame {
  const { columns, index, values } = Object(value) as Partial<DanfoFrame>;
  return Array.isArray(columns) && Array.isArray(index) && Array.isArray(values);
}

function isTable(value: unknown): value is Table {
  const { columns, rows } = Object(value) as Partial<Table>;
  return Array.isArray(columns) && Array.isArray(rows) && rows.every(Array.isArray);
}

function fromFrame({ columns, index, values }: DanfoFrame): Table {
  // The shape of danfojs' values is not in their type.
  const lists = (values as unknown[]).map((row) =>
    Array.isArray(row) ? (row as unknown[]) : [row],
  );
  const rows = lists.map((list) => Object.fromEntries(columns.map((name, i) => [name, list[i]])));
  return { ...toTable(rows.map(withPlainDates), columns), index: index.map(String) };
}

function withPlainDates(row: object): Record<string, unknown> {
  const plain = Object.entries(row).map(([name, value]) => [name, withoutTime(value as unknown)]);
  return Object.fromEntries(plain) as Record<string, unknown>;
}

function withoutTime(value: unknown): unknown {
  if (!(value instanceof Date)) return value;
  return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Promise) return "a promise";
  if (Array.isArray(value)) return "a list whose values are not rows";
  return typeof value === "object" ? "another object" : `a ${typeof value}`;
}

function adviceFor(value: unknown): string {
  return value instanceof Promise ? " Write await before it." : "";
}
