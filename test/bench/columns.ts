/**
 * Columns of a large CSV file as typed arrays. The file is read in chunks, so that a table of a
 * million rows only needs the memory of the requested columns, and no row becomes an object.
 */
import { ByteDictionary } from "./dictionary.js";
import { decimalFrom } from "./decimal.js";
import { BadFields } from "../../lib/src/data/csv/faults.js";
import { eachRow } from "../../lib/src/data/csv/records.js";
import { openSource } from "../../lib/src/data/csv/source.js";
import { textOf, type Fields } from "../../lib/src/data/csv/split.js";
import type { Categorical } from "../../lib/src/data/categorical.js";

/** How a column is read: numbers (an empty field is NaN) or texts (an empty field is missing). */
export type ColumnKind = "number" | "category";

/** What {@link readColumns} returns: the requested columns by name. */
export type Columns<K extends Readonly<Record<string, ColumnKind>>> = {
  [Name in keyof K]: K[Name] extends "number" ? Float64Array : Categorical;
};

/**
 * Read some columns of a CSV file in any dialect of `readCsv`. Other columns are skipped and not
 * checked.
 *
 * @example readColumns(path, { year: "number", primary_country: "category" }).year // Float64Array
 * @param kinds the columns to read, by name.
 * @param options `chunkBytes`: bytes read at a time; default 1 MiB.
 * @throws UserError naming file, data row (counted from 1) and column of invalid values.
 */
export function readColumns<const K extends Readonly<Record<string, ColumnKind>>>(
  path: string,
  kinds: K,
  { chunkBytes }: { chunkBytes?: number } = {},
): Columns<K> {
  const source = openSource(path);
  const bad = new BadFields(source.name);
  let readers: ColumnReader[] = [];
  eachRow(
    source,
    { wanted: Object.keys(kinds), ...(chunkBytes !== undefined && { chunkBytes }) },
    {
      header: (header) => {
        readers = Object.entries(kinds).map(([column, kind]) => {
          const Reader = kind === "number" ? NumberReader : CategoryReader;
          return new Reader(column, header.indexOf(column), bad);
        });
      },
      take: (fields) => {
        for (const reader of readers) reader.take(fields);
      },
    },
  );
  bad.throwIfAny();
  return Object.fromEntries(readers.map((reader) => [reader.column, reader.done()])) as Columns<K>;
}

interface ColumnReader {
  readonly column: string;
  take(fields: Fields): void;
  done(): Float64Array | Categorical;
}

class NumberReader implements ColumnReader {
  #values = new Float64Array(4096);
  #rows = 0;

  constructor(
    readonly column: string,
    readonly at: number,
    readonly bad: BadFields,
  ) {}

  take(fields: Fields): void {
    const { bytes, delimiter, from, to, quotes } = fields;
    if (this.#rows === this.#values.length) this.#values = doubled(this.#values);
    const [first, last] = [from[this.at]!, to[this.at]!];
    try {
      if (quotes[this.at] === 2) throw new TypeError("quotes in a number");
      this.#values[this.#rows] = first === last ? NaN : decimalFrom(bytes, first, last, delimiter);
    } catch (cause) {
      const [row, expected, found] = [
        this.#rows + 1,
        "a number or nothing",
        textOf(fields, this.at),
      ];
      this.bad.add({ row, column: this.column, expected, found, cause });
    }
    this.#rows += 1;
  }

  done(): Float64Array {
    return this.#values.slice(0, this.#rows);
  }
}

class CategoryReader implements ColumnReader {
  readonly #dictionary = new ByteDictionary();
  #codes = new Int32Array(4096);
  #rows = 0;

  constructor(
    readonly column: string,
    readonly at: number,
  ) {}

  take(fields: Fields): void {
    const { bytes, from, to, quotes } = fields;
    if (this.#rows === this.#codes.length) this.#codes = doubled(this.#codes);
    const [first, last] = [from[this.at]!, to[this.at]!];
    if (first === last) this.#codes[this.#rows] = -1;
    else if (quotes[this.at] !== 2) {
      this.#codes[this.#rows] = this.#dictionary.codeOf(bytes, first, last);
    } else {
      const text = Buffer.from(textOf(fields, this.at));
      this.#codes[this.#rows] = this.#dictionary.codeOf(text, 0, text.length);
    }
    this.#rows += 1;
  }

  done(): Categorical {
    return this.#dictionary.categorical(this.#codes.slice(0, this.#rows));
  }
}

function doubled<T extends Float64Array | Int32Array>(values: T): T {
  const larger = new (values.constructor as new (length: number) => T)(2 * values.length);
  larger.set(values);
  return larger;
}
