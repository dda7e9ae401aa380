/** Are hits concentrated in recent years, in counts? */
import { binomialTest } from "../stats/exact-tests.js";
import { formatCount, formatPercent } from "../base/format.js";
import { md } from "../base/escape.js";
import { wilsonInterval } from "../stats/summary.js";
import { untestable, type Check, type CheckOptions } from "./finding.js";
import { effectWords, intervalWords, levelWords } from "./words.js";
import type { YearSpan } from "./year-span.js";

const ABOUT = {
  id: "recent-counts",
  claim: "More hits in recent years (counts)",
  statement: "Of the hits, more than an even share were released in recent years.",
  partOf: null,
} as const;

/**
 * The hits of the newer half of the years against an even spread over the calendar.
 *
 * Concentrated in recent years means that more hits lie there than if each year had as many as any
 * other: that is the null hypothesis, tested with the exact binomial test. A null of hits in proportion
 * to the series released would ask for the rate instead, which is `recent-rates`.
 */
export function recentCounts(span: YearSpan | null, { level }: CheckOptions): Check {
  const about = { ...ABOUT, n: span?.all.count ?? 0, hits: span?.all.hits ?? 0 };
  if (span === null) return untestable(about, "No series has a release year that is over.");
  const { first, last, cut, years, newerShare, newer, all } = span;
  if (years < 2) return untestable(about, `All dated series are of ${first}.`);
  if (all.hits === 0) return untestable(about, `No series of ${first} to ${last} is a hit.`);
  const value = newer.hits / all.hits;
  const effect = {
    name: "share of the hits in the newer half of the years",
    value,
    interval: wilsonInterval(newer.hits, all.hits, level),
    unit: "share" as const,
  };
  const seriesShare = formatPercent(newer.count / all.count);
  return {
    ...about,
    effect,
    ratio: null,
    pValue: binomialTest(newer.hits, all.hits, newerShare),
    leaning: value > newerShare ? "for" : value < newerShare ? "against" : "neither",
    evidence: "p-value",
    measured: md`${formatCount(newer.hits)} of the ${formatCount(all.hits)} hits of ${first} to ${last} are of ${cut} or later: ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)}), where an even spread over the ${years} years would put ${formatPercent(newerShare)}.`,
    caveat: md`A count follows the number of series released (${seriesShare} of the series are of these years), so it says nothing about the chance of a hit.`,
  };
}
