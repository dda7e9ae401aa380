/** The columns of a joined file: what type they have, and their values. */
import { booleanWord } from "../catalogue/text-columns.js";
import { isMissing, MISSING, type Field, type Reading } from "../catalogue/column.js";
import { dateColumn } from "../catalogue/date-column.js";
import { readDate } from "../catalogue/dates.js";
import { NumberColumns } from "../catalogue/number-columns.js";
import { textColumn } from "../catalogue/text-columns.js";
import type { ColumnReader } from "../catalogue/column.js";
import { COMMA_NUMBER, NUMBER } from "../csv/decimal.js";
import { quote } from "../csv/errors.js";
import type { JoinedValue, JoinType } from "./options.js";

/** A column as it stands in the file. */
export interface RawColumn {
  /** Its name there. */
  column: string;
  /** As it was declared; null where its values are to tell. */
  declared: JoinType | null;
  fields: readonly Field[];
}

/** A column as it was read. */
export interface ReadColumn {
  column: string;
  type: JoinType;
  isDeclared: boolean;
  /** One for each field. */
  values: readonly JoinedValue[];
  /** Why a column is a text although most of its values are numbers or dates; null elsewhere. */
  oddity: string | null;
}

/**
 * Read columns with the type that they were declared with, or else with the narrowest that all their values
 * have: number, date, boolean, text. A number that begins with 0, such as 007, is a code, and so a text.
 *
 * @param file what errors call the file.
 * @throws UserError when dates can be read in two ways; other values that do not fit are added to `reading.bad`.
 */
export function readColumns(
  raw: readonly RawColumn[],
  reading: Reading,
  file: string,
): ReadColumn[] {
  // Only all numbers of a file together tell what a comma in them is.
  const numbers = new NumberColumns(reading);
  const started = raw.map(({ column, declared, fields }) => {
    const { type, oddity } =
      declared === null ? inferType(fields) : { type: declared, oddity: null };
    const reader = readerOf(type, column, numbers, reading, file);
    for (const field of fields) reader.take(field);
    return { column, type, isDeclared: declared !== null, oddity, reader };
  });
  return started.map(({ reader, ...column }) => ({ ...column, values: reader.finish() }));
}

function readerOf(
  type: JoinType,
  column: string,
  numbers: NumberColumns,
  reading: Reading,
  file: string,
): ColumnReader<JoinedValue> {
  switch (type) {
    case "number":
      return numbers.optional(column, { expected: "a number", low: -Infinity, high: Infinity });
    case "date":
      return dateColumn(file, column, reading);
    case "boolean":
      return truthColumn(column, reading);
    case "string":
      return textColumn(column, reading);
  }
}

function truthColumn(column: string, { bad, tally }: Reading): ColumnReader<boolean | null> {
  const values: (boolean | null)[] = [];
  const take = (field: Field) => {
    const value = isMissing(field, column, tally) ? null : booleanWord(field.text);
    if (value === undefined) {
      bad.add({ row: field.row, column, expected: "true or false", found: field.text });
    }
    values.push(value ?? null);
  };
  return { take, finish: () => values };
}

const KINDS: readonly [JoinType, noun: string, fits: (text: string) => boolean][] = [
  ["number", "numbers", (text) => (NUMBER.test(text) || COMMA_NUMBER.test(text)) && !isCode(text)],
  ["date", "dates", (text) => readDate(text).kind !== "none"],
  ["boolean", "true or false", (text) => booleanWord(text) !== undefined],
];

function isCode(text: string): boolean {
  return /^0\d/.test(text);
}

function inferType(fields: readonly Field[]): Pick<ReadColumn, "type" | "oddity"> {
  const present = fields.filter(({ text }) => text.trim() !== "" && !MISSING.has(text.trim()));
  if (present.length === 0) return { type: "string", oddity: null };
  const counts = KINDS.map(([type, noun, fits]) => {
    const others = present.filter(({ text }) => !fits(text.trim()));
    return { type, noun, others };
  });
  const all = counts.find(({ others }) => others.length === 0);
  if (all !== undefined) return { type: all.type, oddity: null };
  const most = counts.find(({ others }) => 2 * others.length < present.length);
  const [first] = most?.others ?? [];
  if (most === undefined || first === undefined) return { type: "string", oddity: null };
  const count = `${present.length - most.others.length} of its ${present.length} values are ${most.noun}`;
  return {
    type: "string",
    oddity: `${count}, but not ${quote(first.text)} in data row ${first.row}`,
  };
}
