import * as tf from "@tensorflow/tfjs-core";
import { LogisticRegression, type ClassWeight } from "../../lib/src/model/logistic/index.js";
import { RandomState } from "../../lib/src/stats/random.js";
import logistic from "../fixtures/logistic.json";
import sklearn from "../fixtures/sklearn.json";
import { testBackends } from "../support/backends.js";

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a).toHaveLength(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

/** Within 1e-4 of b, absolute or relative. */
function largestError(a: readonly number[], b: readonly number[]): number {
  const error = (x: number, y: number): number => Math.abs(x - y) / Math.max(1, Math.abs(y));
  return Math.max(...a.map((value, i) => error(value, b[i]!)));
}

function optionsOf(fixture: (typeof logistic.fits)[number]) {
  const { C, fitIntercept } = fixture;
  return { C, fitIntercept, classWeight: fixture.classWeight as ClassWeight };
}

describe.each(testBackends())("LogisticRegression on %s", (backend) => {
  test.each(logistic.fits)("finds scikit-learn's optimum: $name", async (fixture) => {
    const { X, y, coef, intercept, probabilities, sampleWeight } = fixture;
    const model = new LogisticRegression({ ...optionsOf(fixture), tol: 1e-10, backend });
    await model.fit(X, y, sampleWeight === null ? {} : { sampleWeight });
    expect(largestError(model.coef, coef)).toBeLessThan(1e-4);
    expect(largestError([model.intercept], [intercept])).toBeLessThan(1e-4);
    expect(largestDifference(model.predictProba(X), probabilities)).toBeLessThan(1e-5);
    expect([model.converged, model.backend?.name]).toEqual([true, backend]);
    expect(model.gradientNorm).toBeLessThan(1e-9);
  });

  test.each(sklearn.fits)("comes closer than lbfgs stops: $name", async (fixture) => {
    const { X, y, C, coef, intercept } = fixture;
    const classWeight = fixture.class_weight as "balanced" | null;
    const model = await new LogisticRegression({ C, classWeight, backend }).fit(X, y);
    expect(largestDifference([...model.coef, model.intercept], [...coef, intercept])).toBeLessThan(
      1e-5,
    );
  });

  test("a thousand fits leave no tensor behind", async () => {
    const { X, y } = logistic.fits[0]!;
    const before = tf.memory().numTensors;
    for (let i = 0; i < 1000; i += 1) await new LogisticRegression({ backend }).fit(X, y);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("gives the same bits twice", async () => {
    const { X, y } = logistic.fits[0]!;
    const once = await new LogisticRegression({ backend }).fit(X, y);
    const again = await new LogisticRegression({ backend }).fit(X, y);
    expect(again.coef).toEqual(once.coef);
  });
});

describe("LogisticRegression", () => {
  const { X, y } = logistic.fits[0]!;
  const fit = (options = {}, rows = X, labels: ArrayLike<number> = y) =>
    new LogisticRegression({ tol: 1e-12, ...options }).fit(rows, labels);

  test("fits class weights like sample weights", async () => {
    const byClass = await fit({ classWeight: { 0: 0.5, 1: 3 } });
    const byRow = await new LogisticRegression({ tol: 1e-12 }).fit(X, y, {
      sampleWeight: y.map((label) => (label === 1 ? 3 : 0.5)),
    });
    expect(largestDifference(byClass.coef, byRow.coef)).toBeLessThan(1e-12);
  });

  test("fits balanced classes like the weights written out", async () => {
    const hits = y.reduce((sum, label) => sum + label, 0);
    const weights = { 0: y.length / (2 * (y.length - hits)), 1: y.length / (2 * hits) };
    const balanced = await fit({ classWeight: "balanced" });
    expect(balanced.coef).toEqual((await fit({ classWeight: weights })).coef);
  });

  test("fits a row twice like a row of weight 2, and one of weight 0 like none", async () => {
    const sampleWeight = y.map((_, i) => i % 3);
    const weighted = await new LogisticRegression({ tol: 1e-12 }).fit(X, y, { sampleWeight });
    const rows = y.flatMap((_, i) => Array<number>(i % 3).fill(i));
    const repeated = await fit(
      {},
      rows.map((i) => X[i]!),
      rows.map((i) => y[i]!),
    );
    expect(largestDifference(weighted.coef, repeated.coef)).toBeLessThan(1e-10);
  });

  test("fits every row twice like a doubled C", async () => {
    const doubled = await fit({ C: 1 }, [...X, ...X], [...y, ...y]);
    expect(largestDifference(doubled.coef, (await fit({ C: 2 })).coef)).toBeLessThan(1e-10);
  });

  test("mirrors its coefficients when the labels are swapped", async () => {
    const swapped = await fit(
      {},
      X,
      y.map((label) => 1 - label),
    );
    const mirrored = swapped.coef.map((value) => -value);
    expect(largestDifference((await fit()).coef, mirrored)).toBeLessThan(1e-10);
  });

  test("does not depend on the order of rows or columns", async () => {
    const order = new RandomState(1).permutation(y.map((_, i) => i));
    const shuffled = await fit(
      {},
      order.map((i) => [...X[i]!].reverse()),
      order.map((i) => y[i]!),
    );
    expect(largestDifference((await fit()).coef, shuffled.coef.reverse())).toBeLessThan(1e-10);
  });

  test("has a vanishing gradient at the solution, computed here by its definition", async () => {
    const C = 3;
    const { coef, intercept, predictProba } = await bound(fit({ C, classWeight: { 1: 2 } }));
    const p = predictProba(X);
    const pull = y.map((label, i) => C * (label === 1 ? 2 : 1) * (p[i]! - label));
    const gradient = coef.map((w, j) => X.reduce((sum, row, i) => sum + pull[i]! * row[j]!, w));
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-9);
    expect(Math.abs(pull.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-9);
    expect(Number.isFinite(intercept)).toBe(true);
  });

  test("predicts the odds, the probabilities and the labels of one score", async () => {
    const model = await fit();
    const scores = model.decisionFunction(X);
    const byHand = X.map((row) =>
      row.reduce((sum, value, j) => sum + value * model.coef[j]!, model.intercept),
    );
    expect(largestDifference(scores, byHand)).toBeLessThan(1e-12);
    expect(model.predict(X)).toEqual(scores.map((score) => (score > 0 ? 1 : 0)));
    const p = scores.map((score) => 1 / (1 + Math.exp(-score)));
    expect(largestDifference(model.predictProba(X), p)).toBeLessThan(1e-14);
  });

  test("takes rows, typed arrays with a shape, and a DataFrame alike", async () => {
    const rows = await fit();
    const shaped = { data: Float64Array.from(X.flat()), shape: [X.length, 6] };
    const { toDataFrame } = await import("../../lib/src/data/dataframe.js");
    const named = X.map((row) => Object.fromEntries(row.map((value, j) => [`c${j}`, value])));
    for (const other of [shaped, await toDataFrame(named)]) {
      const model = await new LogisticRegression({ tol: 1e-12 }).fit(other, Uint8Array.from(y));
      expect(model.coef).toEqual(rows.coef);
      expect(model.predictProba(other)).toEqual(rows.predictProba(X));
    }
  });

  test("is the same after JSON and back, to the last bit", async () => {
    const model = await fit({ C: 0.3, classWeight: "balanced" });
    const text = JSON.stringify(model);
    const back = LogisticRegression.fromJSON(JSON.parse(text) as ReturnType<typeof model.toJSON>);
    expect(back.predictProba(X)).toEqual(model.predictProba(X));
    expect(JSON.stringify(back)).toBe(text);
    expect(() => LogisticRegression.fromJSON({} as never)).toThrow(
      /not a saved LogisticRegression/,
    );
  });

  test("warns in a sentence when it stops before the optimum, and says so", async () => {
    const warn = jest.spyOn(console, "warn").mockImplementation(() => undefined);
    const model = await fit({ maxIter: 1 });
    expect([model.converged, model.nIter]).toEqual([false, 1]);
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /did not reach its optimum in 1 steps: the gradient is .* Increase maxIter/,
        ),
      ],
    ]);
    warn.mockRestore();
  });

  test.each([
    ["one label only", [[1], [2]], [1, 1], /All 2 labels are 1/],
    ["a missing value", [[1], [NaN]], [0, 1], /Row 2, column 1 is NaN/],
    ["an infinite value", [[1], [Infinity]], [0, 1], /Row 2, column 1 is Infinity/],
    ["rows of unequal width", [[1], [1, 2]], [0, 1], /Row 2 has 2 values/],
    ["no rows", [], [], /no training rows/],
    ["no columns", [[], []], [0, 1], /no columns/],
    ["unequal lengths", [[1]], [0, 1], /1 rows but 2 labels/],
    ["another label", [[1], [2]], [0, 2], /Label 2 is 2/],
    ["a text", [[1], ["b" as never]], [0, 1], /Row 2, column 1 is "b": expected a number/],
  ])("refuses %s in a sentence", async (_, rows, labels, sentence) => {
    await expect(new LogisticRegression().fit(rows, labels)).rejects.toThrow(sentence);
  });

  test.each([
    ["too few", [1], /2 rows but 1 sample weights/],
    ["negative", [1, -1], /Sample weight 2 is -1/],
    ["all 0 in a class", [0, 1], /All rows with label 0 have the weight 0/],
  ])("refuses sample weights that are %s", async (_, sampleWeight, sentence) => {
    const model = new LogisticRegression();
    await expect(model.fit([[1], [2]], [0, 1], { sampleWeight })).rejects.toThrow(sentence);
  });

  test.each([
    [{ C: 0 }, /C: expected a number above 0, found 0/],
    [{ C: -1 }, /C: expected a number above 0, found -1/],
    [{ C: NaN }, /C: .* found NaN/],
    [{ maxIter: 0 }, /maxIter: expected at least 1, found 0/],
    [{ tol: 0 }, /tol: expected a number above 0, found 0/],
    [{ classWeight: "fair" as never }, /classWeight: .* found "fair"/],
    [{ classWeight: { 1: -2 } }, /classWeight: .* found 1: -2/],
  ])("refuses the option %j", (options, sentence) => {
    expect(() => new LogisticRegression(options)).toThrow(sentence);
  });

  test("refuses an unknown backend, and prediction before the fit", async () => {
    const model = new LogisticRegression({ backend: "webgl" as never });
    await expect(model.fit([[1], [2]], [0, 1])).rejects.toThrow(/webgl/);
    expect(() => model.predictProba([[1]])).toThrow(/call fit first/);
  });

  test("refuses rows of another width than those of the fit", async () => {
    const model = await new LogisticRegression().fit([[1], [2], [3]], [0, 1, 1]);
    expect(() => model.predictProba([[1, 2]])).toThrow(/have 2 values, but .* fitted on 1/);
  });
});

async function bound(fitted: Promise<LogisticRegression>) {
  const model = await fitted;
  const { coef, intercept } = model;
  return { coef, intercept, predictProba: (X: number[][]) => model.predictProba(X) };
}
