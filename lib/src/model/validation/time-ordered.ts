import { unjudged, type Outcome } from "../../base/outcome.js";
import type { Title } from "../../data/titles.js";
import { featureMatrix, type FeatureTable } from "../../features/table.js";
import { aucInterval, type JudgedAuc } from "../metrics/auc-interval.js";
import { delongInterval, delongTest } from "../metrics/delong.js";
import type { LogisticOptions } from "../logistic/index.js";
import { hitPipeline } from "../pipeline.js";
import { normalCriticalValue } from "../../stats/distributions.js";
import { count } from "./cross-validation.js";
import { logitInterval } from "./fold-mean.js";
import { logOddsOf } from "./scores.js";
import { runSteps, type StepOptions } from "./steps.js";

/** A year predicted by a model that was fitted on the years before it. */
export interface YearAhead extends JudgedAuc {
  year: number;
  /** Rows and hits of the earlier years. */
  trainRows: number;
  trainHits: number;
  /** Rows and hits of the year itself. */
  n: number;
  hits: number;
}

/** A mean over years with a 95% interval. */
export interface YearMean {
  mean: number;
  interval: [number, number];
}

/** The later years, compared with cross-validation of the same series. */
export interface TimeValidation {
  years: YearAhead[];
  /** Mean of the years' AUCs, weighted by hits; the interval is on the logit scale. */
  ahead: YearMean;
  /**
   * The same mean for the cross-validated scores of the same series: the AUC within each year, like
   * `ahead`. (An AUC over all series also compares series of different years.)
   */
  within: YearMean;
  /** The cross-validated AUC over all series, as it was given. */
  across: number;
  /** `ahead` minus `within` on the same series: the cost of forecasting. */
  cost: YearMean;
}

/** Options of {@link validateInTime}. */
export interface TimeOptions extends LogisticOptions, StepOptions {
  /** Years with fewer hits or fewer others are left out, and so are training parts; default 5. */
  minOfEach?: number;
}

/**
 * Fit on earlier years and evaluate on each later one: the value of a forecast, as far as a label
 * measured today can show it. Undated rows are left out.
 *
 * The variance of a mean is the sum of DeLong's variances of the years with their squared weights,
 * as years consist of different series.
 *
 * @param titles the series of the table's ids, for their release years: the feature
 * `years_since_release` is 0 for all years from AS_OF_YEAR on.
 * @param cv cross-validated log-odds of the same table and their AUC, for the comparison within
 * years.
 * @returns the years, or why none could be evaluated.
 */
export async function validateInTime(
  table: FeatureTable,
  titles: readonly Pick<Title, "id" | "year">[],
  { logOdds, mean: across }: { logOdds: readonly number[]; mean: number },
  { minOfEach = 5, signal, onProgress, ...model }: TimeOptions = {},
): Promise<Outcome<TimeValidation>> {
  const matrix = featureMatrix(table);
  const yearOf = new Map(titles.map(({ id, year }) => [id, year]));
  const years = table.ids.map((id) => yearOf.get(id) ?? null);
  const rowsWhere = (keep: (year: number) => boolean): number[] =>
    years.flatMap((year, row) => (year !== null && keep(year) ? [row] : []));
  const labels = (rows: readonly number[]): number[] => rows.map((row) => table.y[row] as number);
  const judged = [...new Set(years)]
    .filter((year) => year !== null)
    .sort((a, b) => a - b)
    .map((year) => ({
      year,
      train: rowsWhere((y) => y < year),
      test: rowsWhere((y) => y === year),
    }))
    .filter(({ train, test }) => [train, test].every((rows) => hasBoth(labels(rows), minOfEach)));
  if (judged.length === 0) {
    return unjudged(
      `No release year has ${minOfEach} hits and ${minOfEach} others, and at least as many of each in the years before.`,
    );
  }
  const found = await runSteps(
    judged,
    async ({ year, train, test }) => {
      const pipeline = await hitPipeline(model).fit(matrix.take(train), labels(train));
      const y = labels(test);
      const scores = logOddsOf(pipeline, matrix.take(test));
      const inside = test.map((row) => logOdds[row]!);
      const own = delongInterval(y, scores);
      const crossed = delongInterval(y, inside);
      const { difference, standardError } = delongTest(y, scores, inside);
      return {
        year: {
          year,
          trainRows: train.length,
          trainHits: count(labels(train)),
          n: test.length,
          hits: count(y),
          ...aucInterval(y, scores),
        },
        ahead: [own.auc, own.variance] as const,
        within: [crossed.auc, crossed.variance] as const,
        cost: [difference, standardError ** 2] as const,
      };
    },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  const weights = found.map(({ year }) => year.hits);
  const meanOf = (of: "ahead" | "within" | "cost") =>
    weightedMean(
      found.map((row) => row[of]),
      weights,
    );
  const share = ([value, error]: readonly [number, number]): YearMean => ({
    mean: value,
    interval: logitInterval(value, Z * error),
  });
  const [cost, costError] = meanOf("cost");
  return {
    years: found.map(({ year }) => year),
    across,
    ahead: share(meanOf("ahead")),
    within: share(meanOf("within")),
    cost: { mean: cost, interval: [cost - Z * costError, cost + Z * costError] },
  };
}

const Z = normalCriticalValue(0.95);

/** The weighted mean of values, and its standard error from their variances. */
function weightedMean(
  values: readonly (readonly [value: number, variance: number])[],
  weights: readonly number[],
): [mean: number, error: number] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = (i: number): number => weights[i]! / total;
  const mean = values.reduce((sum, [value], i) => sum + share(i) * value, 0);
  const variance = values.reduce((sum, [, own], i) => sum + share(i) ** 2 * own, 0);
  return [mean, Math.sqrt(variance)];
}

function hasBoth(y: readonly number[], atLeast: number): boolean {
  return count(y) >= atLeast && y.length - count(y) >= atLeast;
}
