import {
  adjustPValues,
  benjaminiHochberg,
  holm,
} from "../../lib/src/stats/multiple-comparisons.js";

// statsmodels 0.15, multipletests(p, method="holm") and method="fdr_bh".
const P = [0.01, 0.04, 0.03, 0.005, 0.5, 0.03];
const HOLM = [0.05, 0.12, 0.12, 0.03, 0.5, 0.12];
const BENJAMINI_HOCHBERG = [0.03, 0.048, 0.045, 0.03, 0.5, 0.045];

function expectClose(actual: readonly (number | null)[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 14));
}

test("holm and benjaminiHochberg give statsmodels' values in the order of the p-values", () => {
  expectClose(holm(P), HOLM);
  expectClose(benjaminiHochberg(P), BENJAMINI_HOCHBERG);
});

test("adjustPValues takes Holm's unless told otherwise", () => {
  expectClose(adjustPValues(P), HOLM);
  expectClose(adjustPValues(P, "benjamini-hochberg"), BENJAMINI_HOCHBERG);
});

test("adjusted values stay at most 1", () => {
  expect(holm([0.6, 0.9, 0.7])).toEqual([1, 1, 1]);
});

test("one p-value stays what it is, and none is none", () => {
  expect(adjustPValues([0.04])).toEqual([0.04]);
  expect(adjustPValues([])).toEqual([]);
});

test("a test that could not be done does not count", () => {
  expect(adjustPValues([null, 0.02, null, 0.01])).toEqual([null, 0.02, null, 0.02]);
});

test("a number outside [0, 1] is refused", () => {
  expect(() => adjustPValues([0.5, 1.5])).toThrow(/1.5 is not a p-value/);
  expect(() => adjustPValues([NaN])).toThrow(/NaN/);
});
