import { isUnjudged, type Outcome } from "../../base/outcome.js";
import type { ModelResult } from "../../findings/claim.js";
import type { LeakCheck } from "../../features/leakage/index.js";
import type { Results } from "../../data/collection.js";
import type { Calibration } from "./calibration.js";
import { count, type CrossValidation } from "./cross-validation.js";
import type { CurveBands } from "./curve-bands.js";
import type { PermutationNull } from "./permutation-null.js";
import type { Validation } from "./single-split.js";
import type { TimeValidation } from "./time-ordered.js";

/** What notebook 05 has found or could not judge. */
export interface Found {
  features: { y: readonly number[] };
  result: Outcome<Validation>;
  cv: Outcome<CrossValidation>;
  luck: Outcome<PermutationNull>;
  curves: Outcome<CurveBands>;
  calibration: Outcome<Calibration>;
  ahead: Outcome<TimeValidation>;
  /** Features that the leakage check allowed, and why. */
  allowed?: LeakCheck["allowed"];
}

/**
 * The results of notebook 05 for the manifest and the report, with reasons for those that are
 * missing.
 */
export function resultsOf(found: Found): Results {
  const { features, allowed = [] } = found;
  const through: Record<string, string> = {};
  for (const { leak, reason } of allowed) through[leak.feature] = reason;
  const unjudged: Record<string, string> = {};
  const ifFound = <T>(what: string, outcome: Outcome<T>, of: (value: T) => Partial<Results>) => {
    if (!isUnjudged(outcome)) return of(outcome);
    unjudged[what] = outcome.unjudged;
    return {};
  };
  const results: Results = {
    titles: features.y.length,
    hits: count(features.y),
    ...ifFound("ROC-AUC of the split", found.result, ({ auc, interval, y }) => ({
      roc_auc: auc,
      roc_auc_interval: interval,
      validation: { titles: y.length, hits: count(y) },
    })),
    ...ifFound("ROC-AUC over folds", found.cv, ({ mean, sd, interval, nSplits, nRepeats }) => ({
      cross_validated: { mean, sd, interval, folds: nSplits, repeats: nRepeats },
    })),
    ...ifFound("Shuffled labels", found.luck, ({ pValue }) => ({ permutation_p: pValue })),
    ...ifFound("Average precision", found.curves, (curves) => ({
      average_precision: curves.averagePrecision,
      ...(curves.averagePrecisionInterval && {
        average_precision_interval: curves.averagePrecisionInterval,
      }),
    })),
    ...ifFound("Calibration", found.calibration, calibrationOf),
    ...ifFound("Later years", found.ahead, ({ years, ahead, within, cost }) => ({
      later_years: {
        years: years.length,
        mean: ahead.mean,
        interval: ahead.interval,
        within_cross_validated: within.mean,
        cost: cost.mean,
        cost_interval: cost.interval,
      },
    })),
  };
  return {
    ...results,
    ...(Object.keys(unjudged).length > 0 && { unjudged }),
    ...(allowed.length > 0 && { allowed_features: through }),
  };
}

function calibrationOf({ line, logLoss, baseLogLoss }: Calibration): Partial<Results> {
  if (line === null) return {};
  return {
    calibration: {
      slope: line.slope,
      slope_interval: line.slopeInterval,
      intercept: line.intercept,
      intercept_interval: line.interceptInterval,
      log_loss: logLoss,
      base_log_loss: baseLogLoss,
    },
  };
}

/**
 * The results as the findings need them: the split's AUC with its interval; undefined if it is
 * missing, or if the results are of an earlier version, which only recorded the AUC.
 */
export function modelResultOf({
  roc_auc: auc,
  roc_auc_interval: interval,
  validation,
  permutation_p: permutationP,
}: Results): ModelResult | undefined {
  if (auc === undefined || interval === undefined || validation === undefined) return undefined;
  const { titles: n, hits } = validation;
  return { auc, interval, n, hits, ...(permutationP === undefined ? {} : { permutationP }) };
}
