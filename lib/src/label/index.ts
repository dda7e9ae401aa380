/**
 * The label, notebook 02: which series are hits, and the sentences about them.
 * Uses the rooms data and stats.
 *
 * @module
 */
export * from "./comparison.js";
export * from "./definition.js";
export * from "./hits.js";
export * from "./readings.js";
