/** A check of whether the hit rate differs between genres, or countries, at all. */
import { chiSquareTest, cramersV } from "../stats/chi-square.js";
import { formatCount, formatPercent, formatSeries as series } from "../base/format.js";
import { md } from "../base/escape.js";
import type { LabelledTitle } from "../label/hits.js";
import { CORRECTION_NAMES, type Correction } from "../stats/multiple-comparisons.js";
import { untestable, type Check, type CheckOptions, type Effect } from "./finding.js";
import {
  groupComparisons,
  MIN_GROUP,
  type GroupComparison,
  type GroupKey,
} from "./group-comparisons.js";
import { effectWords, intervalWords, levelWords } from "./words.js";
import { total } from "./year-span.js";

/** What is stated of genres or countries. */
export interface HeterogeneityStatement extends Pick<
  Check,
  "id" | "claim" | "statement" | "caveat"
> {
  key: GroupKey;
  /** "genre" and "genres". */
  noun: string;
  plural: string;
}

/**
 * Pearson's test over the groups with at least 30 series, and Cramér's V. Rates that differ have no
 * opposite, so the statement can be supported but never contradicted. Only where it is supported are
 * single groups named, by their own comparisons with the others, corrected over the groups.
 */
export function groupHeterogeneity(
  titles: readonly LabelledTitle[],
  { key, noun, plural, ...about }: HeterogeneityStatement,
  { level, correction }: CheckOptions & { correction: Correction },
): Check {
  const comparisons = groupComparisons(titles, key, { level, correction });
  const groups = comparisons
    .filter(({ count }) => count >= MIN_GROUP)
    .sort((a, b) => b.rate - a.rate);
  const small = comparisons.length - groups.length;
  const all = total(groups);
  const statement = { ...about, partOf: null, n: all.count, hits: all.hits };
  const [top, bottom] = [groups[0], groups.at(-1)];
  if (top === undefined || bottom === undefined || top === bottom) {
    return untestable(
      statement,
      md`${groups.length === 0 ? "No" : "Only one"} ${noun} has the ${MIN_GROUP} series that a rate takes, so there is nothing to compare.`,
    );
  }
  if (all.hits === 0 || all.hits === all.count) {
    return untestable(statement, md`${all.hits === 0 ? "No" : "Every"} series compared is a hit.`);
  }
  const effect: Effect = { name: "Cramér's V", ...cramersV(groups, level), unit: "Cramér's V" };
  const { pValue, method, permutations } = chiSquareTest(groups);
  const how =
    method === "permutation"
      ? `, tested with ${formatCount(permutations)} seeded permutations because some expected counts are small`
      : "";
  const left =
    small === 0
      ? ""
      : ` ${formatCount(small)} ${small === 1 ? noun : plural} with fewer ${small === 1 ? "is" : "are"} too small to judge.`;
  const extreme = ({ group, rate, count }: GroupComparison): string =>
    `${formatPercent(rate)} (${group}, ${series(count)})`;
  return {
    ...statement,
    effect,
    ratio: null,
    pValue,
    leaning: "for",
    evidence: "p-value",
    measured: md`The hit rates of the ${groups.length} ${plural} with at least ${MIN_GROUP} series go from ${extreme(bottom)} to ${extreme(top)}; Cramér's V is ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)})${how}.${left}`,
    ifSupported: apart(comparisons, correction),
  };
}

function apart(comparisons: readonly GroupComparison[], correction: Correction): string {
  const named = (verdict: GroupComparison["verdict"]): string =>
    comparisons
      .filter((comparison) => comparison.verdict === verdict)
      .map(({ group }) => group)
      .join(", ") || "none";
  const judged = comparisons.filter(({ pValue }) => pValue !== null).length;
  return md`Each against all others, after the ${CORRECTION_NAMES[correction]} correction for these ${judged} comparisons: higher ${named("higher")}; lower ${named("lower")}.`;
}
