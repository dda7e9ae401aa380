import { formatCount, formatQuantity } from "../../base/format.js";
import { unjudged, type Outcome } from "../../base/outcome.js";
import { featureMatrix, type FeatureTable } from "../../features/table.js";
import type { LogisticOptions } from "../logistic/index.js";
import { FeatureMatrix, type MatrixLike } from "../../stats/matrix.js";
import { newcombeInterval } from "../../stats/newcombe-interval.js";
import { rocAuc } from "../metrics/index.js";
import { hitPipeline, type Pipeline } from "../pipeline.js";
import { FeatureFrame } from "../preprocessing/feature-frame.js";
import {
  RepeatedStratifiedKFold,
  StratifiedKFold,
  type RepeatedFoldOptions,
  type Split,
} from "../split/index.js";
import { logOddsOf } from "./scores.js";
import { runSteps, type StepOptions } from "./steps.js";
import { foldMean, type FoldMean } from "./fold-mean.js";

/** Options of a cross-validation. */
export type CrossValidationOptions = RepeatedFoldOptions & LogisticOptions & StepOptions;

/** The model of a fold, and its held-out rows. */
export interface FittedFold {
  pipeline: Pipeline;
  test: readonly number[];
}

/** The ROC-AUC of each fold, and their mean. */
export interface CrossValidation extends FoldMean {
  /** One for each fold, repeat by repeat. */
  scores: number[];
  /** Folds of one repeat. */
  nSplits: number;
  nRepeats: number;
  /**
   * The log-odds of a hit for each row, from the fold of the first repeat that held it out,
   * corrected for the class weights so that they are comparable with the share of hits.
   */
  logOdds: number[];
  /** The models of the folds, in the order of the scores. */
  folds: FittedFold[];
}

/**
 * Minimum number of held-out rows of the rarer label per fold, so that its AUC does not depend on
 * one row.
 */
const LEAST_IN_FOLD = 2;

/**
 * Repeated stratified cross-validation of the pipeline: 10 times 5 folds by default. Medians,
 * scales and coefficients are learnt from the training part of each fold; the one-hot columns are
 * those of the table.
 *
 * @returns the AUCs, or why there are none: fewer than two hits, or two other rows, for each fold.
 * The interval of the mean is {@link foldMean}'s on the logit scale, or Newcombe's if all folds
 * have 0 or 1.
 */
export async function crossValidate(
  table: FeatureTable,
  options: CrossValidationOptions = {},
): Promise<Outcome<CrossValidation>> {
  return await crossValidateMatrix(featureMatrix(table), table.y, options);
}

/** {@link crossValidate} on a matrix, for several labels or column sets of the same rows. */
export async function crossValidateMatrix(
  matrix: FeatureMatrix,
  y: readonly number[],
  {
    nSplits = 5,
    nRepeats = 10,
    randomState = 42,
    signal,
    onProgress,
    ...model
  }: CrossValidationOptions = {},
): Promise<Outcome<CrossValidation>> {
  const reason = tooFewForFolds(y, nSplits);
  if (reason !== null) return unjudged(reason);
  const splits = [...new RepeatedStratifiedKFold({ nSplits, nRepeats, randomState }).split(y)];
  const folds: FittedFold[] = [];
  const logOdds = new Array<number>(y.length).fill(NaN);
  const scores = await runSteps(
    splits,
    async ({ train, test }: Split, fold) => {
      const labels = train.map((row) => y[row]!);
      const pipeline = await hitPipeline(model).fit(matrix.take(train), labels);
      const found = logOddsOf(pipeline, matrix.take(test));
      folds.push({ pipeline, test });
      if (fold < nSplits) {
        const lift = weightLift(labels, model);
        test.forEach((row, i) => (logOdds[row] = found[i]! - lift));
      }
      return rocAuc(
        test.map((row) => y[row]!),
        found,
      );
    },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  const found = foldMean(scores, nSplits, { range: "share" });
  const hits = count(y);
  if (found.mean <= 0 || found.mean >= 1) {
    found.interval = newcombeInterval(found.mean, hits, y.length - hits);
  }
  return { scores, nSplits, nRepeats, logOdds, folds, ...found };
}

/** Why there are too few labels for this many folds; null if there are enough. */
export function tooFewForFolds(y: readonly number[], nSplits: number): string | null {
  const hits = count(y);
  const others = y.length - hits;
  const least = LEAST_IN_FOLD * nSplits;
  if (Math.min(hits, others) >= least) return null;
  const few =
    hits <= others
      ? formatQuantity(hits, "hit")
      : formatQuantity(others, "series without a hit", "series without a hit");
  const verb = Math.min(hits, others) === 1 ? "is" : "are";
  return (
    `${few} among ${formatCount(y.length)} series ${verb} too few for cross-validation with ${nSplits} folds: ` +
    `it needs ${LEAST_IN_FOLD} in each, ${least} in all.`
  );
}

/** Options of {@link crossValScore}. */
export interface CrossValScoreOptions extends StepOptions {
  /** The folds; default `new StratifiedKFold().split(y)`: five, in the order of the rows. */
  cv?: Iterable<Split>;
  /** The metric for the scores of the held-out rows; default {@link rocAuc}. */
  scoring?: (y: number[], scores: number[]) => number;
}

/**
 * The score of any pipeline on each fold (scikit-learn's `cross_val_score`): a new pipeline,
 * including its encoder, is fitted on the training rows of each fold and scored by its log-odds on
 * the others.
 *
 * @param make makes an unfitted pipeline.
 * @param X a frame with texts, or anything that holds rows of numbers.
 * @param y 0 or 1 for each row.
 * @example await crossValScore(() => hitPipeline({ C: 0.1 }), featureMatrix(features), features.y)
 */
export async function crossValScore(
  make: () => Pipeline,
  X: MatrixLike | FeatureFrame,
  y: readonly number[],
  { cv, scoring = rocAuc, ...steps }: CrossValScoreOptions = {},
): Promise<number[]> {
  const rows = X instanceof FeatureFrame ? X : FeatureMatrix.from(X);
  const labels = (indices: number[]): number[] => indices.map((row) => y[row]!);
  return await runSteps(
    [...(cv ?? new StratifiedKFold().split(y))],
    async ({ train, test }) => {
      const pipeline = await make().fit(rows.take(train), labels(train));
      return scoring(labels(test), pipeline.decisionFunction(rows.take(test)));
    },
    steps,
  );
}

/** The scores with their fold and repeat, counted from 1. */
export function foldScores({
  scores,
  nSplits,
}: Pick<CrossValidation, "scores" | "nSplits">): { auc: number; fold: number; repeat: number }[] {
  return scores.map((auc, i) => ({
    auc,
    fold: (i % nSplits) + 1,
    repeat: Math.floor(i / nSplits) + 1,
  }));
}

/** The shift of all log-odds due to balanced class weights. */
function weightLift(y: readonly number[], { classWeight = "balanced" }: LogisticOptions): number {
  if (classWeight === null) return 0;
  const hits = count(y);
  if (classWeight === "balanced") return Math.log((y.length - hits) / hits);
  return Math.log((classWeight[1] ?? 1) / (classWeight[0] ?? 1));
}

/** The number of ones. */
export function count(y: readonly number[]): number {
  return y.reduce((sum, label) => sum + label, 0);
}
