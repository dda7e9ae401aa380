/** The words of titles, subtitles and axes. */
import { escapePlotly } from "../base/escape.js";
import {
  capitalised,
  formatCount,
  formatQuantity,
  formatUnit,
  roundSignificant,
} from "../base/format.js";
import { isMembership, withArticle, type Any } from "../data/groups.js";
import { fullLabel } from "../data/variable.js";
import type { Interval } from "./figure.js";
import { shortLabel } from "./labels.js";

/** "n = 2,561 series"; nothing where it is not known. */
export function series(n: number | undefined, noun = "series"): string | undefined {
  return n === undefined ? undefined : `n = ${formatQuantity(n, noun, noun)}`;
}

/** "1 hit"; nothing where it is not known. */
export function hits(n: number | undefined): string | undefined {
  return n === undefined ? undefined : formatQuantity(n, "hit");
}

/** "15 of 17 genres shown", where that is not all. */
export function shown(top: number, all: number, noun: string, plural?: string): string | undefined {
  return all > top ? `${top} of ${formatQuantity(all, noun, plural)} shown` : undefined;
}

/** "12 without a release year left out", where there are any. */
export function leftOut(count: number, noun: string): string | undefined {
  return count > 0 ? `${formatCount(count)} without ${withArticle(noun)} left out` : undefined;
}

/** What must be known of variables beside the numbers: that series count more than once, and cautions. */
export function facts<T>(titles: readonly T[], variables: readonly Any<T>[]): string[] {
  const all = variables.flatMap((variable) => [
    ...(isMembership(titles, variable)
      ? [`a series counts in each of its ${variable.plural}`]
      : []),
    ...(variable.note === undefined ? [] : [variable.note.replace(/\.$/, "")]),
  ]);
  return [...new Set(all)];
}

/** The title of an axis: "Release year", or with a unit and more "Runtime (minutes, log scale)". */
export function axis<T>(variable: Any<T>, ...more: string[]): string {
  const about = [variable.unit, ...more].filter((part) => part !== undefined);
  const title = shortLabel(capitalised(fullLabel(variable)), 40);
  return escapePlotly(about.length === 0 ? title : `${title} (${about.join(", ")})`);
}

/** An interval, such as "0.781 to 0.842". */
export function range(interval: Interval, format = (end: number) => formatUnit(end)): string {
  return interval.map((end) => format(end)).join(" to ");
}

/** {@link range} in brackets, behind its estimate; nothing where there is none. */
export function inBrackets(interval: Interval | null | undefined): string {
  return interval ? ` (${range(interval)})` : "";
}

/** A threshold of a definition. */
export function threshold(value: number): string {
  return value >= 1000 ? formatCount(value) : String(roundSignificant(value));
}
