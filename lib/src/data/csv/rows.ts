/** The rows of a CSV file as values: by a schema, or all of them numbers. */
import { parseNumber } from "./decimal.js";
import { BadFields } from "./faults.js";
import { parseList } from "./list.js";
import { eachRow } from "./records.js";
import type { ByteSource } from "./source.js";
import { textOf } from "./split.js";

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

/** What `readNumericCsv` makes of a file. @throws UserError as it does. */
export function readNumbers(source: ByteSource): NumericTable {
  const table: NumericTable = { columns: [], rows: [] };
  const bad = new BadFields(source.name);
  eachRow(
    source,
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
