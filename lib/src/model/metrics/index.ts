/**
 * How well scores and probabilities fit the labels, with scikit-learn's definitions. Labels are 0 or 1
 * for each row; lists and typed arrays are taken alike.
 */
export { calibrationCurve } from "./metrics/calibration.js";
export type { CalibrationCurve, CalibrationOptions } from "./metrics/calibration.js";
export { confusionMatrix, precisionRecallF1 } from "./metrics/confusion.js";
export type {
  ConfusionMatrix,
  PrecisionRecallF1,
  ThresholdOptions,
  ZeroDivisionOptions,
} from "./metrics/confusion.js";
export { averagePrecision, precisionRecallCurve } from "./metrics/precision-recall.js";
export type { PrecisionRecallCurve } from "./metrics/precision-recall.js";
export { brierScore, logLoss } from "./metrics/probabilities.js";
export { rocAuc, rocCurve } from "./metrics/roc.js";
export type { RocCurve } from "./metrics/roc.js";
export type { CurveOptions, WeightOptions } from "./metrics/thresholds.js";
