import { rocAuc, rocCurve } from "netflix-hits/metrics";
import sklearn from "./fixtures/sklearn.json";

/** The definition itself: over all pairs of a hit and a non-hit, 1 for a win and 1/2 for a tie. */
function aucByPairs(y: number[], scores: number[]): number {
  const of = (label: number) => scores.filter((_, i) => y[i] === label);
  const pairs = of(1).flatMap((hit) =>
    of(0).map((miss) => (hit > miss ? 1 : hit === miss ? 0.5 : 0)),
  );
  return pairs.reduce((sum: number, win) => sum + win, 0) / pairs.length;
}

describe("rocAuc and rocCurve", () => {
  test.each(sklearn.aucs.map((c, i) => [i, c] as const))(
    "case %i equals scikit-learn's",
    (_, { y, scores, auc, fpr, tpr }) => {
      expect(rocAuc(y, scores)).toBeCloseTo(auc, 12);
      const curve = rocCurve(y, scores);
      expect(curve.fpr).toEqual(fpr);
      expect(curve.tpr).toEqual(tpr);
    },
  );

  test.each(sklearn.aucs.map((c, i) => [i, c] as const))(
    "case %i equals the count over all pairs",
    (_, { y, scores }) => {
      expect(rocAuc(y, scores)).toBeCloseTo(aucByPairs(y, scores), 12);
    },
  );

  test("is 1 for perfect, 0 for reversed and 0.5 for constant scores", () => {
    expect(rocAuc([0, 0, 1], [1, 2, 3])).toBe(1);
    expect(rocAuc([0, 0, 1], [3, 2, 1])).toBe(0);
    expect(rocAuc([0, 0, 1], [7, 7, 7])).toBe(0.5);
  });

  test("refuses one label only, unequal lengths and NaN", () => {
    expect(() => rocAuc([1, 1], [1, 2])).toThrow(/All 2 labels are 1/);
    expect(() => rocAuc([1, 0], [1])).toThrow(/2 labels but 1 scores/);
    expect(() => rocCurve([1, 0], [1, NaN])).toThrow(/row 2 is not a number/);
  });
});
