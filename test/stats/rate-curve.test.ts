import { rateCurve } from "../../lib/src/stats/rate-curve.js";
import fixtures from "../fixtures/splines.json";

// By patsy's natural splines and statsmodels' GLM: test/fixtures/make_spline_fixtures.py.
test.each(Object.entries(fixtures))("%s: curve, band and test are statsmodels'", (_, expected) => {
  const groups = expected.groups.map(([score, count, hits]) => ({
    score: score!,
    count: count!,
    hits: hits!,
  }));
  const curve = rateCurve(groups)!;
  expect(curve.linearityP).toBeCloseTo(expected.linearityP, 7);
  curve.points.forEach(({ rate, interval: [low, high] }, i) => {
    expect(rate).toBeCloseTo(expected.rates[i]!, 5);
    expect(low).toBeCloseTo(expected.low[i]!, 5);
    expect(high).toBeCloseTo(expected.high[i]!, 5);
  });
  expect(curve.points).toHaveLength(expected.rates.length);
});

test("a change is clear only where its interval leaves 0 out", () => {
  const years = [30, 22, 15, 8, 8, 8, 8, 8].map((hits, i) => ({
    score: 2010 + i,
    count: 100,
    hits,
  }));
  const { change } = rateCurve(years)!;
  expect(change(2010, 2013)).toMatchObject({ isClear: true });
  expect(change(2010, 2013).value).toBeLessThan(0);
  expect(change(2014, 2017).isClear).toBe(false);
});

test("too few years, or hits in one of them only, give no curve", () => {
  const of = (hits: readonly number[]) =>
    rateCurve(hits.map((value, i) => ({ score: 2010 + i, count: 50, hits: value })));
  expect(of([5, 6, 7])).toBeNull();
  expect(of([0, 0, 0, 0, 0])).toBeNull();
});
