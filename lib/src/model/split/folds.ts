/** Splits for cross-validation: every row is in the test part of one fold. */
import { formatQuantity } from "../../base/format.js";
import { UserError } from "../../base/errors.js";
import { RandomState } from "../../stats/random.js";
import { encodeClasses, type Classes, type Label } from "../../stats/classes.js";
import type { Split } from "./train-test.js";

/** What {@link KFold} and {@link StratifiedKFold} takes. */
export interface FoldOptions {
  /** Number of folds, at least 2; default 5. */
  nSplits?: number;
  /**
   * Whether rows are shuffled (within their class) before they are assigned to folds; default
   * false.
   */
  shuffle?: boolean;
  /**
   * Seed of the shuffling, 0 to 2**32 - 1; default 42. Refused without shuffling, as it would have
   * no effect.
   */
  randomState?: number;
}

/** Options of {@link RepeatedStratifiedKFold}. */
export interface RepeatedFoldOptions {
  /** Number of folds, at least 2; default 5. */
  nSplits?: number;
  /** Number of repeats; default 10. */
  nRepeats?: number;
  /** Seed, 0 to 2**32 - 1; default 42. */
  randomState?: number;
}

/**
 * Folds of consecutive (or shuffled) rows: scikit-learn's `KFold`, index for index.
 *
 * @throws UserError when an option is out of its range.
 */
export class KFold {
  readonly nSplits: number;
  readonly #random: () => RandomState | null;

  constructor(options: FoldOptions = {}) {
    this.nSplits = checkedCount("nSplits", options.nSplits ?? 5, 2);
    this.#random = shuffler(options);
  }

  /**
   * The folds, one by one; the indices of both parts are ascending.
   *
   * @param rows the number of rows, or anything with one element for each row.
   * @throws UserError when there are fewer rows than folds.
   */
  *split(rows: number | ArrayLike<unknown>): Generator<Split, void, undefined> {
    const n = typeof rows === "number" ? rows : rows.length;
    if (this.nSplits > n) {
      throw new UserError(
        `nSplits: ${this.nSplits} folds need at least as many rows, found ${n}. Reduce nSplits.`,
      );
    }
    const order = Uint32Array.from({ length: n }, (_, row) => row);
    this.#random()?.shuffle(order);
    const foldOf = new Uint32Array(n);
    let start = 0;
    for (let fold = 0; fold < this.nSplits; fold += 1) {
      const end = start + Math.floor(n / this.nSplits) + (fold < n % this.nSplits ? 1 : 0);
      for (let at = start; at < end; at += 1) foldOf[order[at]!] = fold;
      start = end;
    }
    for (let fold = 0; fold < this.nSplits; fold += 1) yield partsOf(foldOf, fold);
  }
}

/**
 * Folds with the same proportions of classes: scikit-learn's `StratifiedKFold`, index for index.
 *
 * @example for (const { train, test } of new StratifiedKFold({ nSplits: 5 }).split(y)) { ... }
 * @throws UserError when an option is out of its range.
 */
export class StratifiedKFold {
  readonly nSplits: number;
  readonly #random: () => RandomState | null;

  constructor(options: FoldOptions = {}) {
    this.nSplits = checkedCount("nSplits", options.nSplits ?? 5, 2);
    this.#random = shuffler(options);
  }

  /**
   * The folds, one by one; the indices of both parts are ascending.
   *
   * A class with fewer rows than folds is missing in some of them. As in scikit-learn that is only
   * a warning (once, by `console.warn`) as long as another class is in every fold.
   *
   * @param y the class of each row.
   * @throws UserError if no class has as many rows as there are folds.
   */
  *split(y: ArrayLike<Label>): Generator<Split, void, undefined> {
    const classes = encodeClasses(y);
    assertFolds(classes, this.nSplits);
    yield* stratifiedFolds(classes, this.nSplits, this.#random());
  }
}

/**
 * Repeated, shuffled {@link StratifiedKFold}: scikit-learn's `RepeatedStratifiedKFold`, index for
 * index. All repeats draw from one stream, so that the first is `StratifiedKFold({ shuffle: true
 * })` with the same seed.
 *
 * @throws UserError when an option is out of its range.
 */
export class RepeatedStratifiedKFold {
  readonly nSplits: number;
  readonly nRepeats: number;
  readonly #seed: number;

  constructor({ nSplits = 5, nRepeats = 10, randomState = 42 }: RepeatedFoldOptions = {}) {
    this.nSplits = checkedCount("nSplits", nSplits, 2);
    this.nRepeats = checkedCount("nRepeats", nRepeats, 1);
    this.#seed = checkedSeed(randomState);
  }

  /**
   * The `nRepeats * nSplits` folds, one by one.
   *
   * @param y the class of each row.
   * @throws UserError like {@link StratifiedKFold.split}, which also describes the warning.
   */
  *split(y: ArrayLike<Label>): Generator<Split, void, undefined> {
    const classes = encodeClasses(y);
    assertFolds(classes, this.nSplits);
    const random = new RandomState(this.#seed);
    for (let repeat = 0; repeat < this.nRepeats; repeat += 1) {
      yield* stratifiedFolds(classes, this.nSplits, random);
    }
  }
}

function* stratifiedFolds(
  { codes, counts }: Classes,
  nSplits: number,
  random: RandomState | null,
): Generator<Split, void, undefined> {
  const appearance = orderOfAppearance(codes, counts.length);
  // For each class the folds of its rows, in the order of the rows. Rows are assigned in turn as if
  // sorted by class, so that the sizes of the folds differ by at most one.
  const folds: Uint32Array[] = [];
  let start = 0;
  for (const code of appearance) {
    const count = counts[code]!;
    const dealt = new Uint32Array(count);
    let at = 0;
    for (let fold = 0; fold < nSplits; fold += 1) {
      const turns = turnsOf(fold, start + count, nSplits) - turnsOf(fold, start, nSplits);
      dealt.fill(fold, at, at + turns);
      at += turns;
    }
    folds[code] = random?.shuffle(dealt) ?? dealt;
    start += count;
  }
  const foldOf = new Uint32Array(codes.length);
  const next = new Uint32Array(counts.length);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!;
    const at = next[code]!;
    foldOf[row] = folds[code]![at]!;
    next[code] = at + 1;
  }
  for (let fold = 0; fold < nSplits; fold += 1) yield partsOf(foldOf, fold);
}

/** How many of the first `count` rows this fold gets when they are assigned in turn. */
function turnsOf(fold: number, count: number, nSplits: number): number {
  return Math.floor((count + nSplits - 1 - fold) / nSplits);
}

/** Class codes in the order in which they first occur. */
function orderOfAppearance(codes: Uint32Array, nClasses: number): number[] {
  const seen = new Set<number>();
  for (let row = 0; row < codes.length && seen.size < nClasses; row += 1) {
    seen.add(codes[row]!);
  }
  return [...seen];
}

function partsOf(foldOf: Uint32Array, fold: number): Split {
  const split: Split = { train: [], test: [] };
  for (let row = 0; row < foldOf.length; row += 1) {
    (foldOf[row] === fold ? split.test : split.train).push(row);
  }
  return split;
}

function assertFolds({ labels, counts }: Classes, nSplits: number): void {
  const most = Math.max(0, ...counts);
  if (most < nSplits) {
    throw new UserError(
      `nSplits: ${nSplits} folds need a label with at least as many rows; the most frequent has ` +
        `${most}. Reduce nSplits, or choose a larger network.`,
    );
  }
  const least = Math.min(...counts);
  if (least < nSplits) {
    const label = labels[counts.indexOf(least)];
    console.warn(
      `The label ${label} has only ${formatQuantity(least, "row")}, fewer than the ${nSplits} folds: ` +
        "it is missing in some of them.",
    );
  }
}

function shuffler({ shuffle = false, randomState }: FoldOptions): () => RandomState | null {
  if (shuffle) {
    const seed = checkedSeed(randomState ?? 42);
    return () => new RandomState(seed);
  }
  if (randomState !== undefined) {
    throw new UserError(
      `randomState: ${randomState} has no effect without shuffling: set shuffle: true, or omit it.`,
    );
  }
  return () => null;
}

function checkedSeed(seed: number): number {
  new RandomState(seed);
  return seed;
}

function checkedCount(name: string, count: number, least: number): number {
  if (Number.isInteger(count) && count >= least) return count;
  throw new UserError(`${name}: expected an integer of at least ${least}, found ${count}.`);
}
