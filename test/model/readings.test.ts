import type { Effect } from "../../lib/src/model/effects/index.js";
import type { GroupImportance } from "../../lib/src/model/validation/index.js";
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
  loss: loss((low + high) / 2, low, high),
});

test("aucReading says on which side of chance the interval lies", () => {
  const read = (auc: number, interval: [number, number]) =>
    readings.aucReading({ auc, interval, y: [0, 0, 1] });
  expect(read(0.8312, [0.7, 0.9])).toMatch(
    /0\.831\*\* .*0\.700 to 0\.900\) on 3 validation rows with 1 hit: .* lies above 0\.5/,
  );
  expect(read(0.3, [0.2, 0.4])).toContain("lies below 0.5, which is chance: worse than none");
  expect(read(0.6, [0.4, 0.8])).toContain("includes 0.5");
});

test("aucReading calls out what is too good to be true, and nothing else", () => {
  const read = (auc: number, interval: [number, number]) =>
    readings.aucReading({ auc, interval, y: [0, 0, 1] });
  expect(read(0.991, [0.98, 1])).toMatch(
    /\*\*A ROC-AUC of 0\.991 is too good to be true for .*\*\*$/,
  );
  expect(read(0.97, [0.8, 0.99])).toContain("it may also be luck");
  expect(read(0.9, [0.8, 0.95])).not.toContain("too good");
});

test("crossValidationReading places the single split among the folds", () => {
  const cv = { scores: [0.7, 0.8, 0.9, 0.8], mean: 0.8, sd: 0.08, nSplits: 2, nRepeats: 2 };
  const text = readings.crossValidationReading(
    { ...cv, interval: [0.7, 0.9], logOdds: [], folds: [] },
    0.85,
  );
  expect(text).toMatch(/^2 × 2 folds give a mean ROC-AUC of \*\*0\.800\*\* .*0\.700 to 0\.900/);
  expect(text).toContain(
    "range from 0.700 to 0.900; the single split's 0.850 is exceeded by 1 of 4.",
  );
});

test("permutationReading rules luck out, or does not", () => {
  const aucs = [0.5, 0.52, 0.6];
  expect(readings.permutationReading({ aucs, observed: 0.8, pValue: 0.005 })).toMatch(
    /Of 3 shufflings of the labels none reaches 0\.800 .* p = 0\.0050, luck .* is no explanation/,
  );
  expect(readings.permutationReading({ aucs, observed: 0.55, pValue: 0.5 })).toMatch(
    /1 reaches 0\.550 .* is not ruled out/,
  );
});

test("precisionReading compares with the base rate", () => {
  expect(readings.precisionReading(0.4, 0.1)).toContain("4.0 times what guessing gives");
});

test("calibrationReading counts the bins that are off, and says gain or loss", () => {
  const bin = (meanPredicted: number) => ({
    meanPredicted,
    fractionOfHits: 0.2,
    count: 50,
    interval: [0.1, 0.3] as [number, number],
  });
  const good = readings.calibrationReading({
    bins: [bin(0.2), bin(0.15)],
    brier: 0.08,
    baseRate: 0.1,
  });
  expect(good).toMatch(/^In all 2 bins .* against 0\.0900 for .*: 11\.1% better\.$/);
  const bad = readings.calibrationReading({
    bins: [bin(0.2), bin(0.5)],
    brier: 0.1,
    baseRate: 0.1,
  });
  expect(bad).toMatch(/^In 1 of 2 bins .* outside .* 11\.1% worse\.$/);
});

test("timeReading weighs the years by their hits", () => {
  const year = (auc: number, hits: number, low: number) => ({
    year: 2020,
    trainRows: 1,
    trainHits: 1,
    n: 100,
    hits,
    auc,
    interval: [low, 0.95] as [number, number],
  });
  expect(readings.timeReading([year(0.6, 10, 0.4), year(0.9, 20, 0.8)], 0.7)).toMatch(
    /2 later years, .*\*\*0\.800\*\* .* 0\.100 above the cross-validated one\. In 1 of the 2/,
  );
  expect(readings.timeReading([], 0.7)).toMatch(/^No year has enough/);
});

test("baselineReading names the best simple model and how sure the difference is", () => {
  const alone = [
    subset("genre alone", 0.7, [0.05, 0.15]),
    subset("country alone", 0.6, [0.1, 0.3]),
  ];
  expect(readings.baselineReading(alone, loss(0.8, 0.7, 0.9))).toMatch(
    /genre alone 0\.700, country alone 0\.600; all features 0\.800\. .* is genre alone, .* 0\.100 better .*\+0\.050 to \+0\.150\)\.$/,
  );
  const close = [subset("genre alone", 0.8, [-0.02, 0.04])];
  expect(readings.baselineReading(close, loss(0.81, 0.7, 0.9))).toContain("not clear of 0");
});

test("ablationReading orders by loss and says what is clear of 0", () => {
  const text = readings.ablationReading([
    subset("without age", 0.8, [-0.01, 0.02]),
    subset("without genre", 0.7, [0.05, 0.15]),
  ]);
  expect(text).toMatch(
    /: without genre −0\.100 \(−0\.150 to −0\.050\); without age −0\.005 \(−0\.020 to \+0\.010\)\. Clear of 0: without genre\.$/,
  );
  expect(readings.ablationReading([subset("without age", 0.8, [-0.01, 0.02])])).toContain(
    "No change is clear of 0.",
  );
});

describe("coefficientReading", () => {
  const learnt = (name: string, coefficient: number, notToldApart: string[] = []) => ({
    feature: name,
    name,
    coefficient,
    interval: [coefficient - 0.1, coefficient + 0.1] as [number, number],
    notToldApart,
  });

  test("names the largest of each sign where it is clear", () => {
    const text = readings.coefficientReading([learnt("a", -2), learnt("b", 1), learnt("c", 0.2)]);
    expect(text).toMatch(
      /^Of what some hits have and others do not, upward b \(1\.00\) weighs most, clear of all others; downward a \(−2\.00\) weighs most, clear of/,
    );
  });

  test("ranks nothing of which no hit tells", () => {
    const hitless = { ...learnt("no date", -3), interval: null };
    expect(readings.coefficientReading([hitless, learnt("a", -2), learnt("b", 1)])).toContain(
      "downward a (−2.00) weighs most",
    );
  });

  test("says what is not told apart", () => {
    const tied = learnt("x", 1, ["y", "z", "w"]);
    expect(readings.coefficientReading([tied, learnt("y", 0.9)])).toContain(
      "upward x (1.00) stands first, **not told apart** from y and 2 more; downward nothing has a weight.",
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
      "Were every series so, and the same otherwise, the hit rate would be clearly higher than the " +
        "reference's for *country* United States against all other countries (+4.0); clearly lower for *country* India " +
        "(−8.0) (percentage points). That is 2 of 3 comparisons, where chance alone would give about " +
        "0; the others are **not told apart** from their reference.",
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
      leftOut: [{ feature: "is_us", why: "country says it" }],
    });
    expect(text).toBe(
      "Read against the largest of each kind: United States (country). Read as one: 23 other countries " +
        "(297 series); left out: is\\_us (country says it).",
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
    notToldApart: [],
  };
  const country: GroupImportance = { ...genre, group: "country", mean: 0.152 };

  test("names the group on which the scores rest where the folds agree", () => {
    expect(readings.importanceReading([genre, country])).toMatch(
      /: genre 0\.157 \(0\.088 to 0\.233\), country 0\.152 .*\. The scores rest most on \*\*genre\*\*\.$/,
    );
  });

  test("tells no order of groups whose difference is not clear of 0", () => {
    const text = readings.importanceReading([{ ...genre, notToldApart: ["country"] }, country]);
    expect(text).toContain("On which of genre and country they rest most is **not told apart**.");
    expect(text).not.toContain("rest most on");
  });
});

test("sensitivityReading says whether all definitions agree", () => {
  const cell = (auc: number | null) => ({
    popularityQuantile: 0.9,
    voteQuantile: 0.5,
    hits: 9,
    auc,
  });
  expect(readings.sensitivityReading([cell(0.7), cell(0.8), cell(null)])).toBe(
    "Over 2 definitions of a hit the cross-validated ROC-AUC runs from **0.700 to 0.800**; 2 of 2 lie above 0.5. 1 leave too few hits to be judged.",
  );
  expect(readings.sensitivityReading([cell(0.4), cell(0.8)])).toContain("1 of 2 lie above 0.5");
  expect(readings.sensitivityReading([cell(null)])).toMatch(/^No definition/);
});
