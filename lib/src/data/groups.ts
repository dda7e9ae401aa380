/** Series by a variable: in groups of one value each, or as numbers. */
import { UserError } from "../base/errors.js";
import { binsOf, extent } from "../stats/bins.js";
import { compareValues } from "../stats/summary.js";
import { describeValue, fullLabel, valuesOf, type Value, type Variable } from "./variable.js";

/** How a missing value is called where groups are named. */
export const MISSING = "(missing)";

/** A variable of series, whatever its values are. */
export type Any<T> = Variable<Value, T>;

/** The series of one value. */
export interface Group<T> {
  /** Null where they have none. */
  value: Value | null;
  /** In words. */
  name: string;
  rows: T[];
}

/**
 * The series by the values of a variable, in ascending order and those without one last; a series with several
 * values is in several groups.
 *
 * @throws UserError when a value is neither text, number nor boolean.
 */
export function groupsBy<T>(titles: readonly T[], variable: Any<T>): Group<T>[] {
  const groups = new Map<Value | null, Group<T>>();
  for (const title of titles) {
    const values: readonly (Value | null)[] = valuesOf(title, variable);
    for (const value of values.length === 0 ? [null] : values) {
      assertValue(value, variable);
      const name = value === null ? MISSING : describeValue(variable, value);
      const group = groups.get(value) ?? { value, name, rows: [] };
      group.rows.push(title);
      groups.set(value, group);
    }
  }
  return [...groups.values()].sort((a, b) => compareValues(orderOf(a.value), orderOf(b.value)));
}

/**
 * {@link groupsBy}, but numbers with more than `most` values in about as many classes of a round width, of which
 * those between two others may be empty.
 */
export function classesBy<T>(titles: readonly T[], variable: Any<T>, most: number): Group<T>[] {
  const groups = groupsBy(titles, variable);
  const values = groups.flatMap(({ value }) => (value === null ? [] : [value]));
  const numbers = values.filter((value) => typeof value === "number");
  if (groups.length <= most || numbers.length < values.length) return groups;
  const bins = binsOf(numbers, { single: most, most });
  const nameOf = (place: number): string => String(bins.name(place));
  const known = groupsBy(titles, {
    ...variable,
    value: (title) => valuesOf(title, variable).map((number) => bins.place(number as number)),
    describe: (place) => nameOf(place as number),
  });
  const [first, last] = extent(numbers.map(bins.place));
  const count = Math.round((last - first) / bins.width) + 1;
  const classes = Array.from({ length: count }, (_, i): Group<T> => {
    const value = bins.place(first + i * bins.width);
    return known.find((group) => group.value === value) ?? { value, name: nameOf(value), rows: [] };
  });
  return [...classes, ...known.filter(({ value }) => value === null)];
}

function orderOf(value: Value | null): string | number | null {
  return typeof value === "boolean" ? Number(value) : value;
}

function assertValue<T>(value: unknown, { name }: Any<T>): void {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return;
  throw new UserError(
    `A value of ${name} is of the type ${typeof value}; expected text, a number, true or false, null, or ` +
      "a list of these. Change the variable's value().",
  );
}

/** Whether any series has a list of values, and so counts in each. */
export function isMembership<T>(titles: readonly T[], { value }: Any<T>): boolean {
  return titles.some((title) => Array.isArray(value(title)));
}

/**
 * The number of each series, null where it has none.
 *
 * @throws UserError when a series has something else than one finite number.
 */
export function numbersOf<T>(titles: readonly T[], variable: Any<T>): (number | null)[] {
  return titles.map((title) => {
    const values = valuesOf(title, variable);
    const [number = null] = values;
    const isOne = values.length <= 1;
    if (isOne && (number === null || Number.isFinite(number))) return number as number | null;
    const found = isOne ? (typeof number === "string" ? `"${number}"` : String(number)) : "a list";
    throw new UserError(
      `The ${fullLabel(variable)} of a series (${variable.name}) is ${found}; expected one number for each ` +
        "series. Choose a variable of numbers, or a chart of groups.",
    );
  });
}

/**
 * Stop at a variable that no series has.
 *
 * @throws UserError naming it.
 */
export function assertSome<T>(titles: readonly T[], variable: Any<T>): void {
  if (titles.length === 0) return;
  if (titles.some((title) => valuesOf(title, variable).length > 0)) return;
  const isUnknown = titles.every((title) => (variable.value(title) as unknown) === undefined);
  throw new UserError(
    `No series has ${withArticle(fullLabel(variable))} (${variable.name}): ` +
      (isUnknown
        ? "its value is undefined for each of them. Is the column misspelt, or its file not joined?"
        : `it is missing for all ${titles.length}. Choose another variable, or series that have it.`),
  );
}

/** "a genre", "an original language", and "votes" as they are. */
export function withArticle(noun: string): string {
  // "votes", "hours viewed"
  if (/^\S+s\b|s$/.test(noun)) return noun;
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}
