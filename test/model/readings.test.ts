import { range } from "../../lib/src/model/readings/words.js";
import type { Effect } from "../../lib/src/model/effects/index.js";
import type { GroupImportance } from "../../lib/src/model/validation/index.js";
import type { LeakingColumn } from "../../lib/src/features/leakage/columns.js";
import type { Leak } from "../../lib/src/features/leakage/index.js";
import * as readings from "../../lib/src/model/readings.js";

const loss = (mean: number, low: number, high: number) => ({
  mean,
  sd: 0,
  interval: [low, high] as [number, number],
});
const subset = (name: string, mean: number, [low, high]: [number, number]) => ({
  ...loss(mean, mean - 0.03, mean + 0.03),
  name,
  groups: [],
  features: 1,
  scores: [mean, mean],
  loss: loss((low + high) / 2, low, high),
});

test("aucReading says on which side of chance the interval lies", () => {
  const read = (auc: number, interval: [number, number]) =>
    readings.aucReading({ auc, interval, method: "DeLong", y: [0, 0, 1] });
  expect(read(0.8312, [0.7, 0.9])).toMatch(
    /0\.831\*\* .*0\.700 to 0\.900\) on 3 validation rows with 1 hit: .* lies above 0\.5/,
  );
  expect(read(0.3, [0.2, 0.4])).toContain(
    "lies below 0.5, the value of chance: worse than guessing",
  );
  expect(read(0.6, [0.4, 0.8])).toContain("includes 0.5");
});

test("aucReading calls out what is too good to be true, and nothing else", () => {
  const read = (auc: number, interval: [number, number]) =>
    readings.aucReading({ auc, interval, method: "DeLong", y: [0, 0, 1] });
  expect(read(0.991, [0.98, 1])).toMatch(
    /\*\*A ROC-AUC of 0\.991 is too good to be true for .*\*\*$/,
  );
  expect(read(0.97, [0.8, 0.99])).toContain("it may also be chance");
  expect(read(0.9, [0.8, 0.95])).not.toContain("too good");
});

test("crossValidationReading places the single split among the folds", () => {
  const cv = { scores: [0.7, 0.8, 0.9, 0.8], mean: 0.8, sd: 0.08, nSplits: 2, nRepeats: 2 };
  const text = readings.crossValidationReading({ ...cv, interval: [0.7, 0.9], single: 0.85 });
  expect(text).toMatch(/^2 × 2 folds give a mean ROC-AUC of \*\*0\.800\*\* .*0\.700 to 0\.900/);
  expect(text).toContain(
    "range from 0.700 to 0.900; the single split's 0.850 is exceeded by 1 of 4.",
  );
});

test("permutationReading rules chance out, or does not", () => {
  const aucs = [0.5, 0.52, 0.6];
  expect(
    readings.permutationReading({ aucs, observed: 0.8, pValue: 0.005, stopped: false }),
  ).toMatch(
    /Of 3 permutations of the labels none reaches 0\.800 .* p = 0\.0050, chance does not explain/,
  );
  expect(readings.permutationReading({ aucs, observed: 0.55, pValue: 0.5, stopped: true })).toMatch(
    /1 reaches 0\.550 .* is not ruled out\. The test was stopped early because so many reached it\.$/,
  );
});

test("precisionReading compares with the base rate, and says how sure it is", () => {
  const found = {
    averagePrecision: 0.4,
    averagePrecisionInterval: [0.27, 0.51] as [number, number],
  };
  expect(readings.precisionReading({ ...found, n: 500, hits: 50 })).toMatch(
    /0\.400\*\* \(95% interval 0\.270 to 0\.510, .*base rate of 0\.100: 4\.0 times that of guessing/,
  );
  expect(readings.precisionReading({ averagePrecision: 0.4, n: 20, hits: 2 })).toMatch(
    /0\.400\*\* \(2 hits, too few for an interval\) against a base rate of 0\.100/,
  );
});

describe("calibrationReading", () => {
  const calibration = { bins: [], brier: 0.08, logLoss: 0.27, baseLogLoss: 0.304, baseRate: 0.1 };
  const band = { predicted: [], found: [], low: [], high: [] };
  const read = (slopeInterval: [number, number], interceptInterval: [number, number]) =>
    readings.calibrationReading({
      ...calibration,
      line: { slope: 0.56, slopeInterval, intercept: -0.1, interceptInterval, band },
    });

  test("calls chances too extreme whose slope is clear of 1, and gives the log loss", () => {
    expect(read([0.45, 0.67], [-0.3, 0.1])).toBe(
      "Calibration slope **0.56** (95% interval 0.45 to 0.67), intercept −0.10 (−0.30 to 0.10): the probabilities are too extreme, and neither clearly too low nor too high on average. Log loss 0.2700 against 0.3040 for the base rate alone, Brier score 0.0800 against 0.0900.",
    );
    expect(read([1.1, 1.5], [0.1, 0.3])).toContain("too close together, and too low on average");
    expect(read([0.9, 1.1], [-0.3, -0.1])).toContain("too high on average");
  });

  test("says when there is no line", () => {
    expect(readings.calibrationReading({ ...calibration, line: null })).toMatch(
      /^There is no calibration line: .*\. Log loss/,
    );
  });
});

test("chosenReading tells what was tried and chosen", () => {
  expect(readings.chosenReading({ chosen: [0.1, 0.1, 0.0316], tried: [0.001, 10] })).toBe(
    "Of values of C from 0.001 to 10, the one with the smallest log loss within the training series was between 0.032 and 0.1, depending on the fold.",
  );
});

test("useReading tells the share among the top and where decisions gain", () => {
  const top = {
    k: 50,
    hits: 20,
    precision: 0.4,
    interval: [0.3, 0.5] as [number, number],
    recall: 0.2,
  };
  const at = (threshold: number, low: number, all: number) => ({
    threshold,
    model: low + 0.01,
    interval: [low, low + 0.02] as [number, number],
    all,
  });
  const curve = [
    at(0.01, 0.07, 0.09),
    at(0.1, 0.03, 0.0),
    at(0.2, 0.01, -0.1),
    at(0.5, -0.02, -0.8),
  ];
  expect(readings.useReading({ tops: [top], curve, baseRate: 0.09 })).toBe(
    "Of the 50 series with the highest probabilities 40.0% are hits (95% interval 30.0% to 50.0%), compared with 9.0% of all. At 2 thresholds of 4, between 10% and 20%, the interval of the net benefit lies above taking all series and taking none.",
  );
  expect(readings.useReading({ tops: [], curve: [at(0.5, -0.1, 0)], baseRate: 0.09 })).toMatch(
    /^At no threshold/,
  );
});

test("timeReading keeps the change of the question apart from the cost of forecasting", () => {
  const mean = (value: number, low: number, high: number) => ({
    mean: value,
    interval: [low, high] as [number, number],
  });
  const found = {
    years: [],
    ahead: mean(0.756, 0.72, 0.79),
    within: mean(0.768, 0.74, 0.8),
    across: 0.809,
    cost: mean(-0.012, -0.03, 0.006),
  };
  expect(readings.timeReading(found)).toBe(
    "For 0 later years, each ranked by a model of the years before it, the mean ROC-AUC is **0.756** (95% interval 0.720 to 0.790, weighted by hits). Cross-validation ranks the same series within their years with 0.768 (across all years 0.809): the forecasts are not clearly different from that (−0.012, −0.030 to +0.006).",
  );
  const worse = { ...found, cost: mean(-0.05, -0.08, -0.02) };
  expect(readings.timeReading(worse)).toContain(
    "the forecasts are clearly worse than that (−0.050",
  );
});

test("yardstickReading calls better only what is clearly so", () => {
  const model = (name: string, mean: number, low: number, high: number) => ({
    name,
    ...loss(mean, 0, 1),
    gain: loss((low + high) / 2, low, high),
  });
  const full = { mean: 0.8 };
  expect(
    readings.yardstickReading({ full, models: [model("curve", 0.81, 0.002, 0.02)] }),
  ).toContain("Clearly better: curve.");
  const models = [model("curve", 0.81, -0.01, 0.03), model("trees", 0.7, -0.2, -0.01)];
  expect(readings.yardstickReading({ full, models })).toMatch(
    /linear 0\.800, curve 0\.810 \(\+0\.010; −0\.010 to \+0\.030\) and trees .* No gain is clear of 0, and trees is clearly worse\.$/,
  );
});

test("ranksReading, releasedReading and learningReading say what is clear", () => {
  const interval: [number, number] = [0.5, 0.6];
  const gain = { mean: -0.04, interval: [-0.06, -0.02] as [number, number] };
  const ranks = { rho: 0.55, interval, predicted: [], found: [], hitAuc: 0.76, gain };
  expect(readings.ranksReading(ranks)).toMatch(
    /\*\*0\.550\*\* \(Spearman's; 95% interval 0\.500 to 0\.600\).* are clearly worse than the classification \(ROC-AUC 0\.760; difference −0\.040/,
  );
  const counts = { released: 90, undated: 8, announced: 2, all: 0.8 };
  expect(readings.releasedReading({ ...counts, validation: { unjudged: "Too few." } })).toBe(
    "For the 90 released series (8 without a date and 2 announced ones left out) there is no result: Too few.",
  );
  const point = (rows: number, mean: number) => ({ rows, ...loss(mean, mean, mean) });
  const points = [point(100, 0.7), point(500, 0.8)];
  expect(readings.learningReading({ points, lastStep: loss(0.02, 0.01, 0.03) })).toContain(
    "With 100 training series the ROC-AUC is 0.700, with 500 it is **0.800**. The last step added +0.020 (95% interval +0.010 to +0.030): it was still rising.",
  );
  expect(readings.learningReading({ points, lastStep: loss(0.02, -0.01, 0.03) })).toContain(
    "it is not clear whether it was still rising",
  );
});

describe("models with fewer features", () => {
  const full = { mean: 0.8, nSplits: 2 };

  test("baselineReading names the best simple model where it is clearly so", () => {
    const alone = [
      subset("genre alone", 0.7, [0.05, 0.15]),
      subset("country alone", 0.6, [0.1, 0.3]),
    ];
    expect(readings.baselineReading({ models: alone, full })).toMatch(
      /genre alone 0\.700, country alone 0\.600; all features 0\.800\. The best simple model is genre alone; against genre alone .* 0\.100 better \(\+0\.050 to \+0\.150;/,
    );
    const close = [
      { ...subset("genre alone", 0.8, [-0.02, 0.04]), scores: [0.7, 0.9] },
      { ...subset("country alone", 0.79, [-0.02, 0.04]), scores: [0.8, 0.78] },
    ];
    const text = readings.baselineReading({ models: close, full });
    expect(text).toContain(
      "The best simple models, genre alone and country alone, do not clearly differ",
    );
    expect(text).toContain("not clear of 0");
  });

  test("ablationReading says what is clear of 0, and orders only what is apart", () => {
    const models = [
      subset("without age", 0.8, [-0.01, 0.02]),
      subset("without genre", 0.7, [0.05, 0.15]),
    ];
    expect(readings.ablationReading({ models, full })).toMatch(
      /: without genre −0\.100 \(−0\.150 to −0\.050\); without age −0\.005 \(−0\.020 to \+0\.010\)\. Clear of 0: without genre\.$/,
    );
    expect(readings.ablationReading({ models: models.slice(0, 1), full })).toContain(
      "No change is clear of 0.",
    );
    const both = [
      { ...subset("without genre", 0.7, [0.05, 0.15]), scores: [0.6, 0.8] },
      { ...subset("without country", 0.71, [0.04, 0.14]), scores: [0.8, 0.62] },
    ];
    expect(readings.ablationReading({ models: both, full })).toContain(
      "without genre and without country cost most and do not clearly differ",
    );
  });
});

describe("coefficientReading", () => {
  const learnt = (name: string, coefficient: number, tiedWith: string[] = []) => ({
    feature: name,
    name,
    coefficient,
    interval: [coefficient - 0.1, coefficient + 0.1] as [number, number],
    tiedWith,
  });

  test("names the largest of each sign where it is clear", () => {
    const text = readings.coefficientReading([learnt("a", -2), learnt("b", 1), learnt("c", 0.2)]);
    expect(text).toMatch(
      /^Of the coefficients of features with both hits and other series, the largest positive one is that of “b” \(1\.00\), clearly ahead of all others; the largest negative one is that of “a” \(−2\.00\), clearly ahead of/,
    );
  });

  test("ranks nothing of which no hit tells", () => {
    const hitless = { ...learnt("no date", -3), interval: null };
    expect(readings.coefficientReading([hitless, learnt("a", -2), learnt("b", 1)])).toContain(
      "the largest negative one is that of “a” (−2.00), clearly ahead",
    );
  });

  test("says what is not clearly different", () => {
    const tied = learnt("x", 1, ["y", "z", "w"]);
    expect(readings.coefficientReading([tied, learnt("y", 0.9)])).toContain(
      "the largest positive one is that of “x” (1.00), **not clearly ahead** of “y” and 2 more; there is no negative one.",
    );
  });
});

describe("the readings of effects", () => {
  const size = (value: number, low: number, high: number) => ({
    value,
    interval: [low, high] as [number, number],
  });
  const effect = (name: string, low: number, high: number): Effect => ({
    factor: "country",
    name,
    reference: "United States",
    againstAll: false,
    count: 50,
    hits: 5,
    rate: size(0.1, 0.05, 0.2),
    referenceRate: 0.06,
    difference: size((low + high) / 2, low, high),
    oddsRatio: size(2.23, 1.66, 2.98),
  });
  const us: Effect = {
    ...effect("United States", 0.02, 0.06),
    reference: "all other countries",
    againstAll: true,
  };

  test("tell what is clear of its reference, and how much of that is chance", () => {
    const rows = [us, effect("Japan", -0.02, 0.04), effect("India", -0.12, -0.04)];
    expect(readings.effectReading({ rows })).toBe(
      "All other features unchanged, the hit rate would be clearly higher than the " +
        "reference's for *country* United States against all other countries (+4.0); clearly lower for *country* India " +
        "(−8.0) (percentage points). That is 2 of 3 comparisons, of which chance alone would give about " +
        "0; the others are **not clearly different** from their reference.",
    );
  });

  test("tell the odds ratio of each reference beside its rates", () => {
    expect(readings.oddsRatioReading({ rows: [us, effect("Japan", -0.02, 0.04)] })).toMatch(
      /^Odds ratios with 95% interval: \*\*United States\*\* against all other countries 2\.23 \(1\.66 to 2\.98; 10\.0% instead of 6\.0%\)\. /,
    );
  });

  test("tell the references, what is merged and what is left out", () => {
    const text = readings.designReading({
      n: 100,
      hits: 9,
      rows: [],
      references: [{ factor: "country", name: "United States" }],
      merged: [{ name: "23 other countries", levels: 23, count: 297 }],
      leftOut: [{ feature: "is_us", why: "country implies it" }],
    });
    expect(text).toBe(
      "The references are the largest of each kind: United States (country). Merged: 23 other countries " +
        "(297 series); left out: is\\_us (country implies it).",
    );
  });

  test("have at most two sentences", () => {
    const rows = [us, effect("Japan", -0.02, 0.04)];
    for (const text of [readings.effectReading({ rows }), readings.oddsRatioReading({ rows })]) {
      expect(text.split(/\. /)).toHaveLength(2);
    }
  });
});

test("redundancyReading names the columns that are equal", () => {
  expect(readings.redundancyReading([["is_us", "primary_country_US"]])).toContain(
    "Equal in every row: is\\_us = primary\\_country\\_US.",
  );
  expect(readings.redundancyReading([])).toBe("No two features are equal in every row.");
});

describe("importanceReading", () => {
  const genre: GroupImportance = {
    group: "genre",
    mean: 0.157,
    interval: [0.088, 0.233],
    tiedWith: [],
  };
  const country: GroupImportance = { ...genre, group: "country", mean: 0.152 };

  test("names the group on which the scores rest where the folds agree", () => {
    expect(readings.importanceReading([genre, country])).toMatch(
      /: genre 0\.157 \(0\.088 to 0\.233\), country 0\.152 .*\. The model relies most on \*\*genre\*\*\.$/,
    );
  });

  test("tells no order of groups whose difference is not clear of 0", () => {
    const text = readings.importanceReading([{ ...genre, tiedWith: ["country"] }, country]);
    expect(text).toContain(
      "The model relies most on genre and country, which **do not clearly differ**.",
    );
    expect(text).not.toContain("relies most on **");
  });
});

test("sensitivityReading counts intervals, not points", () => {
  const cell = (auc: number | null, low = 0.55) => ({
    x: 0.9,
    y: 0.5,
    hits: 9,
    auc,
    interval: auc === null ? null : ([low, 0.9] as [number, number]),
  });
  expect(readings.sensitivityReading({ cells: [cell(0.7), cell(0.8, 0.45), cell(null)] })).toBe(
    "Over 2 definitions of a hit the cross-validated ROC-AUC ranges from **0.700 to 0.800**; in 1 of 2 its interval (simultaneous 95%) lies above 0.5. 1 leaves too few hits to judge the model.",
  );
  expect(readings.sensitivityReading({ cells: [cell(null)] })).toMatch(/^No definition/);
});

test("leakageReading says what was checked, and what was let through", () => {
  const check = {
    features: 3,
    rows: 600,
    comparedWith: ["popularity", "vote_count", "hit"] as LeakingColumn[],
    best: { feature: "is_us", auc: 0.603 },
    allowed: [],
  };
  expect(readings.leakageReading(check)).toBe(
    "None of the 3 features is named after a column that defines a hit, or orders or bins the 600 series like popularity and vote\\_count; the one that predicts the label best by itself, is\\_us, has a ROC-AUC of 0.603 (given enough hits, 0.9 or more is refused).",
  );
  const leak: Leak = { feature: "x", column: "vote_count", how: "bins", score: 1, message: "" };
  const allowed = [{ leak, reason: "known <before>" }];
  expect(readings.leakageReading({ ...check, allowed })).toMatch(
    /^None of the 2 other features .* \*\*Allowed on request: x \("known &#60;before&#62;"\)\.\*\*$/,
  );
});

test("a negative end of an interval has a minus sign, and one that is rounded to 0 none", () => {
  expect(range([-0.0014, 0.093])).toBe("−0.001 to 0.093");
  expect(range([-0.0001, 0.5])).toBe("0.000 to 0.500");
});
