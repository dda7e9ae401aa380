import { described } from "../support/study.js";
import { assertJudged, isUnjudged } from "../../lib/src/base/outcome.js";
import type { FeatureTable } from "../../lib/src/features/table.js";
import { aucInterval } from "../../lib/src/model/metrics/auc-interval.js";
import { sigmoid } from "../../lib/src/model/logistic/loss.js";
import {
  calibrationLine,
  curveBands,
  decisionCurve,
  learningCurve,
  nestedProbabilities,
  popularityRanks,
  topShares,
  yardsticks,
} from "../../lib/src/model/validation/index.js";
import { RandomState } from "../../lib/src/stats/random.js";
import { spearman } from "../../lib/src/stats/ranks.js";
import { splineKnots, splineTerms } from "../../lib/src/stats/restricted-spline.js";
import { crossValidate } from "../support/judged.js";

/** Rows whose log-odds follow a curve of the age and one of many noisy columns. */
function curvedTable(n = 800): FeatureTable & { chances: number[] } {
  const random = new RandomState(12);
  const draw = () => (random.integer(99_999) + 0.5) / 100_000;
  const rows = Array.from({ length: n }, () => {
    const age = random.integer(12);
    const noise = Array.from({ length: 20 }, draw);
    const chance = sigmoid(-2.5 + 0.12 * (age - 6) ** 2 + noise[0]!);
    return { X: [age, ...noise], chance, hit: draw() < chance ? 1 : 0 };
  });
  return described({
    names: ["years_since_release", ...Array.from({ length: 20 }, (_, i) => `noise_${i}`)],
    ids: rows.map((_, i) => i + 1),
    y: rows.map(({ hit }) => hit as 0 | 1),
    X: rows.map(({ X }) => X),
    chances: rows.map(({ chance }) => chance),
  });
}

test("nested probabilities choose a strong penalty where columns are noise, and beat the base rate", async () => {
  const table = curvedTable(400);
  const y = new RandomState(2).permutation(table.y) as (0 | 1)[];
  const noise = assertJudged(await nestedProbabilities({ ...table, y }));
  expect(Math.max(...noise.chosen)).toBeLessThan(0.1);
  expect(noise.probabilities.every((p) => p > 0 && p < 1)).toBe(true);
  const rate = y.reduce<number>((sum, label) => sum + label, 0) / y.length;
  noise.baseline.forEach((share) => expect(Math.abs(share - rate)).toBeLessThan(0.01));
  const few = await nestedProbabilities({ ...table, y: y.map((_, i): 0 | 1 => (i < 4 ? 1 : 0)) });
  expect(isUnjudged(few) && few.unjudged).toMatch(/^4 hits among 400 series are too few/);
});

describe("calibrationLine", () => {
  const { y, chances } = curvedTable(3000);
  const logit = (p: number) => Math.log(p / (1 - p));

  test("has slope 1 and intercept 0 for the true chances", () => {
    const line = calibrationLine(y, chances.map(logit));
    expect(line?.slopeInterval[0]).toBeLessThan(1);
    expect(line?.slopeInterval[1]).toBeGreaterThan(1);
    expect(Math.abs(line?.intercept!)).toBeLessThan(0.15);
  });

  test("halves for chances twice as extreme, and shifts for those that are too low", () => {
    const line = calibrationLine(
      y,
      chances.map((p) => 2 * logit(p)),
    );
    const truth = calibrationLine(y, chances.map(logit));
    expect(line?.slope).toBeCloseTo(truth?.slope! / 2, 8);
    const low = calibrationLine(
      y,
      chances.map((p) => logit(p) - 1),
    );
    expect(low?.intercept).toBeCloseTo(truth?.intercept! + 1, 8);
  });

  test("is none for equal chances and for a perfect order", () => {
    expect(calibrationLine([0, 1, 0, 1], [0, 0, 0, 0])).toBeNull();
    expect(calibrationLine([0, 0, 1, 1], [-2, -1, 1, 2])).toBeNull();
  });
});

test("the interval of a ROC-AUC is DeLong's where hits are enough, else Newcombe's, and never a point", () => {
  const y = [1, 1, 1, 0, 0, 0, 0, 0];
  const perfect = aucInterval(y, [8, 7, 6, 5, 4, 3, 2, 1]);
  expect([perfect.auc, perfect.method, perfect.interval[1]]).toEqual([1, "Newcombe", 1]);
  expect(perfect.interval[0]).toBeLessThan(0.8);
  const many = Array.from({ length: 200 }, (_, i) => Number(i % 5 === 0));
  expect(
    aucInterval(
      many,
      many.map((hit, i) => hit + (i % 7)),
    ).method,
  ).toBe("DeLong");
});

test("bands hold the curves, and average precision lies in its interval inside 0 to 1", () => {
  const { y, chances } = curvedTable(400);
  const bands = curveBands(y, chances, { repeats: 200 });
  const [low, high] = bands.averagePrecisionInterval!;
  expect(low).toBeLessThan(bands.averagePrecision);
  expect(high).toBeGreaterThan(bands.averagePrecision);
  expect([low > 0, high < 1]).toEqual([true, true]);
  bands.rocBand.at.forEach((_, i) => {
    expect(bands.rocBand.low[i]).toBeLessThanOrEqual(bands.rocBand.high[i]!);
  });
  expect(bands.rocBand.high.at(-1)).toBe(1);
});

test("average precision has no interval of fewer than five hits", () => {
  const labels = (hits: number) => Array.from({ length: 40 }, (_, i) => Number(i < hits));
  const scores = labels(0).map((_, i) => (i * 7) % 40);
  const intervalOf = (hits: number) =>
    curveBands(labels(hits), scores, { repeats: 20 }).averagePrecisionInterval;
  expect([1, 2, 4].map(intervalOf)).toEqual([undefined, undefined, undefined]);
  const [low, high] = intervalOf(5)!;
  expect([low > 0, low < high, high < 1]).toEqual([true, true, true]);
});

test("topShares counts ties by what a draw would bring, decisionCurve weighs others by the odds", () => {
  const y = [1, 0, 1, 0, 0];
  const scores = [0.9, 0.5, 0.5, 0.5, 0.1];
  const [two] = topShares(y, scores, [2]);
  expect(two?.hits).toBeCloseTo(1 + 1 / 3, 12);
  expect(two?.recall).toBeCloseTo((1 + 1 / 3) / 2, 12);
  const [at] = decisionCurve(y, scores, [0.25]);
  expect(at?.model).toBeCloseTo((2 - 2 / 3) / 5, 12);
  expect(at?.all).toBeCloseTo(0.4 - 0.6 / 3, 12);
});

test("models that can bend find a curve, and more series help", async () => {
  const table = curvedTable();
  const cv = await crossValidate(table, { nRepeats: 2 });
  const [curve, trees] = await yardsticks(table, cv);
  expect([curve?.name, trees?.name]).toEqual(["curves of 21 numbers", "boosted trees"]);
  expect(curve?.gain.interval[0]).toBeGreaterThan(0.05);
  expect(trees?.mean).toBeGreaterThan(cv.mean);
  const { points } = await learningCurve(table, cv, { nRepeats: 1 });
  expect(points.map(({ rows }) => Math.round(rows))).toEqual([128, 256, 384, 512, 640]);
});

test("ranks of popularity are predicted by rows that were not seen", async () => {
  const table = curvedTable(300);
  const cv = await crossValidate(table, { nRepeats: 1 });
  const titles = table.ids.map((id, row) => ({
    id,
    popularity: 5 + table.X[row]?.[3]!,
  }));
  const { rho, interval } = assertJudged(popularityRanks(table, titles, cv));
  expect(rho).toBeGreaterThan(0.95);
  expect(interval[1]).toBeLessThanOrEqual(1);
  const noise = titles.map(({ id }) => ({ id, popularity: (id * 7919) % 301 }));
  const none = assertJudged(popularityRanks(table, noise, cv));
  expect(none.interval[0]).toBeLessThan(0.1);
  expect(Math.abs(none.rho)).toBeLessThan(0.2);
});

test("spearman is scipy's, ties by mean ranks", () => {
  // scipy.stats.spearmanr([1, 2, 2, 4, 5], [3, 1, 4, 4, 9]).statistic
  expect(spearman([1, 2, 2, 4, 5], [3, 1, 4, 4, 9]).rho).toBeCloseTo(0.7631578947368421, 12);
  expect(spearman([1, 1, 1, 1], [1, 2, 3, 4])).toEqual({ rho: NaN, interval: [-1, 1] });
});

test("a restricted cubic spline is straight beyond its knots", () => {
  expect(splineTerms(3, [0, 2, 4])).toEqual([1.5625]);
  const at = (x: number) => splineTerms(x, [1, 3, 5, 9])[1]!;
  expect(at(12) - at(11)).toBeCloseTo(at(11) - at(10), 10);
  expect(at(0)).toBe(0);
  expect(splineKnots([1, 1, 1, 1, 1])).toEqual([1]);
});
