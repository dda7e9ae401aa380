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
  /** The AUC for each shuffling of the labels that was made. */
  aucs: number[];
  /** The AUC with the labels as they are. */
  observed: number;
  /** Of shufflings that reach `observed`; never 0. */
  pValue: number;
  /** Whether so many reached it that the rest was not needed. */
  stopped: boolean;
}

/** What {@link permutationNull} can be told. */
export interface PermutationOptions extends SplitOptions, LogisticOptions, StepOptions {
  /**
   * Most shufflings; default as many as a p-value needs that is to stay at most 0.05 when it is multiplied
   * with `tests`, and at least 999.
   */
  repeats?: number;
  /** Tests of the family that the p-value belongs to, by Holm's correction; default 50. */
  tests?: number;
  /** Shufflings that reach `observed` after which the test ends; default 50. */
  enough?: number;
}

/**
 * Shuffle the labels within the training and the validation part of a split, fit and judge anew: the
 * permutation test of Ojala and Garriga (JMLR 11, 2010). (scikit-learn's `permutation_test_score` shuffles
 * all labels and cross-validates.)
 *
 * It goes on until `enough` shufflings reach what was observed, or to the end (Besag and Clifford,
 * Biometrika 78, 1991): p is then enough / made, or (1 + reached) / (1 + repeats), and valid in both cases.
 * With the defaults it can stop early only where p is above 0.05.
 *
 * @param observed the AUC of the split with the labels as they are.
 * @param options the fits are made to a `tol` of 1e-6 unless told otherwise.
 */
export async function permutationNull(
  table: FeatureTable,
  observed: number,
  options: PermutationOptions = {},
): Promise<PermutationNull> {
  const {
    tests = 50,
    repeats = Math.max(999, Math.ceil(tests / 0.05) - 1),
    enough = 50,
    testSize = 0.25,
    randomState = 42,
    signal,
    onProgress,
    ...model
  } = options;
  const { train, test } = stratifiedSplit(table.y, { testSize, randomState });
  const matrix = featureMatrix(table);
  const [training, testing] = [matrix.take(train), matrix.take(test)];
  const labels = (rows: number[]): number[] => rows.map((row) => table.y[row] as number);
  const [trainLabels, testLabels] = [labels(train), labels(test)];
  const random = new RandomState(randomState);
  let reached = 0;
  const aucs = await runSteps(
    Array.from({ length: repeats }),
    async () => {
      // Within each part, so that both keep their share of hits.
      const pipeline = hitPipeline({ tol: 1e-6, ...model });
      await pipeline.fit(training, random.permutation(trainLabels));
      const auc = rocAuc(random.permutation(testLabels), logOddsOf(pipeline, testing));
      if (auc >= observed) reached += 1;
      return auc;
    },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
    () => reached >= enough,
  );
  const stopped = reached >= enough && aucs.length < repeats;
  const pValue = stopped ? reached / aucs.length : (1 + reached) / (1 + aucs.length);
  return { aucs, observed, pValue, stopped };
}
