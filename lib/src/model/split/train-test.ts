/** A single split into two parts. */
import { UserError } from "../../base/errors.js";
import { formatQuantity } from "../../base/format.js";
import { RandomState } from "../../stats/random.js";
import { encodeClasses, rowsOfClasses, type Classes, type Label } from "../../stats/classes.js";

/** Row numbers of the two parts, from 0, in scikit-learn's order. */
export interface Split {
  train: number[];
  test: number[];
}

/** Options of {@link stratifiedSplit}. */
export interface SplitOptions {
  /**
   * Size of the test part. Below 1 it is a share of the rows, rounded up; an integer from 1 on is a
   * number of rows. Default 0.25, or the rows that `trainSize` leaves.
   */
  testSize?: number;
  /** Seed, 0 to 2**32 - 1; default 42. */
  randomState?: number;
}

/** Options of {@link trainTestSplit}. */
export interface TrainTestOptions extends SplitOptions {
  /** Size of the training part, like `testSize`, but a share is rounded down. Default: the rest. */
  trainSize?: number;
  /** The class of each row: both parts get the same proportions of classes. Default: none. */
  stratify?: ArrayLike<Label> | null;
  /** False takes the first rows for training and the following for the test. Default true. */
  shuffle?: boolean;
}

/**
 * Split rows at random into two parts: the indices of scikit-learn's
 * `train_test_split(numpy.arange(n), ...)` with the same seed.
 *
 * @param rows the number of rows, or anything with one element for each row.
 * @example trainTestSplit(y, { testSize: 0.25, stratify: y, randomState: 42 }).test
 * @throws UserError if a size is invalid for the number of rows; with `stratify`, if its length
 * differs, a class has fewer than two rows, a part cannot hold every class, or `shuffle` is false.
 */
export function trainTestSplit(
  rows: number | ArrayLike<unknown>,
  options: TrainTestOptions = {},
): Split {
  const { testSize, trainSize, stratify = null, shuffle = true, randomState = 42 } = options;
  const n = typeof rows === "number" ? rows : rows.length;
  if (!Number.isInteger(n) || n < 0) {
    throw new UserError(`trainTestSplit: expected a number of rows or an array, found ${n}.`);
  }
  const [nTrain, nTest] = partSizes(n, testSize, trainSize);
  if (stratify !== null) {
    if (!shuffle) {
      throw new UserError(
        "stratify needs shuffle: true, as rows in their order cannot be stratified. Set it, or omit stratify.",
      );
    }
    return stratified(stratify, n, nTrain, nTest, new RandomState(randomState));
  }
  const order = shuffle
    ? new RandomState(randomState).permutation(n)
    : Array.from({ length: n }, (_, row) => row);
  // scikit-learn takes the test part first if it shuffles, otherwise last.
  return shuffle
    ? { train: order.slice(nTest, nTest + nTrain), test: order.slice(0, nTest) }
    : { train: order.slice(0, nTrain), test: order.slice(nTrain, nTrain + nTest) };
}

/**
 * Split rows so that both parts have the same proportions of hits: {@link trainTestSplit}
 * stratified by `y`, for labels that must occur in both parts.
 *
 * @param y the class of each row.
 * @throws UserError if there is only one class, and like {@link trainTestSplit}.
 */
export function stratifiedSplit(y: ArrayLike<Label>, options: SplitOptions = {}): Split {
  const first = y[0];
  let row = 1;
  while (row < y.length && y[row] === first) row += 1;
  if (row >= y.length) {
    throw new UserError(
      `All ${y.length} rows have the same label: a split needs hits and non-hits. ` +
        "Check the thresholds in notebook 02, or choose a larger network.",
    );
  }
  return trainTestSplit(y.length, { ...options, stratify: y });
}

/** The number of rows of each part: scikit-learn's `_validate_shuffle_split`. */
function partSizes(n: number, testSize?: number, trainSize?: number): [number, number] {
  const wanted = trainSize === undefined ? (testSize ?? 0.25) : testSize;
  const nTest = wanted === undefined ? null : partSize("testSize", wanted, n, Math.ceil);
  const nTrain = trainSize === undefined ? null : partSize("trainSize", trainSize, n, Math.floor);
  const train = nTrain ?? n - nTest!;
  const test = nTest ?? n - nTrain!;
  const shares = [testSize, trainSize].every((size) => size !== undefined && size < 1);
  if (train + test > n || (shares && testSize! + trainSize! > 1)) {
    throw new UserError(
      `testSize ${testSize} and trainSize ${trainSize} ask for ${train + test} rows of ${n}: ` +
        "reduce one of them.",
    );
  }
  if (train === 0) {
    throw new UserError(
      `testSize ${wanted ?? "(default)"} leaves none of ${formatQuantity(n, "row")} for training: reduce it.`,
    );
  }
  return [train, test];
}

function partSize(name: string, size: number, n: number, round: (x: number) => number): number {
  if (size > 0 && size < 1) return round(size * n);
  if (Number.isInteger(size) && size >= 1 && size < n) return size;
  throw new UserError(
    `${name}: expected a share between 0 and 1 or a number of rows below ${n}, found ${size}.`,
  );
}

/** scikit-learn's StratifiedShuffleSplit, draw for draw. */
function stratified(
  y: ArrayLike<Label>,
  n: number,
  nTrain: number,
  nTest: number,
  random: RandomState,
): Split {
  if (y.length !== n) {
    throw new UserError(`stratify: expected a label for each of ${n} rows, found ${y.length}.`);
  }
  const classes = encodeClasses(y);
  assertSplittable(classes, n, nTrain, nTest);
  const inTrain = approximateMode(classes.counts, nTrain, random);
  const remaining = classes.counts.map((count, i) => count - inTrain[i]!);
  const inTest = approximateMode(remaining, nTest, random);
  const train: number[] = [];
  const test: number[] = [];
  rowsOfClasses(classes).forEach((rows, i) => {
    const a = inTrain[i]!;
    const b = a + inTest[i]!;
    random.shuffle(rows);
    for (let at = 0; at < a; at += 1) train.push(rows[at]!);
    for (let at = a; at < b; at += 1) test.push(rows[at]!);
  });
  return { train: random.shuffle(train), test: random.shuffle(test) };
}

function assertSplittable({ labels, counts }: Classes, n: number, nTrain: number, nTest: number) {
  const small = counts.findIndex((count) => count < 2);
  if (small >= 0) {
    throw new UserError(
      `Only one row has the label ${labels[small]}: a stratified split needs at least two of each. ` +
        "Choose a larger network.",
    );
  }
  if (nTrain < counts.length || nTest < counts.length) {
    throw new UserError(
      `${formatQuantity(n, "row")} are too few to put each of ${counts.length} labels into both ` +
        `parts (${nTrain} for training, ${nTest} for the test). Choose a larger network, or other sizes.`,
    );
  }
}

/**
 * How many of `draws` each class gets: proportional shares rounded down, the rest to the largest
 * remainders, equal remainders at random. scikit-learn's `_approximate_mode`, the mode of the
 * multivariate hypergeometric distribution.
 */
function approximateMode(counts: readonly number[], draws: number, random: RandomState): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (count / total) * draws);
  const shares = exact.map(Math.floor);
  const remainders = exact.map((value, i) => value - shares[i]!);
  let open = Math.trunc(draws - shares.reduce((sum, share) => sum + share, 0));
  for (const value of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (open <= 0) break;
    const tied = remainders.flatMap((remainder, i) => (remainder === value ? [i] : []));
    const chosen = random.choice(tied, Math.min(tied.length, open));
    for (const i of chosen) shares[i] = shares[i]! + 1;
    open -= chosen.length;
  }
  return shares;
}
