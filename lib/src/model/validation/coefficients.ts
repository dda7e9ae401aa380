import { featureMatrix, type FeatureTable } from "../../features/table.js";
import { infoOf } from "../../features/info.js";
import { normalQuantile } from "../../stats/distributions.js";
import type { FeatureMatrix } from "../../stats/matrix.js";
import type { CrossValidation } from "./cross-validation.js";
import { tied } from "./scores.js";
import type { Validation } from "./single-split.js";

/** The coefficient of a feature, or of several columns that are equal in every row. */
export interface LearntCoefficient {
  /** The first of the columns. */
  feature: string;
  /** In words, with the number of equal columns. */
  name: string;
  /** The change of the log-odds for one standard deviation, summed over equal columns. */
  coefficient: number;
  /**
   * Its 95% interval; null for a property of no hits, or of hits only, for which these series do
   * not determine one.
   */
  interval: [number, number] | null;
  /** Names of features with a smaller coefficient of the same sign that is not clearly smaller. */
  tiedWith: string[];
}

const Z = normalQuantile(0.975);

/**
 * The coefficients of the split's model, the largest absolute value first. The penalty splits the
 * weight of equal columns between them, so they are summed before ranking.
 *
 * Their uncertainty is that of the jackknife over the folds (Tukey 1958; Shao and Wu, Annals of
 * Statistics 17, 1989): with a part of 1 / k left out in turn, the variance is k - 1 times the mean
 * squared deviation from the mean of the k fits, averaged over the repeats. This is the variance
 * for all series; that of the split's model is larger in proportion, as it was fitted on a part of
 * them.
 *
 * @param cv the result of {@link crossValidate} for the table.
 */
export function learntCoefficients(
  table: FeatureTable,
  { pipeline, split }: Pick<Validation, "pipeline" | "split">,
  { folds, nSplits }: Pick<CrossValidation, "folds" | "nSplits">,
): LearntCoefficient[] {
  const matrix = featureMatrix(table);
  const groups = equalColumns(matrix);
  const hitsVary = groups.map(([first]) => hasBothLabels(matrix, table.y, first!));
  const larger = table.y.length / split.train.length;
  const summed = (coef: readonly number[]): number[] =>
    groups.map((columns) => columns.reduce((sum, j) => sum + coef[j]!, 0));
  const perFold = folds.map((fold) => summed(fold.pipeline.model.coef));
  const halfOf = (of: (coefficients: readonly number[]) => number): number => {
    const values = perFold.map(of);
    let squares = 0;
    for (let from = 0; from < values.length; from += nSplits) {
      const repeat = values.slice(from, from + nSplits);
      const mean = repeat.reduce((sum, value) => sum + value, 0) / repeat.length;
      for (const value of repeat) squares += (value - mean) ** 2;
    }
    return Z * Math.sqrt(((nSplits - 1) * squares * larger) / values.length);
  };
  const point = summed(pipeline.model.coef);
  const size = (group: number): number => tied(Math.abs(point[group]!));
  const order = groups.map((_, group) => group).sort((a, b) => size(b) - size(a));
  const nameOf = (group: number): string => {
    const columns = groups[group]!;
    const words = infoOf(table)[columns[0]!]!.words;
    return columns.length === 1 ? words : `${words} (${columns.length} equal columns)`;
  };
  return order.map((group, place) => {
    const coefficient = point[group]!;
    const half = halfOf((values) => values[group]!);
    const sign = Math.sign(coefficient);
    return {
      feature: table.names[groups[group]![0]!]!,
      name: nameOf(group),
      coefficient,
      interval: hitsVary[group] ? [coefficient - half, coefficient + half] : null,
      tiedWith: order
        .slice(place + 1)
        .filter((other) => hitsVary[other] && Math.sign(point[other]!) === sign)
        .filter((other) => {
          const lead = sign * (coefficient - point[other]!);
          return lead <= halfOf((values) => values[group]! - values[other]!);
        })
        .map(nameOf),
    };
  });
}

/** Whether the rows in which a column is not 0 include both hits and others. */
function hasBothLabels(matrix: FeatureMatrix, y: readonly number[], column: number): boolean {
  const seen = new Set<number>();
  for (let row = 0; row < matrix.rows && seen.size < 2; row += 1) {
    for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e += 1) {
      if (matrix.places[e] === column) seen.add(y[row]!);
    }
  }
  return seen.size === 2;
}

/** Features whose columns are equal in every row, such as is_us and primary_country_US. */
export function redundantFeatures(table: FeatureTable): string[][] {
  return equalColumns(featureMatrix(table))
    .filter((columns) => columns.length > 1)
    .map((columns) => columns.map((j) => table.names[j]!));
}

/** Groups of equal columns, each in order. */
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
