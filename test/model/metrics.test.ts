import {
  averagePrecision,
  brierScore,
  calibrationCurve,
  confusionMatrix,
  logLoss,
  precisionRecallCurve,
  precisionRecallF1,
  rocAuc,
  rocCurve,
} from "../../lib/src/model/metrics/index.js";
import { sortAscending } from "../../lib/src/model/metrics/sort.js";
import fixtures from "../fixtures/metrics.json";
import sklearn from "../fixtures/sklearn.json";

/** The definition itself: over all pairs of a hit and a non-hit, 1 for a win and 1/2 for a tie. */
function aucByPairs(y: number[], scores: number[]): number {
  const of = (label: number) => scores.filter((_, i) => y[i] === label);
  const pairs = of(1).flatMap((hit) =>
    of(0).map((miss) => (hit > miss ? 1 : hit === miss ? 0.5 : 0)),
  );
  return pairs.reduce((sum: number, win) => sum + win, 0) / pairs.length;
}

/** The largest distance between two objects of numbers and lists of numbers of the same shape. */
function distance(found: unknown, expected: unknown): number {
  if (typeof expected === "number") return Math.abs((found as number) - expected);
  const keys = Object.keys(expected as object);
  expect(Object.keys(found as object)).toEqual(keys);
  const at = (value: unknown, key: string) => (value as Record<string, unknown>)[key];
  return Math.max(0, ...keys.map((key) => distance(at(found, key), at(expected, key))));
}

const CASES = fixtures.cases.map((c, i) => {
  const weights = c.weight === null ? {} : { sampleWeight: c.weight };
  return [i, c, weights] as const;
});

describe.each(CASES)("case %i of scikit-learn's", (_, c, weights) => {
  const { y, scores, probabilities, threshold, bins } = c;

  test("scores", () => {
    const { auc, average_precision, brier, log_loss } = c;
    const found = {
      auc: rocAuc(y, scores, weights),
      average_precision: averagePrecision(y, scores, weights),
      brier: brierScore(y, probabilities, weights),
      log_loss: logLoss(y, probabilities, weights),
    };
    expect(distance(found, { auc, average_precision, brier, log_loss })).toBeLessThan(1e-12);
  });

  test("shares at a threshold, undefined ones 0 or 1", () => {
    const options = { threshold, ...weights };
    expect(distance(confusionMatrix(y, probabilities, options), c.confusion)).toBeLessThan(1e-12);
    const found = [0, 1].map((zeroDivision) =>
      precisionRecallF1(y, probabilities, { zeroDivision, ...options }),
    );
    expect(distance(found, c.zero_division)).toBeLessThan(1e-12);
  });

  test.each(["uniform", "quantile"] as const)("calibration, %s bins", (strategy) => {
    const { counts, ...curve } = calibrationCurve(y, probabilities, { nBins: bins, strategy });
    expect(distance(curve, c.calibration[strategy])).toBeLessThan(1e-12);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(y.length);
  });
});

const CURVES = CASES.flatMap(([i, c, weights]) => [
  ...(c.curves ? [[i, "every point", c, weights, false, c.curves] as const] : []),
  ...(c.dropped ? [[i, "the points that matter", c, weights, true, c.dropped] as const] : []),
]);

test.each(CURVES)(
  "case %i: the curves have %s of scikit-learn's",
  (_, __, { y, scores }, weights, dropIntermediate, expected) => {
    const options = { dropIntermediate, ...weights };
    const roc = rocCurve(y, scores, options);
    expect(roc.thresholds.shift()).toBe(Infinity);
    const pr = precisionRecallCurve(y, scores, options);
    expect(distance({ roc, pr }, expected)).toBeLessThan(1e-12);
  },
);

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

  test("takes 0 and -0 as a tie", () => {
    expect(rocAuc([0, 1], [-0, 0])).toBe(0.5);
    expect(rocAuc([0, 1], [0, -0])).toBe(0.5);
  });

  test("refuses one label only, unequal lengths, NaN, infinite scores and other labels", () => {
    expect(() => rocAuc([1, 1], [1, 2])).toThrow(/All 2 labels are 1/);
    expect(() => rocAuc([0, 0], [1, 2])).toThrow(/All 2 labels are 0/);
    expect(() => rocAuc([1, 0], [1])).toThrow(/2 labels but 1 scores/);
    expect(() => rocCurve([1, 0], [1, NaN])).toThrow(/row 2 is not a number/);
    expect(() => rocCurve([1, 0], [1, -Infinity])).toThrow(/row 2 is infinite/);
    expect(() => rocAuc([1, 2], [1, 2])).toThrow(/label of row 2 is 2: expected 0 or 1/);
  });
});

describe("all metrics", () => {
  const y = [0, 1, 0, 1, 1];
  const p = [0.125, 0.5, 0.5, 0.25, 0.75];

  test.each([
    ["rocAuc", rocAuc],
    ["rocCurve", rocCurve],
    ["averagePrecision", averagePrecision],
    ["precisionRecallCurve", precisionRecallCurve],
    ["brierScore", brierScore],
    ["logLoss", logLoss],
    ["confusionMatrix", confusionMatrix],
    ["precisionRecallF1", precisionRecallF1],
    ["calibrationCurve", calibrationCurve],
  ])("%s takes typed arrays as it takes lists", (_, metric) => {
    expect(metric(Uint8Array.from(y), Float32Array.from(p))).toEqual(metric(y, p));
  });

  test.each([
    ["rocAuc", rocAuc],
    ["averagePrecision", averagePrecision],
    ["brierScore", brierScore],
    ["logLoss", logLoss],
  ])("%s counts a row of weight 2 as two rows and one of weight 0 not at all", (_, metric) => {
    const weighted = metric(y, p, { sampleWeight: [1, 2, 0, 1, 1] });
    expect(weighted).toBeCloseTo(metric([0, 1, 1, 1, 1], [0.125, 0.5, 0.5, 0.25, 0.75]), 14);
  });

  test("refuse what they cannot judge, naming it", () => {
    expect(() => brierScore([1], [1.5])).toThrow(/probability of row 1 is 1.5/);
    expect(() => logLoss([], [])).toThrow(/no rows/);
    expect(() => brierScore([1], [1], { sampleWeight: [0] })).toThrow(/sampleWeight of every row/);
    expect(() => averagePrecision([0, 0], [1, 2])).toThrow(/None of 2 labels is 1/);
    expect(() => rocAuc(y, p, { sampleWeight: [1] })).toThrow(/5 labels but 1 weights/);
    expect(() => rocAuc([0, 1], [0.4, 0.4], { sampleWeight: [0, 2] })).toThrow(
      "The rows with the label 0 have a total weight of 0",
    );
    expect(() => rocAuc(y, p, { sampleWeight: [1, 1, -1, 1, 1] })).toThrow(/row 3 is -1/);
    expect(() => calibrationCurve(y, p, { nBins: 0 })).toThrow(/nBins.*found 0/);
    expect(() => calibrationCurve(y, p, { strategy: "even" as "uniform" })).toThrow(/found "even"/);
  });
});

test("sortAscending sorts numbers of both signs, -0 before 0", () => {
  const values = Float64Array.from([3, -1e300, 0, -0, 5e-324, -2, 1e300, -2, 0.1]);
  expect([...sortAscending(values)]).toEqual([-1e300, -2, -2, -0, 0, 5e-324, 0.1, 3, 1e300]);
});
