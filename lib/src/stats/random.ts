/** numpy's legacy random stream (`numpy.random.RandomState`), which scikit-learn draws from. */
import { mersenne } from "pure-rand/generator/mersenne";
import { UserError } from "../base/errors.js";

/** An array of numbers that can be shuffled in place. */
export type NumberArray = number[] | Uint8Array | Uint16Array | Uint32Array | Float64Array;

/**
 * The part of `numpy.random.RandomState` that splits and permutations use, with identical draws:
 * MT19937 seeded by `init_genrand`, integers by masked rejection.
 */
export class RandomState {
  readonly #generator: ReturnType<typeof mersenne>;

  /** @param seed an integer from 0 to 2**32 - 1. @throws UserError otherwise. */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
      throw new UserError(`randomState: expected an integer from 0 to 4294967295, found ${seed}.`);
    }
    this.#generator = mersenne(seed | 0);
  }

  /** A uniform integer from 0 to max, both included; draws nothing if max is 0. */
  integer(max: number): number {
    if (max === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(max)) - 1;
    for (;;) {
      const value = (this.#generator.next() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  /** `size` uniform integers of [0, below), as `RandomState.randint(below, size=size)`. */
  integers(below: number, size: number): Uint32Array {
    return new Uint32Array(size).map(() => this.integer(below - 1));
  }

  /** Shuffle in place: Fisher and Yates from the end, as `RandomState.shuffle`. */
  shuffle<T extends NumberArray>(values: T): T {
    for (let i = values.length - 1; i > 0; i -= 1) {
      const j = this.integer(i);
      const value = values[i]!;
      values[i] = values[j]!;
      values[j] = value;
    }
    return values;
  }

  /** A shuffled copy, or with a number n a shuffled 0 to n - 1, as `RandomState.permutation`. */
  permutation(values: ArrayLike<number> | number): number[] {
    if (typeof values !== "number") return this.shuffle(Array.from(values));
    return this.shuffle(Array.from({ length: values }, (_, i) => i));
  }

  /** `size` of the values without replacement, as `RandomState.choice(replace=False)`. */
  choice(values: readonly number[], size: number): number[] {
    const places = this.permutation(values.length).slice(0, size);
    return places.map((place) => values[place]!);
  }
}
