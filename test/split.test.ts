import { stratifiedSplit } from "netflix-hits/split";
import sklearn from "./fixtures/sklearn.json";

describe("stratifiedSplit", () => {
  test.each(sklearn.splits.map((c, i) => [i, c.y.length, c] as const))(
    "case %i returns the indices that scikit-learn returns for %i rows",
    (_, __, { y, test_size, seed, train, test }) => {
      const split = stratifiedSplit(y, { testSize: test_size, randomState: seed });
      expect(split).toEqual({ train, test });
    },
  );

  test("puts every row into exactly one part", () => {
    const y = Array.from({ length: 101 }, (_, i) => Number(i % 7 === 0));
    const { train, test } = stratifiedSplit(y);
    expect([...train, ...test].sort((a, b) => a - b)).toEqual(y.map((_, i) => i));
    expect(test).toHaveLength(26);
  });

  test("refuses one label only, naming what is needed", () => {
    expect(() => stratifiedSplit([0, 0, 0, 0])).toThrow(/All 4 rows have the same label/);
  });

  test("refuses a class of one row", () => {
    expect(() => stratifiedSplit([0, 0, 0, 1])).toThrow(/Only one row has the label 1/);
  });

  test("refuses a share outside (0, 1)", () => {
    expect(() => stratifiedSplit([0, 0, 1, 1], { testSize: 1 })).toThrow(/testSize/);
  });
});
