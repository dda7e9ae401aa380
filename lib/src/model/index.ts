/**
 * The model, notebook 05: the logistic regression on TensorFlow.js, the pipeline around it, the preparation
 * of its columns and the splits of its rows. Uses the rooms features, label, data and stats.
 *
 * @module
 */
export * from "./backend/index.js";
export * from "./logistic/index.js";
export * from "./pipeline.js";
export * from "./preprocessing/index.js";
export * from "./split/index.js";
