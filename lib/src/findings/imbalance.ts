/** Are hits rare? */
import { formatCount, formatPercent, formatSeries as series } from "../base/format.js";
import type { LabelledTitle } from "../label/hits.js";
import { md } from "../base/escape.js";
import { wilsonInterval } from "../stats/summary.js";
import { untestable, type Check, type CheckOptions, type Effect } from "./finding.js";
import { effectWords, intervalWords, levelWords } from "./words.js";

/** Hits are called rare below this share: a round number well above the 9% stated. */
const RARE = 0.15;

/**
 * The share of hits with Wilson's interval; rare when all of it lies below 15%. There is no test, since
 * the label's own definition sets the share: that is what the caveat says.
 *
 * @param popularityQuantile the one of the label's definition.
 */
export function imbalance(
  titles: readonly LabelledTitle[],
  { level, popularityQuantile }: CheckOptions & { popularityQuantile: number },
): Check {
  const n = titles.length;
  const hits = titles.filter(({ hit }) => hit === 1).length;
  const about = {
    id: "imbalance",
    claim: `Hits are rare (under ${formatPercent(RARE, 0)})`,
    statement: "Few series are hits, about one in eleven: the two classes are unbalanced.",
    n,
    hits,
    partOf: null,
  } as const;
  if (n === 0) return untestable(about, "There are no series.");
  const effect: Effect = {
    name: "share of hits",
    value: hits / n,
    interval: wilsonInterval(hits, n, level),
    unit: "share",
  };
  const ceiling = formatPercent(1 - popularityQuantile);
  return {
    ...about,
    effect,
    ratio: null,
    pValue: null,
    leaning: effect.interval[1] < RARE ? "for" : effect.interval[0] > RARE ? "against" : "neither",
    evidence: "interval",
    measured: md`${formatCount(hits)} of ${series(n)} are hits: ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)}).`,
    caveat: md`This follows from the label and says nothing about the world: a hit reaches the ${formatPercent(popularityQuantile, 0)} quantile of popularity, so that ${ceiling} at most can be hits (ties aside), less those with too few votes.`,
  };
}
