/** Whether and how much a rate differs between several groups. */
import { normalCdf } from "./distributions.js";
import { RandomState } from "./random.js";
import type { Estimate, HitCount } from "./two-proportions.js";

/** The result of {@link chiSquareTest}. */
export interface ChiSquareResult {
  /** Pearson's statistic. */
  statistic: number;
  /** Groups - 1. */
  df: number;
  pValue: number;
  /** How the p-value was computed. */
  method: "chi-square" | "permutation";
  /** Permutations drawn, 0 for the chi-square distribution. */
  permutations: number;
}

/** Options of {@link chiSquareTest}. */
export interface ChiSquareOptions {
  /** Maximum number of permutations; default 1,999, with which no p-value is below 0.0005. */
  permutations?: number;
  /** Seed of the permutations, default 42. */
  seed?: number;
}

/** The draws stop once this many permutations are at least as extreme as the data. */
const ENOUGH = 50;

/**
 * Pearson's chi-square test that all groups have the same rate.
 *
 * The p-value comes from the chi-square distribution where the approximation is good: all expected
 * counts at least 1, and four fifths of them at least 5 (Cochran 1954). Otherwise the hits are
 * permuted over the rows, with a seed, and the p-value is (b + 1) / (draws + 1) with b draws at
 * least as extreme as the data; once b reaches 50 it is b / draws and the draws stop (Besag and
 * Clifford 1991). Both are valid however small the counts are.
 *
 * @throws RangeError if there are fewer than two groups, an empty group, no hits or only hits.
 */
export function chiSquareTest(
  groups: readonly HitCount[],
  { permutations = 1999, seed = 42 }: ChiSquareOptions = {},
): ChiSquareResult {
  const { n, hits } = totals(groups);
  if (groups.length < 2 || groups.some(({ count }) => count < 1) || hits === 0 || hits === n) {
    throw new RangeError("chiSquareTest: expected two groups or more, with hits and others");
  }
  const statistic = pearsonStatistic(
    groups.map(({ hits }) => hits),
    groups,
  );
  const df = groups.length - 1;
  const expected = groups.flatMap(({ count }) => [(count * hits) / n, (count * (n - hits)) / n]);
  if (expectsEnough(expected)) {
    const pValue = chiSquareSf(statistic, df);
    return { statistic, df, pValue, method: "chi-square", permutations: 0 };
  }
  const random = new RandomState(seed);
  const rows = Int32Array.from(groups.flatMap(({ count }, i) => Array<number>(count).fill(i)));
  // Sums that are equal in theory differ in their last digits.
  const limit = statistic * (1 - 1e-9);
  let extreme = 0;
  for (let draw = 1; draw <= permutations; draw += 1) {
    const dealt = dealHits(rows, hits, groups.length, random);
    if (pearsonStatistic(dealt, groups) >= limit) extreme += 1;
    if (extreme === ENOUGH) {
      return { statistic, df, pValue: ENOUGH / draw, method: "permutation", permutations: draw };
    }
  }
  const pValue = (extreme + 1) / (permutations + 1);
  return { statistic, df, pValue, method: "permutation", permutations };
}

/** Whether expected counts are large enough for the chi-square distribution (Cochran 1954). */
export function expectsEnough(expected: readonly number[]): boolean {
  const small = expected.filter((count) => count < 5).length;
  return Math.min(...expected) >= 1 && small <= expected.length / 5;
}

/**
 * Assign `hits` hits to random rows; `rows` is partly shuffled.
 *
 * @returns the hits of each group.
 */
function dealHits(rows: Int32Array, hits: number, groups: number, random: RandomState): number[] {
  const dealt = Array<number>(groups).fill(0);
  for (let i = 0; i < hits; i += 1) {
    const j = i + random.integer(rows.length - 1 - i);
    const group = rows[j]!;
    rows[j] = rows[i]!;
    rows[i] = group;
    dealt[group] = dealt[group]! + 1;
  }
  return dealt;
}

function pearsonStatistic(hits: readonly number[], groups: readonly HitCount[]): number {
  let [n, total] = [0, 0];
  for (const [i, { count }] of groups.entries()) {
    n += count;
    total += hits[i]!;
  }
  const rate = total / n;
  let sum = 0;
  for (const [i, { count }] of groups.entries()) {
    sum += (hits[i]! - count * rate) ** 2 / count;
  }
  return sum / (rate * (1 - rate));
}

/**
 * Cramér's V of a groups × (hit, no hit) table: 0 if all rates are equal, 1 if the group decides
 * the label.
 *
 * The value is corrected for bias, √(max(0, χ² - df) / n), since χ² is df on average if there is no
 * difference (after Bergsma 2013). The interval starts from the noncentralities that are compatible
 * with the observed χ² (Smithson 2003), over n. These assume that rates differ little: strongly
 * different rates make χ² vary more, or less, than a noncentral one, by a factor that the delta
 * method gives, and both sides of the interval are stretched by its root. It begins at 0 if
 * equality cannot be excluded.
 *
 * @param level confidence level, default 0.95.
 * @throws RangeError if there are no hits or only hits.
 */
export function cramersV(groups: readonly HitCount[], level = 0.95): Estimate {
  const { n, hits } = totals(groups);
  if (hits === 0 || hits === n) throw new RangeError("cramersV: expected hits and others");
  const statistic = pearsonStatistic(
    groups.map(({ hits }) => hits),
    groups,
  );
  const df = groups.length - 1;
  return associationInterval({ statistic, df, n, variance: phiSquareVariance(groups) }, level);
}

/**
 * √(max(0, χ² - df) / n) with the interval that {@link cramersV} describes.
 *
 * @param variance of √n times the estimate of χ² / n.
 */
export function associationInterval(
  { statistic, df, n, variance }: { statistic: number; df: number; n: number; variance: number },
  level: number,
): Estimate {
  const excess = Math.max(0, statistic - df);
  const scale = (noncentrality: number): number => Math.sqrt(noncentrality / n);
  const value = Math.min(1, scale(excess));
  const low = scale(noncentralityAt(statistic, df, (1 + level) / 2));
  // A χ² smaller than chance usually gives would lead to an interval of no width, as if V were
  // known to be 0.
  const floor = bisect((x) => 1 - chiSquareSf(x, df) > 1 - level, df);
  const high = scale(noncentralityAt(Math.max(statistic, floor), df, (1 - level) / 2));
  const inflation = statistic > 0 ? (n * variance) / (4 * statistic) : 1;
  const stretch = Math.sqrt((2 * df + 4 * excess * inflation) / (2 * df + 4 * excess));
  return {
    value,
    interval: [
      low === 0 ? 0 : Math.max(0, value - stretch * (value - low)),
      Math.min(1, value + stretch * (high - value)),
    ],
  };
}

/**
 * The variance of √n times the estimate of φ² = Σ wᵢ (pᵢ - p)² / (p (1 - p)) by the delta method:
 * that of its influence function, over rows drawn at random with their groups. A noncentral χ²
 * would have 4 φ².
 */
function phiSquareVariance(groups: readonly HitCount[]): number {
  const { n, hits } = totals(groups);
  const p = hits / n;
  const scale = p * (1 - p);
  const phiSquare =
    groups.reduce((sum, { count, hits }) => sum + (count / n) * (hits / count - p) ** 2, 0) / scale;
  let [mean, square] = [0, 0];
  for (const { count, hits } of groups) {
    const rate = hits / count;
    for (const [label, rows] of [
      [0, count - hits],
      [1, hits],
    ] as const) {
      const influence =
        (2 * (rate - p) * label - rate ** 2 - phiSquare * (1 - 2 * p) * label) / scale;
      mean += (rows / n) * influence;
      square += (rows / n) * influence ** 2;
    }
  }
  return Math.max(0, square - mean ** 2);
}

function totals(groups: readonly HitCount[]): { n: number; hits: number } {
  return groups.reduce((sum, group) => ({ n: sum.n + group.count, hits: sum.hits + group.hits }), {
    n: 0,
    hits: 0,
  });
}

/**
 * P(X > x) of a chi-square distribution with `df` degrees of freedom, in closed form (Abramowitz
 * and Stegun 26.4.4 and 26.4.5).
 *
 * @param df a positive integer.
 */
export function chiSquareSf(x: number, df: number): number {
  if (!(x > 0)) return 1;
  const isOdd = df % 2 === 1;
  const first = isOdd ? 2 * normalCdf(-Math.sqrt(x)) : Math.exp(-x / 2);
  // The terms are x^k e^(-x/2) / (2^k Γ(k + 1)) for k = 1/2, 3/2, ... or 1, 2, ...
  let k = isOdd ? 0.5 : 1;
  let logTerm = isOdd ? Math.log((2 * x) / Math.PI) / 2 - x / 2 : Math.log(x / 2) - x / 2;
  let sum = first;
  for (; k < df / 2; k += 1) {
    sum += Math.exp(logTerm);
    logTerm += Math.log(x / 2) - Math.log(k + 1);
  }
  return Math.min(1, sum);
}

/**
 * P(X <= x) of a noncentral chi-square distribution: the mixture of central ones with df + 2j
 * degrees of freedom and Poisson weights of mean λ/2 (Johnson, Kotz and Balakrishnan 1995, 29.3).
 */
export function noncentralChiSquareCdf(x: number, df: number, noncentrality: number): number {
  if (!(x > 0)) return 0;
  if (noncentrality === 0) return 1 - chiSquareSf(x, df);
  const mean = noncentrality / 2;
  const [logHalf, logMean] = [Math.log(x / 2), Math.log(mean)];
  let survival = chiSquareSf(x, df);
  // log of (x/2)^(df/2) e^(-x/2) / Γ(df/2 + 1): what two more degrees of freedom add to the
  // survival.
  let logTerm = (df / 2) * logHalf - x / 2 - logGammaHalf(df + 2);
  let logWeight = -mean;
  let cdf = 0;
  // Beyond the mean the weights fall ever faster: below 1e-18 the rest is negligible.
  for (let j = 0; survival < 1 && (j < mean || logWeight > -41); j += 1) {
    cdf += Math.exp(logWeight) * (1 - survival);
    survival += Math.exp(logTerm);
    logTerm += logHalf - Math.log(df / 2 + j + 1);
    logWeight += logMean - Math.log(j + 1);
  }
  return Math.min(1, cdf);
}

/** log Γ(m / 2) of a positive integer m. */
function logGammaHalf(m: number): number {
  let sum = m % 2 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (let k = m % 2 === 0 ? 1 : 0.5; k < m / 2; k += 1) sum += Math.log(k);
  return sum;
}

/** The noncentrality at which P(X <= x) is `probability`; 0 if it is already less without any. */
function noncentralityAt(x: number, df: number, probability: number): number {
  const isBelow = (noncentrality: number): boolean =>
    noncentralChiSquareCdf(x, df, noncentrality) < probability;
  return isBelow(0) ? 0 : bisect(isBelow, Math.max(1, x));
}

/** The point at which a condition that is false at 0 becomes true, to ten digits. */
function bisect(holds: (x: number) => boolean, start: number): number {
  let [low, high] = [0, start];
  while (!holds(high)) high *= 2;
  while (high - low > 1e-10 * high) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
