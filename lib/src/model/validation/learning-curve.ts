import { featureMatrix, type FeatureTable } from "../../features/table.js";
import { RandomState } from "../../stats/random.js";
import { rocAuc } from "../metrics/index.js";
import { hitPipeline } from "../pipeline.js";
import { RepeatedStratifiedKFold } from "../split/index.js";
import type { CrossValidation, CrossValidationOptions } from "./cross-validation.js";
import { foldMean, type FoldMean } from "./fold-mean.js";
import { logOddsOf } from "./scores.js";
import { runSteps } from "./steps.js";

/** The score of models fitted on a share of the training rows. */
export interface LearningPoint extends FoldMean {
  /** Mean number of training rows over the folds. */
  rows: number;
}

/** How the AUC increases with the number of series. */
export interface LearningCurve {
  points: LearningPoint[];
  /** The gain of the last step (from the largest share to all training rows), fold by fold. */
  lastStep: FoldMean;
}

/**
 * The cross-validated AUC of fits on a share of each fold's training rows, drawn within each label.
 *
 * @param full the result of {@link crossValidate}, for its folds.
 * @param options `nRepeats` defaults to 4 here; `shares` to 0.2, 0.4, 0.6, 0.8 and 1.
 */
export async function learningCurve(
  table: FeatureTable,
  { nSplits }: Pick<CrossValidation, "nSplits">,
  options: Omit<CrossValidationOptions, "nSplits"> & { shares?: readonly number[] } = {},
): Promise<LearningCurve> {
  const {
    shares = [0.2, 0.4, 0.6, 0.8, 1],
    nRepeats = 4,
    randomState = 42,
    signal,
    onProgress,
    ...model
  } = options;
  const matrix = featureMatrix(table);
  const labels = (rows: readonly number[]): number[] => rows.map((row) => table.y[row] as number);
  const random = new RandomState(randomState);
  const folds = [...new RepeatedStratifiedKFold({ nSplits, nRepeats, randomState }).split(table.y)];
  const jobs = folds.flatMap(({ train, test }) => {
    const order = random.permutation(train);
    return shares.map((share) => ({ train: partOf(order, table.y, share), test }));
  });
  const scores = await runSteps(
    jobs,
    async ({ train, test }) => {
      const pipeline = await hitPipeline(model).fit(matrix.take(train), labels(train));
      return rocAuc(labels(test), logOddsOf(pipeline, matrix.take(test)));
    },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  const foldsOfShare = <T>(values: readonly T[], at: number): T[] =>
    values.filter((_value, job) => job % shares.length === at);
  const points = shares.map((_share, at) => {
    const sizes = foldsOfShare(jobs, at).map(({ train }) => train.length);
    const rows = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    return { rows, ...foldMean(foldsOfShare(scores, at), nSplits, { range: "share" }) };
  });
  const last = foldsOfShare(scores, shares.length - 1);
  const before = foldsOfShare(scores, Math.max(0, shares.length - 2));
  const steps = last.map((score, fold) => score - before[fold]!);
  return { points, lastStep: foldMean(steps, nSplits) };
}

/** The first of these rows, the same share of each label and at least one, in ascending order. */
function partOf(order: readonly number[], y: readonly number[], share: number): number[] {
  return [0, 1]
    .flatMap((label) => {
      const rows = order.filter((row) => y[row] === label);
      return rows.slice(0, Math.max(1, Math.round(share * rows.length)));
    })
    .sort((a, b) => a - b);
}
