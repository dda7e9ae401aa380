/** Summary statistics with the conventions of numpy and pandas. */
import { normalCriticalValue } from "./distributions.js";

/** How often one value occurs. */
export interface ValueCount<T> {
  value: T;
  count: number;
}

/** A group of rows and the share of hits in it. */
export interface GroupRate<T> {
  value: T;
  /** Rows in the group. */
  count: number;
  hits: number;
  /** hits / count. */
  rate: number;
}

/**
 * The p-quantile of `values` (0 <= p <= 1), linearly interpolated: R type 7, numpy's default.
 *
 * The interpolation uses the same two formulas as numpy's, so that a value equal to the quantile
 * there is equal to it here: labels are made by comparing with `>=`.
 *
 * @example quantile([1, 2, 3, 4], 0.5) // 2.5
 * @throws RangeError on an empty list, on a p outside [0, 1] or on a value that is not finite.
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  if (values.length === 0) throw new RangeError("quantile of an empty list");
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile: p must lie in [0, 1], got ${p}`);
  const sorted = Float64Array.from(values).sort();
  if (!sorted.every(Number.isFinite)) throw new RangeError("quantile: a value is not finite");
  return quantileOfSorted(sorted, p);
}

/**
 * {@link quantile} of ascending finite values (at least one), for several quantiles of the same
 * list.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const a = sorted[below]!;
  const b = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const t = position - below;
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}

/**
 * The median: the middle value, or the mean of the two middle ones.
 *
 * @throws RangeError like {@link quantile}.
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** What can be counted and put in order. */
export type Countable = string | number | boolean;

/**
 * The most frequent value, or the smallest of several (pandas' `mode()[0]`). Nulls are not counted;
 * the result is null if there is nothing else.
 */
export function mode<T extends string | number>(values: readonly (T | null)[]): T | null {
  return valueCounts(values).find(({ value }) => value !== null)?.value ?? null;
}

/**
 * The distinct values and how often each occurs, most frequent first, ties in ascending order.
 * Null is counted as a value of its own and comes last among ties.
 */
export function valueCounts<T extends Countable | null>(values: readonly T[]): ValueCount<T>[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || compareValues(a.value, b.value));
}

/** The order of Python's `sorted`: numbers by size, strings by code point, false before true; null last. */
export function compareValues(a: Countable | null, b: Countable | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

/**
 * Count, hits and hit rate of each group of `rows`, in ascending order of the group's value.
 *
 * @param key the group of a row; null is a group of its own and comes last.
 * @param isHit whether a row is a hit; default its `hit`.
 */
export function rateBy<R, T extends Countable | null>(
  rows: readonly R[],
  key: (row: R) => T,
  isHit: (row: R) => boolean = (row) => (row as { hit?: unknown }).hit === 1,
): GroupRate<T>[] {
  const groups = new Map<T, { count: number; hits: number }>();
  for (const row of rows) {
    const value = key(row);
    const group = groups.get(value) ?? { count: 0, hits: 0 };
    group.count += 1;
    if (isHit(row)) group.hits += 1;
    groups.set(value, group);
  }
  return [...groups]
    .map(([value, { count, hits }]) => ({ value, count, hits, rate: hits / count }))
    .sort((a, b) => compareValues(a.value, b.value));
}

/**
 * Wilson's score interval for a proportion of `hits` in `n`: unlike the textbook interval it stays
 * inside [0, 1] and keeps its coverage for small n and rates near 0 (Wilson 1927; Brown, Cai and
 * DasGupta 2001).
 *
 * @param level confidence level, between 0 and 1; default 0.95.
 * @throws RangeError if n is not positive, or hits or level are out of range.
 */
export function wilsonInterval(hits: number, n: number, level = 0.95): [number, number] {
  const z = normalCriticalValue(level);
  if (!(n > 0) || !(hits >= 0 && hits <= n)) {
    throw new RangeError(`wilsonInterval: ${hits} hits of ${n} is not a proportion`);
  }
  const p = hits / n;
  const centre = p + z ** 2 / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  const scale = 1 + z ** 2 / n;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}
