/** The file of a join: where it is, and what stands in it. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { hashFile } from "../../base/files.js";
import { UserError } from "../../base/errors.js";
import { PROJECT_ROOT } from "../../base/folders.js";
import { nearest } from "../../base/nearest.js";
import { readSettings } from "../../base/settings.js";
import type { Field, Reading } from "../catalogue/column.js";
import { columnNames } from "../catalogue/layout.js";
import { ChangeTally } from "../changes.js";
import type { Change } from "../collection.js";
import { BadFields, cannotRead } from "../csv/errors.js";
import { eachRow } from "../csv/records.js";
import { sourceOfBytes } from "../csv/source.js";
import { isEmpty, textOf } from "../csv/split.js";
import { readColumns, type ReadColumn } from "./columns.js";
import { keyColumns, keyOf, type RowKey } from "./keys.js";
import type { JoinColumns, JoinKey } from "./options.js";

/** A file that is to be joined, read but for the series that its rows belong to. */
export interface JoinFile {
  name: string;
  bytes: number;
  sha256: string;
  /** The data row of each row with a value, counted from 1. */
  rows: readonly number[];
  /** Null where a row has none. */
  keys: readonly (RowKey | null)[];
  columns: readonly ReadColumn[];
  changes: Change[];
}

/**
 * Find the file of a join. A relative path is looked for in the working folder (in a cell, that of the
 * notebook), in the project's `notebooks`, and in `DATA_DIR`.
 *
 * @throws UserError when it is in none of them, or there are different files in two of them.
 */
export function findJoinFile(path: string): string {
  const folders = [process.cwd(), join(PROJECT_ROOT, "notebooks"), readSettings().dataDir];
  const places = [...new Set(folders.map((folder) => resolve(folder, path)))];
  const found = [...new Set(places.filter(existsSync).map((place) => realpathSync(place)))];
  const [first, second] = found;
  if (first === undefined) {
    throw new UserError(
      `${path} does not exist: looked for ${places.join(", ")}. Put the file there or correct the path.`,
    );
  }
  if (second !== undefined) {
    throw new UserError(
      `${path} can be ${found.join(" or ")}. Remove all but one, or give the whole path.`,
    );
  }
  return first;
}

/** The SHA-256 of the file of a join as it is now; null where there is none. */
export function hashOfJoinFile(path: string): string | null {
  try {
    return hashFile(findJoinFile(path))?.sha256 ?? null;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/**
 * Read the file of a join; hash and rows are of the same bytes.
 *
 * @param declared the columns to read and their types; null for all but the key's.
 * @throws UserError when it cannot be read, a column is missing, or a value does not fit.
 */
export function readJoinFile(path: string, on: JoinKey, declared: JoinColumns | null): JoinFile {
  const name = basename(path);
  const bytes = readBytes(path);
  const keyNames = keyColumns(on);
  const wanted = [...keyNames, ...Object.keys(declared ?? {})];
  const [bad, tally] = [new BadFields(name), new ChangeTally()];
  const rows: number[] = [];
  const keys: (RowKey | null)[] = [];
  let columns: { column: string; at: number; fields: Field[] }[] = [];
  let reading: Reading | null = null;
  let keyPlaces: number[] = [];
  let [count, width] = [0, 0];
  eachRow(
    sourceOfBytes(bytes, name),
    { wanted, required: false },
    {
      header(header, { delimiter, quotes }) {
        assertColumns(header, keyNames, declared, name);
        width = header.length;
        keyPlaces = keyNames.map((column) => header.indexOf(column));
        const all = header.filter((column) => column !== "" && !keyNames.includes(column));
        const read = declared === null ? all : Object.keys(declared);
        columns = read.map((column) => ({ column, at: header.indexOf(column), fields: [] }));
        reading = { bad, tally, delimiter, quotesTexts: quotes[0] !== 0, marks: new Set() };
        const left = all.filter((column) => !read.includes(column));
        tellLeftOut(left, tally);
      },
      take(fields, row) {
        count = row;
        if (isEmpty(fields)) {
          const what = "had no values: left out";
          tally.add({ column: null, unit: "row", what, lost: false, example: null, row });
          return;
        }
        const fieldAt = (at: number): Field => ({
          text: textOf(fields, at),
          isQuoted: fields.quotes[at] !== 0,
          row,
        });
        rows.push(row);
        keys.push(keyOf(keyPlaces.map(fieldAt), keyNames, { bad, tally }));
        for (const column of columns) column.fields.push(fieldAt(column.at));
      },
    },
  );
  const raw = columns.map(({ column, fields }) => ({
    column,
    declared: declared?.[column] ?? null,
    fields,
  }));
  // There is a header, and with it a reading: without one eachRow has thrown.
  const read = readColumns(raw, reading!, name);
  bad.throwIfAny();
  const totals = { value: rows.length, row: count, column: width };
  return {
    name,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    rows,
    keys,
    columns: read,
    changes: tally.list(({ unit }) => totals[unit]),
  };
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw cannotRead(path, error);
  }
}

function assertColumns(
  header: readonly string[],
  keys: readonly string[],
  declared: JoinColumns | null,
  name: string,
): void {
  const missing = (columns: readonly string[]) =>
    columns.find((column) => !header.includes(column));
  const found = `found: ${columnNames(header)}`;
  const key = missing(keys);
  if (key !== undefined) {
    const form = keys.length === 1 ? '{ id: "…" }' : '{ name: "…", year: "…" }';
    throw new UserError(
      `${name} has no column "${key}" to find the series by (${found}). ` +
        `If it is called otherwise there, say so: on: ${form}.`,
    );
  }
  const column = missing(Object.keys(declared ?? {}));
  if (column === undefined) return;
  const meant = nearest(column, header, 3);
  throw new UserError(
    `${name} has no column "${column}" to join (${found}). ` +
      (meant === null ? "Correct the list of columns." : `Did you mean "${meant}"?`),
  );
}

function tellLeftOut(names: readonly string[], tally: ChangeTally): void {
  if (names.length === 0) return;
  const what = `were not chosen for the join (${columnNames(names)}): not read`;
  const change = {
    column: null,
    unit: "column",
    what,
    lost: false,
    example: null,
    row: null,
  } as const;
  tally.add(change, names.length);
}
