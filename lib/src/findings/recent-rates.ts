/** Is a recent series more likely to be a hit? */
import { md } from "../base/escape.js";
import { cochranArmitage, oddsRatioPerStep, type TrendGroup } from "../stats/trend.js";
import { untestable, type Check, type CheckOptions, type Effect } from "./finding.js";
import { effectWords, intervalWords, levelWords, rateWords } from "./words.js";
import type { YearSpan } from "./year-span.js";

const ABOUT = {
  id: "recent-rates",
  claim: "Higher hit rate in recent years (rates)",
  statement: "A series is the more likely to be a hit, the later it was released.",
  partOf: null,
} as const;

/** The last years of the span, for which votes may still be coming in. */
const FRESH_YEARS = 2;

/**
 * The trend of the hit rate over the release years: Cochran and Armitage's test, and as effect the
 * factor by which a later year multiplies the odds of a hit.
 *
 * The label needs votes, and votes need time, so the rate of the last years is held down whatever their
 * series are worth: the caveat says what the trend is without these.
 */
export function recentRates(span: YearSpan | null, { level }: CheckOptions): Check {
  const about = { ...ABOUT, n: span?.all.count ?? 0, hits: span?.all.hits ?? 0 };
  if (span === null) return untestable(about, "No series has a release year that is over.");
  const { first, last, cut, groups, newer, older, all } = span;
  if (groups.length < 2) return untestable(about, `All dated series are of ${first}.`);
  if (!isMixed(groups)) {
    const words = all.hits === 0 ? "No series" : "Every series";
    return untestable(about, `${words} of ${first} to ${last} is a hit.`);
  }
  const effect = yearlyOddsRatio(groups, level);
  const { z, pValue } = cochranArmitage(groups);
  return {
    ...about,
    effect,
    ratio: null,
    pValue,
    leaning: z > 0 ? "for" : z < 0 ? "against" : "neither",
    evidence: "p-value",
    measured: md`From ${first} to ${last} each later year multiplies the odds of a hit by ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)}): hits are ${rateWords(newer, level)} of ${cut} or later, and ${rateWords(older, level)} before.`,
    caveat: rightEdge(groups, last, level),
  };
}

function rightEdge(groups: readonly TrendGroup[], last: number, level: number): string {
  const since = last - FRESH_YEARS + 1;
  const settled = groups.filter(({ score }) => score < since);
  const limits =
    "One factor stands for all years, whatever the shape of the curve; votes need time, which holds down the rate of the newest series";
  if (settled.length < 2 || !isMixed(settled)) return `${limits}.`;
  const effect = yearlyOddsRatio(settled, level);
  return md`${limits}: without the series of ${since} or later the factor is ${effectWords(effect)} (${intervalWords(effect)}).`;
}

function yearlyOddsRatio(groups: readonly TrendGroup[], level: number): Effect {
  return {
    name: "odds ratio of one year later",
    ...oddsRatioPerStep(groups, level),
    unit: "odds ratio per year",
  };
}

function isMixed(groups: readonly TrendGroup[]): boolean {
  return groups.some(({ hits }) => hits > 0) && groups.some(({ hits, count }) => hits < count);
}
