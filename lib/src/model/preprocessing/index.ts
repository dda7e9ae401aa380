/**
 * Transformers that are fitted on training rows only, with scikit-learn's names and definitions.
 */
export { FeatureFrame, type FrameColumn } from "./feature-frame.js";
export { Categorical } from "../../data/categorical.js";
export { MedianImputer, type MedianOptions } from "./median-imputer.js";
export { OneHotEncoder, type LearntColumn, type OneHotOptions } from "./one-hot-encoder.js";
export { StandardScaler } from "./standard-scaler.js";
export type { Transformer, TransformerState } from "./transformer.js";
