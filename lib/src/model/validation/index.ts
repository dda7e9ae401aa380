/** How far the model can be trusted: the split that others made, and what else there is to ask of it. */
export { ablateGroups, compareBaselines, type FeatureSubset } from "./validation/ablation.js";
export { calibrate, type Calibration, type CalibrationBin } from "./validation/calibration.js";
export {
  crossValidate,
  crossValScore,
  foldMean,
  foldScores,
  type CrossValidation,
  type CrossValidationOptions,
  type FoldMean,
} from "./validation/cross-validation.js";
export { featuresOf, groupOf, groupsOf, type FeatureGroup } from "./validation/feature-groups.js";
export { groupImportance, type GroupImportance } from "./validation/importance.js";
export {
  judgedRatios,
  MIN_COUNT,
  oddsRatios,
  redundantFeatures,
  type OddsRatio,
} from "./validation/odds-ratios.js";
export { permutationNull, type PermutationNull } from "./validation/permutation-null.js";
export { modelResultOf, resultsOf } from "./validation/results.js";
export { sensitivity, type SensitivityCell } from "./validation/sensitivity.js";
export { validate, type Validation } from "./validation/single-split.js";
export type { StepOptions } from "./validation/steps.js";
export { validateInTime, type YearAhead } from "./validation/time-ordered.js";
