import { UserError } from "../../base/errors.js";
import { featureMatrix, type FeatureTable } from "../../features/table.js";
import type { LogisticOptions } from "../logistic/index.js";
import { FeatureMatrix, type MatrixLike } from "../../stats/matrix.js";
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
import { studentQuantile } from "../../stats/student.js";

/** What a cross-validation can be told. */
export type CrossValidationOptions = RepeatedFoldOptions & LogisticOptions & StepOptions;

/** A mean over folds, with what can be said of it. */
export interface FoldMean {
  mean: number;
  /** Standard deviation of the folds' values (ddof 1). */
  sd: number;
  /** 95% interval of the mean, see {@link foldMean}. */
  interval: [number, number];
}

/** A fold's model, and the rows that it has not seen. */
export interface FittedFold {
  pipeline: Pipeline;
  test: readonly number[];
}

/** The ROC-AUC of each fold, and what follows. */
export interface CrossValidation extends FoldMean {
  /** One for each fold, repeat after repeat. */
  scores: number[];
  /** Folds of one repeat: fewer than asked for where there are too few hits. */
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

/**
 * Repeated stratified cross-validation of the pipeline: 10 times 5 folds unless told otherwise. Medians,
 * scales and coefficients are learnt anew from the training part of each fold.
 *
 * @throws UserError when there are fewer than two hits or two other rows.
 */
export async function crossValidate(
  table: FeatureTable,
  options: CrossValidationOptions = {},
): Promise<CrossValidation> {
  return await crossValidateMatrix(featureMatrix(table), table.y, options);
}

/** {@link crossValidate} on a matrix, for several labels or column sets of the same rows. */
export async function crossValidateMatrix(
  matrix: FeatureMatrix,
  y: readonly number[],
  {
    nSplits: wanted = 5,
    nRepeats = 10,
    randomState = 42,
    signal,
    onProgress,
    ...model
  }: CrossValidationOptions = {},
): Promise<CrossValidation> {
  const nSplits = Math.min(wanted, rarest(y));
  if (nSplits < 2) {
    throw new UserError(
      `Only ${rarest(y)} of ${y.length} rows have the rarer label: cross-validation needs at least two ` +
        "of each. Choose a larger network.",
    );
  }
  const splits = [...new RepeatedStratifiedKFold({ nSplits, nRepeats, randomState }).split(y)];
  const folds: FittedFold[] = [];
  const logOdds = new Array<number>(y.length).fill(NaN);
  const scores = await runSteps(
    splits,
    async ({ train, test }: Split, fold) => {
      const labels = train.map((row) => y[row] as number);
      const pipeline = await hitPipeline(model).fit(matrix.take(train), labels);
      const found = logOddsOf(pipeline, matrix.take(test));
      folds.push({ pipeline, test });
      if (fold < nSplits) {
        const lift = weightLift(labels, model);
        test.forEach((row, i) => (logOdds[row] = (found[i] as number) - lift));
      }
      return rocAuc(
        test.map((row) => y[row] as number),
        found,
      );
    },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  return { scores, nSplits, nRepeats, logOdds, folds, ...foldMean(scores, nSplits) };
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
  const labels = (indices: number[]): number[] => indices.map((row) => y[row] as number);
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

/**
 * Mean and standard deviation of one value a fold, and the 95% interval of the mean. The folds share
 * training rows, so their spread alone would be too narrow: the variance is corrected by the ratio of
 * test to training rows (Nadeau and Bengio, Machine Learning 52, 2003), with Student's t.
 */
export function foldMean(values: readonly number[], nSplits: number): FoldMean {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile(0.975, n - 1) * Math.sqrt((1 / n + 1 / (nSplits - 1)) * variance);
  return { mean, sd: Math.sqrt(variance), interval: [mean - half, mean + half] };
}

/** What balanced class weights add to the log-odds of every row. */
function weightLift(y: readonly number[], { classWeight = "balanced" }: LogisticOptions): number {
  if (classWeight === null) return 0;
  const hits = y.reduce((sum, label) => sum + label, 0);
  if (classWeight === "balanced") return Math.log((y.length - hits) / hits);
  return Math.log((classWeight[1] ?? 1) / (classWeight[0] ?? 1));
}

function rarest(y: readonly number[]): number {
  const hits = y.reduce((sum, label) => sum + label, 0);
  return Math.min(hits, y.length - hits);
}
