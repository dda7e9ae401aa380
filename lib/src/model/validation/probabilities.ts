import { unjudged, type Outcome } from "../../base/outcome.js";
import { featureMatrix, type FeatureTable } from "../../features/table.js";
import type { FeatureMatrix } from "../../stats/matrix.js";
import type { LogisticOptions } from "../logistic/index.js";
import { sigmoid } from "../logistic/loss.js";
import { logLoss } from "../metrics/index.js";
import { hitPipeline } from "../pipeline.js";
import { StratifiedKFold } from "../split/index.js";
import { count, tooFewForFolds } from "./cross-validation.js";
import { logOddsOf } from "./scores.js";
import { runSteps, type StepOptions } from "./steps.js";

/** Probabilities of a hit, each from a model that was not fitted on the row. */
export interface Probabilities {
  /** Log-odds of a hit for each row. */
  logOdds: number[];
  probabilities: number[];
  /**
   * The share of hits in the training rows of each row's fold: the prediction of a model without
   * features.
   */
  baseline: number[];
  /** The C that was chosen in each fold, on its training rows only. */
  chosen: number[];
  /** The values of C that were tried, ascending. */
  tried: readonly number[];
}

/** Options of {@link nestedProbabilities}. */
export interface ProbabilityOptions
  extends Omit<LogisticOptions, "C" | "classWeight">, StepOptions {
  /** Values of C to choose from; default half powers of ten from 0.001 to 10. */
  Cs?: readonly number[];
  /** Folds of the outer and of the inner cross-validation; default 5. */
  nSplits?: number;
  /** Default 42: the outer folds are those of the first repeat of crossValidate. */
  randomState?: number;
}

const HALF_POWERS: readonly number[] = Array.from({ length: 9 }, (_, i) => 10 ** ((i - 6) / 2));

/**
 * Probabilities by nested cross-validation: in each fold C is chosen by the smallest log loss in a
 * cross-validation of the training rows, and the model is fitted without class weights, with which
 * hits would seem as frequent as other series. (The single split, for comparison with other work,
 * has C = 1 and balanced classes.)
 *
 * @returns the probabilities, or why there are none: too few hits for the folds.
 */
export async function nestedProbabilities(
  table: FeatureTable,
  options: ProbabilityOptions = {},
): Promise<Outcome<Probabilities>> {
  const { Cs = HALF_POWERS, nSplits = 5, randomState = 42, signal, onProgress, ...model } = options;
  const y = table.y;
  const reason = tooFewForFolds(y, nSplits);
  if (reason !== null) return unjudged(reason);
  const matrix = featureMatrix(table);
  const outer = [...new StratifiedKFold({ nSplits, shuffle: true, randomState }).split(y)];
  const fit = (train: readonly number[], C: number) =>
    hitPipeline({ ...model, C, classWeight: null }).fit(
      matrix.take(train),
      train.map((row) => y[row] as number),
    );
  const jobs = outer.flatMap((fold, at) => Cs.map((C) => ({ ...fold, at, C })));
  const losses = await runSteps(
    jobs,
    ({ train, C }) => innerLoss(matrix, y, train, { nSplits, randomState, C, model }),
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  const found: Probabilities = {
    logOdds: new Array<number>(y.length).fill(NaN),
    probabilities: [],
    baseline: new Array<number>(y.length).fill(NaN),
    chosen: [],
    tried: Cs,
  };
  for (const [at, { train, test }] of outer.entries()) {
    const own = losses.slice(at * Cs.length, (at + 1) * Cs.length);
    const C = Cs[own.indexOf(Math.min(...own))]!;
    const scores = logOddsOf(await fit(train, C), matrix.take(test));
    const rate = count(train.map((row) => y[row] as number)) / train.length;
    test.forEach((row, i) => {
      found.logOdds[row] = scores[i]!;
      found.baseline[row] = rate;
    });
    found.chosen.push(C);
  }
  found.probabilities = found.logOdds.map(sigmoid);
  return found;
}

/** The log loss of cross-validated probabilities of some rows. */
async function innerLoss(
  matrix: FeatureMatrix,
  y: readonly number[],
  rows: readonly number[],
  options: { nSplits: number; randomState: number; C: number; model: LogisticOptions },
): Promise<number> {
  const { nSplits, randomState, C, model } = options;
  const labels = rows.map((row) => y[row]!);
  const own = matrix.take(rows);
  const probabilities = new Array<number>(rows.length).fill(NaN);
  for (const { train, test } of new StratifiedKFold({ nSplits, shuffle: true, randomState }).split(
    labels,
  )) {
    const pipeline = hitPipeline({ ...model, C, classWeight: null });
    await pipeline.fit(
      own.take(train),
      train.map((row) => labels[row]!),
    );
    const scores = pipeline.decisionFunction(own.take(test));
    test.forEach((row, i) => (probabilities[row] = sigmoid(scores[i]!)));
  }
  return logLoss(labels, probabilities);
}
