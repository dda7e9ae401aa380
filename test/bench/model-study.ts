/** Our side of `npm run bench -- model`: a catalogue from CSV to AUC, with a clock beside it. */
import { loadBackend } from "../../lib/src/model/backend/index.js";
import { rocAuc } from "../../lib/src/model/metrics/index.js";
import { hitPipeline } from "../../lib/src/model/pipeline.js";
import { OneHotEncoder } from "../../lib/src/model/preprocessing/one-hot-encoder.js";
import type { BackendChoice } from "../../lib/src/base/settings.js";
import { trainTestSplit } from "../../lib/src/model/split/index.js";
import { featureFrame, hitLabels, readTitleColumns } from "./title-columns.js";

/** The year from which ages are counted; `bench_model.py` has the same. */
const AS_OF_YEAR = 2026;

/** What each contender tells of one run. */
export interface Study {
  /** From columns in memory to a fitted model and the probabilities of the validation rows. */
  fitSeconds: number;
  /** From the CSV to the AUC. */
  totalSeconds: number;
  /** The most memory that the process had resident. */
  peakBytes: number;
  auc: number;
  hits: number;
  intercept: number;
  /** By feature, on the standardised scale. */
  coefficients: Record<string, number>;
  /** What computed, in one line. */
  description: string;
}

/**
 * Read, label, encode, split, fit and judge.
 *
 * The clock starts once TensorFlow.js is loaded, as that of `bench_model.py` starts after its imports.
 */
export async function studyCatalogue(
  path: string,
  choice: BackendChoice,
): Promise<Omit<Study, "peakBytes">> {
  const { backend } = await loadBackend(choice);

  const began = performance.now();
  const titles = readTitleColumns(path);
  const hit = hitLabels(titles);
  const read = performance.now();
  const frame = featureFrame(titles, { asOfYear: AS_OF_YEAR });
  const X = new OneHotEncoder().fit(frame).transform(frame);
  const { train, test } = trainTestSplit(X.rows, { stratify: hit, testSize: 0.25 });
  const pipeline = hitPipeline({ backend: choice });
  await pipeline.fit(X.take(train), labels(hit, train));
  const probabilities = pipeline.predictProba(X.take(test));
  const predicted = performance.now();
  const auc = rocAuc(labels(hit, test), probabilities);
  const ended = performance.now();

  const { coef, intercept } = pipeline.model;
  return {
    fitSeconds: (predicted - read) / 1000,
    totalSeconds: (ended - began) / 1000,
    auc,
    hits: hit.reduce((sum, label) => sum + label, 0),
    intercept,
    coefficients: Object.fromEntries(X.names.map((name, j) => [name, coef[j]!])),
    description: backend.description,
  };
}

function labels(hit: Uint8Array, rows: readonly number[]): Uint8Array {
  return Uint8Array.from(rows, (row) => hit[row]!);
}
