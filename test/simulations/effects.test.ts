import { measureEffects } from "./effects.js";

/**
 * The short form of `npm run simulate -- effects`: few runs, so the mean over all features is judged, and
 * the bound for shuffled labels leaves room for the luck of 80 intervals.
 */
test("intervals of effects hold the truth, and shuffled labels seldom have any", async () => {
  const { shuffled, coverage } = await measureEffects({ runs: 5, seed: 3 }, 500);
  expect(shuffled.of).toBeGreaterThanOrEqual(80);
  expect(shuffled.found).toBeLessThanOrEqual(0.1);
  const of = (words: string): number => {
    const measures = coverage.filter(({ what }) => what.startsWith(words));
    expect(measures.length).toBeGreaterThan(12);
    return measures.reduce((sum, { found }) => sum + found, 0) / measures.length;
  };
  for (const words of ["adjusted rate", "difference", "odds ratio"]) {
    expect(of(words)).toBeGreaterThanOrEqual(0.92);
    expect(of(words)).toBeLessThanOrEqual(0.98);
  }
});
