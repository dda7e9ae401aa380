import type { FeatureMatrix } from "../../stats/matrix.js";
import type { Pipeline } from "../pipeline.js";

/**
 * The log-odds of rows, rounded to nine decimals. Categories that the training rows cannot
 * distinguish get coefficients that only differ by rounding errors: without rounding, an AUC would
 * depend on them and differ between backends. Fits of `hitPipeline` agree between backends to about
 * 1e-12, so that nothing else is made equal.
 */
export function logOddsOf(pipeline: Pipeline, X: FeatureMatrix): number[] {
  return pipeline.decisionFunction(X).map(tied);
}

/** A log-odds to nine decimals. */
export function tied(score: number): number {
  return Math.round(score * 1e9) / 1e9;
}
