import { RandomState } from "../../lib/src/stats/random.js";
import sklearn from "../fixtures/sklearn.json";

describe("RandomState", () => {
  test.each(sklearn.permutations)(
    "permutes as numpy does with seed $seed and n $n",
    ({ seed, n, permutation }) => {
      const values = Array.from({ length: n }, (_, i) => i);
      expect(new RandomState(seed).permutation(values)).toEqual(permutation);
    },
  );

  test("permutes 0 to n - 1 when it is given n, and shuffles typed arrays alike", () => {
    const expected = new RandomState(42).permutation([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new RandomState(42).permutation(10)).toEqual(expected);
    const typed = Uint32Array.from({ length: 10 }, (_, i) => i);
    expect([...new RandomState(42).shuffle(typed)]).toEqual(expected);
  });

  // numpy.random.RandomState(42).randint(10, size=12)
  test("draws the integers that numpy draws", () => {
    const drawn = new RandomState(42).integers(10, 12);
    expect([...drawn]).toEqual([6, 3, 7, 4, 6, 9, 2, 6, 7, 4, 3, 7]);
  });

  test("leaves its argument as it was", () => {
    const values = [1, 2, 3];
    new RandomState(0).permutation(values);
    expect(values).toEqual([1, 2, 3]);
  });

  test.each([-1, 0.5, 2 ** 32, NaN])("refuses the seed %d", (seed) => {
    expect(() => new RandomState(seed)).toThrow(/randomState: expected an integer/);
  });
});
