import { delongInterval } from "../metrics/delong.js";
import { featureMatrix, type FeatureTable } from "../../features/table.js";
import type { LogisticOptions } from "../logistic/index.js";
import { hitPipeline } from "../pipeline.js";
import { logOddsOf } from "./scores.js";
import { runSteps, type StepOptions } from "./steps.js";

/** A year judged by a model that was fitted on the years before it. */
export interface YearAhead {
  year: number;
  /** Rows and hits of the earlier years. */
  trainRows: number;
  trainHits: number;
  /** Rows and hits of the year itself. */
  n: number;
  hits: number;
  auc: number;
  /** DeLong's 95% interval. */
  interval: [number, number];
}

/** What {@link validateInTime} can be told. */
export interface TimeOptions extends LogisticOptions, StepOptions {
  /** The year from which ages are counted. */
  asOfYear: number;
  /** Years with fewer hits or fewer others are left out, and so are training parts; default 5. */
  minOfEach?: number;
}

/**
 * Fit on the earlier years and judge each later one: what a forecast would have been worth, as far as a
 * label that was measured today can say. Undated rows have no place in it.
 *
 * @param table with the feature `years_since_release`.
 */
export async function validateInTime(
  table: FeatureTable,
  { asOfYear, minOfEach = 5, signal, onProgress, ...model }: TimeOptions,
): Promise<YearAhead[]> {
  const matrix = featureMatrix(table);
  const column = table.names.indexOf("years_since_release");
  const years = table.X.map((row) => {
    const age = row[column] ?? null;
    return age === null ? null : asOfYear - age;
  });
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
  return await runSteps(
    judged,
    async ({ year, train, test }) => {
      const pipeline = await hitPipeline(model).fit(matrix.take(train), labels(train));
      const { auc, interval } = delongInterval(
        labels(test),
        logOddsOf(pipeline, matrix.take(test)),
      );
      const counted = {
        trainRows: train.length,
        trainHits: count(labels(train)),
        n: test.length,
        hits: count(labels(test)),
      };
      return { year, ...counted, auc, interval };
    },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
}

function count(y: readonly number[]): number {
  return y.reduce((sum, label) => sum + label, 0);
}

function hasBoth(y: readonly number[], atLeast: number): boolean {
  return count(y) >= atLeast && y.length - count(y) >= atLeast;
}
