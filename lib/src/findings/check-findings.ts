/** The claims of a study judged together on the catalogue at hand. */
import { UserError } from "../base/errors.js";
import { md } from "../base/escape.js";
import { releaseOf, type AsOf } from "../data/released.js";
import { assertLabelled, type LabelledTitle } from "../label/hits.js";
import { adjustPValues, type Correction } from "../stats/multiple-comparisons.js";
import type { CheckContext, Claim, HitWords, ModelResult } from "./claim.js";
import { placeClaims, type PlacedClaim } from "./claim-list.js";
import { clustered, type ClusterBy } from "./clustered.js";
import { significance } from "./compare-groups.js";
import type { Check, Finding, Verdict } from "./finding.js";
import { correctionWords, pWords } from "./words.js";
import { yearSpan } from "./year-span.js";

/** The options of {@link checkFindings}. */
export interface FindingOptions extends AsOf {
  /**
   * The year that is not over yet; it and later ones do not count as recent. Default: the year
   * after the latest. Series that are not out by then, or by `lastDay`, take no part in comparisons
   * of rates.
   */
  asOfYear?: number | undefined;
  /** The result of the validation, for the claims on separability. */
  model?: ModelResult | undefined;
  /**
   * Confidence level of the intervals; adjusted p-values are judged against 1 - level. Default
   * 0.95.
   */
  level?: number;
  /** How p-values are corrected for there being several tests. Default "holm". */
  correction?: Correction;
  /** The definition of a hit, of which the claim on imbalance speaks. */
  hit?: HitWords;
  /** What the model knows, such as ["age", "genre"]; default: its features are called just that. */
  featureWords?: readonly string[];
  /**
   * The cluster of a series, such as its franchise, whose series may be hits together: p-values and
   * intervals then allow for it. Default: every series stands alone.
   */
  clusterBy?: ClusterBy;
}

/**
 * Judge every claim on the catalogue at hand.
 *
 * The p-values of all tests in the list are corrected together. A claim is "supported" when its
 * effect points the way it says and the adjusted p-value is below 1 - level, "contradicted" when it
 * points the other way and is, "mixed" when it is clear but does not go one way over the whole
 * range, and otherwise there is "not enough data", also where nothing can be tested. The claims on
 * imbalance and on a strong separation are judged by their interval, as is one on a model without a
 * permutation p-value. A part of a broader claim (one genre, one country, one kind of gap) is not
 * judged before that one: its adjusted p-value is at least the other's, wherever that could be
 * tested.
 *
 * Intervals are plain ones: each covers its own effect at the level, not all of them at once.
 *
 * With Holm's correction the chance that any of the tested claims is judged where no effect exists
 * is at most 1 - level, as long as the series are independent of each other, or `clusterBy` names
 * those that are not. The claims that are judged by their interval stand outside: the imbalance,
 * and that the model separates strongly, which is supported only where the tested claim that it
 * separates at all is.
 *
 * @param claims in the order in which tables and reports show them; every one joins the correction.
 * @returns a finding for each claim, in the same order.
 * @throws UserError when a series has no label, the level is not between 0.5 and 1, or a claim is
 *   invalid.
 */
export function checkFindings<T extends LabelledTitle>(
  titles: readonly T[],
  claims: readonly Claim<T>[],
  {
    asOfYear,
    lastDay,
    model,
    level = 0.95,
    correction = "holm",
    hit,
    featureWords = [],
    clusterBy,
  }: FindingOptions = {},
): Finding[] {
  assertLabelled(titles);
  if (!(level >= 0.5 && level < 1)) {
    throw new UserError(
      `The level of the findings is ${level}; expected a confidence level from 0.5 to below 1, such as 0.95.`,
    );
  }
  const span = yearSpan(titles, asOfYear);
  const context: CheckContext = {
    ...{ level, correction, asOfYear, span, model, hit, featureWords },
    releaseOf: (title) => releaseOf(title, { lastDay, asOfYear }),
  };
  const placed = placeClaims(claims);
  const checks = placed.map((claim) => {
    const check = claim.check(titles, context);
    return clusterBy === undefined ? check : clustered(check, titles, clusterBy);
  });
  const corrected = adjustPValues(
    checks.map(({ pValue }) => pValue),
    correction,
  );
  const pValues = new Map(placed.map(({ id }, i) => [id, corrected[i]!]));
  const judged = new Map(
    placed.map((claim, i) => [claim.id, judgedOf(claim, checks[i]!, pValues, level)]),
  );
  const tests = corrected.filter((p) => p !== null).length;
  return [...judged.values()].map((each) => findingOf(each, judged, { correction, tests, level }));
}

/** A claim judged by its own numbers and the p-values of those that it is part of. */
interface Judged {
  claim: Omit<PlacedClaim, "check">;
  check: Check;
  adjustedPValue: number | null;
  /** The broader claim whose p-value it took; null where its own is the larger. */
  raisedTo: string | null;
  verdict: Verdict;
}

function judgedOf(
  claim: Judged["claim"],
  check: Check,
  pValues: ReadonlyMap<string, number | null>,
  level: number,
): Judged {
  const own = pValues.get(claim.id) ?? null;
  const above = claim.wholes
    .map((id) => ({ id, p: pValues.get(id) ?? -1 }))
    .sort((a, b) => b.p - a.p)[0];
  const isRaised = own !== null && above !== undefined && above.p > own;
  const adjustedPValue = isRaised ? above.p : own;
  const raisedTo = isRaised ? above.id : null;
  return {
    claim,
    check,
    adjustedPValue,
    raisedTo,
    verdict: verdictOf(check, adjustedPValue, level),
  };
}

function findingOf(
  { claim, check, adjustedPValue, raisedTo, verdict: own }: Judged,
  judged: ReadonlyMap<string, Judged>,
  family: Pick<Finding, "correction" | "tests" | "level">,
): Finding {
  const { id, wholes, partOf, topic } = claim;
  const nameOf = (whole: string): string => judged.get(whole)!.claim.claim;
  // The p-value of a part is raised to that of its whole; an interval has nothing to raise.
  const holder =
    check.evidence === "interval" && own === "supported"
      ? wholes.find((whole) => judged.get(whole)!.verdict !== "supported")
      : undefined;
  const verdict = holder === undefined ? own : "not enough data";
  const parts = [
    md`**${claim.claim}: ${verdict}.**`,
    check.measured,
    holder === undefined ? "" : md`This counts only once “${nameOf(holder)}” is supported.`,
    testWords(verdict, adjustedPValue, family, raisedTo === null ? null : nameOf(raisedTo)),
    verdict === "supported" ? (check.ifSupported ?? "") : "",
  ];
  const { statement, effect, ratio, n, hits, pValue } = check;
  // What is to be known of the claim matters only once there are numbers.
  const caveats = [effect === null ? null : claim.caveat, check.caveat];
  return {
    id,
    claim: claim.claim,
    ...{ statement, effect, ratio, n, hits, pValue },
    caveat: caveats.filter((caveat) => caveat !== null).join(" ") || null,
    ...{ partOf, topic, verdict, adjustedPValue, ...family },
    sentence: parts.filter((part) => part !== "").join(" "),
  };
}

function verdictOf(
  { direction, evidence }: Pick<Check, "direction" | "evidence">,
  adjustedPValue: number | null,
  level: number,
): Verdict {
  const isClear =
    evidence === "interval" || (adjustedPValue !== null && adjustedPValue < significance(level));
  if (!isClear || direction === "neither") return "not enough data";
  if (direction === "both ways") return "mixed";
  return direction === "for" ? "supported" : "contradicted";
}

function testWords(
  verdict: Verdict,
  adjustedPValue: number | null,
  family: Pick<Finding, "correction" | "tests">,
  raisedTo: string | null,
): string {
  if (adjustedPValue === null) return "";
  const words = pWords(adjustedPValue);
  const p = adjustedPValue < 0.001 ? `p ${words}` : `p = ${words}`;
  const raised = raisedTo === null ? "" : md`, raised to that of “${raisedTo}”`;
  const after = `${correctionWords(family)}${raised}`;
  switch (verdict) {
    case "supported":
      return `Chance alone would rarely produce this (${p} ${after}).`;
    case "contradicted":
      return `That is the opposite of the claim, and chance alone would rarely produce it (${p} ${after}).`;
    case "mixed":
      return `Chance alone would rarely produce this (${p} ${after}), but the direction is not the same throughout.`;
    case "not enough data":
      return `That is not enough to tell the direction (${p} ${after}).`;
  }
}
