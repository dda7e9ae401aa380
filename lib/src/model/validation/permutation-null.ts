import { featureMatrix, type FeatureTable } from "../../features/table.js";
import type { LogisticOptions } from "../logistic/index.js";
import { rocAuc } from "../metrics/index.js";
import { hitPipeline } from "../pipeline.js";
import { RandomState } from "../../stats/random.js";
import { stratifiedSplit, type SplitOptions } from "../split/index.js";
import { logOddsOf } from "./scores.js";
import { runSteps, type StepOptions } from "./steps.js";

/** What the AUC is when features and labels have nothing to do with each other. */
export interface PermutationNull {
  /** The AUC for each shuffling of the labels. */
  aucs: number[];
  /** The AUC with the labels as they are. */
  observed: number;
  /** (1 + shufflings that reach `observed`) / (1 + shufflings), which is never 0. */
  pValue: number;
}

/**
 * Shuffle the labels, fit and judge anew on the same split, `repeats` times (default 200): the
 * permutation test of Ojala and Garriga (JMLR 11, 2010), scikit-learn's `permutation_test_score`.
 *
 * @param observed the AUC of the split with the labels as they are.
 */
export async function permutationNull(
  table: FeatureTable,
  observed: number,
  options: SplitOptions & LogisticOptions & StepOptions & { repeats?: number } = {},
): Promise<PermutationNull> {
  const {
    repeats = 200,
    testSize = 0.25,
    randomState = 42,
    signal,
    onProgress,
    ...model
  } = options;
  const { train, test } = stratifiedSplit(table.y, { testSize, randomState });
  const matrix = featureMatrix(table);
  const [training, testing] = [matrix.take(train), matrix.take(test)];
  const [trainLabels, testLabels] = [train, test].map((rows) =>
    rows.map((row) => table.y[row] as number),
  ) as [number[], number[]];
  const random = new RandomState(randomState);
  const aucs = await runSteps(
    Array.from({ length: repeats }),
    async () => {
      // Within each part, so that both keep their share of hits.
      const pipeline = hitPipeline(model);
      await pipeline.fit(training, random.permutation(trainLabels));
      return rocAuc(random.permutation(testLabels), logOddsOf(pipeline, testing));
    },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  const reached = aucs.filter((auc) => auc >= observed).length;
  return { aucs, observed, pValue: (1 + reached) / (1 + repeats) };
}
