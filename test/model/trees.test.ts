import { rocAuc } from "../../lib/src/model/metrics/index.js";
import { BoostedTrees } from "../../lib/src/model/trees/index.js";
import fixture from "../fixtures/trees.json";

type Case = (typeof fixture.cases)[number];

function scoresOf({ X, y }: Pick<Case, "X" | "y">): number[] {
  const half = X.length / 2;
  return new BoostedTrees().fit(X.slice(0, half), y.slice(0, half)).decisionFunction(X.slice(half));
}

test.each(fixture.cases)("has scikit-learn's ROC-AUC", ({ X, y, auc }) => {
  // Where two splits gain the same, the sums in float32 there and in float64 here may choose another one.
  expect(Math.abs(rocAuc(y.slice(X.length / 2), scoresOf({ X, y })) - auc)).toBeLessThan(0.005);
});

test("has scikit-learn's scores where no two splits gain the same, missing values among them", () => {
  const [, each] = fixture.cases as [Case, Case];
  scoresOf(each).forEach((score, row) => expect(score).toBeCloseTo(each.scores[row]!, 5));
});

test("refuses one label, another number of labels, and rows of another width", () => {
  expect(() => new BoostedTrees().fit([[1], [2]], [1, 1])).toThrow(
    /2 labels with 2 hits for 2 rows/,
  );
  const X = Array.from({ length: 60 }, (_, i) => [i]);
  const trees = new BoostedTrees({ maxIter: 2 }).fit(
    X,
    X.map(([i]) => Number(i! > 30)),
  );
  expect(() => trees.decisionFunction([[1, 2]])).toThrow("fitted on 1 columns, found 2");
  expect(trees.predictProba([[0]])[0]).toBeLessThan(trees.predictProba([[59]])[0]!);
});
