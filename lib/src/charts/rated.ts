/** Hits in groups of series. */
import { escapePlotly } from "../base/escape.js";
import { formatCount, formatPercent } from "../base/format.js";
import { MISSING, numbersOf, type Any } from "../data/groups.js";
import { assertLabelled, type LabelledTitle } from "../label/hits.js";
import { binsOf, type BinOptions } from "../stats/bins.js";
import { rateBy, wilsonInterval } from "../stats/summary.js";
import type { Estimate } from "./figure.js";
import { decadeAxis, stepAxis } from "./number-axes.js";
import * as words from "./words.js";

/** What must be known of a series. */
export type Labelled = Pick<LabelledTitle, "hit">;

/** Series of one kind, and the hits among them. */
export interface Rated {
  name: string;
  count: number;
  hits: number;
}

/**
 * How many series, and how many of them are hits.
 *
 * @throws UserError when one has no label.
 */
export function hitsOf(titles: readonly Labelled[]): { count: number; hits: number } {
  assertLabelled(titles);
  return { count: titles.length, hits: titles.filter(({ hit }) => hit === 1).length };
}

/** A rate with Wilson's interval, and whether it stands on enough series. */
export function rateEstimate(
  { name, count, hits }: Rated,
  at: string | number,
  minTitles: number,
): Estimate & { isLarge: boolean } {
  const interval = wilsonInterval(hits, count);
  const value = hits / count;
  const hover =
    `${escapePlotly(name)}: ${formatPercent(value)} (${words.range(interval, formatPercent)}), ` +
    `${formatCount(hits)} of ${formatCount(count)} series`;
  return { at, value, interval, hover, isLarge: count >= minTitles };
}

/** Series and hits in the classes of a number, in ascending order; those without it come last. */
export function groupsAlong<T>(titles: readonly T[], variable: Any<T>, options: BinOptions) {
  const all = numbersOf(titles, variable);
  const numbers = all.filter((number) => number !== null);
  const bins = binsOf(numbers, options);
  const rows = titles.map((title, i) => ({
    number: all[i] ?? null,
    ...(title as Partial<Labelled>),
  }));
  const groups = rateBy(rows, ({ number }) => (number === null ? null : bins.place(number)));
  const title = words.axis(variable, ...(options.log ? ["log scale"] : []));
  const values = groups.map(({ value }) => value);
  const placed = options.log ? decadeAxis(numbers, title) : stepAxis(values, title, bins.width);
  return {
    ...placed,
    barWidth: (bins.isSingle ? 0.78 : 0.92) * bins.width,
    groups: groups.map(({ value, count, hits }) => {
      const label = value === null ? MISSING : bins.name(value);
      return { value, at: placed.place(value), label, name: String(label), count, hits };
    }),
  };
}
