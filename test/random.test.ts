import { RandomState } from "netflix-hits/random";
import sklearn from "./fixtures/sklearn.json";

describe("RandomState", () => {
  test.each(sklearn.permutations)(
    "permutes as numpy does with seed $seed and n $n",
    ({ seed, n, permutation }) => {
      const values = Array.from({ length: n }, (_, i) => i);
      expect(new RandomState(seed).permutation(values)).toEqual(permutation);
    },
  );

  test("leaves its argument as it was", () => {
    const values = [1, 2, 3];
    new RandomState(0).permutation(values);
    expect(values).toEqual([1, 2, 3]);
  });

  test.each([-1, 0.5, 2 ** 32, NaN])("refuses the seed %d", (seed) => {
    expect(() => new RandomState(seed)).toThrow(RangeError);
  });
});
