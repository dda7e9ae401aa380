import { formatCount, formatQuantity } from "../../base/format.js";
import { unjudged, type Outcome } from "../../base/outcome.js";
import type { Backend } from "../backend/info.js";
import { aucInterval, type JudgedAuc } from "../metrics/auc-interval.js";
import { assertNoLeakage } from "../../features/leakage/index.js";
import { featureMatrix, type FeatureTable } from "../../features/table.js";
import { rocCurve, type RocCurve } from "../metrics/index.js";
import { sigmoid } from "../logistic/loss.js";
import { hitPipeline, type HitPipelineOptions, type Pipeline } from "../pipeline.js";
import { count } from "./cross-validation.js";
import { logOddsOf, tied } from "./scores.js";
import { stratifiedSplit, type Split, type SplitOptions } from "../split/index.js";

/** A fitted pipeline and its performance on held-out rows. */
export interface Validation extends JudgedAuc {
  pipeline: Pipeline;
  /** The backend of the fit. */
  backend: Backend;
  split: Split;
  roc: RocCurve;
  /** Labels and probabilities of the validation rows, in the split's order. */
  y: number[];
  probabilities: number[];
  /** One for each feature, on the standardised scale, largest absolute value first. */
  coefficients: { feature: string; coefficient: number }[];
}

/**
 * Fit the pipeline on a stratified training part and evaluate it on the rest.
 *
 * @param options of the split and of the model; default 75/25, seed 42, C = 1, balanced classes.
 * @returns the fit and its ROC-AUC with a 95% interval (DeLong's), or why there is none: too few
 * rows of a label for one in each part.
 * @throws UserError if a feature leaks the label, or the rows cannot be fitted.
 */
export async function validate(
  table: FeatureTable,
  options: SplitOptions & HitPipelineOptions = {},
): Promise<Outcome<Validation>> {
  assertNoLeakage(table, undefined, { allow: options.allow ?? {} });
  const { testSize, randomState, ...modelOptions } = options;
  const hits = count(table.y);
  const rarer = Math.min(hits, table.y.length - hits);
  if (rarer < 2) return unjudged(tooFewForSplit(table.y));
  const split = stratifiedSplit(table.y, {
    ...(testSize === undefined ? {} : { testSize }),
    ...(randomState === undefined ? {} : { randomState }),
  });
  const matrix = featureMatrix(table);
  const labels = (indices: number[]) => indices.map((i) => table.y[i] as number);
  const parts = [labels(split.train), labels(split.test)];
  if (parts.some((part) => new Set(part).size < 2)) return unjudged(tooFewForSplit(table.y));
  const pipeline = hitPipeline(modelOptions);
  await pipeline.fit(matrix.take(split.train), labels(split.train));
  const y = labels(split.test);
  const probabilities = logOddsOf(pipeline, matrix.take(split.test)).map(sigmoid);
  const coefficients = table.names
    .map((feature, i) => ({ feature, coefficient: pipeline.model.coef[i]! }))
    .sort((a, b) => tied(Math.abs(b.coefficient)) - tied(Math.abs(a.coefficient)));
  return {
    pipeline,
    backend: pipeline.model.backend!,
    split,
    ...aucInterval(y, probabilities),
    roc: rocCurve(y, probabilities),
    y,
    probabilities,
    coefficients,
  };
}

function tooFewForSplit(y: readonly number[]): string {
  const hits = count(y);
  return (
    `${formatQuantity(hits, "hit")} among ${formatCount(y.length)} series: a split into a training and a ` +
    "validation part needs hits and other series in both."
  );
}
