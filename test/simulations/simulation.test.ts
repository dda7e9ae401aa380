import { eachRun, isMet, measureTable, share, type Measure } from "./simulation.js";

const coverage: Measure = { what: "coverage", found: 0.95, wanted: [0.92, 0.98], of: 2000 };

test("a measure has to lie in what is wanted, ends included", () => {
  expect(isMet(coverage)).toBe(true);
  expect(isMet({ ...coverage, found: 0.92 })).toBe(true);
  expect(isMet({ ...coverage, found: 0.919 })).toBe(false);
  expect(isMet({ ...coverage, found: NaN })).toBe(false);
  expect(isMet({ ...coverage, found: 0.1, wanted: null })).toBe(true);
});

test("the table tells each measure, what is wanted, and whether it is met", () => {
  const shown: Measure = { what: "with franchises", found: 0.66, wanted: null, of: 100 };
  expect(measureTable([coverage, { ...coverage, found: 0.5 }, shown]).split("\n")).toEqual([
    "| measure         | found |         wanted |    of | verdict |",
    "| --------------- | ----: | -------------: | ----: | ------: |",
    "| coverage        | 0.950 | 0.920 to 0.980 | 2,000 |     met |",
    "| coverage        | 0.500 | 0.920 to 0.980 | 2,000 | NOT MET |",
    "| with franchises | 0.660 |                |   100 |         |",
  ]);
});

test("each run has a seed of its own, the same ones for the same seed", async () => {
  const done: string[] = [];
  const run = (onProgress: (at: number, of: number) => void) =>
    eachRun({ runs: 3, seed: 5, onProgress }, (seed) => seed);
  const seeds = await run((at, of) => done.push(`${at}/${of}`));
  expect(new Set(seeds).size).toBe(3);
  expect(await run(() => undefined)).toEqual(seeds);
  expect(done).toEqual(["1/3", "2/3", "3/3"]);
});

test("runs that are aborted stop", async () => {
  const controller = new AbortController();
  const running = eachRun({ runs: 9, seed: 1, signal: controller.signal }, () =>
    controller.abort(),
  );
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
});

test("a share is the part that is true", () => {
  expect(share([true, false, false, false])).toBe(0.25);
  expect(share([])).toBeNaN();
});
