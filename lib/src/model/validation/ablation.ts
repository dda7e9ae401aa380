import { featureMatrix, type FeatureTable } from "../../features/table.js";
import { assertJudged } from "../../base/outcome.js";
import {
  crossValidateMatrix,
  type CrossValidation,
  type CrossValidationOptions,
} from "./cross-validation.js";
import { foldMean, type FoldMean } from "./fold-mean.js";
import { columnsOfGroups, familiesOf, groupsOf } from "../../features/info.js";

/** A model with fewer features, compared with the full one on the same folds. */
export interface FeatureSubset extends FoldMean {
  /** Such as "without genre" or "genre alone". */
  name: string;
  groups: string[];
  /** Number of features. */
  features: number;
  /** The AUC of each fold. */
  scores: number[];
  /**
   * The full model's AUC minus this one's, fold by fold. The interval is at 1 - 0.05 / m for m
   * models (Bonferroni), so that all of them hold simultaneously with 95%.
   */
  loss: FoldMean;
}

/**
 * What each group of features adds: the cross-validated AUC without it, on the folds of `full`.
 * Groups of one family, such as age and period, which both contain the release year, are also left
 * out together.
 *
 * @param full the result of {@link crossValidate} for the table with the same options.
 */
export async function ablateGroups(
  table: FeatureTable,
  full: CrossValidation,
  options: CrossValidationOptions = {},
): Promise<FeatureSubset[]> {
  const groups = groupsOf(table);
  const families = familiesOf(table).map((family) => family.groups);
  const without = [...groups.map((group) => [group]), ...families];
  const subsets = without.map((left) => ({
    name: `without ${left.join(" and ")}`,
    groups: groups.filter((group) => !left.includes(group)),
  }));
  return await compare(table, full, subsets, options);
}

/**
 * Simple models for comparison: one group of features alone, on the folds of `full`; a family of
 * groups, such as the release year, together.
 */
export async function compareBaselines(
  table: FeatureTable,
  full: CrossValidation,
  options: CrossValidationOptions = {},
): Promise<FeatureSubset[]> {
  const families = familiesOf(table);
  const inFamilies = families.flatMap(({ groups }) => groups);
  const others = groupsOf(table).filter((group) => !inFamilies.includes(group));
  const subsets = [
    ...families.map(({ family, groups }) => ({ name: `${family} alone`, groups })),
    ...others.map((group) => ({ name: `${group} alone`, groups: [group] })),
  ];
  return await compare(table, full, subsets, options);
}

async function compare(
  table: FeatureTable,
  full: CrossValidation,
  subsets: readonly { name: string; groups: string[] }[],
  { onProgress, ...options }: CrossValidationOptions,
): Promise<FeatureSubset[]> {
  const matrix = featureMatrix(table);
  const compared: FeatureSubset[] = [];
  for (const [at, { name, groups }] of subsets.entries()) {
    const columns = columnsOfGroups(table, groups);
    if (columns.length === 0) continue;
    const total = subsets.length * full.scores.length;
    const found = await crossValidateMatrix(matrix.select(columns), table.y, {
      ...options,
      nSplits: full.nSplits,
      nRepeats: full.nRepeats,
      ...(onProgress && {
        onProgress: (done) => onProgress(at * full.scores.length + done, total),
      }),
    });
    // The full model was evaluated on the same labels.
    const { scores, mean, sd, interval } = assertJudged(found);
    const losses = scores.map((score, fold) => full.scores[fold]! - score);
    const loss = foldMean(losses, full.nSplits, { level: 1 - 0.05 / subsets.length });
    compared.push({ name, groups, features: columns.length, scores, mean, sd, interval, loss });
  }
  return compared;
}

/**
 * The subsets that are not clearly worse than another: the one with the largest mean and all whose
 * difference from it, fold by fold, has an interval that includes 0 (at 1 - 0.05 / (m - 1) for m
 * subsets).
 *
 * @param sign 1 for the largest AUCs, -1 for the smallest.
 */
export function leaders(
  subsets: readonly FeatureSubset[],
  nSplits: number,
  sign: 1 | -1 = 1,
): FeatureSubset[] {
  const sorted = [...subsets].sort((a, b) => sign * (b.mean - a.mean));
  const [first, ...rest] = sorted;
  if (first === undefined) return [];
  const level = 1 - 0.05 / Math.max(1, rest.length);
  const near = rest.filter(({ scores }) => {
    const differences = scores.map((score, fold) => sign * (first.scores[fold]! - score));
    return foldMean(differences, nSplits, { level }).interval[0] <= 0;
  });
  return [first, ...near];
}
