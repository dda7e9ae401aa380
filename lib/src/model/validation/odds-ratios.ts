import { featureMatrix, type FeatureTable } from "../../features/table.js";
import type { LogisticOptions } from "../logistic/index.js";
import type { FeatureMatrix } from "../../stats/matrix.js";
import { hitPipeline } from "../pipeline.js";
import { StandardScaler } from "../preprocessing/standard-scaler.js";
import { RandomState } from "../../stats/random.js";
import { quantile } from "../../stats/summary.js";
import { tied } from "./scores.js";
import { runSteps, type StepOptions } from "./steps.js";

/** The odds ratio of one feature, or of several columns that are the same. */
export interface OddsRatio {
  /** The first of the columns. */
  feature: string;
  /** Other columns with the same values, whose coefficients are counted in. */
  sameAs: string[];
  /** What the odds of a hit are multiplied with for one unit: one year, or having the property. */
  oddsRatio: number;
  /** Percentile interval (95%) over reweighted rows. */
  interval: [number, number];
  /** Rows in which the feature is not 0, and hits among them: without any, the ratio only says so. */
  count: number;
  hits: number;
}

/** What {@link oddsRatios} can be told. */
export interface OddsRatioOptions extends LogisticOptions, StepOptions {
  /** Reweightings of the rows, each with a fit of its own; default 200. */
  repeats?: number;
  /** Default 42. */
  randomState?: number;
}

/**
 * The coefficients of a fit on all rows as odds ratios, with intervals from the Bayesian bootstrap
 * (Rubin, Annals of Statistics 9, 1981): each row is weighted by an exponential draw. Rows that are drawn
 * with replacement would leave rare categories out of many fits, and shift what the others are compared
 * with. The penalty draws every ratio towards 1, in the intervals too.
 *
 * @returns the ratios furthest from 1 first.
 */
export async function oddsRatios(
  table: FeatureTable,
  { repeats = 200, randomState = 42, signal, onProgress, ...model }: OddsRatioOptions = {},
): Promise<OddsRatio[]> {
  const matrix = featureMatrix(table);
  const y = table.y;
  const groups = equalColumns(matrix);
  const logRatios = async (weights: { sampleWeight?: number[] }): Promise<number[]> => {
    const pipeline = await hitPipeline(model).fit(matrix, y, weights);
    const scaler = pipeline.transformers.find((step) => step instanceof StandardScaler);
    const perUnit = pipeline.model.coef.map((weight, j) => weight / (scaler?.scales[j] ?? 1));
    return groups.map((columns) => columns.reduce((sum, j) => sum + (perUnit[j] as number), 0));
  };
  const point = await logRatios({});
  const random = new RandomState(randomState);
  const draws = await runSteps(
    Array.from({ length: repeats }),
    () => logRatios({ sampleWeight: y.map(() => exponential(random)) }),
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  const { counts, hits } = entryCounts(matrix, y);
  return groups
    .map(([first, ...same], k) => {
      const sample = draws.map((ratios) => ratios[k] as number);
      const bound = (p: number): number => Math.exp(quantile(sample, p));
      const interval: [number, number] = [bound(0.025), bound(0.975)];
      const name = (j: number): string => table.names[j] as string;
      const column = first as number;
      return {
        feature: name(column),
        sameAs: same.map(name),
        oddsRatio: Math.exp(point[k] as number),
        interval,
        count: counts[column] as number,
        hits: hits[column] as number,
      };
    })
    .sort((a, b) => tied(Math.abs(Math.log(b.oddsRatio))) - tied(Math.abs(Math.log(a.oddsRatio))));
}

/** A draw of the exponential distribution with mean 1. */
function exponential(random: RandomState): number {
  return -Math.log((random.integer(2 ** 32 - 1) + 0.5) / 2 ** 32);
}

/** Series below which a ratio says little. */
export const MIN_COUNT = 30;

/**
 * The ratios that can be judged: at least {@link MIN_COUNT} series and a hit. Columns that are counted
 * as one have one name, such as "is_us = primary_country_US".
 */
export function judgedRatios(
  ratios: readonly OddsRatio[],
): Pick<OddsRatio, "feature" | "oddsRatio" | "interval">[] {
  return ratios
    .filter(({ count, hits }) => count >= MIN_COUNT && hits > 0)
    .map(({ feature, sameAs, oddsRatio, interval }) => ({
      feature: [feature, ...sameAs].join(" = "),
      oddsRatio,
      interval,
    }));
}

/** Features whose columns are the same in every row, such as is_us beside primary_country_US. */
export function redundantFeatures(table: FeatureTable): string[][] {
  return equalColumns(featureMatrix(table))
    .filter((columns) => columns.length > 1)
    .map((columns) => columns.map((j) => table.names[j] as string));
}

/** Columns by equality, each group in their order. */
function equalColumns(matrix: FeatureMatrix): number[][] {
  const entries = Array.from({ length: matrix.columns }, (): string[] => []);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e += 1) {
      entries[matrix.places[e]!]!.push(`${row}:${matrix.values[e]}`);
    }
  }
  const groups = new Map<string, number[]>();
  entries.forEach((own, j) => {
    const key = own.join();
    groups.set(key, [...(groups.get(key) ?? []), j]);
  });
  return [...groups.values()];
}

function entryCounts(matrix: FeatureMatrix, y: readonly number[]) {
  const counts = new Array<number>(matrix.columns).fill(0);
  const hits = new Array<number>(matrix.columns).fill(0);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e += 1) {
      counts[matrix.places[e]!]! += 1;
      hits[matrix.places[e]!]! += y[row]!;
    }
  }
  return { counts, hits };
}
