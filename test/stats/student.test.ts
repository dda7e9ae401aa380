import { studentQuantile } from "../../lib/src/stats/student.js";

test.each([
  // scipy 1.18: scipy.stats.t.ppf(p, df)
  [0.975, 1, 12.706204736174694],
  [0.975, 2, 4.302652729749462],
  [0.975, 3, 3.1824463052837078],
  [0.01, 4, -3.746947387979197],
  [0.95, 5, 2.0150483733330233],
  [0.975, 9, 2.262157162798205],
  [0.95, 19, 1.729132811521367],
  [0.975, 49, 2.0095752371292392],
  [0.9999, 500, 3.746778899057784],
  [0.5, 7, 0],
])("Student's quantile at %d with %d degrees of freedom is scipy's", (p, df, expected) => {
  expect(studentQuantile(p, df)).toBeCloseTo(expected, 10);
});

test("Student's quantile refuses what is no chance and no whole number of degrees", () => {
  expect(() => studentQuantile(1, 3)).toThrow(RangeError);
  expect(() => studentQuantile(0.9, 2.5)).toThrow(RangeError);
});
