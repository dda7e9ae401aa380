/**
 * The data on disk: series, the files that connect the notebooks, the manifest beside them, and
 * where everything came from. Uses base and stats; nothing here knows what a hit is.
 *
 * @module
 */
export * from "./changes.js";
export * from "./collection.js";
export * from "./manifest.js";
export type { Snapshot } from "./provenance/snapshot.js";
export * from "./readings.js";
export * from "./released.js";
export * from "./source.js";
export { readAllTitles, readCleanTitles, writeCollection } from "./stages.js";
export * from "./titles.js";
