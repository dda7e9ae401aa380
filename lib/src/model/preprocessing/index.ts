/** Transformers that are fitted on training rows only, with scikit-learn's names and definitions. */
export { FeatureFrame, type FrameColumn } from "./preprocessing/feature-frame.js";
export { Categorical } from "./preprocessing/categorical.js";
export { MedianImputer } from "./preprocessing/median-imputer.js";
export { OneHotEncoder, type OneHotOptions } from "./preprocessing/one-hot-encoder.js";
export { StandardScaler } from "./preprocessing/standard-scaler.js";
export type { Transformer, TransformerState } from "./preprocessing/transformer.js";
