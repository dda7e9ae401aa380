import { featureMatrix, type FeatureTable } from "../../features/table.js";
import type { LogisticOptions } from "../logistic/index.js";
import { rocAuc } from "../metrics/index.js";
import { hitPipeline } from "../pipeline.js";
import { RandomState } from "../../stats/random.js";
import { stratifiedSplit, type SplitOptions } from "../split/index.js";
import { logOddsOf } from "./scores.js";
import { runSteps, type StepOptions } from "./steps.js";

/** The distribution of the AUC if features and labels are unrelated. */
export interface PermutationNull {
  /** The AUC of each permutation of the labels. */
  aucs: number[];
  /** The AUC with the true labels. */
  observed: number;
  /** The share of permutations that reach `observed`; never 0. */
  pValue: number;
  /** Whether the test was stopped early because enough permutations reached it. */
  stopped: boolean;
}

/** Options of {@link permutationNull}. */
export interface PermutationOptions extends SplitOptions, LogisticOptions, StepOptions {
  /**
   * Maximum number of permutations; default enough for a p-value that is at most 0.05 when
   * multiplied by `tests`, and at least 999.
   */
  repeats?: number;
  /** Number of tests that Holm's correction takes into account; default 50. */
  tests?: number;
  /** Number of permutations reaching `observed` after which the test is stopped; default 50. */
  enough?: number;
}

/**
 * Permute the labels within the training and the validation part of a split, then fit and evaluate
 * again: the permutation test of Ojala and Garriga (JMLR 11, 2010). (scikit-learn's
 * `permutation_test_score` permutes all labels and cross-validates.)
 *
 * It stops when `enough` permutations reach the observed AUC, or after `repeats` (Besag and
 * Clifford, Biometrika 78, 1991): p is then enough / made, or (1 + reached) / (1 + repeats), which
 * is valid in both cases. With the defaults it only stops early if p is above 0.05.
 *
 * @param observed the AUC of the split with the true labels.
 * @param options `tol` of the fits defaults to 1e-6.
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
