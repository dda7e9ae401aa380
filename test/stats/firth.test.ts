import { NoFitError, firth, profileEnds, type Pattern } from "../../lib/src/stats/firth.js";
import { oddsRatioPerStep } from "../../lib/src/stats/trend.js";

/** Groups with an intercept and a column that is 1 in the second. */
const twoGroups = (a: [number, number], b: [number, number]): Pattern[] => [
  { places: [0], values: [1], count: a[1], hits: a[0] },
  { places: [0, 1], values: [1, 1], count: b[1], hits: b[0] },
];

test("in a table of two by two the correction adds one half to each cell", () => {
  const { coefficients } = firth(twoGroups([3, 40], [9, 30]), 2);
  const logOdds = (hits: number, count: number) => Math.log((hits + 0.5) / (count - hits + 0.5));
  expect(coefficients[0]).toBeCloseTo(logOdds(3, 40), 6);
  expect(coefficients[1]).toBeCloseTo(logOdds(9, 30) - logOdds(3, 40), 6);
});

test("without the correction it is the likelihood's maximum", () => {
  const { coefficients } = firth(twoGroups([3, 40], [9, 30]), 2, { corrected: false });
  expect(coefficients[0]).toBeCloseTo(Math.log(3 / 37), 6);
  expect(coefficients[1]).toBeCloseTo(Math.log(9 / 21) - Math.log(3 / 37), 6);
});

test("the odds ratio of a number is the one of the trend", () => {
  const groups = [
    { score: -2, count: 30, hits: 9 },
    { score: 0, count: 50, hits: 6 },
    { score: 1, count: 80, hits: 4 },
  ];
  const patterns = groups.map(({ score, count, hits }) => ({
    places: [0, 1],
    values: [1, score],
    count,
    hits,
  }));
  const fit = firth(patterns, 2);
  const { value, interval } = oddsRatioPerStep(groups);
  expect(Math.exp(fit.coefficients[1]!)).toBeCloseTo(value, 6);
  const half = 1.959963984540054 * Math.sqrt(fit.covariance[3]!);
  expect(Math.exp(fit.coefficients[1]! + half)).toBeCloseTo(interval[1], 5);
});

test("rows one by one are the same as rows in patterns", () => {
  const patterns = twoGroups([3, 40], [9, 30]);
  const rows = patterns.flatMap(({ count, hits, ...row }) =>
    Array.from({ length: count }, (_, i) => ({ ...row, count: 1, hits: i < hits ? 1 : 0 })),
  );
  const [one, all] = [firth(rows, 2), firth(patterns, 2)];
  all.coefficients.forEach((value, j) => expect(one.coefficients[j]).toBeCloseTo(value, 9));
  expect(one.logLikelihood).toBeCloseTo(all.logLikelihood, 9);
});

test("a group without a hit has a finite coefficient, and an interval that is clear of 0", () => {
  const patterns = twoGroups([60, 400], [0, 76]);
  const fit = firth(patterns, 2);
  expect(fit.coefficients[1]).toBeCloseTo(Math.log(0.5 / 76.5) - Math.log(60.5 / 340.5), 6);
  const [low, high] = profileEnds(patterns, fit, 1, 1.96).map((end) => end.coefficients[1]!);
  expect(Number.isFinite(low)).toBe(true);
  expect(high).toBeLessThan(-0.5);
});

test("at the ends of the profile the likelihood ratio is what z asks for", () => {
  const patterns = twoGroups([3, 40], [9, 30]);
  const fit = firth(patterns, 2);
  const [low, high] = profileEnds(patterns, fit, 1, 1.96);
  for (const end of [low, high]) {
    expect(Math.sqrt(2 * (fit.logLikelihood - end.logLikelihood))).toBeCloseTo(1.96, 3);
    const held = { column: 1, value: end.coefficients[1]! };
    expect(firth(patterns, 2, { fixed: held }).logLikelihood).toBeCloseTo(end.logLikelihood, 6);
  }
  expect(low.coefficients[1]).toBeLessThan(fit.coefficients[1]!);
  expect(high.coefficients[1]).toBeGreaterThan(fit.coefficients[1]!);
});

test("a column that another one is, is refused", () => {
  const twin = twoGroups([3, 40], [9, 30]).map(({ places, values, ...rest }) => ({
    ...rest,
    places: places.length === 2 ? [0, 1, 2] : [0],
    values: values.length === 2 ? [1, 1, 1] : [1],
  }));
  expect(() => firth(twin, 3)).toThrow(new NoFitError("the columns are linearly dependent"));
});
