/**
 * CSV files as pandas, Excel and danfojs read them: UTF-8, RFC 4180 quoting, a header, `\n` line
 * ends, an empty field for a missing value, lists as JSON arrays.
 *
 * papaparse does the quoting in both directions; danfojs' own `toCSV` writes no quotes.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import Papa from "papaparse";
import { NUMBER, parseNumber } from "./csv/decimal.js";
import {
  assertColumns,
  assertDistinct,
  badField,
  brokenQuotes,
  cannotRead,
  emptyFile,
  notUtf8,
  raggedRow,
} from "./csv/faults.js";
import { replaceFile, writeTemporary } from "../base/files.js";

export { assertWritable } from "../base/files.js";

/** What a column holds; a label is 0 or 1, `strings` and `integers` are lists. */
export type ColumnType =
  "string" | "number" | "integer" | "label" | "boolean" | "date" | "strings" | "integers";

/** A column of a table; a nullable one may have empty fields. */
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
 * Besides what {@link writeCsv} writes it takes what pandas writes: lists as Python literals, `True`
 * and `False`, integers as `2016.0`.
 *
 * @throws UserError naming file, data row (counted from 1) and column of what does not fit.
 */
export function readCsv<T>(path: string, schema: Schema<T>): T[] {
  return parseCsv(readText(path), schema, basename(path));
}

/** A table of numbers with named columns; null is missing. */
export interface NumericTable {
  columns: string[];
  rows: (number | null)[][];
}

/**
 * Read a CSV file that holds nothing but numbers, True or False (1 and 0) and empty fields.
 *
 * @throws UserError naming file, data row and column of what is something else.
 */
export function readNumericCsv(path: string): NumericTable {
  const { header, records } = parseRecords(readText(path), basename(path));
  const rows = records.map((record, row) =>
    record.map((field, column) => {
      if (field === "") return null;
      if (/^(true|false)$/i.test(field)) return Number(parseBoolean(field));
      if (NUMBER.test(field)) return parseNumber(field);
      throw badField(basename(path), row + 1, header[column] as string, "a number", field);
    }),
  );
  return { columns: header, rows };
}

/** {@link readCsv} on text; `name` is what errors call the file. */
export function parseCsv<T>(text: string, schema: Schema<T>, name: string): T[] {
  const { header, records } = parseRecords(text, name);
  const columns = Object.entries<Column>(schema);
  assertColumns(header, Object.keys(schema), name);
  const places = columns.map(([column, spec]) => ({ column, spec, at: header.indexOf(column) }));
  return records.map((record, row) => {
    const entries = places.map(({ column, spec, at }) => {
      const field = record[at] as string;
      try {
        return [column, parseField(field, spec)];
      } catch (error) {
        throw badField(name, row + 1, column, describe(spec), field, error);
      }
    });
    return Object.fromEntries(entries) as T;
  });
}

/**
 * The header and the records of a CSV text, every field as text.
 *
 * @throws UserError for an empty text, a repeated column name, a record that is shorter or longer
 * than the header, or a quoted field that never ends.
 */
export function parseRecords(
  text: string,
  name: string,
): { header: string[]; records: string[][] } {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    delimiter: ",",
    skipEmptyLines: true,
  });
  const [header, ...records] = parsed.data;
  if (header === undefined) throw emptyFile(name);
  assertDistinct(header, name);
  const broken = parsed.errors.find((error) => error.type === "Quotes");
  if (broken !== undefined) throw brokenQuotes(name, broken.row ?? records.length);
  const ragged = records.findIndex((record) => record.length !== header.length);
  if (ragged >= 0) {
    throw raggedRow(name, ragged + 1, (records[ragged] as string[]).length, header);
  }
  return { header, records };
}

/**
 * Write rows to a CSV file, whole or not at all: into a temporary file that is then renamed.
 *
 * @param columns the columns to write, in this order.
 * @throws UserError when the folder cannot be written.
 */
export function writeCsv<T>(path: string, rows: Iterable<T>, columns: readonly (keyof T)[]): void {
  replaceFile(writeTemporary(path, csvChunks(rows, columns)));
}

/** The text that {@link writeCsv} writes. */
export function formatCsv<T>(rows: Iterable<T>, columns: readonly (keyof T)[]): string {
  return [...csvChunks(rows, columns)].join("");
}

/** {@link formatCsv} in pieces, as large tables do not fit into one string. */
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

/** A record of one empty field would be a blank line, which readers skip: no table of ours has one. */
function formatRecords(records: string[][]): string {
  return `${Papa.unparse(records, { newline: "\n" })}\n`;
}

function readText(path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") throw notUtf8(basename(path));
    throw cannotRead(path, error);
  }
}

function formatField(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

function parseField(field: string, { type, nullable }: Column): Cell {
  if (field === "" && nullable) return null;
  switch (type) {
    case "string":
      return field;
    case "date":
      return field;
    case "number":
      return parseNumber(field);
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

/** A list of strings or numbers, as JSON or as a Python literal (`['US', "Côte d'Ivoire"]`). */
export function parseList(text: string): (string | number)[] {
  if (text.trim() === "") return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = JSON.parse(pythonListToJson(text));
  }
  const isList =
    Array.isArray(parsed) &&
    parsed.every((item) => typeof item === "string" || typeof item === "number");
  if (!isList) throw new TypeError("not a list of strings or numbers");
  return parsed as (string | number)[];
}

/** One token of a Python list: a string in either quote, or anything else as it stands. */
const PYTHON_TOKEN = /'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"|[^'"]+/g;

function pythonListToJson(text: string): string {
  return text.replace(PYTHON_TOKEN, (token, single?: string, double?: string) => {
    const body = single ?? double;
    return body === undefined ? token : JSON.stringify(unescapePython(body));
  });
}

const PYTHON_ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function unescapePython(body: string): string {
  return body.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g,
    (_, x?: string, u?: string, U?: string, other?: string) => {
      const code = x ?? u ?? U;
      if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
      return PYTHON_ESCAPES[other as string] ?? (other as string);
    },
  );
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
