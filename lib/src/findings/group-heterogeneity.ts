/** A check of whether the hit rate differs between genres, or countries, at all. */
import { MIN_GROUP } from "../label/min-group.js";
import { association, type Association } from "../stats/association.js";
import { chiSquareTest, cramersV } from "../stats/chi-square.js";
import { formatCount, formatPercent, formatSeries as series } from "../base/format.js";
import { md } from "../base/escape.js";
import type { LabelledTitle } from "../label/hits.js";
import { CORRECTION_NAMES, type Correction } from "../stats/multiple-comparisons.js";
import { untestable, type Check, type CheckOptions, type Effect } from "./finding.js";
import {
  groupComparisons,
  groupsOf,
  type GroupComparison,
  type GroupKey,
} from "./group-comparisons.js";
import { effectWords, intervalWords, levelWords } from "./words.js";

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
 * Pearson's test over the groups with at least 30 series, and Cramér's V; where groups overlap, as genres do,
 * their counterparts for memberships ({@link association}). Rates that differ have no
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
  const inLarge = membersOf(titles, key, groups);
  const all = {
    count: inLarge.length,
    hits: inLarge.reduce((sum, { hit }) => sum + hit, 0),
  };
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
  const { value, interval, pValue, method, permutations } = test(inLarge, groups, key, level);
  const name = key === "genres" ? "multiple correlation" : "Cramér's V";
  const effect: Effect = { name, value, interval, unit: "Cramér's V" };
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
    design: (title) => {
      const own = groupsOf(title, key);
      const columns = groups.map(({ group }) => (own.includes(group) ? 1 : 0));
      return columns.some((column) => column === 1) ? columns : null;
    },
    leaning: "for",
    evidence: "p-value",
    measured: md`The hit rates of the ${groups.length} ${plural} with at least ${MIN_GROUP} series go from ${extreme(bottom)} to ${extreme(top)}; the ${name} is ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)})${how}.${left}`,
    ifSupported: apart(comparisons, correction),
  };
}

interface Member {
  hit: 0 | 1;
  /** Places of its groups among the large ones. */
  groups: number[];
}

/** The series that are in a large group. */
function membersOf(
  titles: readonly LabelledTitle[],
  key: GroupKey,
  large: readonly GroupComparison[],
): Member[] {
  const place = new Map(large.map(({ group }, i) => [group, i]));
  return titles
    .map((title) => ({
      hit: title.hit,
      groups: groupsOf(title, key).flatMap((group) => place.get(group) ?? []),
    }))
    .filter(({ groups }) => groups.length > 0);
}

function test(
  members: readonly Member[],
  groups: readonly GroupComparison[],
  key: GroupKey,
  level: number,
): Association {
  if (key !== "genres") return { ...cramersV(groups, level), ...chiSquareTest(groups) };
  return association(
    members.map((member) => member.groups),
    members.map(({ hit }) => hit),
    groups.length,
    { level },
  );
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
