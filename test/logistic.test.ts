import * as tf from "@tensorflow/tfjs-core";
import { LogisticRegression } from "netflix-hits/logistic";
import sklearn from "./fixtures/sklearn.json";

const BACKENDS = ["wasm", "cpu"] as const;

function largestDifference(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))));
}

describe.each(BACKENDS)("LogisticRegression on %s", (backend) => {
  test.each(sklearn.fits)("finds scikit-learn's optimum: $name", async (fixture) => {
    const { X, y, C, coef, intercept, probabilities } = fixture;
    const classWeight = fixture.class_weight as "balanced" | null;
    const model = await new LogisticRegression({ C, classWeight, backend }).fit(X, y);
    expect(largestDifference(model.coef, coef)).toBeLessThan(1e-5);
    expect(Math.abs(model.intercept - intercept)).toBeLessThan(1e-5);
    expect(largestDifference(model.predictProba(X), probabilities)).toBeLessThan(1e-6);
    expect(model.backend?.name).toBe(backend);
  });

  test("leaves no tensor behind", async () => {
    const { X, y } = sklearn.fits[0] as (typeof sklearn.fits)[0];
    const before = tf.memory().numTensors;
    await new LogisticRegression({ backend }).fit(X, y);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("LogisticRegression", () => {
  const { X, y } = sklearn.fits[1] as (typeof sklearn.fits)[1];

  test("gives the same bits twice", async () => {
    const once = await new LogisticRegression().fit(X, y);
    const again = await new LogisticRegression().fit(X, y);
    expect(again.coef).toEqual(once.coef);
  });

  test("has a vanishing gradient at the solution", async () => {
    const { gradientNorm } = await new LogisticRegression({ classWeight: "balanced" }).fit(X, y);
    expect(gradientNorm).toBeLessThan(1e-6);
  });

  test("fits duplicated rows like a doubled C", async () => {
    const doubled = await new LogisticRegression({ C: 1 }).fit([...X, ...X], [...y, ...y]);
    const weighted = await new LogisticRegression({ C: 2 }).fit(X, y);
    expect(largestDifference(doubled.coef, weighted.coef)).toBeLessThan(1e-7);
  });

  test("mirrors its coefficients when the labels are swapped", async () => {
    const straight = await new LogisticRegression().fit(X, y);
    const swapped = await new LogisticRegression().fit(
      X,
      y.map((label) => 1 - label),
    );
    expect(
      largestDifference(
        straight.coef,
        swapped.coef.map((value) => -value),
      ),
    ).toBeLessThan(1e-7);
  });

  test.each([
    ["one label only", [[1], [2]], [1, 1], /All 2 labels are 1/],
    ["a missing value", [[1], [NaN]], [0, 1], /Row 2, column 1 is NaN/],
    ["an infinite value", [[1], [Infinity]], [0, 1], /Row 2, column 1 is Infinity/],
    ["rows of unequal width", [[1], [1, 2]], [0, 1], /Row 2 has 2 values/],
    ["no rows", [], [], /no training rows/],
    ["unequal lengths", [[1]], [0, 1], /1 rows but 2 labels/],
    ["another label", [[1], [2]], [0, 2], /Label 2 is 2/],
  ])("refuses %s in a sentence", async (_, rows, labels, sentence) => {
    await expect(new LogisticRegression().fit(rows, labels)).rejects.toThrow(sentence);
  });

  test("refuses C of 0 or less, and prediction before the fit", () => {
    expect(() => new LogisticRegression({ C: 0 })).toThrow(/C: expected a number above 0, found 0/);
    expect(() => new LogisticRegression().predictProba([[1]])).toThrow(/call fit first/);
  });

  test("refuses rows of another width than those of the fit", async () => {
    const model = await new LogisticRegression().fit([[1], [2], [3]], [0, 1, 1]);
    expect(() => model.predictProba([[1, 2]])).toThrow(/Row 1 has 2 values, but .* fitted on 1/);
  });
});
