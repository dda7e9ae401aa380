import { columnsOfGroups, familiesOf, groupsOf } from "../../lib/src/features/info.js";
import { popularity, votes } from "../../lib/src/data/variable.js";
import { described } from "../support/study.js";
import { featureMatrix, type FeatureTable } from "../../lib/src/features/table.js";
import { LogisticRegression } from "../../lib/src/model/logistic/index.js";
import { hitPipeline, Pipeline } from "../../lib/src/model/pipeline.js";
import { FeatureFrame, OneHotEncoder } from "../../lib/src/model/preprocessing/index.js";
import { RandomState } from "../../lib/src/stats/random.js";
import { RepeatedStratifiedKFold } from "../../lib/src/model/split/index.js";
import {
  ablateGroups,
  calibrate,
  compareBaselines,
  crossValScore,
  foldMean,
  foldScores,
  groupImportance,
  learntCoefficients,
  permutationNull,
  redundantFeatures,
  sensitivity,
  type FittedFold,
} from "../../lib/src/model/validation/index.js";
import * as outcomes from "../../lib/src/model/validation/index.js";
import { crossValidate, validate } from "../support/judged.js";
import { title } from "../support/titles.js";
import { twinGroups } from "../support/twin-groups.js";

/** 200 rows whose label follows the first feature with some noise; the second has gaps. */
function madeTable(): FeatureTable {
  const random = new RandomState(5);
  const draw = () => random.integer(1000) / 1000;
  const X = Array.from({ length: 200 }, () => [draw(), draw() < 0.2 ? null : draw()]);
  const y = X.map(([signal]) => (signal! + draw() > 1.2 ? 1 : 0));
  return { names: ["signal", "noise"], ids: X.map((_, i) => i), X, y };
}

describe("validate", () => {
  test("finds the planted signal on rows it has not seen", async () => {
    const { auc, coefficients, split, y } = await validate(madeTable());
    expect(auc).toBeGreaterThan(0.8);
    expect(auc).toBeLessThan(1);
    expect(coefficients[0]?.feature).toBe("signal");
    expect(split.test).toHaveLength(50);
    expect(y).toHaveLength(50);
  });

  test("is at chance when the labels have nothing to do with the features", async () => {
    const table = madeTable();
    const y = new RandomState(1).permutation(table.y) as (0 | 1)[];
    const { auc } = await validate({ ...table, y });
    expect(Math.abs(auc - 0.5)).toBeLessThan(0.2);
  });

  test("says little of how sure the AUC of a single hit is, and why there is none of no hit", async () => {
    const table = madeTable();
    const few = (hits: number) => ({
      ...table,
      y: table.y.map((_, i): 0 | 1 => (i < hits ? 1 : 0)),
    });
    const { interval, auc, method } = await validate(few(3));
    expect(method).toBe("Newcombe");
    expect(interval[1] - interval[0]).toBeGreaterThan(0.4);
    expect(interval[0]).toBeLessThanOrEqual(auc);
    expect(await outcomes.validate(few(1))).toEqual({
      unjudged:
        "1 hit among 200 series: a split into a training and a validation part needs hits and other series in both.",
    });
  });

  test("gives the same result for the same seed and another for another", async () => {
    const [a, b, c] = [
      await validate(madeTable(), { randomState: 1 }),
      await validate(madeTable(), { randomState: 1 }),
      await validate(madeTable(), { randomState: 2 }),
    ];
    expect(a.probabilities).toEqual(b.probabilities);
    expect(a.split).not.toEqual(c.split);
  });
});

/** Rows whose label follows age and genre; `is_us` stands twice, and the country says nothing. */
function groupedTable(n = 400): FeatureTable {
  const random = new RandomState(8);
  const draw = (max: number) => random.integer(max);
  const rows = Array.from({ length: n }, () => {
    const [age, drama, us] = [draw(9), draw(1), draw(1)];
    return { X: [age, us, drama, us], score: age + 4 * drama + draw(8) };
  });
  return described({
    names: ["years_since_release", "is_us", "primary_genre_grouped_Drama", "primary_country_US"],
    ids: rows.map((_, i) => i + 1),
    y: rows.map(({ score }) => (score > 14 ? 1 : 0)),
    X: rows.map(({ X }) => X),
  });
}

describe("crossValidate", () => {
  test("gives a score for each fold of each repeat, and their mean", async () => {
    const cv = await crossValidate(madeTable(), { nRepeats: 3 });
    expect([cv.scores.length, cv.nSplits, cv.nRepeats]).toEqual([15, 5, 3]);
    expect(cv.mean).toBeCloseTo(cv.scores.reduce((sum, score) => sum + score) / 15, 12);
    expect(cv.interval[0]).toBeLessThan(cv.mean);
    expect(cv.mean).toBeGreaterThan(0.8);
  });

  test("judges every row once in the first repeat, by folds that did not see it", async () => {
    const table = madeTable();
    const { logOdds } = await crossValidate(table, { nRepeats: 1 });
    expect(logOdds.every(Number.isFinite)).toBe(true);
    const meanProbability =
      logOdds.reduce((sum, score) => sum + 1 / (1 + Math.exp(-score)), 0) / logOdds.length;
    const rate = table.y.reduce<number>((sum, label) => sum + label, 0) / table.y.length;
    // The class weights are taken back: the probabilities are about as large as hits are frequent.
    expect(Math.abs(meanProbability - rate)).toBeLessThan(0.05);
  });

  test("finds nothing where there is nothing", async () => {
    const table = madeTable();
    const y = new RandomState(3).permutation(table.y) as (0 | 1)[];
    const { interval } = await crossValidate({ ...table, y }, { nRepeats: 2 });
    expect(interval[0]).toBeLessThan(0.5);
    expect(interval[1]).toBeGreaterThan(0.5);
  });

  test("says why it judges nothing where there are fewer than two hits for each fold", async () => {
    const table = madeTable();
    const few = (hits: number): (0 | 1)[] => table.y.map((_, i) => (i < hits ? 1 : 0));
    expect(await outcomes.crossValidate({ ...table, y: few(5) })).toEqual({
      unjudged:
        "5 hits among 200 series are too few for cross-validation with 5 folds: it needs 2 in each, 10 in all.",
    });
    expect((await crossValidate({ ...table, y: few(10) }, { nRepeats: 1 })).nSplits).toBe(5);
  });

  test("keeps the interval of the mean inside 0 to 1", async () => {
    const table = madeTable();
    const y = table.X.map(([signal]): 0 | 1 => (signal! > 0.9 ? 1 : 0));
    const perfect = await crossValidate({ ...table, y }, { nRepeats: 2, C: 1e4 });
    expect(perfect.mean).toBeGreaterThan(0.99);
    expect(perfect.interval[0]).toBeLessThan(perfect.mean);
    expect(perfect.interval[1]).toBeLessThanOrEqual(1);
  });

  test("tells its progress, and stops when it is told to", async () => {
    const told: string[] = [];
    const controller = new AbortController();
    const onProgress = (done: number, total: number): void => {
      told.push(`${done}/${total}`);
      if (done === 2) controller.abort();
    };
    await expect(
      crossValidate(madeTable(), { onProgress, signal: controller.signal }),
    ).rejects.toThrow("Stopped after 2 of 50 steps.");
    expect(told).toEqual(["1/50", "2/50"]);
  });
});

describe("crossValScore", () => {
  const genre = Array.from({ length: 60 }, (_, i) => (i === 7 ? "Rare" : i % 3 === 0 ? "A" : "B"));
  const y = genre.map((value, i) => Number(value === "A" ? i % 2 === 0 : i % 5 === 0));
  const frame = new FeatureFrame({ genre });

  test("fits encoder and model on the training rows of each fold alone", async () => {
    const seen: string[][] = [];
    const make = () => {
      const encoder = new OneHotEncoder();
      const fit = encoder.fit.bind(encoder);
      encoder.fit = (X) => {
        fit(X);
        seen.push(encoder.learnt[0]?.categories ?? []);
        return encoder;
      };
      return new Pipeline([encoder], new LogisticRegression());
    };
    const scores = await crossValScore(make, frame, y);
    expect(scores).toHaveLength(5);
    // The rare genre is in one test fold, whose encoder has never met it.
    expect(seen.filter((categories) => !categories.includes("Rare"))).toHaveLength(1);
  });

  test("judges by what it is told, on the folds that it is given", async () => {
    const table = madeTable();
    const cv = [...new RepeatedStratifiedKFold({ nRepeats: 2 }).split(table.y)];
    const scores = await crossValScore(() => hitPipeline(), featureMatrix(table), table.y, { cv });
    expect(scores).toEqual((await crossValidate(table, { nRepeats: 2 })).scores);
    const counts = await crossValScore(() => hitPipeline(), featureMatrix(table), table.y, {
      cv,
      scoring: (labels) => labels.length,
    });
    expect(counts).toEqual(cv.map(({ test }) => test.length));
  });
});

test("a mean over folds needs two values, and stays in range on the logit scale", () => {
  expect(() => foldMean([0.7], 5)).toThrow("There is one value: the spread of folds needs");
  const values = [0.98, 0.7, 1, 0.99, 0.95];
  expect(foldMean(values, 5).interval[1]).toBeGreaterThan(1);
  const { mean, interval } = foldMean(values, 5, { range: "share" });
  expect(interval[1]).toBeLessThan(1);
  expect(interval[0]).toBeLessThan(mean);
});

test("the interval of a mean over folds is widened for the rows that they share", () => {
  const { mean, sd, interval } = foldMean([0.7, 0.8, 0.9, 0.8, 0.8], 5);
  expect(mean).toBeCloseTo(0.8, 12);
  expect(sd).toBeCloseTo(Math.sqrt(0.005), 12);
  const half = 2.7764451 * Math.sqrt((1 / 5 + 1 / 4) * 0.005);
  expect((interval[1] - interval[0]) / 2).toBeCloseTo(half, 3);
});

/** Quantiles of popularity and of votes. */
const grid = (x: number[], y: number[]) => ({
  x: { variable: popularity, quantiles: x },
  y: { variable: votes, quantiles: y },
});

describe("by groups of features", () => {
  test("a feature belongs to what it says", () => {
    const names = ["years_since_release", "covid_period_covid", "is_us", "is_korea"];
    const table = described({ names: [...names, "primary_genre_grouped_Drama", "x"] });
    expect(groupsOf(table)).toEqual(["age", "period", "country", "genre", "other"]);
    expect(columnsOfGroups(table, ["country"])).toEqual(["is_us", "is_korea"]);
    expect(familiesOf(table)).toEqual([{ family: "release year", groups: ["age", "period"] }]);
  });

  test("leaving out what matters costs, leaving out the rest does not", async () => {
    const table = groupedTable();
    const full = await crossValidate(table, { nRepeats: 2 });
    const subsets = await ablateGroups(table, full, { nRepeats: 2 });
    const loss = Object.fromEntries(subsets.map(({ name, loss }) => [name, loss]));
    expect(Object.keys(loss)).toEqual(["without age", "without country", "without genre"]);
    expect(loss["without age"]?.interval[0]).toBeGreaterThan(0);
    expect(loss["without genre"]?.interval[0]).toBeGreaterThan(0);
    expect(Math.abs(loss["without country"]?.mean!)).toBeLessThan(0.02);
  });

  test("a group alone is a baseline on the same folds", async () => {
    const table = groupedTable();
    const full = await crossValidate(table, { nRepeats: 1 });
    const alone = await compareBaselines(table, full, { nRepeats: 1 });
    expect(alone.map(({ name, features }) => [name, features])).toEqual([
      ["age alone", 1],
      ["country alone", 2],
      ["genre alone", 1],
    ]);
    const [year, country] = alone.map(({ mean }) => mean) as [number, number];
    expect(year).toBeGreaterThan(0.7);
    expect(Math.abs(country - 0.5)).toBeLessThan(0.1);
    expect(alone[0]?.loss.mean).toBeCloseTo(full.mean - year, 12);
  });

  test("shuffling what matters costs, shuffling the rest does not", async () => {
    const table = groupedTable();
    const cv = await crossValidate(table, { nRepeats: 2 });
    const steps: number[] = [];
    const importance = await groupImportance(table, cv, { onProgress: (done) => steps.push(done) });
    expect(importance.map(({ group }) => group).sort()).toEqual(["age", "country", "genre"]);
    const of = (group: string) => importance.find((row) => row.group === group);
    expect(of("age")?.interval?.[0]).toBeGreaterThan(0);
    expect(Math.abs(of("country")?.mean!)).toBeLessThan(0.02);
    expect(of("age")?.tiedWith).not.toContain("country");
    expect(steps.at(-1)).toBe(20);
  });

  test("groups that matter the same are not told apart", async () => {
    const table = twinGroups(600, 3);
    const [first, second] = await groupImportance(table, await crossValidate(table));
    expect(first?.interval?.[0]).toBeGreaterThan(0);
    expect(second?.mean).toBeLessThan(first?.mean!);
    expect(first?.tiedWith).toEqual([second?.group]);
  });

  test("no order and no interval is told of too few hits", async () => {
    const table = groupedTable(100);
    const y = table.y.map((_, row) => (row % 8 === 0 ? 1 : 0));
    const few = { ...table, y };
    const [first, ...rest] = await groupImportance(few, await crossValidate(few, { nRepeats: 1 }));
    expect(first?.interval).toBeNull();
    expect(first?.tiedWith).toEqual(rest.map(({ group }) => group));
  });

  test("shuffling a group is what shuffling its columns and predicting again is", async () => {
    const table = groupedTable(120);
    const cv = await crossValidate(table, { nRepeats: 1 });
    const [fold] = cv.folds as [FittedFold];
    const one = { folds: [fold], scores: cv.scores.slice(0, 1) };
    const importance = await groupImportance(table, one, { shufflings: 1, halvings: 1 });
    const age = importance.find(({ group }) => group === "age");
    const { test: rows, pipeline } = fold;
    // The first group is shuffled first, by the same stream.
    const order = new RandomState(42).permutation(rows.map((_, i) => i));
    const X = rows.map((id, i) => {
      const moved = rows[order[i]!]!;
      return [table.X[moved]?.[0]!, ...(table.X[id] as number[]).slice(1)];
    });
    const { rocAuc } = await import("../../lib/src/model/metrics/index.js");
    const y = rows.map((id) => table.y[id] as number);
    const auc = rocAuc(y, pipeline.predictProba(X));
    expect(age?.mean).toBeCloseTo(cv.scores[0]! - auc, 12);
  });
});

describe("permutationNull", () => {
  test("a planted signal is far from what shuffled labels give", async () => {
    const table = madeTable();
    const { auc } = await validate(table);
    const { aucs, pValue } = await permutationNull(table, auc, { repeats: 60 });
    expect(aucs).toHaveLength(60);
    expect(Math.max(...aucs)).toBeLessThan(auc);
    expect(pValue).toBeCloseTo(1 / 61, 12);

    expect(Math.abs(aucs.reduce((sum, value) => sum + value) / 60 - 0.5)).toBeLessThan(0.05);
  });

  test("stops when so many have reached it that p cannot be small", async () => {
    const table = madeTable();
    const found = await permutationNull(table, 0.4, { enough: 20 });
    const reached = found.aucs.filter((auc) => auc >= 0.4).length;
    expect([found.stopped, reached]).toEqual([true, 20]);
    expect(found.aucs.length).toBeLessThan(60);
    expect(found.aucs.at(-1)).toBeGreaterThanOrEqual(0.4);
    expect(found.pValue).toBe(20 / found.aucs.length);
  });

  test("makes as many shufflings as the family of tests needs", async () => {
    const table = madeTable();
    const { aucs, pValue } = await permutationNull(table, 2, { tests: 60 });
    expect(aucs).toHaveLength(1199);
    expect(60 * pValue).toBeCloseTo(0.05, 12);
  });

  test("labels without a signal are no exception among the shuffled ones", async () => {
    const table = madeTable();
    const y = new RandomState(4).permutation(table.y) as (0 | 1)[];
    const { auc } = await validate({ ...table, y });
    const { pValue } = await permutationNull({ ...table, y }, auc, { repeats: 60 });
    expect(pValue).toBeGreaterThan(0.05);
  });
});

describe("learntCoefficients", () => {
  test("adds up columns that are equal before anything is ranked", async () => {
    const table = groupedTable();
    expect(redundantFeatures(table)).toEqual([["is_us", "primary_country_US"]]);
    const validation = await validate(table);
    const learnt = learntCoefficients(table, validation, await crossValidate(table));
    expect(learnt).toHaveLength(3);
    const us = learnt.find(({ feature }) => feature === "is_us");
    expect(us?.name).toBe("from the United States (2 equal columns)");
    const halves = validation.coefficients.filter(({ feature }) => /us/i.test(feature));
    expect(halves).toHaveLength(2);
    expect(us?.coefficient).toBeCloseTo(halves[0]!.coefficient + halves[1]!.coefficient, 12);
  });

  test("the interval is about as wide as fits to other series differ", async () => {
    const fits = await Promise.all(
      Array.from({ length: 40 }, async (_, seed) => {
        const table = twinGroups(400, 100 + seed);
        const cv = await crossValidate(table, { nRepeats: 2 });
        const learnt = learntCoefficients(table, await validate(table, { testSize: 0.2 }), cv);
        return learnt.find(({ feature }) => feature === "primary_country_7");
      }),
    );
    const values = fits.map((one) => one?.coefficient!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
    const half = fits.map((one) => (one!.interval![1] - one!.interval![0]) / 2);
    const mid = half.reduce((sum, value) => sum + value, 0) / half.length;
    expect(mid / (1.96 * sd)).toBeGreaterThan(0.75);
    expect(mid / (1.96 * sd)).toBeLessThan(1.35);
  });

  test("a property that no hit has is given no interval and no rank", async () => {
    const table = twinGroups(400, 9);
    const X = table.X.map((row, i) => [...row, table.y[i] === 0 && i % 5 === 0 ? 1 : 0]);
    const hitless = { ...table, X, names: [...table.names, "never"] };
    const cv = await crossValidate(hitless, { nRepeats: 1 });
    const learnt = learntCoefficients(hitless, await validate(hitless), cv);
    expect(learnt.filter(({ interval }) => interval === null)).toMatchObject([{ name: "never" }]);
    expect(learnt.some(({ tiedWith }) => tiedWith.includes("never"))).toBe(false);
  });

  test("an order is told of what is far apart, and of nothing else", async () => {
    const apart = groupedTable(600);
    const cv = await crossValidate(apart);
    const [first] = learntCoefficients(apart, await validate(apart), cv);
    expect(first?.tiedWith).not.toContain("from the United States (2 equal columns)");
    const same = twinGroups(600, 3);
    const learnt = learntCoefficients(same, await validate(same), await crossValidate(same));
    expect(learnt.find(({ coefficient }) => coefficient > 0)?.tiedWith.length).toBeGreaterThan(0);
  });
});

describe("sensitivity", () => {
  const titles = Array.from({ length: 300 }, (_, i) =>
    title({ id: i + 1, popularity: (i * 7) % 101, vote_count: (i * 13) % 89 }),
  );
  const table = { ...groupedTable(300), y: titles.map(() => 0 as const) };

  test("relabels the series by each pair of quantiles", async () => {
    const cells = await sensitivity(table, titles, grid([0.8, 0.99], [0, 0.5]));
    expect(cells.map(({ x, y }) => [x, y])).toEqual([
      [0.8, 0],
      [0.8, 0.5],
      [0.99, 0],
      [0.99, 0.5],
    ]);
    expect(cells[0]?.hits).toBe(titles.filter(({ popularity }) => popularity >= 80).length);
    expect(cells[2]?.auc).toBeNull();
    expect(Math.abs(cells[0]?.auc! - 0.5)).toBeLessThan(0.15);
  });

  test("refuses titles that are not those of the features", async () => {
    await expect(sensitivity(table, titles.slice(1), grid([0.8], [0]))).rejects.toThrow(
      /Series 1 has features but/,
    );
  });
});

test("sensitivity gives every cell an interval at the level of all", async () => {
  const titles = Array.from({ length: 300 }, (_, i) =>
    title({ id: i + 1, popularity: (i * 7) % 101, vote_count: (i * 13) % 89 }),
  );
  const table = { ...groupedTable(300), y: titles.map(() => 0 as const) };
  const [one] = await sensitivity(table, titles, grid([0.8], [0]));
  const two = await sensitivity(table, titles, grid([0.8], [0, 0.1]));
  const width = (cell?: { interval: [number, number] | null }): number =>
    cell?.interval?.[1]! - cell?.interval?.[0]!;
  expect(one?.interval?.[0]).toBeLessThan(one?.auc!);
  expect(width(two[0])).toBeGreaterThan(width(one));
});

test("calibrate bins the series by their chance and counts hits in each bin", () => {
  const y = Array.from({ length: 100 }, (_, i) => Number(i % 10 < (i < 50 ? 1 : 5)));
  const logOdds = y.map((_, i) => (i < 50 ? Math.log(0.1 / 0.9) : 0));
  const { bins, brier, baseRate } = calibrate(y, logOdds, 2);
  expect(bins.map(({ count, fractionOfHits }) => [count, fractionOfHits])).toEqual([
    [50, 0.1],
    [50, 0.5],
  ]);
  expect(bins.map(({ meanPredicted }) => meanPredicted)).toEqual([
    expect.closeTo(0.1, 12),
    expect.closeTo(0.5, 12),
  ]);
  expect(bins[0]?.interval[0]).toBeLessThan(0.1);
  expect([brier, baseRate]).toEqual([expect.closeTo((0.09 + 0.25) / 2, 12), 0.3]);
});

test("foldScores numbers folds and repeats from 1", () => {
  const rows = foldScores({ scores: [0.1, 0.2, 0.3, 0.4], nSplits: 2 });
  expect(rows.map(({ fold, repeat }) => [repeat, fold])).toEqual([
    [1, 1],
    [1, 2],
    [2, 1],
    [2, 2],
  ]);
});

test("two folds have a spread, and a mean of 0 or 1 an interval of that", () => {
  const { mean, sd, interval } = foldMean([0.6, 0.8], 2);
  expect([mean, sd]).toEqual([expect.closeTo(0.7, 12), expect.closeTo(Math.SQRT2 / 10, 12)]);
  // Student's 97.5% quantile of one degree of freedom, and Nadeau and Bengio's factor 1/2 + 1.
  const half = 12.7062047361747 * Math.sqrt(1.5) * (Math.SQRT2 / 10);
  expect(interval).toEqual([expect.closeTo(0.7 - half, 6), expect.closeTo(0.7 + half, 6)]);
  expect(foldMean([1, 1], 2, { range: "share" }).interval).toEqual([1, 1]);
  expect(foldMean([0, 0], 2, { range: "share" }).interval).toEqual([0, 0]);
});
