/**
 * CSV files as pandas, Excel and danfojs read them: UTF-8, RFC 4180 quoting, a header, `\n` line
 * ends, an empty field for a missing value, lists as JSON arrays.
 *
 * Reading accepts more: files of spreadsheets, R and pandas with semicolons or tabs, decimal
 * commas, in UTF-16 or compressed with gzip.
 *
 * @module
 */
import { basename } from "node:path";
import Papa from "papaparse";
import { parseNumber } from "./csv/decimal.js";
import { BadFields } from "./csv/faults.js";
import { parseList } from "./csv/list.js";
import { eachRow } from "./csv/records.js";
import { openSource, sourceOf, type ByteSource } from "./csv/source.js";
import { textOf } from "./csv/split.js";
import { replaceFile, writeTemporary } from "../base/files.js";

export { parseList } from "./csv/list.js";

/** What a column holds; a label is 0 or 1, `strings` and `integers` are lists. */
export type ColumnType =
  "string" | "number" | "integer" | "label" | "boolean" | "date" | "strings" | "integers";

/** A column of a table; a nullable column may have empty fields. */
export interface Column {
  type: ColumnType;
  nullable?: boolean;
}

/** The columns of a row type, in the order of the file. */
export type Schema<T> = { readonly [K in keyof T]-?: Column };

type Cell = string | number | boolean | null | readonly string[] | readonly number[];

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
  return parseSource(openSource(path), schema);
}

/** A table of numbers with named columns; null is missing. */
export interface NumericTable {
  columns: string[];
  rows: (number | null)[][];
}

/**
 * Read a CSV file that holds only numbers, True or False (1 and 0) and empty fields.
 *
 * @throws UserError naming file, data row and column of anything else.
 */
export function readNumericCsv(path: string): NumericTable {
  const table: NumericTable = { columns: [], rows: [] };
  const bad = new BadFields(basename(path));
  eachRow(
    openSource(path),
    { wanted: ["id", "hit"], required: false },
    {
      header: (columns) => (table.columns = columns),
      take: (fields, row) => {
        table.rows.push(
          table.columns.map((column, at) => {
            const field = textOf(fields, at);
            if (field === "") return null;
            if (/^(true|false)$/i.test(field)) return Number(parseBoolean(field));
            try {
              return parseNumber(field, fields.delimiter);
            } catch (cause) {
              bad.add({ row, column, expected: "a number", found: field, cause });
              return null;
            }
          }),
        );
      },
    },
  );
  bad.throwIfAny();
  return table;
}

/** {@link readCsv} of a text; `name` is the name of the file in errors. */
export function parseCsv<T>(text: string, schema: Schema<T>, name: string): T[] {
  return parseSource(sourceOf(Buffer.from(text), name), schema);
}

function parseSource<T>(source: ByteSource, schema: Schema<T>): T[] {
  const columns = Object.entries<Column>(schema);
  const bad = new BadFields(source.name);
  const rows: T[] = [];
  let places: { column: string; spec: Column; at: number }[] = [];
  eachRow(
    source,
    { wanted: Object.keys(schema) },
    {
      header: (header) => {
        places = columns.map(([column, spec]) => ({ column, spec, at: header.indexOf(column) }));
      },
      take: (fields, row) => {
        const entries = places.map(({ column, spec, at }) => {
          const found = textOf(fields, at);
          try {
            return [column, parseField(found, spec, fields.delimiter)];
          } catch (cause) {
            bad.add({ row, column, expected: describe(spec), found, cause });
            return [column, null];
          }
        });
        rows.push(Object.fromEntries(entries) as T);
      },
    },
  );
  bad.throwIfAny();
  return rows;
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

function parseField(field: string, { type, nullable }: Column, delimiter: number): Cell {
  if (field === "" && nullable) return null;
  switch (type) {
    case "string":
      return field;
    case "date":
      return field;
    case "number":
      return parseNumber(field, delimiter);
    case "integer":
      return parseInteger(field);
    case "label":
      return parseLabel(field);
    case "boolean":
      return parseBoolean(field);
    case "strings":
      return parseList(field).map((item) => expectType(item, "string"));
    case "integers":
      return parseList(field).map((item) => parseInteger(String(expectType(item, "number"))));
  }
}

function parseInteger(field: string): number {
  const value = parseNumber(field);
  if (!Number.isSafeInteger(value)) throw new TypeError("not an integer");
  return value;
}

function parseLabel(field: string): number {
  const value = parseNumber(field);
  if (value !== 0 && value !== 1) throw new TypeError("neither 0 nor 1");
  return value;
}

function parseBoolean(field: string): boolean {
  const lower = field.toLowerCase();
  if (lower !== "true" && lower !== "false") throw new TypeError("not a boolean");
  return lower === "true";
}

function expectType<T extends "string" | "number">(
  item: string | number,
  type: T,
): T extends "string" ? string : number {
  if (typeof item !== type) throw new TypeError(`not a ${type}`);
  return item as T extends "string" ? string : number;
}

const DESCRIPTIONS: Readonly<Record<ColumnType, string>> = {
  string: "text",
  number: "a number",
  integer: "an integer",
  label: "0 or 1",
  boolean: "True or False",
  date: "a date",
  strings: 'a list of texts such as ["US"]',
  integers: "a list of integers such as [18, 35]",
};

function describe({ type, nullable }: Column): string {
  return DESCRIPTIONS[type] + (nullable ? " or nothing" : "");
}
