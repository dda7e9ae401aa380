/** Columns of texts, truth values and lists. */
import { parseList } from "../csv/list.js";
import {
  changed,
  isMissing,
  MISSING,
  type ColumnReader,
  type Field,
  type Reading,
} from "./column.js";

/**
 * Texts; an empty text is missing. "NA" and the like are missing if they are unquoted among quoted
 * texts, as in R, or if they also occur in a column of paths: otherwise a series may be called
 * that.
 *
 * @param isPath whether the column holds paths, for which such a word is never a value.
 */
export function textColumn(
  column: string,
  { marks, quotesTexts, tally }: Reading,
  isPath = false,
): ColumnReader<string | null> {
  const values: (string | null)[] = [];
  const open: { at: number; field: Field }[] = [];
  const markOf = ({ text, isQuoted }: Field) => `${isQuoted ? "quoted" : "plain"} ${text}`;
  return {
    take(field) {
      if (MISSING.has(field.text)) {
        open.push({ at: values.length, field });
        if (isPath) marks.add(markOf(field));
      }
      values.push(field.text === "" ? null : field.text);
    },
    finish() {
      for (const { at, field } of open) {
        const isMark = marks.has(markOf(field)) || (quotesTexts && !field.isQuoted);
        if (!isMark) continue;
        values[at] = null;
        const what = "had a word for a missing value: read as missing";
        tally.add(changed(column, what, field.text, field.row));
      }
      return values;
    },
  };
}

/** True and false as people and spreadsheets write them in several languages. */
const TRUE = new Set(
  "true t yes y 1 1.0 wahr vrai verdadero vero waar prawda sant verdadeiro".split(" "),
);
const FALSE = new Set("false f no n 0 0.0 falsch faux falso onwaar fałsz falskt falsk".split(" "));

/** The truth value of a word in any case; undefined for any other word. */
export function booleanWord(text: string): boolean | undefined {
  const lower = text.trim().toLowerCase();
  return TRUE.has(lower) || (FALSE.has(lower) ? false : undefined);
}

/** Truth values; a missing one is false, the default in TMDb's documentation. */
export function booleanColumn(column: string, reading: Reading): ColumnReader<boolean> {
  const values: boolean[] = [];
  const take = (field: Field) => {
    const { text: found, row } = field;
    const value = booleanWord(found);
    values.push(value ?? false);
    if (value !== undefined) return;
    if (found === "") {
      reading.tally.add(changed(column, "had no value: read as false", found, row));
    } else if (!isMissing(field, column, reading.tally, "false")) {
      reading.bad.add({ row, column, expected: "True or False", found });
    }
  };
  return { take, finish: () => values };
}

/** Lists of texts, as JSON or as Python writes them; a missing one is empty. */
export function textsColumn(column: string, reading: Reading): ColumnReader<string[]> {
  return listColumn(column, reading, 'a list of texts such as ["US"]', (item) =>
    typeof item === "string" ? item : null,
  );
}

/** Lists of whole numbers; a missing one is empty. */
export function integersColumn(column: string, reading: Reading): ColumnReader<number[]> {
  return listColumn(column, reading, "a list of integers such as [18, 35]", (item) =>
    typeof item === "number" && Number.isSafeInteger(item) ? item : null,
  );
}

function listColumn<T>(
  column: string,
  { bad, tally }: Reading,
  expected: string,
  itemOf: (item: string | number) => T | null,
): ColumnReader<T[]> {
  const values: T[][] = [];
  const take = (field: Field) => {
    const { text: found, row } = field;
    let items: T[] = [];
    if (!isMissing(field, column, tally, "an empty list")) {
      try {
        items = parseList(found).map((item) => {
          const value = itemOf(item);
          if (value === null) throw new TypeError("an item of another kind");
          return value;
        });
      } catch (cause) {
        bad.add({ row, column, expected, found, cause });
      }
    }
    values.push(items);
  };
  return { take, finish: () => values };
}
