import { cochranArmitage, oddsRatioPerStep, type TrendGroup } from "../../lib/src/stats/trend.js";

const YEARS: TrendGroup[] = [
  { score: 2015, count: 27, hits: 11 },
  { score: 2016, count: 48, hits: 11 },
  { score: 2017, count: 72, hits: 10 },
  { score: 2018, count: 147, hits: 17 },
  { score: 2019, count: 195, hits: 15 },
  { score: 2020, count: 227, hits: 13 },
  { score: 2021, count: 213, hits: 19 },
];

describe("cochranArmitage", () => {
  test("is the correlation of score and hit times the root of n - 1", () => {
    // numpy 2.4: corrcoef(scores, hits) * sqrt(n - 1) over the 929 rows; scipy 1.17: 2 * norm.sf(|z|).
    const { z, pValue } = cochranArmitage(YEARS);
    expect(z).toBeCloseTo(-5.021009569054452, 9);
    expect(pValue / 5.140059846717561e-7).toBeCloseTo(1, 8);
  });

  test("does not depend on where the scale begins", () => {
    const shifted = YEARS.map((group) => ({ ...group, score: group.score - 2015 }));
    expect(cochranArmitage(shifted).z).toBeCloseTo(cochranArmitage(YEARS).z, 10);
  });

  test("refuses one year only, and rows that are all alike", () => {
    expect(() => cochranArmitage(YEARS.slice(0, 1))).toThrow(/two scores/);
    expect(() => cochranArmitage(YEARS.map((group) => ({ ...group, hits: 0 })))).toThrow(/hits/);
  });
});

describe("oddsRatioPerStep", () => {
  test("is the maximum of the likelihood with Firth's correction", () => {
    // scipy 1.17: the penalised likelihood maximised by Nelder-Mead, Wald's interval at the maximum.
    const { value, interval } = oddsRatioPerStep(YEARS);
    expect(value).toBeCloseTo(0.7345189799926435, 7);
    expect(interval[0]).toBeCloseTo(0.6492722445221926, 7);
    expect(interval[1]).toBeCloseTo(0.8309582559877813, 7);
  });

  test("stays finite where the score parts the hits from the others", () => {
    const parted = [1, 2, 3].map((score) => ({ score, count: 10, hits: score === 3 ? 10 : 0 }));
    const { value, interval } = oddsRatioPerStep(parted);
    // As above.
    expect(value / 432.0914252031295).toBeCloseTo(1, 5);
    expect(interval[0] / 6.711553871750231).toBeCloseTo(1, 5);
    expect(interval[1] / 27818.148122140254).toBeCloseTo(1, 4);
  });

  test("is 1 where the rate stays the same", () => {
    const flat = [1, 2, 3].map((score) => ({ score, count: 100, hits: 10 }));
    expect(oddsRatioPerStep(flat).value).toBeCloseTo(1, 9);
  });
});
