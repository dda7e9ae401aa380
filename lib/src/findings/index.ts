/**
 * The statements of the analysis that this one succeeds, as checks on the catalogue at hand: each is
 * measured, tested and judged, and its sentence is made of the numbers.
 *
 * @module
 */
import { UserError } from "../base/errors.js";
import { assertLabelled } from "../label/hits.js";
import { clustered, type ClusterBy } from "./clustered.js";
import { countryChecks } from "./country.js";
import type { Check, Finding, FindingId, Verdict } from "./finding.js";
import { genreChecks } from "./genre.js";
import { significance } from "./group-comparisons.js";
import { imbalance } from "./imbalance.js";
import { metadataChecks } from "./metadata.js";
import { recentCounts } from "./recent-counts.js";
import { recentRates } from "./recent-rates.js";
import { separabilityChecks, type ModelResult } from "./separability.js";
import { effectWords, intervalWords, levelWords, pWords } from "./words.js";
import { yearSpan } from "./year-span.js";
import { formatQuantity } from "../base/format.js";
import type { LabelledTitle } from "../label/hits.js";
import { md } from "../base/escape.js";
import { adjustPValues, CORRECTION_NAMES, type Correction } from "../stats/multiple-comparisons.js";
import type { Table } from "../cell/tables.js";

export type { Effect, EffectUnit, Finding, FindingId, Verdict } from "./finding.js";
export { leadersReading, releaseYearReading } from "./readings.js";
export type { ClusterBy } from "./clustered.js";
export { yearCurve } from "./year-shape.js";
export type { CurvePoint } from "../stats/rate-curve.js";
export type { ModelResult } from "./separability.js";
export type { Correction } from "../stats/multiple-comparisons.js";
export {
  groupComparisons,
  groupComparisonsTable,
  type ComparisonOptions,
  type GroupComparison,
  type GroupKey,
} from "./group-comparisons.js";

/** What {@link checkFindings} can be told. */
export interface FindingOptions {
  /** The year that is not over yet; it and later ones do not count as recent. Default: the year after the latest. */
  asOfYear?: number;
  /** The result of the validation, for the statements on separability. */
  model?: ModelResult | undefined;
  /** Confidence level of the intervals; adjusted p-values are judged against 1 - level. Default 0.95. */
  level?: number;
  /** How p-values are corrected for there being several tests. Default "holm". */
  correction?: Correction;
  /**
   * The cluster of a series, such as its franchise, whose series may share their luck: p-values and
   * intervals then allow for it. Default: every series stands alone.
   */
  clusterBy?: ClusterBy;
  /** The popularity quantile of the label, as in `HitDefinition`. Default 0.9. */
  popularityQuantile?: number;
}

/**
 * Judge every statement on the catalogue at hand.
 *
 * The p-values of all tests in the list are corrected together. A statement is "supported" when its
 * effect points the way it says and the adjusted p-value is below 1 - level, "contradicted" when it points
 * the other way and is, "mixed" when it is clear but does not go one way over the whole range, and otherwise
 * there is "not enough data", also where nothing can be tested.
 * The statements on imbalance and on a strong separation are judged by their interval, as is one on a model
 * without a permutation p-value.
 * A part of a broader statement (one genre, one country, one kind of gap) is not judged before that one: its
 * adjusted p-value is at least the other's, wherever that could be tested.
 *
 * Intervals are plain ones: each covers its own effect at the level, not all of them at once.
 *
 * With Holm's correction the chance that any of the tested statements is judged where no effect exists is at
 * most 1 - level, as long as the series are independent of each other, or `clusterBy` names those that are not. The two statements that are judged by
 * their interval stand outside: the imbalance, and that the model separates strongly, which is supported only
 * where the tested statement that it separates at all is.
 *
 * @returns the findings in the order of {@link FindingId}.
 * @throws UserError when a series has no label, or the level is not between 0.5 and 1.
 */
export function checkFindings(
  titles: readonly LabelledTitle[],
  {
    asOfYear,
    model,
    level = 0.95,
    correction = "holm",
    popularityQuantile = 0.9,
    clusterBy,
  }: FindingOptions = {},
): Finding[] {
  assertLabelled(titles);
  if (!(level >= 0.5 && level < 1)) {
    throw new UserError(
      `The level of the findings is ${level}; expected a confidence level from 0.5 to below 1, such as 0.95.`,
    );
  }
  const options = { level, correction, asOfYear };
  const span = yearSpan(titles, asOfYear);
  const plain: Check[] = [
    recentCounts(span, options),
    recentRates(span, titles, options),
    ...genreChecks(titles, options),
    ...countryChecks(titles, options),
    ...metadataChecks(titles, options),
    imbalance(titles, { level, popularityQuantile }),
    ...separabilityChecks(model, options),
  ];
  const checks =
    clusterBy === undefined ? plain : plain.map((check) => clustered(check, titles, clusterBy));
  const corrected = adjustPValues(
    checks.map(({ pValue }) => pValue),
    correction,
  );
  const adjusted = gate(checks, corrected);
  const tests = adjusted.filter((p) => p !== null).length;
  const own = checks.map((check, i) => judge(check, adjusted[i]!, level));
  return checks.map(({ measured, leaning, evidence, ifSupported, design, ...statement }, i) => {
    const adjustedPValue = adjusted[i]!;
    const whole = checks.findIndex(({ id }) => id === statement.partOf);
    // The p-value of a part is raised to that of its whole; an interval has nothing to raise.
    const isHeld =
      evidence === "interval" && own[i] === "supported" && whole >= 0 && own[whole] !== "supported";
    const verdict = isHeld ? "not enough data" : own[i]!;
    const isRaised = adjustedPValue !== corrected[i];
    const raisedTo = isRaised ? checks[whole]?.claim : undefined;
    const parts = [
      md`**${statement.claim}: ${verdict}.**`,
      measured,
      isHeld ? md`That counts only once “${checks[whole]!.claim}” is supported.` : "",
      testWords(verdict, adjustedPValue, { correction, tests, raisedTo }),
      verdict === "supported" ? (ifSupported ?? "") : "",
    ];
    const sentence = parts.filter((part) => part !== "").join(" ");
    return { ...statement, verdict, adjustedPValue, correction, tests, level, sentence };
  });
}

/** The findings as a table to show: claim, verdict, effect, interval, n and adjusted p-value. */
export function findingsTable(findings: readonly Finding[]): Table {
  const [first] = findings;
  const interval = first === undefined ? "interval" : `${levelWords(first.level)} interval`;
  return {
    columns: ["claim", "verdict", "effect", "size", interval, "n", "adjusted p"],
    rows: findings.map(({ claim, verdict, effect, n, adjustedPValue }) => [
      claim,
      verdict,
      effect?.name ?? "–",
      effect === null ? "–" : effectWords(effect),
      effect === null ? "–" : intervalWords(effect),
      n,
      adjustedPValue === null ? "no test" : pWords(adjustedPValue),
    ]),
    ...(first === undefined
      ? {}
      : {
          caption:
            `p-values ${correctionWords(first)}, none below that of the statement it is a part of; ` +
            "each interval for itself",
        }),
  };
}

/**
 * The sentences of one or more findings with their caveats, as Markdown for a cell.
 *
 * @throws UserError when there is no finding of that id.
 */
export function findingReading(findings: readonly Finding[], ...ids: FindingId[]): string {
  return ids
    .map((id) => {
      const finding = findings.find((candidate) => candidate.id === id);
      if (finding === undefined) {
        throw new UserError(
          `There is no finding "${id}"; the findings are ${findings.map((f) => f.id).join(", ")}.`,
        );
      }
      return [finding.sentence, finding.caveat].filter((part) => part !== null).join(" ");
    })
    .join("\n\n");
}

/** Raise the p-value of each part to that of its whole. */
function gate(checks: readonly Check[], adjusted: readonly (number | null)[]): (number | null)[] {
  return checks.map(({ partOf }, i) => {
    const own = adjusted[i] as number | null;
    const whole = adjusted[checks.findIndex(({ id }) => id === partOf)] ?? null;
    return own === null || whole === null ? own : Math.max(own, whole);
  });
}

function judge(
  { leaning, evidence }: Pick<Check, "leaning" | "evidence">,
  adjustedPValue: number | null,
  level: number,
): Verdict {
  const isClear =
    evidence === "interval" || (adjustedPValue !== null && adjustedPValue < significance(level));
  if (!isClear || leaning === "neither") return "not enough data";
  if (leaning === "both ways") return "mixed";
  return leaning === "for" ? "supported" : "contradicted";
}

function testWords(
  verdict: Verdict,
  adjustedPValue: number | null,
  family: { correction: Correction; tests: number; raisedTo: string | undefined },
): string {
  if (adjustedPValue === null) return "";
  const words = pWords(adjustedPValue);
  const p = adjustedPValue < 0.001 ? `p ${words}` : `p = ${words}`;
  const raised = family.raisedTo === undefined ? "" : md`, raised to that of “${family.raisedTo}”`;
  const after = `${correctionWords(family)}${raised}`;
  switch (verdict) {
    case "supported":
      return `Chance alone would hardly do that (${p} ${after}).`;
    case "contradicted":
      return `That is the opposite of the claim, and chance alone would hardly do it (${p} ${after}).`;
    case "mixed":
      return `Chance alone would hardly do that (${p} ${after}), but it does not go one way.`;
    case "not enough data":
      return `That is too little to tell one direction from the other (${p} ${after}).`;
  }
}

function correctionWords({ correction, tests }: Pick<Finding, "correction" | "tests">): string {
  return `after the ${CORRECTION_NAMES[correction]} correction for ${formatQuantity(tests, "test")}`;
}
