/**
 * A copy of a table for spreadsheets, which the analysis itself never reads.
 *
 * @module
 */
import { csvChunks } from "./csv.js";
import { replaceFile, writeTemporary } from "../base/files.js";

/**
 * What Excel, LibreOffice and Google Sheets may interpret as the beginning of a formula (OWASP).
 */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Write a CSV that is safe to open in a spreadsheet. Spreadsheets evaluate a text such as
 * `=HYPERLINK("http://...")` even if it is a title; so texts that begin with `=`, `+`, `-`, `@`, a
 * tab or a carriage return are prefixed with an apostrophe, which makes them text. Numbers are
 * unchanged. The file begins with a byte order mark, by which Excel recognises UTF-8.
 *
 * Texts may differ from the data: for analyses use the files that `writeCsv` writes.
 *
 * @param path of a file of its own, such as `netflix_tv_clean_spreadsheet.csv`.
 * @param columns default those of the first row.
 * @throws UserError if the file cannot be written; an earlier file is then unchanged.
 */
export function writeSpreadsheetCsv<T extends object>(
  path: string,
  rows: readonly T[],
  columns: readonly (keyof T & string)[] = Object.keys(rows[0] ?? {}) as (keyof T & string)[],
): void {
  replaceFile(writeTemporary(path, spreadsheetChunks(rows, columns)));
}

function* spreadsheetChunks<T extends object>(
  rows: Iterable<T>,
  columns: readonly (keyof T & string)[],
): Generator<string, void, undefined> {
  yield "\uFEFF";
  yield* csvChunks(inertRows(rows, columns), columns.map(inert));
}

function* inertRows<T extends object>(
  rows: Iterable<T>,
  columns: readonly (keyof T & string)[],
): Generator<Record<string, unknown>, void, undefined> {
  for (const row of rows) {
    yield Object.fromEntries(columns.map((column) => [inert(column), inertValue(row[column])]));
  }
}

function inertValue(value: unknown): unknown {
  return typeof value === "string" ? inert(value) : value;
}

function inert(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
