/** Dates as spreadsheets, R and databases write them, converted to `YYYY-MM-DD`. */

/** Which number of "7/8/2016" is the day. */
export type Order = "month first" | "day first";

/** A text read as a date, as two possible dates, or as no date. */
export type ReadDate =
  | { kind: "date"; iso: string; hasTime: boolean; isRewritten: boolean }
  /** Null for an order in which it is not a date; if day and month are equal, both are the same. */
  | { kind: "either"; monthFirst: string | null; dayFirst: string | null; hasTime: boolean }
  | { kind: "none" };

/** A time of day after a date, with or without a time zone. */
const TIME =
  /^(?:[T ] ?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AP]M)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)$/i;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(.*)$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?!\d)(.*)$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)(.*)$/;

/**
 * Read a date. The year has four digits and comes first or last. If it comes last, the day is first
 * when the separator is a point; with slashes or hyphens the order is ambiguous. A time of day and
 * its time zone are cut off: the day is the one that is written.
 */
export function readDate(text: string): ReadDate {
  const first = YEAR_FIRST.exec(text) ?? compact(text);
  if (first !== null) {
    const [, year, , month, day, rest = ""] = first;
    const iso = isoDate(Number(year), Number(month), Number(day));
    if (iso === null || !isTime(rest)) return { kind: "none" };
    const hasTime = rest !== "";
    return { kind: "date", iso, hasTime, isRewritten: !text.startsWith(iso) };
  }
  const [, a, separator, b, year, rest = ""] = YEAR_LAST.exec(text) ?? [];
  if (year === undefined || !isTime(rest)) return { kind: "none" };
  const monthFirst = isoDate(Number(year), Number(a), Number(b));
  const dayFirst = isoDate(Number(year), Number(b), Number(a));
  const hasTime = rest !== "";
  if (separator === ".") {
    if (dayFirst === null) return { kind: "none" };
    return { kind: "date", iso: dayFirst, hasTime, isRewritten: true };
  }
  if (monthFirst === null && dayFirst === null) return { kind: "none" };
  return { kind: "either", monthFirst, dayFirst, hasTime };
}

function compact(text: string): (string | undefined)[] | null {
  const match = COMPACT.exec(text);
  return match && [match[0], match[1], "", match[2], match[3], match[4]];
}

function isTime(rest: string): boolean {
  return rest === "" || TIME.test(rest);
}

function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0;
  return exists ? date.toISOString().slice(0, 10) : null;
}
