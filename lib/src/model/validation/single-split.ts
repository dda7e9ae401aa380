import type { Backend } from "../backend/info.js";
import { delongInterval } from "../metrics/delong.js";
import { assertNoLeakage } from "../../features/leakage/index.js";
import { featureMatrix, type FeatureTable } from "../../features/table.js";
import type { LogisticOptions } from "../logistic/index.js";
import { rocAuc, rocCurve, type RocCurve } from "../metrics/index.js";
import { sigmoid } from "../logistic/loss.js";
import { hitPipeline, type Pipeline } from "../pipeline.js";
import { logOddsOf, tied } from "./scores.js";
import { stratifiedSplit, type Split, type SplitOptions } from "../split/index.js";

/** A fitted pipeline and how it does on rows that it has not seen. */
export interface Validation {
  pipeline: Pipeline;
  /** What computed the fit. */
  backend: Backend;
  split: Split;
  /** ROC-AUC on the validation rows. */
  auc: number;
  /** DeLong's 95% interval of it; [0, 1] where a label occurs once, of which nothing can be said. */
  interval: [number, number];
  roc: RocCurve;
  /** Labels and probabilities of the validation rows, in the split's order. */
  y: number[];
  probabilities: number[];
  /** One for each feature, on the standardised scale, largest absolute value first. */
  coefficients: { feature: string; coefficient: number }[];
}

/**
 * Fit the pipeline on a stratified training part and judge it on the rest.
 *
 * @param options of the split and of the model; default 75/25, seed 42, C = 1, balanced classes.
 * @throws UserError when a feature gives the label away, or the rows cannot be split or fitted.
 */
export async function validate(
  table: FeatureTable,
  options: SplitOptions & LogisticOptions = {},
): Promise<Validation> {
  assertNoLeakage(table);
  const { testSize, randomState, ...modelOptions } = options;
  const split = stratifiedSplit(table.y, {
    ...(testSize === undefined ? {} : { testSize }),
    ...(randomState === undefined ? {} : { randomState }),
  });
  const matrix = featureMatrix(table);
  const labels = (indices: number[]) => indices.map((i) => table.y[i] as number);
  const pipeline = hitPipeline(modelOptions);
  await pipeline.fit(matrix.take(split.train), labels(split.train));
  const y = labels(split.test);
  const probabilities = logOddsOf(pipeline, matrix.take(split.test)).map(sigmoid);
  const coefficients = table.names
    .map((feature, i) => ({ feature, coefficient: pipeline.model.coef[i] as number }))
    .sort((a, b) => tied(Math.abs(b.coefficient)) - tied(Math.abs(a.coefficient)));
  return {
    pipeline,
    backend: pipeline.model.backend as Backend,
    split,
    auc: rocAuc(y, probabilities),
    interval: intervalOf(y, probabilities),
    roc: rocCurve(y, probabilities),
    y,
    probabilities,
    coefficients,
  };
}

function intervalOf(y: readonly number[], scores: readonly number[]): [number, number] {
  const hits = y.filter((label) => label === 1).length;
  return Math.min(hits, y.length - hits) < 2 ? [0, 1] : delongInterval(y, scores).interval;
}
