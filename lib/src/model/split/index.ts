/**
 * Splits of rows into training and validation parts, identical to scikit-learn's: the same rows and
 * seed give the same indices, in the same order, as in scikit-learn 1.9.
 */
export { KFold, RepeatedStratifiedKFold, StratifiedKFold } from "./folds.js";
export type { FoldOptions, RepeatedFoldOptions } from "./folds.js";
export { stratifiedSplit, trainTestSplit } from "./train-test.js";
export type { Split, SplitOptions, TrainTestOptions } from "./train-test.js";
