import { delongInterval, delongTest } from "../../lib/src/model/metrics/delong.js";
import { normalCdf } from "../../lib/src/stats/distributions.js";
import { rocAuc } from "../../lib/src/model/metrics/index.js";
import { generator } from "../../lib/src/sandbox/generator.js";

/** The formulas of DeLong et al. as they stand: every hit is compared with every non-hit. */
function naive(y: number[], scores: number[][]) {
  const of = (label: number, s: number[]) => s.filter((_, i) => y[i] === label);
  const psi = (hit: number, miss: number) => (hit > miss ? 1 : hit === miss ? 0.5 : 0);
  const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const models = scores.map((s) => {
    const [hits, misses] = [of(1, s), of(0, s)];
    return {
      v10: hits.map((hit) => mean(misses.map((miss) => psi(hit, miss)))),
      v01: misses.map((miss) => mean(hits.map((hit) => psi(hit, miss)))),
    };
  });
  const covariance = (a: number[], b: number[]) =>
    a.reduce((sum, v, i) => sum + (v - mean(a)) * (b[i]! - mean(b)), 0) / (a.length - 1) / a.length;
  return {
    aucs: models.map(({ v10 }) => mean(v10)),
    covariances: models.map((a) =>
      models.map((b) => covariance(a.v10, b.v10) + covariance(a.v01, b.v01)),
    ),
  };
}

/** Rows whose scores are normal, hits `shift` higher, rounded so that there are ties. */
function draw(seed: number, n: number, shift: number, decimals: number) {
  const random = generator(seed, "delong");
  const y = Array.from({ length: n }, (_, i) => Number(i < 2 || (i > 3 && random.chance(0.3))));
  const shared = y.map((label) => shift * label + random.normal());
  const noisy = () => shared.map((s) => Number((s + 0.7 * random.normal()).toFixed(decimals)));
  return { y, a: noisy(), b: noisy() };
}

const CASES = Array.from({ length: 20 }, (_, i) => draw(i, 8 + 7 * i, (i % 4) * 0.6, i % 3));

describe("delongInterval", () => {
  test.each(CASES)("case %# has the variance of the formulas over all pairs", ({ y, a }) => {
    const { aucs, covariances } = naive(y, [a]);
    const { auc, variance, standardError } = delongInterval(y, a);
    expect(auc).toBeCloseTo(aucs[0]!, 13);
    expect(auc).toBeCloseTo(rocAuc(y, a), 13);
    expect(variance).toBeCloseTo(covariances[0]?.[0]!, 13);
    expect(standardError ** 2).toBeCloseTo(variance, 14);
  });

  // By hand: hits 0.8, 0.4; non-hits 0.1, 0.4, 0.6. Placements of the hits: 1 and (1 + 1/2) / 3 = 1/2;
  // of the non-hits: 1, 3/4, 1/2. Variances 1/8 / 2 and 1/16 / 3.
  test("of five rows is what a hand computes", () => {
    const { auc, variance, waldInterval } = delongInterval(
      [1, 1, 0, 0, 0],
      [0.8, 0.4, 0.1, 0.4, 0.6],
    );
    expect(auc).toBeCloseTo(0.75, 15);
    expect(variance).toBeCloseTo(1 / 16 + 1 / 48, 15);
    expect(waldInterval[0]).toBeCloseTo(0.75 - 1.959963984540054 * Math.sqrt(1 / 12), 14);
    expect(waldInterval[1]).toBe(1);
  });

  // 600 draws: a standard deviation of 0.012 at 90% and of 0.009 at 95%.
  test.each([
    [0.9, 0.035],
    [0.95, 0.027],
  ])("covers the true AUC about as often as it says at %d", (level, tolerance) => {
    const truth = normalCdf(1.2 / Math.SQRT2 / Math.sqrt(1 + 0.7 ** 2));
    const covered = { interval: 0, waldInterval: 0 };
    for (let seed = 1000; seed < 1600; seed += 1) {
      const { y, a } = draw(seed, 150, 1.2, 12);
      const found = delongInterval(y, a, level);
      for (const kind of ["interval", "waldInterval"] as const) {
        const [low, high] = found[kind];
        if (low <= truth && truth <= high) covered[kind] += 1 / 600;
      }
    }
    expect(Math.abs(covered.interval - level)).toBeLessThan(tolerance);
    expect(Math.abs(covered.waldInterval - level)).toBeLessThan(tolerance);
  });

  test("is the same for any scores in the same order", () => {
    const { y, a } = draw(3, 60, 1, 2);
    expect(delongInterval(y, a.map(Math.exp))).toEqual(delongInterval(y, a));
  });

  test("stays inside (0, 1), and is a point where the labels are separated", () => {
    const { interval } = delongInterval([0, 0, 0, 1, 1, 1], [1, 2, 4, 3, 5, 6], 0.999);
    expect(interval[0]).toBeGreaterThan(0);
    expect(interval[1]).toBeLessThan(1);
    expect(delongInterval([0, 0, 1, 1], [1, 2, 3, 4])).toMatchObject({
      auc: 1,
      variance: 0,
      interval: [1, 1],
    });
  });

  test("refuses a label that occurs once or not at all, and a level of 95", () => {
    expect(() => delongInterval([0, 0, 1], [1, 2, 3])).toThrow(/Only one row has the label 1/);
    expect(() => delongInterval([0, 0], [1, 2])).toThrow(/All 2 labels are 0/);
    expect(() => delongInterval([0, 0, 1, 1], [1, 2, 3, 4], 95)).toThrow(/found 95/);
  });
});

describe("delongTest", () => {
  test.each(CASES)("case %# has the variance of the formulas over all pairs", ({ y, a, b }) => {
    const { aucs, covariances } = naive(y, [a, b]);
    const at = (i: number, j: number) => covariances[i]?.[j]!;
    const found = delongTest(y, a, b);
    expect(found.difference).toBeCloseTo(aucs[0]! - aucs[1]!, 13);
    const variance = at(0, 0) + at(1, 1) - 2 * at(0, 1);
    expect(found.standardError ** 2).toBeCloseTo(variance, 13);
    if (found.difference !== 0) {
      expect(found.z).toBeCloseTo(found.difference / Math.sqrt(variance), 9);
    }
    expect(found.pValue).toBeCloseTo(2 * (1 - normalCdf(Math.abs(found.z))), 12);
  });

  test("changes its sign with the order of the two", () => {
    const { y, a, b } = draw(5, 80, 1, 1);
    const [there, back] = [delongTest(y, a, b), delongTest(y, b, a)];
    expect(back.difference).toBe(-there.difference);
    expect(back.pValue).toBe(there.pValue);
    expect(back.interval[0]).toBeCloseTo(-there.interval[1], 15);
  });

  test("finds no difference between a score and itself", () => {
    const { y, a } = draw(6, 40, 1, 1);
    expect(delongTest(y, a, a)).toMatchObject({ difference: 0, standardError: 0, z: 0, pValue: 1 });
  });

  test("rejects equal scores about as often as its level says", () => {
    let rejected = 0;
    for (let seed = 0; seed < 600; seed += 1) {
      const { y, a, b } = draw(5000 + seed, 120, 1, 12);
      if (delongTest(y, a, b).pValue < 0.05) rejected += 1 / 600;
    }
    expect(Math.abs(rejected - 0.05)).toBeLessThan(0.027);
  });
});
