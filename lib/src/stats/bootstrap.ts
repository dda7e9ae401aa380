/** Bootstrap intervals of any statistic of rows. */
import { UserError } from "../base/errors.js";
import { RandomState } from "./random.js";
import { encodeClasses, type Label, rowsOfClasses } from "./classes.js";
import { quantileOfSorted } from "./summary.js";

/** Options of {@link bootstrapInterval}. */
export interface BootstrapOptions {
  /** Number of resamples; default 1000. */
  repeats?: number;
  /** Confidence level, between 0 and 1; default 0.95. */
  level?: number;
  /** Seed, 0 to 2**32 - 1; default 42. */
  seed?: number;
  /**
   * The class of each row: every class keeps its number of rows in every resample. Default: none.
   */
  stratify?: ArrayLike<Label>;
  /** Cancels the work; the signal's reason is thrown. */
  signal?: AbortSignal;
}

/** Options of {@link bootstrapIntervalAsync}. */
export interface AsyncBootstrapOptions extends BootstrapOptions {
  /** Called after each resample with the number done and the total. */
  onProgress?: (done: number, total: number) => void;
}

/** A bootstrap interval of one number. */
export interface BootstrapInterval {
  /** The statistic on the rows as they are. */
  estimate: number;
  /**
   * The percentile interval: quantiles (R type 7) of the resampled values; NaN if there is none.
   */
  interval: [number, number];
  /** The standard deviation of the resampled values (n - 1). */
  standardError: number;
  /** Resamples on which the statistic was a number. */
  defined: number;
  /** Resamples on which it was NaN or infinite; they are left out of the interval. */
  undefinedCount: number;
  /** The resampled values that are numbers, ascending. */
  values: number[];
}

/** A statistic of the rows with these numbers; a row counts as often as its number occurs. */
export type Statistic<T extends number | readonly number[]> = (rows: Uint32Array) => T;

/** One interval if the statistic is a number, a list of intervals if it is a list of numbers. */
export type BootstrapResult<T> = T extends number ? BootstrapInterval : BootstrapInterval[];

/**
 * The percentile bootstrap interval of a statistic of rows (Efron and Tibshirani, 1993, chapter
 * 13): each resample draws as many rows as there are, with replacement, and the quantiles of the
 * statistic over the resamples are the ends of the interval.
 *
 * A statistic that is undefined on a resample (if no hit was drawn, say) should return NaN; such
 * resamples are counted in `undefinedCount` and left out. An interval with many of them is
 * unreliable: `stratify` avoids them.
 *
 * @param statistic takes row numbers, 0 to n - 1, and returns a number or a list of numbers, always
 * of the same length.
 * @param n number of rows.
 * @example bootstrapInterval((rows) => rocAuc(pick(y, rows), pick(p, rows)), y.length, { stratify: y })
 * @throws UserError if an option is out of range or the lists differ in length.
 */
export function bootstrapInterval<T extends number | readonly number[]>(
  statistic: Statistic<T>,
  n: number,
  options: BootstrapOptions = {},
): BootstrapResult<T> {
  const { repeats, level, draw } = prepare(n, options);
  const estimate = statistic(allRows(n));
  const values: T[] = [];
  for (let i = 0; i < repeats; i += 1) {
    options.signal?.throwIfAborted();
    values.push(statistic(draw()));
  }
  return summarise(estimate, values, level);
}

/**
 * {@link bootstrapInterval} of an asynchronous statistic, such as a coefficient of a model that is
 * refitted on each resample. The same seed draws the same resamples. Resamples run one after the
 * other and yield in between, so that progress can be shown and interrupts are noticed.
 *
 * @throws UserError like {@link bootstrapInterval}, and whatever the statistic throws.
 */
export async function bootstrapIntervalAsync<T extends number | readonly number[]>(
  statistic: (rows: Uint32Array) => Promise<T>,
  n: number,
  options: AsyncBootstrapOptions = {},
): Promise<BootstrapResult<T>> {
  const { repeats, level, draw } = prepare(n, options);
  options.signal?.throwIfAborted();
  const estimate = await statistic(allRows(n));
  const values: T[] = [];
  for (let i = 0; i < repeats; i += 1) {
    options.signal?.throwIfAborted();
    values.push(await statistic(draw()));
    options.onProgress?.(i + 1, repeats);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return summarise(estimate, values, level);
}

/** The elements of `values` at these rows, in the same order, repeated where a row is. */
export function pick<T>(values: ArrayLike<T>, rows: ArrayLike<number>): T[] {
  return Array.from(rows, (row) => values[row] as T);
}

function prepare(n: number, options: BootstrapOptions) {
  const { repeats = 1000, level = 0.95, seed = 42, stratify } = options;
  if (!Number.isInteger(n) || n < 1) {
    throw new UserError(`n: expected the number of rows, at least 1, found ${n}.`);
  }
  if (!Number.isInteger(repeats) || repeats < 2) {
    throw new UserError(`repeats: expected an integer of at least 2, found ${repeats}.`);
  }
  if (!(level > 0 && level < 1)) {
    throw new UserError(`level: expected a confidence level between 0 and 1, found ${level}.`);
  }
  if (stratify !== undefined && stratify.length !== n) {
    throw new UserError(
      `stratify: expected a label for each of ${n} rows, found ${stratify.length}.`,
    );
  }
  const random = new RandomState(seed);
  if (stratify === undefined) return { repeats, level, draw: () => random.integers(n, n) };
  const classes = rowsOfClasses(encodeClasses(stratify));
  const draw = () => {
    const rows = new Uint32Array(n);
    let at = 0;
    for (const members of classes) {
      for (const place of random.integers(members.length, members.length)) {
        rows[at++] = members[place]!;
      }
    }
    return rows;
  };
  return { repeats, level, draw };
}

function allRows(n: number): Uint32Array {
  return new Uint32Array(n).map((_, row) => row);
}

function summarise<T extends number | readonly number[]>(
  estimate: T,
  values: readonly T[],
  level: number,
): BootstrapResult<T> {
  if (typeof estimate === "number") {
    return intervalOf(estimate, values as readonly number[], level) as BootstrapResult<T>;
  }
  const lists = values as readonly (readonly number[])[];
  const other = lists.find((list) => list.length !== estimate.length);
  if (other !== undefined) {
    throw new UserError(
      `The statistic returned ${estimate.length} numbers for all rows but ${other.length} for a resample: ` +
        "expected the same number each time.",
    );
  }
  return estimate.map((value, i) =>
    intervalOf(
      value,
      lists.map((list) => list[i]!),
      level,
    ),
  ) as BootstrapResult<T>;
}

function intervalOf(estimate: number, values: readonly number[], level: number): BootstrapInterval {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const defined = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / defined;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const at = (p: number) => (defined === 0 ? NaN : quantileOfSorted(sorted, p));
  return {
    estimate,
    interval: [at((1 - level) / 2), at((1 + level) / 2)],
    standardError: defined < 2 ? NaN : Math.sqrt(squares / (defined - 1)),
    defined,
    undefinedCount: values.length - defined,
    values: [...sorted],
  };
}
