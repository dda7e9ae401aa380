/** Splits into training and validation rows that are scikit-learn's, index for index. */
import { UserError } from "./errors.js";
import { RandomState } from "./random.js";

/** Row numbers of the two parts, in scikit-learn's (shuffled) order. */
export interface Split {
  train: number[];
  test: number[];
}

/** What {@link stratifiedSplit} can be told. */
export interface SplitOptions {
  /** Share of the rows in the test part, rounded up; default 0.25. */
  testSize?: number;
  /** Seed, 0 to 2**32 - 1; default 42. */
  randomState?: number;
}

/**
 * Split rows in two so that both parts have the classes of `y` in the same proportions: the indices
 * that scikit-learn's `train_test_split(stratify=y)` (StratifiedShuffleSplit) returns for the seed.
 *
 * @param y the class of each row.
 * @throws UserError when a class has fewer than two rows or a part cannot hold every class.
 */
export function stratifiedSplit(
  y: readonly number[],
  { testSize = 0.25, randomState = 42 }: SplitOptions = {},
): Split {
  if (!(testSize > 0 && testSize < 1)) {
    throw new UserError(`testSize: expected a share between 0 and 1, found ${testSize}.`);
  }
  const nTest = Math.ceil(testSize * y.length);
  const nTrain = y.length - nTest;
  const classes = rowsByClass(y);
  const counts = classes.map((rows) => rows.length);
  assertSplittable(classes, y, nTrain, nTest);
  const random = new RandomState(randomState);
  const inTrain = approximateMode(counts, nTrain, random);
  const remaining = counts.map((count, i) => count - (inTrain[i] as number));
  const inTest = approximateMode(remaining, nTest, random);
  const train: number[] = [];
  const test: number[] = [];
  classes.forEach((rows, i) => {
    const [a, b] = [inTrain[i] as number, inTest[i] as number];
    const shuffled = random.permutation(rows);
    train.push(...shuffled.slice(0, a));
    test.push(...shuffled.slice(a, a + b));
  });
  return { train: random.permutation(train), test: random.permutation(test) };
}

function rowsByClass(y: readonly number[]): number[][] {
  const rows = new Map<number, number[]>();
  y.forEach((value, row) => {
    const group = rows.get(value);
    if (group) group.push(row);
    else rows.set(value, [row]);
  });
  return [...rows].sort(([a], [b]) => a - b).map(([, group]) => group);
}

function assertSplittable(
  classes: number[][],
  y: readonly number[],
  nTrain: number,
  nTest: number,
) {
  if (classes.length < 2) {
    throw new UserError(
      `All ${y.length} rows have the same label: a split needs hits and non-hits. ` +
        "Look at the thresholds in notebook 02, or choose a larger network.",
    );
  }
  const small = classes.find((rows) => rows.length < 2);
  if (small !== undefined) {
    throw new UserError(
      `Only one row has the label ${y[small[0] as number]}: a stratified split needs at least two ` +
        "of each. Choose a larger network.",
    );
  }
  if (nTrain < classes.length || nTest < classes.length) {
    throw new UserError(
      `${y.length} rows are too few to put each label into both parts. Choose a larger network.`,
    );
  }
}

/**
 * How many of `draws` fall to each class: proportional shares rounded down, the rest to the largest
 * remainders, equal remainders at random. scikit-learn's `_approximate_mode`, the mode of the
 * multivariate hypergeometric distribution.
 */
function approximateMode(counts: readonly number[], draws: number, random: RandomState): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (count / total) * draws);
  const shares = exact.map(Math.floor);
  const remainders = exact.map((value, i) => value - (shares[i] as number));
  let open = Math.trunc(draws - shares.reduce((sum, share) => sum + share, 0));
  for (const value of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (open <= 0) break;
    const tied = remainders.flatMap((remainder, i) => (remainder === value ? [i] : []));
    const chosen = random.choice(tied, Math.min(tied.length, open));
    for (const i of chosen) shares[i] = (shares[i] as number) + 1;
    open -= chosen.length;
  }
  return shares;
}
