/** Tests for rows that are dependent within clusters, such as the series of a franchise. */
import { dependentColumns, invert } from "./positive-definite.js";
import { RandomState } from "./random.js";

/** The result of {@link clusterTest}. */
export interface ClusterTest {
  pValue: number;
  /**
   * Variance with clusters over the variance of independent rows; null if there are several
   * columns.
   */
  inflation: number | null;
}

/** Options of {@link clusterTest}. */
export interface ClusterTestOptions {
  /** Maximum number of permutations; default 1,999. */
  permutations?: number;
  /** Seed of the permutations, default 42. */
  seed?: number;
}

/**
 * The draws stop once this many permutations are at least as extreme as the data (Besag and
 * Clifford 1991).
 */
const ENOUGH = 50;

/**
 * The test that a 0/1 label is not associated with some columns, if rows of a cluster may be
 * similar: clusters of the same size exchange their labels as a whole, which is exact however few
 * hits there are, as long as clusters are independent of each other. The statistic is U' V⁻¹ U,
 * with U the sum over the rows of (x - mean)(y - mean) and V its variance if the labels of a
 * cluster are equally correlated (Donner and Klar, Design and Analysis of Cluster Randomization
 * Trials, 2000, chapter 6).
 *
 * @param X the columns of each row.
 * @param clusters the cluster of each row.
 * @returns null if labels or columns do not vary.
 */
export function clusterTest(
  X: readonly (readonly number[])[],
  y: readonly number[],
  clusters: readonly unknown[],
  { permutations = 1999, seed = 42 }: ClusterTestOptions = {},
): ClusterTest | null {
  const n = y.length;
  const width = X[0]?.length ?? 0;
  const rate = y.reduce((sum, label) => sum + label, 0) / n;
  if (width === 0 || !(rate > 0 && rate < 1)) return null;
  const { centred, squares, kept } = centre(X, width);
  const size = kept.length;
  if (size === 0) return null;
  const members = groupRows(clusters);
  const residuals = Float64Array.from(y, (label) => label - rate);
  const correlation = withinCorrelation(members, residuals);
  const variance = new Float64Array(size * size);
  const add = (x: ArrayLike<number>, weight: number): void => {
    for (let a = 0; a < size; a += 1) {
      for (let b = 0; b < size; b += 1) variance[a * size + b]! += weight * x[a]! * x[b]!;
    }
  };
  for (const x of centred) add(x, 1 - correlation);
  for (const rows of members) add(sumOf(rows.map((row) => centred[row]!)), correlation);
  const inverted = invert(variance, size);
  if (inverted === null) return null;
  const statisticOf = (labels: Float64Array): number => {
    const score = new Float64Array(size);
    for (let i = 0; i < n; i += 1) {
      for (let a = 0; a < size; a += 1) score[a]! += centred[i]![a]! * labels[i]!;
    }
    let sum = 0;
    for (let a = 0; a < size; a += 1) {
      for (let b = 0; b < size; b += 1) {
        sum += score[a]! * inverted.inverse[a * size + b]! * score[b]!;
      }
    }
    return sum;
  };
  // Sums that are equal in theory differ in their last digits with the order of additions.
  const limit = statisticOf(residuals) * (1 - 1e-9);
  const inflation = size === 1 ? variance[0]! / squares : null;
  const random = new RandomState(seed);
  const bySize = groupBySize(members);
  let extreme = 0;
  for (let draw = 1; draw <= permutations; draw += 1) {
    if (statisticOf(exchange(bySize, residuals, random)) >= limit) extreme += 1;
    if (extreme === ENOUGH) return { pValue: ENOUGH / draw, inflation };
  }
  return { pValue: (extreme + 1) / (permutations + 1), inflation };
}

/** The linearly independent columns, centred. */
function centre(
  X: readonly (readonly number[])[],
  width: number,
): { centred: Float64Array[]; squares: number; kept: number[] } {
  const means = Array.from(
    { length: width },
    (_, j) => X.reduce((sum, x) => sum + x[j]!, 0) / X.length,
  );
  const products = new Float64Array(width * width);
  for (const x of X) {
    for (let a = 0; a < width; a += 1) {
      const distance = x[a]! - means[a]!;
      for (let b = 0; b < width; b += 1) products[a * width + b]! += distance * (x[b]! - means[b]!);
    }
  }
  const dropped = new Set(dependentColumns(products, width));
  const kept = means.flatMap((_, a) => (dropped.has(a) ? [] : [a]));
  const centred = X.map((x) => Float64Array.from(kept, (column) => x[column]! - means[column]!));
  const first = kept[0] ?? 0;
  return { centred, squares: products[first * width + first]!, kept };
}

/** The rows of each cluster. */
function groupRows(clusters: readonly unknown[]): number[][] {
  const groups = new Map<unknown, number[]>();
  clusters.forEach((cluster, row) => {
    const rows = groups.get(cluster);
    if (rows === undefined) groups.set(cluster, [row]);
    else rows.push(row);
  });
  return [...groups.values()];
}

function groupBySize(members: readonly number[][]): number[][][] {
  const sizes = new Map<number, number[][]>();
  for (const rows of members) {
    const alike = sizes.get(rows.length);
    if (alike === undefined) sizes.set(rows.length, [rows]);
    else alike.push(rows);
  }
  return [...sizes.values()];
}

/**
 * The correlation of labels within clusters, from 0 to 1: the mean product of their residuals over
 * the variance.
 */
function withinCorrelation(members: readonly number[][], residuals: Float64Array): number {
  let [products, pairs] = [0, 0];
  for (const rows of members) {
    const sum = rows.reduce((all, row) => all + residuals[row]!, 0);
    const squares = rows.reduce((all, row) => all + residuals[row]! ** 2, 0);
    products += sum ** 2 - squares;
    pairs += rows.length * (rows.length - 1);
  }
  const variance = residuals.reduce((sum, r) => sum + r ** 2, 0) / residuals.length;
  return pairs === 0 ? 0 : Math.min(1, Math.max(0, products / pairs / variance));
}

function sumOf(rows: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(rows[0]!.length);
  for (const row of rows) row.forEach((value, a) => (sum[a]! += value));
  return sum;
}

/** Exchange the labels of clusters of the same size at random. */
function exchange(
  bySize: readonly number[][][],
  residuals: Float64Array,
  random: RandomState,
): Float64Array {
  const dealt = new Float64Array(residuals.length);
  for (const clusters of bySize) {
    const order = random.shuffle(Float64Array.from(clusters.keys()));
    clusters.forEach((rows, i) => {
      const from = clusters[order[i]!]!;
      rows.forEach((row, at) => (dealt[row] = residuals[from[at]!]!));
    });
  }
  return dealt;
}
