/**
 * CSV files as pandas, Excel and danfojs read them: UTF-8, RFC 4180 quoting, a header, `\n` line
 * ends, an empty field for a missing value, lists as JSON arrays.
 *
 * Reading accepts more: files of spreadsheets, R and pandas with semicolons or tabs, decimal
 * commas, in UTF-16 or compressed with gzip.
 *
 * @module
 */
import Papa from "papaparse";
import { openSource, sourceOf } from "./csv/source.js";
import { readNumbers, readRows, type Cell, type NumericTable, type Schema } from "./csv/rows.js";
import { replaceFile, writeTemporary } from "../base/files.js";

export { parseList } from "./csv/list.js";
export type { Column, ColumnType, NumericTable, Schema } from "./csv/rows.js";

const CHUNK_ROWS = 200;

/**
 * Read a CSV file into rows of the given schema. Columns are found by name; others are ignored.
 *
 * Besides the format of {@link writeCsv} it accepts that of pandas: lists as Python literals,
 * `True` and `False`, integers as `2016.0`.
 *
 * @throws UserError naming file, data row (counted from 1) and column of invalid values.
 */
export function readCsv<T>(path: string, schema: Schema<T>): T[] {
  return readRows(openSource(path), schema);
}

/**
 * Read a CSV file that holds only numbers, True or False (1 and 0) and empty fields.
 *
 * @throws UserError naming file, data row and column of anything else.
 */
export function readNumericCsv(path: string): NumericTable {
  return readNumbers(openSource(path));
}

/** {@link readCsv} of a text; `name` is the name of the file in errors. */
export function parseCsv<T>(text: string, schema: Schema<T>, name: string): T[] {
  return readRows(sourceOf(Buffer.from(text), name), schema);
}

/**
 * Write rows to a CSV file, whole or not at all: to a temporary file that is then renamed.
 *
 * @param columns the columns to write, in this order.
 * @throws UserError if the folder cannot be written.
 */
export function writeCsv<T>(path: string, rows: Iterable<T>, columns: readonly (keyof T)[]): void {
  replaceFile(writeTemporary(path, csvChunks(rows, columns)));
}

/** The text that {@link writeCsv} writes. */
export function formatCsv<T>(rows: Iterable<T>, columns: readonly (keyof T)[]): string {
  return [...csvChunks(rows, columns)].join("");
}

/** {@link formatCsv} in pieces, as large tables do not fit into a single string. */
export function* csvChunks<T>(
  rows: Iterable<T>,
  columns: readonly (keyof T)[],
): Generator<string, void, undefined> {
  yield formatRecords([columns.map(String)]);
  let records: string[][] = [];
  for (const row of rows) {
    records.push(columns.map((column) => formatField(row[column] as Cell)));
    if (records.length < CHUNK_ROWS) continue;
    yield formatRecords(records);
    records = [];
  }
  if (records.length > 0) yield formatRecords(records);
}

/** A record of one empty field would be a blank line, which readers skip; no table here has one. */
function formatRecords(records: string[][]): string {
  return `${Papa.unparse(records, { newline: "\n" })}\n`;
}

function formatField(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}
