/**
 * The model, notebook 05: the logistic regression on TensorFlow.js, its pipeline, the preprocessing
 * of columns and the splits of rows. Uses features, label, data and stats.
 *
 * @module
 */
export * from "./backend/index.js";
export * from "./logistic/index.js";
export * from "./pipeline.js";
export * from "./preprocessing/index.js";
export * from "./split/index.js";
