/** How far the model can be trusted: the split that others made, and what else there is to ask of it. */
export { ablateGroups, compareBaselines, type FeatureSubset } from "./ablation.js";
export { calibrate, type Calibration, type CalibrationBin } from "./calibration.js";
export { learntCoefficients, redundantFeatures, type LearntCoefficient } from "./coefficients.js";
export {
  crossValidate,
  crossValScore,
  foldMean,
  foldScores,
  type CrossValidation,
  type CrossValidationOptions,
  type FittedFold,
  type FoldMean,
} from "./cross-validation.js";
export { featuresOf, groupOf, groupsOf, type FeatureGroup } from "./feature-groups.js";
export { groupImportance, type GroupImportance } from "./importance.js";
export { permutationNull, type PermutationNull } from "./permutation-null.js";
export { modelResultOf, resultsOf } from "./results.js";
export { sensitivity, type SensitivityCell } from "./sensitivity.js";
export { validate, type Validation } from "./single-split.js";
export type { StepOptions } from "./steps.js";
export { validateInTime, type YearAhead } from "./time-ordered.js";
