/**
 * Columns of a large CSV file as typed arrays: read in chunks, so that a table of a million rows takes
 * the memory of the columns that are asked for, and no row is ever an object.
 */
import { basename } from "node:path";
import { ByteDictionary } from "./dictionary.js";
import { decimalFrom } from "./decimal.js";
import {
  assertColumns,
  assertDistinct,
  badField,
  emptyFile,
  notUtf8,
  raggedRow,
} from "./faults.js";
import { eachRecord, type Fields } from "./records.js";
import type { Categorical } from "../categorical.js";

/** How a column is read: numbers (an empty field is NaN) or texts (an empty field is missing). */
export type ColumnKind = "number" | "category";

/** What {@link readColumns} returns: the columns asked for, by name. */
export type Columns<K extends Readonly<Record<string, ColumnKind>>> = {
  [Name in keyof K]: K[Name] extends "number" ? Float64Array : Categorical;
};

const CHUNK_BYTES = 1 << 20;
/** More columns than any table of ours has; the header's names beyond are not looked at. */
const MAX_COLUMNS = 4096;

/**
 * Read some columns of a CSV file, whichever dialect `readCsv` takes. Others are skipped, and their
 * texts are not checked.
 *
 * @example readColumns(path, { year: "number", primary_country: "category" }).year // Float64Array
 * @param kinds the columns to read, by name.
 * @param options `chunkBytes`: bytes read at a time; default 1 MiB.
 * @throws UserError naming file, data row (counted from 1) and column of what does not fit.
 */
export function readColumns<const K extends Readonly<Record<string, ColumnKind>>>(
  path: string,
  kinds: K,
  { chunkBytes = CHUNK_BYTES }: { chunkBytes?: number } = {},
): Columns<K> {
  const name = basename(path);
  let header: string[] | null = null;
  let readers: ColumnReader[] = [];
  let row = 0;
  eachRecord(path, { keep: MAX_COLUMNS, chunkBytes }, (fields) => {
    if (header === null) {
      header = readHeader(fields, name);
      readers = readersOf(kinds, header, name);
      return;
    }
    row += 1;
    if (fields.count !== header.length) throw raggedRow(name, row, fields.count, header);
    for (const reader of readers) reader.take(fields);
  });
  if (header === null) throw emptyFile(name);
  return Object.fromEntries(readers.map((reader) => [reader.column, reader.done()])) as Columns<K>;
}

interface ColumnReader {
  readonly column: string;
  take(fields: Fields): void;
  done(): Float64Array | Categorical;
}

function readersOf(
  kinds: Readonly<Record<string, ColumnKind>>,
  header: readonly string[],
  name: string,
): ColumnReader[] {
  assertColumns(header, Object.keys(kinds), name);
  return Object.entries(kinds).map(([column, kind]) => {
    const Reader = kind === "number" ? NumberReader : CategoryReader;
    return new Reader(column, header.indexOf(column), name);
  });
}

class NumberReader implements ColumnReader {
  #values = new Float64Array(4096);
  #rows = 0;

  constructor(
    readonly column: string,
    readonly at: number,
    readonly file: string,
  ) {}

  take({ bytes, from, to, escaped }: Fields): void {
    if (this.#rows === this.#values.length) this.#values = doubled(this.#values);
    const [first, last] = [from[this.at]!, to[this.at]!];
    try {
      if (escaped[this.at] === 1) throw new TypeError("quotes in a number");
      this.#values[this.#rows] = first === last ? NaN : decimalFrom(bytes, first, last);
    } catch (error) {
      const text = undoubled(bytes.toString("utf8", first, last));
      throw badField(this.file, this.#rows + 1, this.column, "a number or nothing", text, error);
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
    readonly file: string,
  ) {}

  take({ bytes, from, to, escaped }: Fields): void {
    if (this.#rows === this.#codes.length) this.#codes = doubled(this.#codes);
    const [first, last] = [from[this.at]!, to[this.at]!];
    if (first === last) this.#codes[this.#rows] = -1;
    else if (escaped[this.at] === 0) {
      this.#codes[this.#rows] = this.#dictionary.codeOf(bytes, first, last);
    } else {
      // One byte a character, and back: what is no UTF-8 is found where the texts are decoded.
      const text = Buffer.from(undoubled(bytes.toString("latin1", first, last)), "latin1");
      this.#codes[this.#rows] = this.#dictionary.codeOf(text, 0, text.length);
    }
    this.#rows += 1;
  }

  done(): Categorical {
    try {
      return this.#dictionary.categorical(this.#codes.slice(0, this.#rows));
    } catch {
      throw notUtf8(this.file);
    }
  }
}

function readHeader({ bytes, count, from, to }: Fields, name: string): string[] {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let header: string[];
  try {
    header = Array.from({ length: Math.min(count, MAX_COLUMNS) }, (_, i) =>
      undoubled(decoder.decode(bytes.subarray(from[i], to[i]))),
    );
  } catch {
    throw notUtf8(name);
  }
  assertDistinct(header, name);
  return header;
}

function undoubled(text: string): string {
  return text.replaceAll('""', '"');
}

function doubled<T extends Float64Array | Int32Array>(values: T): T {
  const larger = new (values.constructor as new (length: number) => T)(2 * values.length);
  larger.set(values);
  return larger;
}
