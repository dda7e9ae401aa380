import type { ModelResult } from "../../findings/separability.js";
import type { Results } from "../../data/collection.js";
import type { CrossValidation } from "./cross-validation.js";
import type { PermutationNull } from "./permutation-null.js";
import type { Validation } from "./single-split.js";

/** What notebook 05 found, for the manifest and the report. */
export function resultsOf({
  features,
  result,
  cv,
  luck,
  averagePrecision,
}: {
  features: { y: readonly number[] };
  result: Validation;
  cv: CrossValidation;
  luck: PermutationNull;
  averagePrecision: number;
}): Results {
  return {
    titles: features.y.length,
    hits: features.y.filter((label) => label === 1).length,
    roc_auc: result.auc,
    roc_auc_interval: result.interval,
    validation: { titles: result.y.length, hits: result.y.filter((label) => label === 1).length },
    cross_validated: {
      mean: cv.mean,
      sd: cv.sd,
      interval: cv.interval,
      folds: cv.nSplits,
      repeats: cv.nRepeats,
    },
    permutation_p: luck.pValue,
    average_precision: averagePrecision,
  };
}

/**
 * The results as the findings take them: the split's AUC with its interval; undefined when they are of an
 * earlier version, which recorded the AUC alone.
 */
export function modelResultOf({
  roc_auc: auc,
  roc_auc_interval: interval,
  validation,
  permutation_p: permutationP,
}: Results): ModelResult | undefined {
  if (interval === undefined || validation === undefined) return undefined;
  const { titles: n, hits } = validation;
  return { auc, interval, n, hits, ...(permutationP === undefined ? {} : { permutationP }) };
}
