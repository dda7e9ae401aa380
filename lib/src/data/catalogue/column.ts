/** What the column readers of a catalogue have in common. */
import type { ChangeTally } from "../changes.js";
import type { Change } from "../collection.js";
import type { BadFields } from "../csv/errors.js";

/** A field as it is in the file. */
export interface Field {
  text: string;
  /** Whether it is quoted. */
  isQuoted: boolean;
  /** Its data row, counted from 1. */
  row: number;
}

/** Where the readers record invalid values and changes, and what they know of the file. */
export interface Reading {
  bad: BadFields;
  tally: ChangeTally;
  /** The byte between two fields. */
  delimiter: number;
  /** Whether texts are quoted, so that NA without quotes is R's missing value. */
  quotesTexts: boolean;
  /** Words that mark a missing text in this file, as far as they have been seen. */
  marks: Set<string>;
}

/** Reads one column, field by field; the values are available at the end of the file. */
export interface ColumnReader<T> {
  take(field: Field): void;
  /** Call once, after the last field. */
  finish(): T[];
}

/** How R, pandas, SQL and spreadsheets write missing values. */
export const MISSING: ReadonlySet<string> = new Set([
  "NA",
  "N/A",
  "n/a",
  "#N/A",
  "<NA>",
  "NaN",
  "nan",
  "NaT",
  "NULL",
  "null",
  "None",
  "\\N",
]);

/** Whether a field of a column other than texts is missing; "" is not counted as a change. */
export function isMissing(
  { text, row }: Field,
  column: string,
  tally: ChangeTally,
  made = "missing",
): boolean {
  if (text === "") return true;
  if (!MISSING.has(text)) return false;
  tally.add(changed(column, `had a word for a missing value: read as ${made}`, text, row));
  return true;
}

/** A change to one value. */
export function changed(
  column: string,
  what: string,
  example: string,
  row: number,
  lost = false,
): Omit<Change, "count" | "of"> {
  return { column, unit: "value", what, lost, example, row };
}
