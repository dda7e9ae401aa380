/** Are hits concentrated in recent years, in counts? */
import { fisherExact } from "../stats/exact-tests.js";
import { formatCount, formatPercent } from "../base/format.js";
import { md } from "../base/escape.js";
import { wilsonInterval } from "../stats/summary.js";
import { untestable, type Check, type CheckOptions } from "./finding.js";
import { effectWords, intervalWords, levelWords } from "./words.js";
import { isIn, type YearSpan } from "./year-span.js";

const ABOUT = {
  id: "recent-counts",
  claim: "Hits disproportionately in recent years (counts)",
  statement: "Hits are more concentrated in recent years than series are.",
  partOf: null,
} as const;

/**
 * Which share of the hits the newer half of the years has, against the share of all series that it has:
 * Fisher's exact test of newer and older series, hits and others. That most hits are of recent years says
 * nothing as long as most series are, so an even spread over the calendar is nobody's expectation.
 */
export function recentCounts(span: YearSpan | null, { level }: CheckOptions): Check {
  const about = { ...ABOUT, n: span?.all.count ?? 0, hits: span?.all.hits ?? 0 };
  if (span === null) return untestable(about, "No series has a release year that is over.");
  const { first, last, cut, years, newer, older, all } = span;
  if (years < 2) return untestable(about, `All dated series are of ${first}.`);
  if (all.hits === 0) return untestable(about, `No series of ${first} to ${last} is a hit.`);
  const value = newer.hits / all.hits;
  const effect = {
    name: "share of the hits in the newer half of the years",
    value,
    interval: wilsonInterval(newer.hits, all.hits, level),
    unit: "share" as const,
  };
  const seriesShare = newer.count / all.count;
  return {
    ...about,
    effect,
    ratio: null,
    pValue: fisherExact(newer.hits, newer.count, older.hits, older.count),
    design: ({ year }) => (isIn(span, year) ? [year >= cut ? 1 : 0] : null),
    leaning: value > seriesShare ? "for" : value < seriesShare ? "against" : "neither",
    evidence: "p-value",
    measured: md`${formatCount(newer.hits)} of the ${formatCount(all.hits)} hits of ${first} to ${last} are of ${cut} or later: ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)}), where ${formatPercent(seriesShare)} of all series are.`,
    caveat:
      "A count follows the number of series released, so it says nothing about the chance of a hit.",
  };
}
