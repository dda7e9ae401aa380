/** The association of a label with several 0/1 columns together, which may overlap. */
import { associationInterval, chiSquareSf, expectsEnough } from "./chi-square.js";
import { dependentColumns, invert } from "./positive-definite.js";
import { RandomState } from "./random.js";
import type { Estimate } from "./two-proportions.js";

/** The result of {@link association}. */
export interface Association extends Estimate {
  /** p-value of the test that no column is associated with the label. */
  pValue: number;
  method: "chi-square" | "permutation";
  /** Permutations drawn, 0 for the chi-square distribution. */
  permutations: number;
}

/** Options of {@link association}. */
export interface AssociationOptions {
  /** Confidence level, default 0.95. */
  level?: number;
  /** Maximum number of permutations; default 1,999. */
  permutations?: number;
  /** Seed of the permutations, default 42. */
  seed?: number;
}

/** The draws stop once this many permutations are at least as extreme as the data. */
const ENOUGH = 50;

/**
 * The multiple correlation of a 0/1 label with memberships, and the score test that it is 0: n R²
 * of the regression of the label on the columns, chi-square with as many degrees of freedom as
 * there are linearly independent columns. For groups that do not overlap this is Pearson's test and
 * Cramér's V; p-value, bias correction and interval are computed as there ({@link chiSquareTest},
 * {@link cramersV}).
 *
 * @param members the columns that are 1 in each row, at least one row for each column.
 * @param columns number of columns.
 * @throws RangeError if there are no hits or only hits, or if all rows are equal.
 */
export function association(
  members: readonly (readonly number[])[],
  labels: readonly number[],
  columns: number,
  { level = 0.95, permutations = 1999, seed = 42 }: AssociationOptions = {},
): Association {
  const n = labels.length;
  const hits = labels.reduce((sum, label) => sum + label, 0);
  const patterns = patternsOf(members, labels);
  if (hits === 0 || hits === n) throw new RangeError("association: expected hits and others");
  const { counts, kept, inverse } = centredProducts(patterns, n, columns);
  const df = kept.length;
  if (df === 0) throw new RangeError("association: expected rows that differ");
  const rate = hits / n;
  const scale = rate * (1 - rate);
  /** n R², given the number of hits in each column. */
  const statisticOf = (found: ArrayLike<number>): number => {
    const distance = kept.map((column) => found[column]! - rate * counts[column]!);
    let sum = 0;
    for (let a = 0; a < df; a += 1) {
      for (let b = 0; b < df; b += 1) sum += distance[a]! * inverse[a * df + b]! * distance[b]!;
    }
    return sum / scale;
  };
  const found = new Float64Array(columns);
  for (const pattern of patterns) {
    for (const column of pattern.columns) found[column]! += pattern.hits;
  }
  const statistic = statisticOf(found);
  const variance = influenceVariance(patterns, n, { counts, kept, inverse, found, rate });
  const estimate = associationInterval({ statistic, df, n, variance }, level);
  const expected = counts.flatMap((count) => [count * rate, count * (1 - rate)]);
  if (expectsEnough(expected)) {
    return {
      ...estimate,
      pValue: chiSquareSf(statistic, df),
      method: "chi-square",
      permutations: 0,
    };
  }
  const random = new RandomState(seed);
  const rows = Int32Array.from(patterns.flatMap(({ count }, i) => Array<number>(count).fill(i)));
  // Sums that are equal in theory differ in their last digits with the order of additions.
  const limit = statistic * (1 - 1e-9);
  let extreme = 0;
  for (let draw = 1; draw <= permutations; draw += 1) {
    found.fill(0);
    for (let i = 0; i < hits; i += 1) {
      const j = i + random.integer(n - 1 - i);
      const row = rows[j]!;
      rows[j] = rows[i]!;
      rows[i] = row;
      for (const column of patterns[row]!.columns) found[column]! += 1;
    }
    if (statisticOf(found) >= limit) extreme += 1;
    if (extreme === ENOUGH) {
      return { ...estimate, pValue: ENOUGH / draw, method: "permutation", permutations: draw };
    }
  }
  const pValue = (extreme + 1) / (permutations + 1);
  return { ...estimate, pValue, method: "permutation", permutations };
}

/** Rows with the same columns. */
interface MemberPattern {
  columns: readonly number[];
  count: number;
  hits: number;
}

/** Equal rows grouped, in sorted order, so that no result depends on the order of the rows. */
function patternsOf(
  members: readonly (readonly number[])[],
  labels: readonly number[],
): MemberPattern[] {
  const patterns = new Map<string, MemberPattern>();
  members.forEach((row, i) => {
    const columns = [...row].sort((a, b) => a - b);
    const key = columns.join(",");
    const pattern = patterns.get(key) ?? { columns, count: 0, hits: 0 };
    pattern.count += 1;
    pattern.hits += labels[i]!;
    patterns.set(key, pattern);
  });
  return [...patterns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pattern]) => pattern);
}

interface Products {
  /** Rows that have each column. */
  counts: number[];
  /** Columns that are not linear combinations of the ones before them. */
  kept: number[];
  /** Inverse of the cross-products of the kept columns, centred. */
  inverse: Float64Array;
}

function centredProducts(patterns: readonly MemberPattern[], n: number, columns: number): Products {
  const both = new Float64Array(columns * columns);
  for (const { columns: row, count } of patterns) {
    for (const a of row) for (const b of row) both[a * columns + b]! += count;
  }
  const counts = Array.from({ length: columns }, (_, a) => both[a * columns + a]!);
  const centred = both.map(
    (value, at) => value - (counts[Math.floor(at / columns)]! * counts[at % columns]!) / n,
  );
  const dropped = new Set(dependentColumns(centred, columns));
  const kept = counts.flatMap((_, a) => (dropped.has(a) ? [] : [a]));
  const part = Float64Array.from(kept.flatMap((a) => kept.map((b) => centred[a * columns + b]!)));
  return { counts, kept, inverse: invert(part, kept.length)!.inverse };
}

/**
 * The variance of √n times the estimate of R² by the delta method. Its influence function is
 * ((1 - R²)(y - p)² - e²) / (p (1 - p)), with e the residual.
 */
function influenceVariance(
  patterns: readonly MemberPattern[],
  n: number,
  { counts, kept, inverse, found, rate }: Products & { found: Float64Array; rate: number },
): number {
  const df = kept.length;
  const distance = kept.map((column) => found[column]! - rate * counts[column]!);
  const slopes = new Float64Array(counts.length);
  kept.forEach((column, a) => {
    for (let b = 0; b < df; b += 1) slopes[column]! += inverse[a * df + b]! * distance[b]!;
  });
  const centre = kept.reduce((sum, column) => sum + (slopes[column]! * counts[column]!) / n, 0);
  const scale = rate * (1 - rate);
  const explained = kept.reduce((sum, column, a) => sum + slopes[column]! * distance[a]!, 0);
  const share = explained / (n * scale);
  let [mean, square] = [0, 0];
  for (const { columns, count, hits } of patterns) {
    const fitted = rate - centre + columns.reduce((sum, column) => sum + slopes[column]!, 0);
    for (const [label, rows] of [
      [0, count - hits],
      [1, hits],
    ] as const) {
      const influence = ((1 - share) * (label - rate) ** 2 - (label - fitted) ** 2) / scale;
      mean += (rows * influence) / n;
      square += (rows * influence ** 2) / n;
    }
  }
  return Math.max(0, square - mean ** 2);
}
