import { riskDifference, riskRatio, type HitCount } from "../../lib/src/stats/two-proportions.js";

const of = (hits: number, count: number): HitCount => ({ hits, count });

describe("riskDifference", () => {
  // statsmodels 0.15, confint_proportions_2indep(..., compare="diff", method="newcomb").
  test.each([
    [54, 494, 133, 1526, -0.006731978815155106, 0.05544610800248873],
    [0, 147, 187, 1873, -0.11424627041248288, -0.07135136771948598],
    [5, 5, 10, 97, 0.45576482591749246, 0.9430325066141896],
    [5, 50, 0, 50, 0.008975448080590018, 0.21360231437479657],
  ])("of %d in %d and %d in %d has Newcombe's interval", (a, n, b, m, low, high) => {
    const { value, interval } = riskDifference(of(a, n), of(b, m));
    expect(value).toBeCloseTo(a / n - b / m, 15);
    expect(interval[0]).toBeCloseTo(low, 12);
    expect(interval[1]).toBeCloseTo(high, 12);
  });

  test("is the same seen from the other group, with the other sign", () => {
    const { interval } = riskDifference(of(4, 40), of(9, 60));
    const turned = riskDifference(of(9, 60), of(4, 40)).interval;
    expect(turned[0]).toBeCloseTo(-interval[1], 14);
    expect(turned[1]).toBeCloseTo(-interval[0], 14);
  });
});

describe("riskRatio", () => {
  // statsmodels 0.15, confint_proportions_2indep(..., compare="ratio", method="score", correction=False);
  // its closed form fails for 5 in 5 (6.8): there the lower end is where the statistic of its own
  // test_proportions_2indep(compare="ratio", method="score", correction=False) is 3.8415.
  test.each([
    [54, 494, 133, 1526, 0.9285265174349493, 1.6862777989047792],
    [0, 147, 187, 1873, 0, 0.2551954220971903],
    [5, 5, 10, 97, 4.627982700561292, 17.553870471841442],
    [5, 50, 0, 50, 1.3596029194436217, Infinity],
  ])("of %d in %d and %d in %d has Koopman's interval", (a, n, b, m, low, high) => {
    const { value, interval } = riskRatio(of(a, n), of(b, m));
    expect(value).toBe(a / n / (b / m));
    expect(interval[0]).toBeCloseTo(low, 6);
    if (high === Infinity) expect(interval[1]).toBe(Infinity);
    else expect(interval[1] / high).toBeCloseTo(1, 6);
  });

  test("is narrower at 90%", () => {
    // As above with alpha=0.1.
    const [low, high] = riskRatio(of(54, 494), of(133, 1526), 0.9).interval;
    expect(low).toBeCloseTo(0.9745175101707215, 6);
    expect(high).toBeCloseTo(1.608867057633371, 6);
  });

  test("is unknown where nothing is a hit", () => {
    expect(riskRatio(of(0, 5), of(0, 9))).toEqual({ value: NaN, interval: [0, Infinity] });
  });

  test("holds its value where everything is a hit", () => {
    const { value, interval } = riskRatio(of(5, 5), of(9, 9));
    expect(value).toBe(1);
    expect(interval[0]).toBeLessThan(1);
    expect(interval[1]).toBeGreaterThan(1);
    expect(interval[1]).toBeLessThan(Infinity);
  });

  test("refuses what is not a proportion", () => {
    expect(() => riskRatio(of(0, 0), of(1, 2))).toThrow(/0 hits of 0/);
    expect(() => riskRatio(of(1, 2), of(3, 2))).toThrow(/3 hits of 2/);
  });
});
