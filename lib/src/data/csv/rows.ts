/** The rows of a CSV file as values: by a schema, or all of them numbers. */
import { decimalFrom, parseNumber } from "./decimal.js";
import { BadFields } from "./errors.js";
import { parseList } from "./list.js";
import { eachRow } from "./records.js";
import type { ByteSource } from "./source.js";
import { textOf, type Fields } from "./split.js";
import { TextCache } from "./text-cache.js";

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

/** A value as it stands in a field. */
export type Cell = string | number | boolean | null | readonly string[] | readonly number[];

/** A table of numbers with named columns; null is missing. */
export interface NumericTable {
  columns: string[];
  rows: (number | null)[][];
}

/** What `readCsv` makes of a file. @throws UserError as it does. */
export function readRows<T>(source: ByteSource, schema: Schema<T>): T[] {
  const columns = Object.entries<Column>(schema);
  const bad = new BadFields(source.name);
  const rows: T[] = [];
  // Copies of one object are of one shape to the engine: smaller, and faster to read.
  const blank = Object.fromEntries(columns.map(([column]): [string, Cell] => [column, null]));
  let places: { column: string; spec: Column; at: number; read: FieldReader }[] = [];
  eachRow(
    source,
    { wanted: Object.keys(schema) },
    {
      header: (header) => {
        places = columns.map(([column, spec]) => {
          return { column, spec, at: header.indexOf(column), read: readerOf(spec) };
        });
      },
      take: (fields, row) => {
        const made = { ...blank };
        for (const { column, spec, at, read } of places) {
          if (spec.nullable === true && fields.from[at] === fields.to[at]) continue;
          try {
            made[column] = read(fields, at);
          } catch (cause) {
            bad.add({ row, column, expected: describe(spec), found: textOf(fields, at), cause });
          }
        }
        rows.push(made as T);
      },
    },
  );
  bad.throwIfAny();
  return rows;
}

/** A table of numbers by column; NaN is missing. */
export interface NumericColumns {
  columns: string[];
  values: Float64Array[];
}

/** What `readNumericCsv` makes of a file. @throws UserError as it does. */
export function readNumbers(source: ByteSource): NumericTable {
  const { columns, values } = readNumberColumns(source);
  const cell = (value: number): number | null => (Number.isNaN(value) ? null : value);
  const rows = Array.from(values[0] ?? [], (_, row) => values.map((column) => cell(column[row]!)));
  return { columns, rows };
}

/** {@link readNumbers}, column by column. @throws UserError as `readNumericCsv`. */
export function readNumberColumns(source: ByteSource): NumericColumns {
  let columns: string[] = [];
  let values: Float64Array[] = [];
  let rows = 0;
  const bad = new BadFields(source.name);
  eachRow(
    source,
    { wanted: ["id", "hit"], required: false },
    {
      header: (header) => {
        columns = header;
        values = header.map(() => new Float64Array(1024));
      },
      take: (fields, row) => {
        if (rows === values[0]?.length) values = values.map(doubled);
        columns.forEach((column, at) => {
          try {
            values[at]![rows] = fields.from[at] === fields.to[at] ? NaN : numberOrFlag(fields, at);
          } catch (cause) {
            bad.add({ row, column, expected: "a number", found: textOf(fields, at), cause });
          }
        });
        rows += 1;
      },
    },
  );
  bad.throwIfAny();
  return { columns, values: values.map((column) => column.slice(0, rows)) };
}

function doubled(values: Float64Array): Float64Array {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}

function numberOrFlag(fields: Fields, at: number): number {
  const { bytes, from } = fields;
  // The first letter of true and false, in upper and lower case.
  const isFlag = [0x54, 0x74, 0x46, 0x66].includes(bytes[from[at]!]!);
  return isFlag ? Number(parseBoolean(textOf(fields, at))) : numberAt(fields, at);
}

/** The value of a field that is not empty, or may not be. @throws TypeError when it is not of the column's type. */
type FieldReader = (fields: Fields, at: number) => Cell;

/** What reads the fields of a column. */
function readerOf({ type }: Column): FieldReader {
  switch (type) {
    case "string":
    case "date": {
      const texts = new TextCache((text) => text);
      return (fields, at) => texts.get(fields, at);
    }
    case "number":
      return numberAt;
    case "integer":
      return (fields, at) => integer(integralAt(fields, at));
    case "label":
      return (fields, at) => label(integralAt(fields, at));
    case "boolean":
      return (fields, at) => parseBoolean(textOf(fields, at));
    case "strings": {
      const lists = new TextCache((text) =>
        parseList(text).map((item) => expectType(item, "string")),
      );
      return (fields, at) => [...lists.get(fields, at)];
    }
    case "integers": {
      const lists = new TextCache((text) =>
        parseList(text).map((item) => integer(parseNumber(String(expectType(item, "number"))))),
      );
      return (fields, at) => [...lists.get(fields, at)];
    }
  }
}

function numberAt(fields: Fields, at: number): number {
  const { bytes, delimiter, from, to, quotes } = fields;
  if (quotes[at] === 2) return parseNumber(textOf(fields, at), delimiter);
  return decimalFrom(bytes, from[at]!, to[at]!, delimiter);
}

/** A number in which a comma is no decimal point. */
function integralAt(fields: Fields, at: number): number {
  const { bytes, from, to, quotes } = fields;
  if (quotes[at] === 2) return parseNumber(textOf(fields, at));
  return decimalFrom(bytes, from[at]!, to[at]!);
}

function integer(value: number): number {
  if (!Number.isSafeInteger(value)) throw new TypeError("not an integer");
  return value;
}

function label(value: number): number {
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
