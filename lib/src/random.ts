/** numpy's legacy random stream (`numpy.random.RandomState`), which scikit-learn draws from. */
import { mersenne } from "pure-rand/generator/mersenne";

/**
 * The part of `numpy.random.RandomState` that splits and permutations use, draw for draw: MT19937
 * seeded by `init_genrand`, integers by masked rejection.
 */
export class RandomState {
  readonly #generator: ReturnType<typeof mersenne>;

  /** @param seed an integer from 0 to 2**32 - 1. @throws RangeError otherwise. */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
      throw new RangeError(`randomState: expected an integer from 0 to 4294967295, found ${seed}`);
    }
    this.#generator = mersenne(seed | 0);
  }

  /** A uniform integer of [0, max], both ends included; draws nothing when max is 0. */
  integer(max: number): number {
    if (max === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(max)) - 1;
    for (;;) {
      const value = (this.#generator.next() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  /** A shuffled copy: Fisher and Yates from the end, as `RandomState.permutation`. */
  permutation(values: ArrayLike<number>): number[] {
    const shuffled = Array.from(values);
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const j = this.integer(i);
      [shuffled[i], shuffled[j]] = [shuffled[j] as number, shuffled[i] as number];
    }
    return shuffled;
  }

  /** `size` of the values without replacement, as `RandomState.choice(replace=False)`. */
  choice(values: readonly number[], size: number): number[] {
    const places = this.permutation(values.map((_, i) => i)).slice(0, size);
    return places.map((place) => values[place] as number);
  }
}
