/**
 * Splits of rows into training and validation parts that are scikit-learn's, index for index: the same
 * rows and seed give the very indices, in the very order, that scikit-learn 1.9 gives.
 */
export { KFold, RepeatedStratifiedKFold, StratifiedKFold } from "./folds.js";
export type { FoldOptions, RepeatedFoldOptions } from "./folds.js";
export { stratifiedSplit, trainTestSplit } from "./train-test.js";
export type { Split, SplitOptions, TrainTestOptions } from "./train-test.js";
