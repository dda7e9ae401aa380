import { bootstrapInterval, bootstrapIntervalAsync, pick } from "../../lib/src/stats/bootstrap.js";
import { generator } from "../../lib/src/sandbox/generator.js";
import { quantile } from "../../lib/src/stats/summary.js";

const VALUES = Array.from({ length: 50 }, (_, i) => (i * 37) % 50);

function meanOf(rows: ArrayLike<number>, values: ArrayLike<number> = VALUES): number {
  return pick(values, rows).reduce((sum, value) => sum + value, 0) / rows.length;
}

describe("bootstrapInterval", () => {
  // sklearn.utils.resample(numpy.arange(12), random_state=7)
  test("draws the rows that scikit-learn's resample draws, after all rows once", () => {
    const drawn: number[][] = [];
    bootstrapInterval((rows) => drawn.push([...rows]), 12, { repeats: 2, seed: 7 });
    expect(drawn[0]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(drawn[1]).toEqual([4, 9, 6, 3, 3, 7, 7, 9, 7, 8, 9, 10]);
  });

  test("ends at the quantiles of the resampled values", () => {
    const found = bootstrapInterval((rows) => meanOf(rows), 50, { repeats: 200, level: 0.9 });
    expect(found.estimate).toBe(24.5);
    expect(found.values).toHaveLength(200);
    expect(found.interval).toEqual([quantile(found.values, 0.05), quantile(found.values, 0.95)]);
    expect(found).toMatchObject({ defined: 200, undefinedCount: 0 });
  });

  test("has about the standard error and the coverage of a mean", () => {
    let covered = 0;
    let error = 0;
    for (let seed = 0; seed < 200; seed += 1) {
      const random = generator(seed, "bootstrap");
      const values = Array.from({ length: 80 }, () => random.normal());
      const options = { repeats: 300, seed };
      const found = bootstrapInterval((rows) => meanOf(rows, values), 80, options);
      if (found.interval[0] <= 0 && found.interval[1] >= 0) covered += 1 / 200;
      error += found.standardError / 200;
    }
    // 200 draws: a standard deviation of 0.015.
    expect(Math.abs(covered - 0.95)).toBeLessThan(0.046);
    expect(error).toBeCloseTo(1 / Math.sqrt(80), 2);
  });

  test("is the same for the same seed and another for another", () => {
    const interval = (seed: number) =>
      bootstrapInterval((rows) => meanOf(rows), 50, { repeats: 20, seed }).interval;
    expect(interval(1)).toEqual(interval(1));
    expect(interval(1)).not.toEqual(interval(2));
  });

  test("keeps the size of every class when it is stratified", () => {
    const y = VALUES.map((value) => (value < 3 ? "hit" : "other"));
    const hits = (rows: Uint32Array) => pick(y, rows).filter((label) => label === "hit").length;
    expect(bootstrapInterval(hits, 50, { repeats: 50, stratify: y }).interval).toEqual([3, 3]);
    expect(bootstrapInterval(hits, 50, { repeats: 50 }).standardError).toBeGreaterThan(0.5);
  });

  test("gives an interval for each number of a list", () => {
    const found = bootstrapInterval((rows) => [meanOf(rows), -meanOf(rows)], 50, { repeats: 40 });
    expect(found.map(({ estimate }) => estimate)).toEqual([24.5, -24.5]);
    expect(found[1]?.interval[0]).toBeCloseTo(-found[0]?.interval[1]!, 12);
  });

  test("counts the resamples without a value and leaves them out", () => {
    const found = bootstrapInterval((rows) => (rows.includes(0) ? 1 : NaN), 50, { repeats: 400 });
    expect(found.defined + found.undefinedCount).toBe(400);
    // A row is missed by a resample of 50 with chance (49 / 50) ** 50 = 0.364.
    expect(found.undefinedCount / 400).toBeCloseTo(0.364, 1);
    expect(found.interval).toEqual([1, 1]);
    const never = bootstrapInterval(() => NaN, 50, { repeats: 4 });
    expect(never).toMatchObject({ interval: [NaN, NaN], defined: 0, undefinedCount: 4 });
  });

  test("ends when its signal has fired", () => {
    const controller = new AbortController();
    let calls = 0;
    const statistic = () => {
      calls += 1;
      if (calls === 5) controller.abort(new Error("stopped by hand"));
      return calls;
    };
    expect(() => bootstrapInterval(statistic, 9, { signal: controller.signal })).toThrow("by hand");
    expect(calls).toBe(5);
  });

  test("refuses what it cannot do, naming it", () => {
    const mean = (rows: Uint32Array) => meanOf(rows);
    expect(() => bootstrapInterval(mean, 0)).toThrow(/n: .*found 0/);
    expect(() => bootstrapInterval(mean, 50, { repeats: 1 })).toThrow(/repeats.*found 1/);
    expect(() => bootstrapInterval(mean, 50, { level: 95 })).toThrow(/level.*found 95/);
    expect(() => bootstrapInterval(mean, 50, { seed: -1 })).toThrow(/found -1/);
    expect(() => bootstrapInterval(mean, 50, { stratify: [1] })).toThrow(
      /each of 50 rows, found 1/,
    );
    const uneven = (rows: Uint32Array) => (rows[0] === 0 ? [1, 2] : [1]);
    expect(() => bootstrapInterval(uneven, 50)).toThrow(/2 numbers for all rows but 1 for/);
  });
});

describe("bootstrapIntervalAsync", () => {
  test("gives what bootstrapInterval gives, and tells how far it is", async () => {
    const options = { repeats: 30, seed: 3, stratify: VALUES.map((value) => value % 2) };
    const told: number[][] = [];
    const found = await bootstrapIntervalAsync((rows) => Promise.resolve(meanOf(rows)), 50, {
      ...options,
      onProgress: (done, total) => told.push([done, total]),
    });
    expect(found).toEqual(bootstrapInterval((rows) => meanOf(rows), 50, options));
    expect(told).toHaveLength(30);
    expect(told.at(-1)).toEqual([30, 30]);
  });

  test("lets other work have its turn, so that it can be stopped from outside", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("stopped by hand")), 5);
    const endless = bootstrapIntervalAsync((rows) => Promise.resolve(meanOf(rows)), 50, {
      repeats: 1e9,
      signal: controller.signal,
    });
    await expect(endless).rejects.toThrow("stopped by hand");
  });
});
