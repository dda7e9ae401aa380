/** The log axis of ratios. */
import { formatCount, roundSignificant } from "../base/format.js";
import type { Interval } from "./options.js";

/** All ratios, and of their intervals what lies within a factor of 10 around them. */
export function ratioRange(rows: readonly { oddsRatio: number; interval: Interval | null }[]): {
  low: number;
  high: number;
} {
  const ratios = [1, ...rows.map(({ oddsRatio }) => oddsRatio)];
  const least = ratios.reduce((a, b) => Math.min(a, b));
  const most = ratios.reduce((a, b) => Math.max(a, b));
  const ends = rows.flatMap(({ interval }) => interval ?? []);
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

export function ratioText(ratio: number): string {
  if (ratio >= 1000 && ratio < Infinity) return formatCount(ratio);
  return String(roundSignificant(ratio, 3));
}
