/** The sentences under the first counts: countries, genres and years. */
import type { Title } from "../data/titles.js";
import { valueCounts, mode } from "../stats/summary.js";
import { md } from "../base/escape.js";
import {
  formatCount as n,
  formatPercent as percent,
  formatSeries as series,
} from "../base/format.js";

/** Which value is the most frequent, and the share of the leading three. */
export function leadersReading(
  titles: readonly Title[],
  column: "primary_country" | "primary_genre",
): string {
  const noun = column === "primary_country" ? "country" : "genre";
  const present = titles.map((title) => title[column]).filter((value) => value !== null);
  const [first, ...rest] = valueCounts(present);
  if (first === undefined) return `No series has a primary ${noun}.`;
  const three = [first, ...rest].slice(0, 3).reduce((sum, { count }) => sum + count, 0);
  const missing = titles.length - present.length;
  return md`**${first.value}** leads with ${n(first.count)} of ${series(titles.length)} (${percent(first.count / titles.length)}); the first three together have ${percent(three / titles.length)}. ${n(missing)} have no primary ${noun}.`;
}

/** The most frequent release year and the undated share. */
export function releaseYearReading(titles: readonly Title[]): string {
  const years = titles.map(({ year }) => year);
  const top = mode(years);
  if (top === null) return "No series has a release year.";
  const count = years.filter((year) => year === top).length;
  const missing = years.filter((year) => year === null).length;
  return `The most frequent release year is **${top}** (${series(count)}). ${n(missing)} (${percent(missing / titles.length)}) have no year.`;
}
