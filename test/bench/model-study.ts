/** Our side of `npm run bench -- model`: what notebooks 02, 04 and 05 call, from CSV to AUC, with a clock beside it. */
import type { BackendChoice } from "../../lib/src/base/settings.js";
import { readSettings } from "../../lib/src/base/settings.js";
import { isUnjudged } from "../../lib/src/base/outcome.js";
import { labelHits } from "../../lib/src/label/index.js";
import { loadBackend } from "../../lib/src/model/backend/index.js";
import { validate } from "../../lib/src/model/validation/index.js";
import { featuresOf, readTitles } from "../../lib/src/study/index.js";
import { study } from "../../notebooks/study.js";

/** The year from which ages are counted; `bench_model.py` has the same. */
const AS_OF_YEAR = 2026;

/** What each contender reports of one run. */
export interface Run {
  /** From the labelled series in memory to a fitted model and the probabilities of the validation rows. */
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
 * Read, label, build the features with the check against leakage, split, fit and judge.
 *
 * The clock starts once TensorFlow.js is loaded, as that of `bench_model.py` starts after its imports.
 *
 * @param folder holds the catalogue as `netflix_tv_clean.csv`.
 */
export async function studyCatalogue(
  folder: string,
  choice: BackendChoice,
): Promise<Omit<Run, "peakBytes">> {
  const settings = readSettings({ DATA_DIR: folder });
  const { backend } = await loadBackend(choice);

  const began = performance.now();
  const { titles } = readTitles(settings, study);
  const labelled = labelHits(titles, study.hit.fit(titles));
  const read = performance.now();
  const features = featuresOf(study, labelled, AS_OF_YEAR);
  const result = await validate(features, {
    randomState: settings.randomState,
    backend: choice,
    ...study.split,
  });
  const ended = performance.now();

  if (isUnjudged(result)) throw new Error(result.unjudged);
  const { coef, intercept } = result.pipeline.model;
  return {
    fitSeconds: (ended - read) / 1000,
    totalSeconds: (ended - began) / 1000,
    auc: result.auc,
    hits: features.y.filter((hit) => hit === 1).length,
    intercept,
    coefficients: Object.fromEntries(features.names.map((name, j) => [name, coef[j]!])),
    description: backend.description,
  };
}
