import type { FeatureTable } from "../../lib/src/features/table.js";
import { rocAuc } from "../../lib/src/model/metrics/index.js";
import { hitPipeline } from "../../lib/src/model/pipeline.js";
import { validateInTime, validateReleased } from "../../lib/src/model/validation/index.js";
import { assertJudged } from "../../lib/src/base/outcome.js";
import { RandomState } from "../../lib/src/stats/random.js";
import { crossValidate } from "../support/judged.js";

/** 600 series of 2018 to 2025: the signal is the same in all years, but early years have more hits. */
function yearsTable(asOfYear: number) {
  const random = new RandomState(4);
  const draw = () => random.integer(1000) / 1000;
  const rows = Array.from({ length: 600 }, (_, i) => {
    const year = 2018 + (i % 8);
    const signal = draw();
    return { id: i + 1, year, signal, hit: signal + draw() + (2025 - year) / 8 > 1.6 ? 1 : 0 };
  });
  const table: FeatureTable = {
    names: ["years_since_release", "signal"],
    ids: rows.map(({ id }) => id),
    y: rows.map(({ hit }) => hit as 0 | 1),
    X: rows.map(({ year, signal }) => [Math.max(0, asOfYear - year), signal]),
  };
  return { table, titles: rows };
}

test("each year is judged by a model of the years before, and the mean beside the same question", async () => {
  const { table, titles } = yearsTable(2026);
  const cv = await crossValidate(table, { nRepeats: 2 });
  const found = assertJudged(await validateInTime(table, titles, cv));
  expect(found.years.map(({ year }) => year)).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025]);
  const rowsOf = (keep: (year: number) => boolean) =>
    titles.flatMap(({ year }, row) => (keep(year) ? [row] : []));
  const labels = (rows: number[]) => rows.map((row) => table.y[row] as number);
  let [ahead, within, hits] = [0, 0, 0];
  for (const { year, trainRows, n, auc, interval, ...counts } of found.years) {
    const [train, test] = [rowsOf((y) => y < year), rowsOf((y) => y === year)];
    expect([trainRows, n]).toEqual([train.length, test.length]);
    expect(interval[0]).toBeLessThan(auc);
    expect(interval[1]).toBeGreaterThan(auc);
    const X = (rows: number[]) => rows.map((row) => table.X[row] as number[]);
    const pipeline = await hitPipeline().fit(X(train), labels(train));
    expect(auc).toBeCloseTo(rocAuc(labels(test), pipeline.decisionFunction(X(test))), 9);
    ahead += counts.hits * auc;
    within +=
      counts.hits *
      rocAuc(
        labels(test),
        test.map((row) => cv.logOdds[row]!),
      );
    hits += counts.hits;
  }
  expect(found.ahead.mean).toBeCloseTo(ahead / hits, 12);
  expect(found.within.mean).toBeCloseTo(within / hits, 12);
  expect(found.cost.mean).toBeCloseTo((ahead - within) / hits, 12);
  expect(found.across).toBe(cv.mean);
  // The years differ in their rates: ranking across them is the easier question, forecasting costs little.
  expect(found.across - found.within.mean).toBeGreaterThan(0.02);
  expect(Math.abs(found.cost.mean)).toBeLessThan(0.02);
  expect(found.ahead.interval[1]).toBeLessThan(1);
});

test("years beyond the year from which ages are counted are not merged", async () => {
  const { table, titles } = yearsTable(2022);
  const cv = await crossValidate(table, { nRepeats: 1 });
  const { years } = assertJudged(await validateInTime(table, titles, cv));
  expect(years.map(({ year, n }) => [year, n]).slice(-3)).toEqual([
    [2023, 75],
    [2024, 75],
    [2025, 75],
  ]);
});

test("says why no year is judged", async () => {
  const { table, titles } = yearsTable(2026);
  const cv = await crossValidate(table, { nRepeats: 1 });
  const undated = titles.map(({ id }) => ({ id, year: null }));
  expect(await validateInTime(table, undated, cv)).toEqual({
    unjudged:
      "No release year has 5 hits and 5 others, and at least as many of each in the years before.",
  });
});

test("validateReleased leaves out what is not out, and counts it", async () => {
  const { table, titles } = yearsTable(2026);
  const dated = titles.map(({ id, year }) => ({
    id,
    year: id <= 10 ? null : year,
    first_air_date: id <= 10 ? null : `${year}-06-01`,
  }));
  const cv = await crossValidate(table, { nRepeats: 1 });
  const found = await validateReleased(table, dated, cv, { day: "2025-03-01", nRepeats: 1 });
  const announced = dated.filter(({ first_air_date: date }) => date?.startsWith("2025")).length;
  expect([found.undated, found.announced]).toEqual([10, announced]);
  expect(found.released).toBe(600 - 10 - announced);
  expect(assertJudged(found.validation).logOdds).toHaveLength(found.released);
});
