/**
 * Metrics of scores and probabilities with scikit-learn's definitions. Labels are 0 or 1 for each
 * row; lists and typed arrays are accepted.
 *
 * @module
 */
export { calibrationCurve } from "./calibration.js";
export type { CalibrationCurve, CalibrationOptions } from "./calibration.js";
export { confusionMatrix, precisionRecallF1 } from "./confusion.js";
export type {
  ConfusionMatrix,
  PrecisionRecallF1,
  ThresholdOptions,
  ZeroDivisionOptions,
} from "./confusion.js";
export { averagePrecision, precisionRecallCurve } from "./precision-recall.js";
export type { PrecisionRecallCurve } from "./precision-recall.js";
export { brierScore, logLoss } from "./probabilities.js";
export { rocAuc, rocCurve } from "./roc.js";
export type { RocCurve } from "./roc.js";
export type { CurveOptions, WeightOptions } from "./thresholds.js";
export * from "./delong.js";
