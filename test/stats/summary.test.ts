import {
  median,
  mode,
  quantile,
  rateBy,
  valueCounts,
  wilsonInterval,
} from "../../lib/src/stats/summary.js";

describe("quantile", () => {
  // numpy.quantile([1, 2, 4, 8, 16], p) for each p.
  test.each([
    [0, 1],
    [0.1, 1.4],
    [0.25, 2],
    [0.5, 4],
    [0.9, 12.8],
    [1, 16],
  ])("at %d is numpy's", (p, expected) => {
    expect(quantile([16, 1, 8, 2, 4], p)).toBe(expected);
  });

  test("is an element itself when it falls on one", () => {
    const values = Array.from({ length: 11 }, (_, i) => 0.1 * i);
    expect(values).toContain(quantile(values, 0.9));
  });

  test("sorts by size, not as text", () => {
    expect(quantile([10, 9, 100], 0.5)).toBe(10);
  });

  test("refuses an empty list, a p outside [0, 1] and values that are not finite", () => {
    expect(() => quantile([], 0.5)).toThrow(/empty/);
    expect(() => quantile([1], 1.1)).toThrow(/\[0, 1\]/);
    expect(() => quantile([1, NaN], 0.5)).toThrow(/not finite/);
  });
});

test("median is the middle value or the mean of the two middle ones", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

describe("mode", () => {
  test("is the most frequent value, the smallest of several", () => {
    expect(mode([2019, 2021, 2021, 2019, 2020])).toBe(2019);
  });

  test("does not count nulls", () => {
    expect(mode([null, null, "a"])).toBe("a");
    expect(mode([null])).toBeNull();
  });
});

test("valueCounts counts null too, most frequent first, ties ascending", () => {
  expect(valueCounts(["b", "a", null, "b", null, "c", "c"])).toEqual([
    { value: "b", count: 2 },
    { value: "c", count: 2 },
    { value: null, count: 2 },
    { value: "a", count: 1 },
  ]);
});

test("rateBy gives count, hits and rate of each group, null last", () => {
  const rows = [
    { g: "x", hit: 1 },
    { g: null, hit: 0 },
    { g: "x", hit: 0 },
    { g: "a", hit: 1 },
  ];
  expect(rateBy(rows, (row) => row.g)).toEqual([
    { value: "a", count: 1, hits: 1, rate: 1 },
    { value: "x", count: 2, hits: 1, rate: 0.5 },
    { value: null, count: 1, hits: 0, rate: 0 },
  ]);
});

describe("wilsonInterval", () => {
  // statsmodels' proportion_confint(hits, n, method="wilson").
  test.each([
    [0, 10, 0, 0.2775327998628892],
    [5, 10, 0.236593090512564, 0.763406909487436],
    [10, 10, 0.7224672001371107, 1],
    [53, 494, 0.0829641242006462, 0.1376712947154296],
  ])("of %d hits in %d is the published one", (hits, n, low, high) => {
    const [a, b] = wilsonInterval(hits, n);
    expect(a).toBeCloseTo(low, 12);
    expect(b).toBeCloseTo(high, 12);
  });

  test("is wider at 99% than at 90%", () => {
    const width = ([a, b]: [number, number]) => b - a;
    expect(width(wilsonInterval(3, 20, 0.99))).toBeGreaterThan(width(wilsonInterval(3, 20, 0.9)));
  });

  // statsmodels' proportion_confint(3, 20, 1 - level, method="wilson").
  test.each([
    [0.5, 0.10396692589314163, 0.21160171189659796],
    [0.8, 0.0746730197532267, 0.27844786562430834],
    [0.9, 0.06158241047736826, 0.3218280756753069],
    [0.99, 0.03878706050807165, 0.4355867202610557],
  ])("takes the level %d", (level, low, high) => {
    const [a, b] = wilsonInterval(3, 20, level);
    expect(a).toBeCloseTo(low, 14);
    expect(b).toBeCloseTo(high, 14);
  });

  test("refuses more hits than rows and levels outside (0, 1)", () => {
    expect(() => wilsonInterval(3, 2)).toThrow(/not a proportion/);
    expect(() => wilsonInterval(1, 2, 95)).toThrow(/between 0 and 1, found 95/);
  });
});
