/** The sentences under the first counts: countries, genres and years. */
import { withArticle } from "../data/groups.js";
import type { Title } from "../data/titles.js";
import { describeValue, fullLabel, valuesOf } from "../data/variable.js";
import { valueCounts, mode } from "../stats/summary.js";
import { md } from "../base/escape.js";
import {
  formatCount as n,
  formatPercent as percent,
  formatSeries as series,
} from "../base/format.js";
import type { Grouping } from "./topic.js";

/**
 * Which value is the most frequent, and the share of the leading three.
 *
 * @param by what the series are counted by, such as `primaryCountry`.
 */
export function leadersReading<T extends Title>(titles: readonly T[], by: Grouping<T>): string {
  const values = titles.map((title) => valuesOf(title, by));
  const [first, ...rest] = valueCounts(values.flat());
  if (first === undefined) return md`No series has ${withArticle(fullLabel(by))}.`;
  const leading = new Set([first, ...rest].slice(0, 3).map(({ value }) => value));
  const inThree = values.filter((own) => own.some((value) => leading.has(value))).length;
  const missing = values.filter((own) => own.length === 0).length;
  return md`**${describeValue(by, first.value)}** leads with ${n(first.count)} of ${series(titles.length)} (${percent(first.count / titles.length)}); the first three together have ${percent(inThree / titles.length)}. ${n(missing)} ${missing === 1 ? "has" : "have"} no ${fullLabel(by)}.`;
}

/** The most frequent release year and the undated share. */
export function releaseYearReading(titles: readonly Title[]): string {
  const years = titles.map(({ year }) => year);
  const top = mode(years);
  if (top === null) return "No series has a release year.";
  const count = years.filter((year) => year === top).length;
  const missing = years.filter((year) => year === null).length;
  return `The most frequent release year is **${top}** (${series(count)}). ${n(missing)} (${percent(missing / titles.length)}) ${missing === 1 ? "has" : "have"} no year.`;
}
