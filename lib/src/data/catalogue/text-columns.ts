/** Columns of texts, truth values and lists. */
import { parseList } from "../csv/list.js";
import { changed, isMissing, type ColumnReader, type Field, type Reading } from "./column.js";

/** Texts; an empty one is missing, and so is R's NA, which has no quotes where texts have them. */
export function textColumn(
  column: string,
  { tally, quotesTexts }: Reading,
): ColumnReader<string | null> {
  const values: (string | null)[] = [];
  const take = ({ text, isQuoted, row }: Field) => {
    const isNa = text === "NA" && quotesTexts && !isQuoted;
    if (isNa) tally.add(changed(column, "said that they are missing: taken as missing", text, row));
    values.push(text === "" || isNa ? null : text);
  };
  return { take, finish: () => values };
}

/** True and false as spreadsheets in the languages of their makers write them. */
const TRUE = new Set(
  "true t 1 1.0 wahr vrai verdadero vero waar prawda sant verdadeiro".split(" "),
);
const FALSE = new Set("false f 0 0.0 falsch faux falso onwaar fałsz falskt falsk".split(" "));

/** Truth values; a missing one is false, as TMDb's documentation has it. */
export function booleanColumn(column: string, reading: Reading): ColumnReader<boolean> {
  const values: boolean[] = [];
  const take = (field: Field) => {
    const { text: found, row } = field;
    const lower = found.toLowerCase();
    const isTrue = TRUE.has(lower);
    values.push(isTrue);
    if (isTrue || FALSE.has(lower)) return;
    if (found === "") {
      reading.tally.add(changed(column, "said nothing: taken as false", found, row));
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
