/** Are hits concentrated in recent years, in counts? */
import { fisherExact } from "../stats/exact-tests.js";
import { formatCount, formatPercent, formatQuantity } from "../base/format.js";
import { md } from "../base/escape.js";
import { wilsonInterval } from "../stats/summary.js";
import type { Claim, ClaimOptions } from "./claim.js";
import { claimOverYears, type YearsMeasured } from "./over-years.js";
import { effectWords, intervalWords, levelWords } from "./words.js";
import { isIn, type YearSpan } from "./year-span.js";

/**
 * The claim that hits are more concentrated in recent years than series are: which share of the
 * hits the newer half of the years has, against the share of all series that it has, by Fisher's
 * exact test of newer and older series, hits and others. That most hits are of recent years says
 * nothing as long as most series are, so an even spread over the calendar is nobody's expectation.
 *
 * @param options its id is "recent-counts" unless there is another.
 */
export function recentCounts(options: ClaimOptions = {}): Claim {
  return claimOverYears(
    {
      id: "recent-counts",
      claim: "Hits disproportionately in recent years (counts)",
      statement: "Hits are more concentrated in recent years than series are.",
      ...options,
    },
    (span, _, { level }) => sharesOf(span, level),
    "recentCounts",
    options,
  );
}

function sharesOf(span: YearSpan, level: number): YearsMeasured {
  const { first, last, cut, newer, older, all } = span;
  const value = newer.hits / all.hits;
  const effect = {
    name: "share of the hits in the newer half of the years",
    value,
    interval: wilsonInterval(newer.hits, all.hits, level),
    unit: "share" as const,
  };
  const seriesShare = newer.count / all.count;
  return {
    effect,
    pValue: fisherExact(newer.hits, newer.count, older.hits, older.count),
    design: ({ year }) => (isIn(span, year) ? [year >= cut ? 1 : 0] : null),
    direction: value > seriesShare ? "for" : value < seriesShare ? "against" : "neither",
    measured: md`${formatCount(newer.hits)} of ${formatQuantity(all.hits, "hit")} of ${first} to ${last} ${newer.hits === 1 ? "is" : "are"} from ${cut} or later: ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)}), compared with ${formatPercent(seriesShare)} of all series.`,
    caveat:
      "A count follows the number of series released, so it says nothing about the chance of a hit.",
  };
}
