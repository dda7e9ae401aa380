import type { FeatureMatrix } from "../../stats/matrix.js";
import type { Pipeline } from "../pipeline.js";

/**
 * The log-odds of rows, to nine decimals. Categories that the training rows give no reason to tell apart
 * come out of a fit with coefficients that are equal but for the rounding of its sums: an AUC would count
 * which row is ahead, and it would be another one on another backend. Fits of `hitPipeline` agree between
 * backends to about 1e-12, so that nothing else is rounded together.
 */
export function logOddsOf(pipeline: Pipeline, X: FeatureMatrix): number[] {
  return pipeline.decisionFunction(X).map(tied);
}

/** A log-odds to nine decimals. */
export function tied(score: number): number {
  return Math.round(score * 1e9) / 1e9;
}
