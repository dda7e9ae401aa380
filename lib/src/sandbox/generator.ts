/** A small seeded generator of random numbers, for the sandbox only. */

/**
 * Random draws from one seed. The same seed gives the same draws on every Node version: the state is
 * integers, and only `Math.log` and `Math.sqrt` are used on top of it.
 */
export interface Generator {
  /** Uniform in the open interval (0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** An integer from 0 to `count - 1`. */
  below(count: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One entry, all equally likely. */
  pick<T>(entries: readonly T[]): T;
}

/**
 * A generator for one seed and one stream. Streams of one seed are independent of each other, so that
 * a change in what one of them is used for leaves the others as they were.
 *
 * @param seed any integer; only its low 32 bits count.
 * @param stream name of the stream.
 */
export function generator(seed: number, stream = ""): Generator {
  const next = sfc32(seed | 0, hash32(stream), 0x9e3779b9);
  const uniform = () => (next() + 0.5) / 2 ** 32;
  const below = (count: number) => Math.floor(uniform() * count);
  return {
    uniform,
    below,
    normal: () => normalQuantile(uniform()),
    chance: (probability) => uniform() < probability,
    pick: <T>(entries: readonly T[]) => entries[below(entries.length)] as T,
  };
}

/** A weighted draw, prepared once: the returned function takes an index with chance weight / sum. */
export function weighted(weights: readonly number[]): (random: Generator) => number {
  const cumulated: number[] = [];
  let total = 0;
  for (const weight of weights) cumulated.push((total += weight));
  return (random) => {
    const at = random.uniform() * total;
    let low = 0;
    let high = cumulated.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at < (cumulated[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** FNV-1a, 32 bits: a number from a text. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** Chris Doty-Humphrey's "small fast counting" generator, 32 bits (PractRand); 15 steps to mix the seed. */
function sfc32(a: number, b: number, c: number): () => number {
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let step = 0; step < 15; step++) next();
  return next;
}

const CENTRE = {
  numerator: [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ],
  denominator: [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972,
    -13.28068155288572, 1,
  ],
};
const TAIL = {
  numerator: [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
    4.374664141464968, 2.938163982698783,
  ],
  denominator: [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
};

/** Quantile of the standard normal: P. J. Acklam's rational approximation, relative error 1.15e-9. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(TAIL.numerator, q) / polynomial(TAIL.denominator, q);
  }
  const q = p - 0.5;
  return (q * polynomial(CENTRE.numerator, q * q)) / polynomial(CENTRE.denominator, q * q);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
