/**
 * Findings, notebook 03: claims on hits as data, each measured, tested and judged on the catalogue
 * at hand, with a sentence made of its numbers. Uses the rooms label, data and stats.
 *
 * @module
 */
export { checkFindings, type FindingOptions } from "./check-findings.js";
export type { CheckContext, Claim, ClaimOptions, HitWords, ModelResult } from "./claim.js";
export { topicsOf } from "./claim-list.js";
export type { ClusterBy } from "./clustered.js";
export {
  compareGroups,
  compareGroupsTable,
  type ComparisonOptions,
  type GroupComparison,
} from "./compare-groups.js";
export type { Check, Effect, EffectUnit, Finding, Verdict } from "./finding.js";
export { findingReading, findingsTable } from "./findings-table.js";
export {
  claim,
  groupOf,
  higherRate,
  lowerRate,
  type Group,
  type GroupClaim,
} from "./group-claim.js";
export { imbalance } from "./imbalance.js";
export { lowerRateWithout } from "./lower-rate-without.js";
export { ratesDiffer, type RatesDifferOptions } from "./rates-differ.js";
export { leadersReading, releaseYearReading } from "./readings.js";
export { recentCounts } from "./recent-counts.js";
export { recentRates, type OtherDefinition } from "./recent-rates.js";
export { separability, separabilityStrong } from "./separability.js";
export type { Grouping, Topic } from "./topic.js";
export type { YearSpan } from "./year-span.js";
export { yearCurve } from "./year-shape.js";
export type { CurvePoint } from "../stats/rate-curve.js";
export type { Correction } from "../stats/multiple-comparisons.js";
