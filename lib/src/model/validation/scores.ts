import type { FeatureMatrix } from "../../stats/matrix.js";
import type { Pipeline } from "../pipeline.js";

/**
 * The log-odds of rows, to six decimals. Categories that the training rows give no reason to tell apart
 * come out of a fit with coefficients that are equal but for its last digits: an AUC would count which
 * row is ahead, and it would be another one on another backend.
 */
export function logOddsOf(pipeline: Pipeline, X: FeatureMatrix): number[] {
  return pipeline.decisionFunction(X).map(tied);
}

/** A log-odds to six decimals. */
export function tied(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}
