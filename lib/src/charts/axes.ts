/** Axes of names, counts and shares, and the room that charts with them need. */
import { escapePlotly } from "../base/escape.js";
import { roundSignificant } from "../base/format.js";
import { extent } from "../stats/bins.js";
import { wilsonInterval } from "../stats/summary.js";
import type { Estimate, Plain } from "./figure.js";
import { shortLabels, widthOf } from "./labels.js";
import { axis } from "./theme.js";

/** An axis of shares from none to all. */
export const unit = { tickformat: ".0%", range: [-0.01, 1.01] };

/** Height of a chart with one row of `pitch` px (default 25) for each of `rows` categories, in px. */
export function rowsHeight(rows: number, pitch = 25): number {
  return Math.max(300, 150 + pitch * rows);
}

/** The numbers of a chart taller than a screen stand above its rows, where reading begins. */
export function rowsSide(rows: number): { side?: "top" } {
  return rows > 40 ? { side: "top" } : {};
}

/** What {@link names} writes. */
interface NamesOptions {
  /** In the place of the keys. */
  names?: readonly string[];
  /** What becomes of a name that is cut and escaped. */
  label?: (name: string, index: number) => string;
  /** Letters that there is room for; default 32. */
  width?: number;
}

/**
 * An axis of names from top to bottom; those that are too wide are cut at the end, or in the middle where two
 * would look alike.
 *
 * @param keys where the marks stand, each once.
 */
export function names(keys: readonly string[], options: NamesOptions = {}): Plain {
  const { names: written = keys, label = (name: string): string => name, width = 32 } = options;
  return {
    type: "category",
    tickmode: "array",
    tickvals: keys,
    ticktext: shortLabels(width, written).map((name, i) => label(escapePlotly(name), i)),
    ticks: "",
    // Otherwise the order of the traces would be the order of the names.
    categoryorder: "array",
    categoryarray: keys,
    range: [keys.length - 0.4, -0.6],
    showgrid: false,
  };
}

/** An axis of the columns or the rows of a heat map. */
export function cells(title: string, ticktext: readonly string[]): Plain {
  return {
    title,
    tickmode: "array",
    tickvals: ticktext.map((_, i) => i),
    ticktext,
    range: [-0.55, ticktext.length - 0.45],
    showgrid: false,
    ticks: "",
  };
}

/**
 * Where an axis of bars must end so that the texts behind them fit a figure of 600 px, as a multiple
 * of the longest bar.
 *
 * @param least the multiple where there is room enough.
 */
export function roomBehindBars(
  labels: readonly string[],
  texts: readonly string[],
  least: number,
): number {
  // Width of a letter of the axes' type, 13 px of Open Sans.
  const px = 7;
  const longest = (all: readonly string[], width: number): number =>
    all.reduce((most, text) => Math.max(most, Math.min(width, widthOf(text))), 0);
  return Math.max(
    least,
    1 / (1 - (px * longest(texts, 20) + 10) / (540 - px * longest(labels, 32))),
  );
}

/** An axis of counts from zero; few things have no ticks between them. */
export function counts(all: readonly number[]): Plain {
  const few = Math.max(0, ...all) <= 5 ? { dtick: 1 } : {};
  return { title: "Number of series", tickformat: ",d", rangemode: "tozero", ...few };
}

/** The counts on which the values above stand: a second y axis, from the figure's foot up to `top`. */
export function countPanel(all: readonly number[], top = 0.28): { yaxis2: Plain } {
  const own = { nticks: 4, ...counts(all), title: "Series", domain: [0, top] };
  return { yaxis2: axis(own, all.length === 0) };
}

/** The end of an axis of rates that shows every Wilson interval whole. */
export function rateEnd(groups: readonly { hits: number; count: number }[]): number {
  const ends = groups.map(({ hits, count }) => wilsonInterval(hits, count)[1]);
  return Math.min(1.04, Math.max(0, ...ends) * 1.04) || 1;
}

/** An axis of rates from none to `end`. */
export function rates(title: string, end: number): Plain {
  return { title, tickformat: ".0%", range: [-0.02 * end, end] };
}

/** From the smallest to the largest end of the intervals and the values, with a margin around. */
export function around(
  estimates: readonly Pick<Estimate, "value" | "interval">[],
  also: readonly number[] = [],
  margin = 0.06,
): [number, number] {
  const own = estimates.flatMap(({ value, interval }) => [value, ...(interval ?? [])]);
  const ends = [...also, ...own].filter(Number.isFinite);
  if (ends.length === 0) return [0, 1];
  const [low, high] = extent(ends);
  const room = margin * (high - low) || 0.01;
  return [roundSignificant(low - room), roundSignificant(high + room)];
}
