import {
  chiSquareSf,
  chiSquareTest,
  cramersV,
  noncentralChiSquareCdf,
} from "../../lib/src/stats/chi-square.js";
import { fisherExact } from "../../lib/src/stats/exact-tests.js";

const GROUPS = [
  { count: 494, hits: 54 },
  { count: 369, hits: 6 },
  { count: 275, hits: 21 },
  { count: 242, hits: 4 },
  { count: 203, hits: 30 },
];

// scipy 1.17, chi2.sf(x, df).
test.each([
  [3.2, 1, 0.07363827012030258],
  [10, 2, 0.006737946999085468],
  [7.5, 5, 0.186029833602867],
  [100, 9, 1.5735176303753876e-17],
  [40, 16, 0.000778590082507362],
  [0.3, 3, 0.9600284803068776],
  [900, 11, 6.200656766475052e-186],
])("P(X > %d) with %d degrees of freedom is scipy's", (x, df, expected) => {
  expect(chiSquareSf(x, df) / expected).toBeCloseTo(1, 11);
});

// scipy 1.17, ncx2.cdf(x, df, nc).
test.each([
  [10, 3, 5, 0.7066486477774525],
  [20, 5, 30, 0.07905189777901292],
  [150, 9, 120, 0.8283006097347202],
  [4, 1, 2, 0.7206706485153442],
  [900, 14, 1000, 0.033339898728528036],
])("P(X <= %d) with %d degrees of freedom and noncentrality %d is scipy's", (x, df, nc, p) => {
  expect(noncentralChiSquareCdf(x, df, nc)).toBeCloseTo(p, 11);
});

describe("chiSquareTest", () => {
  test("is scipy's where the expected counts are large", () => {
    // scipy 1.17, chi2_contingency(table, correction=False).
    const result = chiSquareTest(GROUPS);
    expect(result).toMatchObject({ df: 4, method: "chi-square", permutations: 0 });
    expect(result.statistic).toBeCloseTo(55.652261757449196, 10);
    expect(result.pValue / 2.371653620847437e-11).toBeCloseTo(1, 9);
  });

  test("permutes where they are small, close to the exact test", () => {
    const groups = [
      { count: 9, hits: 1 },
      { count: 14, hits: 6 },
    ];
    const { method, pValue } = chiSquareTest(groups, { permutations: 20_000 });
    expect(method).toBe("permutation");
    expect(Math.abs(pValue - fisherExact(1, 9, 6, 14))).toBeLessThan(0.06);
  });

  test("permutes the same way for the same seed", () => {
    const groups = [
      { count: 40, hits: 4 },
      { count: 30, hits: 0 },
      { count: 31, hits: 1 },
    ];
    expect(chiSquareTest(groups)).toEqual(chiSquareTest(groups));
    expect(chiSquareTest(groups, { seed: 7 }).pValue).not.toBe(chiSquareTest(groups).pValue);
  });

  test("never gives a permutation p-value of 0", () => {
    const groups = [
      { count: 40, hits: 40 },
      { count: 3, hits: 0 },
      { count: 3, hits: 0 },
    ];
    const { pValue, permutations } = chiSquareTest(groups);
    expect(permutations).toBe(1999);
    expect(pValue).toBeGreaterThanOrEqual(1 / 2000);
    expect(pValue).toBeLessThan(0.01);
  });

  test("refuses a single group, and rows that are all alike", () => {
    expect(() => chiSquareTest([{ count: 9, hits: 1 }])).toThrow(/two groups/);
    const none = { count: 9, hits: 0 };
    expect(() => chiSquareTest([none, none])).toThrow(/with hits/);
  });
});

describe("cramersV", () => {
  test("has the noncentral interval, stretched by the delta method", () => {
    // scipy 1.17: the noncentralities at which ncx2.cdf is 0.975 and 0.025, found by brentq; the
    // gradient of φ² in the cells of the table by numerical differences.
    const { value, interval } = cramersV(GROUPS);
    expect(value).toBeCloseTo(0.18063596111213323, 12);
    expect(interval[0]).toBeCloseTo(0.14063501570816062, 9);
    expect(interval[1]).toBeCloseTo(0.22325979030183563, 8);
  });

  test("is 0 where rates are equal, 1 where the group decides", () => {
    const equal = [
      { count: 100, hits: 10 },
      { count: 200, hits: 20 },
    ];
    expect(cramersV(equal).value).toBe(0);
    expect(cramersV(equal).interval[0]).toBe(0);
    expect(cramersV(equal).interval[1]).toBeGreaterThan(0);
    const apart = [
      { count: 1000, hits: 1000 },
      { count: 1000, hits: 0 },
    ];
    expect(cramersV(apart).value).toBeGreaterThan(0.99);
    expect(cramersV(apart).interval[1]).toBe(1);
  });
});
