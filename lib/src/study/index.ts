/**
 * The study: what an analysis asks, and the files that carry its answers. `notebooks/study.ts` is made of
 * what this room exports. Uses every room up to the model.
 *
 * @module
 */
export * from "./claims.js";
export { slugOf } from "../findings/slug.js";
export * from "./other-definitions.js";
export type { DefinitionGrid } from "../model/validation/sensitivity.js";
export * from "./population.js";
export * from "./readings.js";
export * from "./stages.js";
export * from "./study.js";
export { joinOf } from "../data/join/index.js";
export { hitWhere, quantile, reaches } from "../label/definition.js";
export {
  claim,
  groupOf,
  higherRate,
  imbalance,
  lowerRate,
  lowerRateWithout,
  ratesDiffer,
  recentCounts,
  recentRates,
  separability,
  separabilityStrong,
} from "../findings/index.js";
export { age, flag, number } from "../features/feature.js";
export { category, membership } from "../features/categories.js";
export { period } from "../features/period.js";
export * from "../data/variable.js";
