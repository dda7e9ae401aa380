/** A small seeded random number generator, for the sandbox only. */
import { normalQuantile } from "../stats/distributions.js";

/**
 * Random draws from one seed. The same seed gives the same draws on every Node version: the state
 * is integers, and only `Math.log` and `Math.sqrt` are used on top of it.
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
 * A generator for one seed and one stream. The streams of a seed are independent, so that a change
 * to the use of one does not affect the others.
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

/**
 * A weighted draw, prepared once: the returned function draws an index with probability weight /
 * sum.
 */
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
      if (at < cumulated[middle]!) high = middle;
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

/**
 * Chris Doty-Humphrey's "small fast counting" generator, 32 bits (PractRand); 15 steps to mix the
 * seed.
 */
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
