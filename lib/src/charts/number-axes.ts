/** Axes of numbers: years and other steps, decades, ratios. */
import { formatCount, roundSignificant } from "../base/format.js";
import { MISSING, type Any } from "../data/groups.js";
import { assertLog, extent } from "../stats/bins.js";
import { around } from "./axes.js";
import type { Interval, Plain } from "./figure.js";
import * as words from "./words.js";

/** An axis, and where values stand on it; the missing ones behind the last. */
export interface Placed {
  axis: Plain;
  place: (value: number | null) => number;
  /** The same for notes, which stand at the exponents of a log axis. */
  at: (value: number) => number;
  /** From where to where it goes; on a log axis in decades. */
  range: [number, number];
}

/** Steps between labelled values, in widths; the first that gives at most twelve labels is taken. */
const STEPS = [1, 2, 5, 10, 20, 50, 100];

/**
 * A linear axis of successive values with upright labels, so that those without a series leave a gap, and a
 * place behind the last one for the missing.
 *
 * @param width from one value to the next, such as 1 for years.
 */
export function stepAxis(values: readonly (number | null)[], title: string, width = 1): Placed {
  const known = values.filter((value): value is number => value !== null);
  const [first, last] = extent(known);
  const span = known.length === 0 ? 0 : last - first;
  // Five figures and their comma take the room of two years.
  const isLong = known.length > 0 && last >= 10_000;
  const most = isLong ? 7 : 11;
  const step = width * (STEPS.find((candidate) => span / (width * candidate) <= most) ?? 200);
  const ticks: number[] = [];
  const [from, to] = [first - width / 2, last + width / 2];
  for (let i = Math.ceil(from / step); i * step <= to; i += 1) ticks.push(i * step);
  const tickvals = ticks.map((tick) => roundSignificant(tick, 6));
  const hasMissing = values.includes(null);
  // Wide enough that "(missing)" does not touch the label of the last one at 600 px.
  const behind = width * Math.max(2, Math.ceil((span / width) * 0.13));
  const missingAt = known.length === 0 ? 0 : last + behind;
  const range: [number, number] =
    known.length === 0
      ? [-1, 1]
      : [first - 0.8 * width, (hasMissing ? missingAt + 0.02 * span : last) + 0.8 * width];
  return {
    place: (value) => value ?? missingAt,
    at: (value) => value,
    range,
    axis: {
      ...{ title, tickmode: "array" },
      tickvals: hasMissing ? [...tickvals, missingAt] : tickvals,
      ticktext: [...tickvals.map(isLong ? formatCount : String), ...(hasMissing ? [MISSING] : [])],
      ...{ tickangle: 0, ticks: "outside", showgrid: false, range },
    },
  };
}

/** {@link logAxis} for bars, whose widths are in decades: a linear axis of the exponents. */
export function decadeAxis(values: readonly number[], title: string): Placed {
  const { axis, at, range } = logAxis(values, title);
  const tickvals = (axis["tickvals"] as number[]).map(Math.log10);
  return {
    axis: { ...axis, type: "linear", tickvals },
    place: (value) => at(value ?? 0),
    at,
    range,
  };
}

/** A log axis with a place for zero: half a decade below the smallest decade, labelled "0". */
function logAxis(values: readonly number[], title: string): Placed {
  const positive = values.filter((value) => value > 0);
  const hasZero = positive.length < values.length;
  const [least, most] = positive.length === 0 ? [1, 10] : extent(positive);
  const [low, top] = [Math.floor(Math.log10(least)), Math.log10(most)];
  const zero = 10 ** (low - 0.5);
  const decades = Array.from({ length: Math.ceil(top) - low + 1 }, (_, i) => 10 ** (low + i));
  const range: [number, number] = [hasZero ? low - 0.7 : low - 0.05, Math.max(top + 0.15, low + 1)];
  const place = (value: number | null): number =>
    roundSignificant(value !== null && value > 0 ? value : zero);
  return {
    place,
    at: (value) => Math.log10(place(value)),
    range,
    axis: {
      type: "log",
      tickmode: "array",
      tickvals: hasZero ? [zero, ...decades] : decades,
      ticktext: [...(hasZero ? ["0"] : []), ...decades.map(decadeText)],
      range,
      title,
    },
  };
}

/** The axis of a variable's numbers as they are, or on a log scale. */
export function numberAxis<T>(variable: Any<T>, log: boolean, values: readonly number[]): Placed {
  if (log) {
    assertLog(values);
    return logAxis(values, words.axis(variable, "log scale"));
  }
  const range = around([], values, 0.04);
  const tickformat = Math.max(...range.map(Math.abs)) >= 10_000 ? ",~f" : "~f";
  return {
    place: (value) => roundSignificant(value ?? 0, 6),
    at: (value) => value,
    range,
    axis: { title: words.axis(variable), tickformat, nticks: 8, tickangle: 0, range },
  };
}

function decadeText(value: number): string {
  return value >= 1 ? formatCount(value) : String(roundSignificant(value, 1));
}

/** All ratios, and of their intervals what lies within a factor of 10 around them. */
export function ratioRange(rows: readonly { value: number; interval: Interval }[]): {
  low: number;
  high: number;
} {
  const [least, most] = extent([1, ...rows.map(({ value }) => value)]);
  const ends = rows.flatMap(({ interval }) => [...interval]);
  const low = ends.reduce((a, end) => Math.min(a, Math.max(end, least / 10)), least);
  const high = ends.reduce((a, end) => Math.max(a, Math.min(end, most * 10)), most);
  const room = Math.max((high / low) ** 0.04, 1.05);
  return { low: low / room, high: high * room };
}

/** At most seven or so round numbers of an axis of ratios. */
export function ratioTicks(low: number, high: number): { tickvals: number[]; ticktext: string[] } {
  const decades = Math.log10(high / low);
  const steps = decades > 2.2 ? [1] : decades > 1.1 ? [1, 3] : decades > 0.5 ? [1, 2, 5] : [];
  const every = Math.ceil(decades / 7);
  const ticks: number[] = [];
  for (let decade = Math.floor(Math.log10(low)); decade <= Math.log10(high); decade += 1) {
    if (decades > 2.2 && decade % every !== 0) continue;
    for (const step of steps) ticks.push(step * 10 ** decade);
  }
  if (steps.length === 0) {
    const step = [0.05, 0.1, 0.2, 0.5].find((size) => (high - low) / size <= 7) ?? 1;
    for (let i = Math.ceil(low / step); i * step <= high; i += 1) ticks.push(i * step);
  }
  const tickvals = ticks.filter((tick) => tick >= low && tick <= high);
  return {
    tickvals: tickvals.map((tick) => roundSignificant(tick)),
    ticktext: tickvals.map(ratioText),
  };
}

/** A ratio to three digits. */
export function ratioText(ratio: number): string {
  if (ratio >= 1000 && ratio < Infinity) return formatCount(ratio);
  return String(roundSignificant(ratio, 3));
}
