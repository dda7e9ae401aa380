/** The claims of the notebooks' study, judged for tests. */
import { checkFindings, type Finding, type FindingOptions } from "../../lib/src/findings/index.js";
import type { Claim } from "../../lib/src/findings/claim.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import type { Collection } from "../../lib/src/data/collection.js";
import { findingsRecord, recordedFindings } from "../../lib/src/study/claims.js";
import { study } from "./study.js";

export const defaultClaims: readonly Claim[] = study.claims;

/** `checkFindings` of the study's claims, with the words of its label. */
export function checkDefault(
  titles: readonly LabelledTitle[],
  options: FindingOptions = {},
): Finding[] {
  const hit = {
    words: "reaches the 90% quantile of popularity",
    ceiling: 0.1,
    less: "those with too few votes",
  };
  const featureWords = ["age", "genre", "country"];
  return checkFindings(titles, defaultClaims, { hit, featureWords, ...options });
}

/** The study's claims on these series as a report reads them. */
export function recordedOf(titles: readonly LabelledTitle[] | null, options: FindingOptions = {}) {
  if (titles === null) return null;
  const findings = findingsRecord(study, titles, checkDefault(titles, options), options);
  const stages = { with_hit: { study: { hash: study.hash } } };
  // As the manifest keeps it: what JSON loses would be lost here too.
  return recordedFindings(JSON.parse(JSON.stringify({ findings, stages })) as Collection);
}
