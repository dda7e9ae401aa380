import { binomialTest, fisherExact } from "../../lib/src/stats/exact-tests.js";

describe("fisherExact", () => {
  // scipy 1.17, fisher_exact([[a, n - a], [b, m - b]]).
  test.each([
    [54, 494, 133, 1526, 0.15279989781735615],
    [0, 147, 187, 1873, 7.834035117572456e-7],
    [3, 3, 10, 97, 0.0017687074829931975],
    [5, 20, 5, 20, 1],
    [23, 86, 164, 1934, 1.204287214298459e-6],
    [1, 9, 11, 14, 0.0027594561852200836],
  ])("of %d in %d against %d in %d is scipy's", (a, n, b, m, expected) => {
    expect(fisherExact(a, n, b, m) / expected).toBeCloseTo(1, 9);
    expect(fisherExact(b, m, a, n) / expected).toBeCloseTo(1, 9);
  });

  test("has nothing to say of an empty group, or without a hit", () => {
    expect(fisherExact(0, 0, 3, 9)).toBe(1);
    expect(fisherExact(0, 5, 0, 9)).toBe(1);
  });

  test("refuses more hits than rows, and parts of one", () => {
    expect(() => fisherExact(3, 2, 0, 5)).toThrow(/3 of 2/);
    expect(() => fisherExact(0.5, 2, 0, 5)).toThrow(/0.5 of 2/);
  });
});

describe("binomialTest", () => {
  // scipy 1.17, binomtest(hits, n, p).pvalue.
  test.each([
    [116, 173, 0.5, 8.566023283234516e-6],
    [3, 20, 0.5, 0.0025768280029296875],
    [7, 11, 6 / 13, 0.3654895993597529],
    [0, 9, 0.5, 0.00390625],
    [88, 183, 5 / 15, 4.010574050035016e-5],
  ])("of %d in %d against %d is scipy's", (hits, n, p, expected) => {
    expect(binomialTest(hits, n, p) / expected).toBeCloseTo(1, 9);
  });

  test("refuses a share of 0 or 1", () => {
    expect(() => binomialTest(1, 2, 0)).toThrow(/between 0 and 1/);
    expect(() => binomialTest(1, 2, 1)).toThrow(/between 0 and 1/);
  });
});
