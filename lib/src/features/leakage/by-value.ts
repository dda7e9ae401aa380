/** Features whose values give a column away, whatever they are called. */

import { meanRanks } from "../../stats/ranks.js";

/** Numbers of one column; NaN is missing. */
export type Column = Float64Array;

// Looked up once: these loops are the whole cost, and a global is slow to reach in jest.
const isMissing = Number.isNaN;

/** How closely a feature follows a column. */
export interface Resemblance {
  how: "copy" | "monotone" | "bins";
  /** The rank correlation, or for bins the share of their rows that fit. */
  score: number;
  /** For bins: the feature's value, and the ends of the column's interval on which it is taken. */
  bin?: { value: number; from: number; to: number };
}

/** Rows in the order of a column, those without a value left out. */
interface Order {
  values: Column;
  rows: Uint32Array;
}

/** Least absolute rank correlation of a copy with a little noise; honest features stay far below. */
const LEAST_CORRELATION = 0.95;
/** Fewest rows for which a rank correlation of that size is no accident (its chance is below 1e-9). */
const LEAST_ROWS = 20;
/** Most rows, as a share of the bin (or of the rest, if that is smaller), that may not fit. */
const MOST_MISFITS = 0.1;
/** A bin counts as one only if a feature without any relation fits so well with less than this chance. */
const LOG_CHANCE = Math.log(1e-9);
/** Fewest rows in a bin of a column (and outside of it), where few rows may be alike for another reason. */
const LEAST_IN_BIN = 20;
/** Columns with more distinct values are looked at as a whole, not value by value. */
const MOST_VALUES = 50;

/**
 * Look for a resemblance of each feature with one column: a copy, a monotone function of it, a noisy one,
 * or the indicator or code of bins of it.
 *
 * - **Order.** A feature of three or more values follows the column if the absolute rank correlation
 *   (Spearman's, ties get mean ranks) is 0.95 or more.
 * - **Bins.** Each value of a feature with up to 50 of them is taken as a set of rows. A bin is the set of
 *   rows in an interval of the column; equal values of the column are in it together. The interval that
 *   fits best is found in one pass. It counts if at most a tenth of the set does not fit, and if that is no
 *   accident: of the C(n, k) sets of k rows, at most B^2 C(n, e) (e + 1) lie within e rows of one of the
 *   intervals between B distinct values, and the ratio of both bounds the chance. And there must be at
 *   least `least` rows inside and outside: the nine series of a small catalogue that have no date yet have no
 *   votes either, which is no accident and no leak.
 *
 * @param least default 20.
 * @returns for each feature the resemblance, or null.
 */
export function findResemblances(
  features: readonly Column[],
  column: Column,
  least = LEAST_IN_BIN,
): (Resemblance | null)[] {
  const order = orderBy(column);
  const logFactorial = logFactorials(column.length);
  return features.map((feature) => {
    const values = distinctValues(feature);
    if (values === null || values.length > 2) {
      const byOrder = followsOrder(feature, column);
      if (byOrder !== null) return byOrder;
    }
    if (values === null || values.length < 2) return null;
    // The indicators of two values are each other's complements.
    const tried = values.length === 2 ? values.slice(1) : values;
    for (const value of tried) {
      const bin = fitBin(feature, value, order, logFactorial);
      if (bin !== null && bin.smaller >= least) return bin;
    }
    return null;
  });
}

/**
 * Features of three or more values in whose order the label is one block: those that tell the labels apart
 * by themselves. (One of two values would be a bin of the label.)
 *
 * @returns for each feature the share of rows that fit, or null.
 */
export function findSeparators(features: readonly Column[], label: Column): (number | null)[] {
  const logFactorial = logFactorials(label.length);
  return features.map((feature) => {
    const values = distinctValues(feature);
    if (values !== null && values.length < 3) return null;
    return fitBin(label, 1, orderBy(feature), logFactorial)?.score ?? null;
  });
}

// Each feature is compared with several columns.
const DISTINCT = new WeakMap<Column, number[] | null>();

/** The distinct values, ascending; null when there are more than {@link MOST_VALUES}. */
export function distinctValues(column: Column): number[] | null {
  let values = DISTINCT.get(column);
  if (values === undefined) DISTINCT.set(column, (values = findDistinct(column)));
  return values;
}

function findDistinct(column: Column): number[] | null {
  const seen = new Set<number>();
  for (const value of column) {
    if (isMissing(value) || seen.has(value)) continue;
    if (seen.size === MOST_VALUES) return null;
    seen.add(value);
  }
  return [...seen].sort((a, b) => a - b);
}

function orderBy(values: Column): Order {
  const rows = Uint32Array.from(values.keys()).filter((row) => !isMissing(values[row]));
  rows.sort((a, b) => values[a]! - values[b]!);
  return { values, rows };
}

function followsOrder(feature: Column, column: Column): Resemblance | null {
  const both = (_: number, row: number) => !isMissing(feature[row]) && !isMissing(column[row]);
  const [a, b] = [feature.filter(both), column.filter(both)];
  if (a.length < LEAST_ROWS) return null;
  const correlation = pearson(meanRanks(a), meanRanks(b));
  if (!(Math.abs(correlation) >= LEAST_CORRELATION)) return null;
  const isCopy = a.every((value, i) => value === b[i]);
  return { how: isCopy ? "copy" : "monotone", score: correlation };
}

/** NaN when one of the two is constant. */
function pearson(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const [da, db] = [a[i]! - meanA, b[i]! - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}

/** The interval of the ordered column that fits best the rows where the feature is `value`. */
function fitBin(
  feature: Column,
  value: number,
  { values, rows }: Order,
  logFactorial: Float64Array,
): (Resemblance & { smaller: number }) | null {
  let [inside, outside, blocks] = [0, 0, 0];
  // Either the rows with the value or those without it are an interval: twice the largest sum of a run.
  const ones = new Run();
  const others = new Run();
  for (let start = 0; start < rows.length;) {
    const at = values[rows[start]!]!;
    let [with_, without] = [0, 0];
    let end = start;
    for (; end < rows.length && values[rows[end]!] === at; end += 1) {
      const found = feature[rows[end]!]!;
      if (found === value) with_ += 1;
      else if (!isMissing(found)) without += 1;
    }
    inside += with_;
    outside += without;
    blocks += 1;
    ones.add(with_ - without, at);
    others.add(without - with_, at);
    start = end;
  }
  const smaller = Math.min(inside, outside);
  const misfits = Math.min(inside - ones.best, outside - others.best);
  if (smaller === 0 || misfits > MOST_MISFITS * smaller) return null;
  const n = inside + outside;
  const choose = (k: number) => logFactorial[n]! - logFactorial[k]! - logFactorial[n - k]!;
  const chance = 2 * Math.log(blocks) + choose(misfits) + Math.log(misfits + 1) - choose(inside);
  if (chance > LOG_CHANCE) return null;
  const { from, to } = inside - ones.best === misfits ? ones : others;
  return { how: "bins", score: 1 - misfits / n, bin: { value, from, to }, smaller };
}

/** The consecutive blocks with the largest sum (Kadane's algorithm). */
class Run {
  best = 0;
  from = NaN;
  to = NaN;
  #sum = 0;
  #start = NaN;

  add(gain: number, at: number): void {
    if (this.#sum <= 0) {
      this.#sum = 0;
      this.#start = at;
    }
    this.#sum += gain;
    if (this.#sum > this.best) {
      this.best = this.#sum;
      this.from = this.#start;
      this.to = at;
    }
  }
}

function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let i = 2; i <= n; i += 1) logs[i] = logs[i - 1]! + Math.log(i);
  return logs;
}
