/** Options of several charts, and their checks. */
import { UserError } from "../base/errors.js";
import { formatQuantity } from "../base/format.js";
import { assertSome, type Any } from "../data/groups.js";
import type { ChartOptions } from "./theme.js";

/** A chart of what was measured on a number of series. */
export interface MeasuredOptions extends ChartOptions {
  /** Series on which it was measured. */
  n?: number;
}

/** A chart of the largest groups. */
export interface TopOptions extends ChartOptions {
  /** How many groups to show. */
  top?: number;
}

/** A chart of a variable. */
export interface VariableOptions extends ChartOptions {
  /** Draw it where no series has a value too; default false, which makes that an error. */
  mayBeMissing?: boolean;
}

/** @throws UserError when no series has one of the variables, or `top` is no number of groups. */
export function assertDrawable<T>(
  titles: readonly T[],
  variables: readonly Any<T>[],
  { mayBeMissing = false, top = 1 }: VariableOptions & TopOptions,
): void {
  if (!mayBeMissing) for (const variable of variables) assertSome(titles, variable);
  if (Number.isInteger(top) && top > 0) return;
  throw new UserError(`top is ${top}; expected how many groups to show, such as 20.`);
}

/**
 * Stop at a number outside [low, high].
 *
 * @param what the subject of the sentence, such as `The AUC of "genre"`.
 * @throws UserError naming it.
 */
export function assertBetween(value: number, low: number, high: number, what: string): void {
  if (value >= low && value <= high) return;
  throw new UserError(
    `${what} is ${value}; expected a number from ${low} to ${high}. Shares are parts of 1, not ` +
      "per cent.",
  );
}

/** {@link assertBetween} 0 and 1, of each that is given. */
export function assertShares(
  shares: readonly (number | undefined)[] | null | undefined,
  what: string,
): void {
  for (const share of shares ?? []) if (share !== undefined) assertBetween(share, 0, 1, what);
}

/**
 * The rows that have a number, with the sentence on those that have none.
 *
 * @param value null, undefined and NaN are missing; `noun` and `what` name a row and the number: "fold", "an area".
 */
export function withNumber<T>(
  rows: readonly T[],
  [noun, what]: readonly [noun: string, what: string],
  value: (row: T) => number | null | undefined,
): { rows: T[]; fact: string | undefined } {
  const kept = rows.filter((row) => !Number.isNaN(value(row) ?? NaN));
  const missing = rows.length - kept.length;
  const fact = `${formatQuantity(missing, noun)} without ${what} left out`;
  return { rows: kept, fact: missing === 0 ? undefined : fact };
}
