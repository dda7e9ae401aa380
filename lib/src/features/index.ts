/**
 * The features, notebook 04: how they are built, the guard against leakage, their file, and the sentences
 * about them. Uses the rooms label, data and stats.
 *
 * @module
 */
export * from "./leakage/index.js";
export * from "./readings.js";
export * from "./stage.js";
export * from "./table.js";
export * from "./words.js";
