/** What the readers of a catalogue's columns share. */
import type { ChangeTally } from "../changes.js";
import type { Change } from "../collection.js";
import type { BadFields } from "../csv/faults.js";

/** A field as it stands in the file. */
export interface Field {
  text: string;
  /** Whether it has quotes around it. */
  isQuoted: boolean;
  /** Its data row, counted from 1. */
  row: number;
}

/** Where the readers put what does not fit and what they change. */
export interface Reading {
  bad: BadFields;
  tally: ChangeTally;
  /** The byte between two fields. */
  delimiter: number;
  /** Texts have quotes around them, so that NA without them is R's missing value. */
  quotesTexts: boolean;
  /** Words by which the file says that a text is missing, as far as they have been seen. */
  marks: Set<string>;
}

/** Reads one column, field by field; its values are there once the file is at its end. */
export interface ColumnReader<T> {
  take(field: Field): void;
  /** To be called once, behind the last field. */
  finish(): T[];
}

/** Missing values as R, pandas, SQL and spreadsheets write them. */
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

/** Whether a field that is no text says that it is missing; "" does so without being counted. */
export function isMissing(
  { text, row }: Field,
  column: string,
  tally: ChangeTally,
  made = "missing",
): boolean {
  if (text === "") return true;
  if (!MISSING.has(text)) return false;
  tally.add(changed(column, `said that they are missing: taken as ${made}`, text, row));
  return true;
}

/** A change of one value. */
export function changed(
  column: string,
  what: string,
  example: string,
  row: number,
  lost = false,
): Omit<Change, "count" | "of"> {
  return { column, unit: "value", what, lost, example, row };
}
