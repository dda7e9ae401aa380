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

/** What a cross-validation can be told. */
export type CrossValidationOptions = RepeatedFoldOptions & LogisticOptions & StepOptions;

/** A fold's model, and the rows that it has not seen. */
export interface FittedFold {
  pipeline: Pipeline;
  test: readonly number[];
}

/** The ROC-AUC of each fold, and what follows. */
export interface CrossValidation extends FoldMean {
  /** One for each fold, repeat after repeat. */
  scores: number[];
  /** Folds of one repeat. */
  nSplits: number;
  nRepeats: number;
  /**
   * For each row the log-odds of a hit from the fold of the first repeat that did not see it, the
   * class weights taken back, so that they can be compared with how many are hits.
   */
  logOdds: number[];
  /** What was fitted in each fold, in the order of the scores. */
  folds: FittedFold[];
}

/** Rows of the rarer label that each fold must hold out, so that its AUC is more than the place of one row. */
const LEAST_IN_FOLD = 2;

/**
 * Repeated stratified cross-validation of the pipeline: 10 times 5 folds unless told otherwise. Medians,
 * scales and coefficients are learnt anew from the training part of each fold; the one-hot columns are
 * those of the table.
 *
 * @returns the AUCs, or why there are none: fewer than two hits, or two other rows, for each fold. The
 * interval of the mean is {@link foldMean}'s on the logit scale; Newcombe's where all folds agree on 0 or 1.
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

/** Why these labels are too few for so many folds, or null where they are enough. */
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

/** What {@link crossValScore} can be told. */
export interface CrossValScoreOptions extends StepOptions {
  /** The folds; default `new StratifiedKFold().split(y)`: five, in the order of the rows. */
  cv?: Iterable<Split>;
  /** Judges scores of the rows that were held out; default {@link rocAuc}. */
  scoring?: (y: number[], scores: number[]) => number;
}

/**
 * The score of any pipeline on each fold (scikit-learn's `cross_val_score`): it is made and fitted anew
 * on the training rows of each, encoder and all, and judged by its log-odds on the others.
 *
 * @param make makes an unfitted pipeline.
 * @param X a frame with texts, or whatever holds rows of numbers.
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

/** What balanced class weights add to the log-odds of every row. */
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
