/**
 * The features, notebook 04: how they are built, the guard against leakage, their file, and the sentences
 * about them. Uses the rooms label, data and stats.
 *
 * @module
 */
export * from "./categories.js";
export * from "./feature.js";
export * from "./info.js";
export * from "./leakage/index.js";
export * from "./period.js";
export * from "./readings.js";
export * from "./summary.js";
export * from "./table.js";
