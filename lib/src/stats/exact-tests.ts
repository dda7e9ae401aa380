/** Exact tests: their p-values are sums of probabilities, valid for samples of any size. */

/** Probabilities that differ by less than this factor count as equal, as in R. */
const TIE = 1 + 1e-7;

/**
 * Fisher's exact test of two shares, two-sided: the probability, given the margins, of all tables
 * that are at most as likely as the observed one (R's `fisher.test`, scipy's `fisher_exact`). It
 * never rejects a true null hypothesis more often than the level says, and is therefore somewhat
 * conservative.
 *
 * @throws RangeError unless the hits lie within their groups.
 */
export function fisherExact(hits1: number, n1: number, hits2: number, n2: number): number {
  assertCounts("fisherExact", hits1, n1);
  assertCounts("fisherExact", hits2, n2);
  const hits = hits1 + hits2;
  const first = Math.max(0, hits - n2);
  const last = Math.min(n1, hits);
  const whole = logChoose(n1 + n2, hits);
  return sumOfUnlikely(
    first,
    last,
    hits1,
    (k) => logChoose(n1, k) + logChoose(n2, hits - k) - whole,
  );
}

/**
 * The exact binomial test of `hits` in `n` against the share `p`, two-sided: the probability of all
 * counts that are at most as likely as the observed one (R's `binom.test`, scipy's `binomtest`).
 *
 * @param p the share under the null hypothesis, strictly between 0 and 1.
 * @throws RangeError unless 0 <= hits <= n and 0 < p < 1.
 */
export function binomialTest(hits: number, n: number, p: number): number {
  assertCounts("binomialTest", hits, n);
  if (!(p > 0 && p < 1)) throw new RangeError(`binomialTest: ${p} is not a share between 0 and 1`);
  const [a, b] = [Math.log(p), Math.log1p(-p)];
  return sumOfUnlikely(0, n, hits, (k) => logChoose(n, k) + k * a + (n - k) * b);
}

function sumOfUnlikely(
  first: number,
  last: number,
  seen: number,
  logProbability: (k: number) => number,
): number {
  const limit = logProbability(seen) + Math.log(TIE);
  let sum = 0;
  for (let k = first; k <= last; k += 1) {
    const value = logProbability(k);
    if (value <= limit) sum += Math.exp(value);
  }
  return Math.min(1, sum);
}

/** log(n!) for n = 0, 1, 2, ..., extended as needed. */
let logFactorials = new Float64Array(1);

function logFactorial(n: number): number {
  if (n >= logFactorials.length) {
    const known = logFactorials.length;
    const longer = new Float64Array(Math.max(n + 1, 2 * known));
    longer.set(logFactorials);
    for (let i = known; i < longer.length; i += 1) longer[i] = longer[i - 1]! + Math.log(i);
    logFactorials = longer;
  }
  return logFactorials[n]!;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

function assertCounts(name: string, hits: number, n: number): void {
  if (Number.isInteger(hits) && Number.isInteger(n) && hits >= 0 && hits <= n) return;
  throw new RangeError(`${name}: ${hits} of ${n} is not a valid count of hits`);
}
