/** The column of dates: all of them together decide whether the month or the day comes first. */
import { UserError } from "../../base/errors.js";
import { formatCount, formatShare } from "../../base/format.js";
import { quote } from "../csv/errors.js";
import { changed, isMissing, type ColumnReader, type Field, type Reading } from "./column.js";
import { readDate, type Order, type ReadDate } from "./dates.js";

const EXPECTED =
  "Write dates as 2016-07-15 (year, month, day; in a spreadsheet the format yyyy-mm-dd).";

/**
 * Dates as `YYYY-MM-DD`. Other texts become missing and are counted.
 *
 * @param name what errors call the file.
 * @throws UserError (from `finish`) if dates such as "7/8/2016" can be read in both orders or
 * contradict each other, or if most dates of the column cannot be read.
 */
export function dateColumn(
  name: string,
  column: string,
  { tally }: Reading,
): ColumnReader<string | null> {
  const values: (string | null)[] = [];
  const open: { field: Field; at: number; date: ReadDate & { kind: "either" } }[] = [];
  const unreadable: Field[] = [];
  let present = 0;
  const place = (row: number) => `${name}, data row ${row}, column ${column}`;
  const cut = ({ text, row }: Field) =>
    tally.add(changed(column, "had a time of day: cut off", text, row));

  const take = (field: Field) => {
    if (isMissing(field, column, tally)) {
      values.push(null);
      return;
    }
    present += 1;
    const date = readDate(field.text.trim());
    if (date.kind === "either") open.push({ field, at: values.length, date });
    if (date.kind === "none") unreadable.push(field);
    if (date.kind === "date") {
      if (date.hasTime) cut(field);
      if (date.isRewritten) {
        tally.add(
          changed(column, "had another format: converted to YYYY-MM-DD", field.text, field.row),
        );
      }
    }
    values.push(date.kind === "date" ? date.iso : null);
  };

  /** The order that all ambiguous dates allow and at least one proves. */
  const orderOf = (): Order => {
    const month = open.find(({ date }) => date.dayFirst === null);
    const day = open.find(({ date }) => date.monthFirst === null);
    if (month !== undefined && day !== undefined) {
      throw new UserError(
        `${place(month.field.row)}: ${quote(month.field.text)} must have the month first, ` +
          `but ${quote(day.field.text)} in row ${day.field.row} the day. ${EXPECTED}`,
      );
    }
    const first = open.find(({ date }) => date.monthFirst !== date.dayFirst);
    if (month === undefined && day === undefined && first !== undefined) {
      const { field, date } = first;
      throw new UserError(
        `${place(field.row)}: ${quote(field.text)} can be ${date.monthFirst} or ${date.dayFirst}, and no ` +
          `date in the column shows which number is the month. ${EXPECTED}`,
      );
    }
    return month === undefined ? "day first" : "month first";
  };

  const finish = () => {
    if (open.length > 0) {
      const order = orderOf();
      for (const { field, at, date } of open) {
        const iso = order === "month first" ? date.monthFirst : date.dayFirst;
        if (date.hasTime) cut(field);
        tally.add(
          changed(column, `had the ${order}: converted to YYYY-MM-DD`, field.text, field.row),
        );
        values[at] = iso;
      }
    }
    if (2 * unreadable.length > present) {
      const listed = unreadable.slice(0, 3).map(({ text, row }) => `${quote(text)} in row ${row}`);
      throw new UserError(
        `${name}, column ${column}: ${formatCount(unreadable.length)} of ${formatCount(present)} dates ` +
          `(${formatShare(unreadable.length, present)}) cannot be read, such as ${listed.join(", ")}. ${EXPECTED}`,
      );
    }
    for (const { text, row } of unreadable) {
      tally.add(changed(column, "could not be read as a date: read as missing", text, row, true));
    }
    return values;
  };
  return { take, finish };
}
