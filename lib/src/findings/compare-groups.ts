/** Each group of series, such as a genre or a country, against all others. */
import { MIN_GROUP } from "../label/min-group.js";
import { assertLabelled } from "../label/hits.js";
import { fisherExact } from "../stats/exact-tests.js";
import { formatPercent } from "../base/format.js";
import { describeValue, valuesOf, type Value } from "../data/variable.js";
import type { LabelledTitle } from "../label/hits.js";
import { adjustPValues, CORRECTION_NAMES, type Correction } from "../stats/multiple-comparisons.js";
import { compareValues, rateBy, wilsonInterval } from "../stats/summary.js";
import type { Table } from "../cell/tables.js";
import {
  riskDifference,
  riskRatio,
  type Estimate,
  type HitCount,
} from "../stats/two-proportions.js";
import type { Grouping } from "./topic.js";
import { effectWords, intervalWords, levelWords, pWords } from "./words.js";

/** One group against the others. */
export interface GroupComparison extends HitCount {
  /** In words. */
  group: string;
  value: Value;
  rate: number;
  /** Wilson's. */
  rateInterval: [low: number, high: number];
  /** Rate of the group less that of the others, Newcombe's interval; null for a group too small. */
  difference: Estimate | null;
  /** Rate of the group over that of the others, Koopman's interval; null for a group too small. */
  ratio: Estimate | null;
  /** Fisher's exact test; null for a group too small. */
  pValue: number | null;
  /** Corrected over the groups that are judged. */
  adjustedPValue: number | null;
  verdict: "higher" | "lower" | "not clearly different" | "too small to judge";
}

/** The options of {@link compareGroups}. */
export interface ComparisonOptions {
  /**
   * Confidence level of the intervals, each for itself; 1 - level is what adjusted p-values must be
   * below. Default 0.95.
   */
  level?: number;
  /** Over the groups that are judged; default "holm". */
  correction?: Correction;
}

/** Whether a series can be in several groups: its value is a list. */
export function isMembership<T>(titles: readonly T[], { value }: Grouping<T>): boolean {
  return titles.some((title) => Array.isArray(value(title)));
}

/**
 * The hit rate of each group against that of all other series that have a value: risk difference,
 * risk ratio and Fisher's exact test, corrected over the groups. Where the value is a list, as that
 * of genres is, a series counts in each of its members, and the others of a genre are the series
 * without it.
 *
 * Groups with fewer than 30 series (or with fewer than 30 others) are not tested and not ranked:
 * they come last, the largest first, after the others in descending order of their rate. Series
 * without the value are left out.
 *
 * @param by what the series are grouped by, such as `primaryCountry`.
 * @throws UserError when a series has no label.
 */
export function compareGroups<T extends LabelledTitle>(
  titles: readonly T[],
  by: Grouping<T>,
  { level = 0.95, correction = "holm" }: ComparisonOptions = {},
): GroupComparison[] {
  assertLabelled(titles);
  const present = titles
    .map((title) => ({ hit: title.hit, values: valuesOf(title, by) }))
    .filter(({ values }) => values.length > 0);
  const memberships = present.flatMap(({ hit, values }) => values.map((value) => ({ value, hit })));
  const groups = rateBy(memberships, ({ value }) => value);
  const hits = present.reduce((sum, { hit }) => sum + hit, 0);
  const isJudged = ({ count }: HitCount): boolean =>
    count >= MIN_GROUP && present.length - count >= MIN_GROUP;
  const tested = groups.map((group) => {
    const others = { count: present.length - group.count, hits: hits - group.hits };
    return {
      group: describeValue(by, group.value),
      value: group.value,
      count: group.count,
      hits: group.hits,
      rate: group.rate,
      rateInterval: wilsonInterval(group.hits, group.count, level),
      ...(isJudged(group)
        ? {
            difference: riskDifference(group, others, level),
            ratio: riskRatio(group, others, level),
            pValue: fisherExact(group.hits, group.count, others.hits, others.count),
          }
        : { difference: null, ratio: null, pValue: null }),
    };
  });
  const adjusted = adjustPValues(
    tested.map(({ pValue }) => pValue),
    correction,
  );
  return tested
    .map((group, i): GroupComparison => {
      const adjustedPValue = adjusted[i] as number | null;
      return { ...group, adjustedPValue, verdict: judge(group.difference, adjustedPValue, level) };
    })
    .sort(
      (a, b) =>
        Number(a.difference === null) - Number(b.difference === null) ||
        (a.difference === null ? b.count - a.count : b.rate - a.rate) ||
        compareValues(a.group, b.group),
    );
}

/** {@link compareGroups} as a table to show. */
export function compareGroupsTable<T extends LabelledTitle>(
  titles: readonly T[],
  by: Grouping<T>,
  options: ComparisonOptions = {},
): Table {
  const { level = 0.95, correction = "holm" } = options;
  const rows = compareGroups(titles, by, options);
  const others = isMembership(titles, by)
    ? `series without it (a series counts in each of its ${by.plural})`
    : "others";
  const interval = `${levelWords(level)} interval`;
  const judged = rows.filter(({ pValue }) => pValue !== null).length;
  return {
    columns: [
      by.label,
      "series",
      "hits",
      "rate",
      "against the others",
      interval,
      "adjusted p",
      "rate is",
    ],
    rows: rows.map(({ group, count, hits, rate, difference, adjustedPValue, verdict }) => {
      const effect =
        difference === null
          ? null
          : { name: "risk difference", ...difference, unit: "difference of shares" as const };
      return [
        group,
        count,
        hits,
        formatPercent(rate),
        effect === null ? "–" : effectWords(effect),
        effect === null ? "–" : intervalWords(effect),
        adjustedPValue === null ? "–" : pWords(adjustedPValue),
        verdict,
      ];
    }),
    caption:
      `Hit rate of each ${by.label} against all ${others}: Fisher's exact test, p-values after the ` +
      `${CORRECTION_NAMES[correction]} correction for ${judged} tests; intervals are not corrected (Newcombe)`,
  };
}

/** How many series, and how many of them are hits. */
export function countHits(titles: readonly LabelledTitle[]): HitCount {
  return { count: titles.length, hits: titles.filter(({ hit }) => hit === 1).length };
}

function judge(
  difference: Estimate | null,
  adjustedPValue: number | null,
  level: number,
): GroupComparison["verdict"] {
  if (difference === null || adjustedPValue === null) return "too small to judge";
  if (adjustedPValue >= significance(level)) return "not clearly different";
  return difference.value > 0 ? "higher" : "lower";
}

/** What an adjusted p-value must be below: 0.05 at level 0.95, without the rounding of 1 - 0.95. */
export function significance(level: number): number {
  return Number((1 - level).toPrecision(12));
}
