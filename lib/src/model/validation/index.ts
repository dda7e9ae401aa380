/**
 * Validation of the model: the single split of other analyses, cross-validation and further checks.
 *
 * @module
 */
export { ablateGroups, compareBaselines, leaders, type FeatureSubset } from "./ablation.js";
export { calibrate, type Calibration, type CalibrationBin } from "./calibration.js";
export { learntCoefficients, redundantFeatures, type LearntCoefficient } from "./coefficients.js";
export { calibrationLine, type CalibrationLine } from "./calibration-line.js";
export {
  crossValidate,
  crossValScore,
  foldScores,
  type CrossValidation,
  type CrossValidationOptions,
  type CrossValScoreOptions,
  type FittedFold,
} from "./cross-validation.js";
export {
  curveBands,
  withCurves,
  type Band,
  type CurveBands,
  type JudgedCurves,
} from "./curve-bands.js";
export { foldMean, type FoldMean, type FoldMeanOptions } from "./fold-mean.js";
export { groupImportance, type GroupImportance, type ImportanceOptions } from "./importance.js";
export { learningCurve, type LearningCurve, type LearningPoint } from "./learning-curve.js";
export {
  permutationNull,
  type PermutationNull,
  type PermutationOptions,
} from "./permutation-null.js";
export { popularityRanks, type PopularityRanks } from "./popularity-rank.js";
export {
  nestedProbabilities,
  type Probabilities,
  type ProbabilityOptions,
} from "./probabilities.js";
export { validateReleased, type ReleasedValidation } from "./released.js";
export { modelResultOf, resultsOf, type Found } from "./results.js";
export { sensitivity, type SensitivityCell, type SensitivityOptions } from "./sensitivity.js";
export { validate, type Validation } from "./single-split.js";
export type { StepOptions } from "./steps.js";
export {
  validateInTime,
  type TimeOptions,
  type TimeValidation,
  type YearAhead,
  type YearMean,
} from "./time-ordered.js";
export {
  decisionCurve,
  topShares,
  usefulness,
  type NetBenefit,
  type TopShare,
  type Usefulness,
} from "./use.js";
export { yardsticks, type Yardstick, type YardstickOptions } from "./yardsticks.js";
