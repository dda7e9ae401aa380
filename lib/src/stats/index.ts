/**
 * General statistics: summaries, distributions, tests, intervals, random numbers and matrices.
 * Nothing here knows about series. Uses only base.
 *
 * @module
 */
export * from "./bootstrap.js";
export * from "./chi-square.js";
export * from "./classes.js";
export * from "./distributions.js";
export * from "./exact-tests.js";
export * from "./matrix.js";
export * from "./multiple-comparisons.js";
export * from "./random.js";
export * from "./student.js";
export * from "./summary.js";
export * from "./trend.js";
export * from "./two-proportions.js";
