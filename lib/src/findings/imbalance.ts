/** Are hits rare? */
import { formatCount, formatPercent, formatSeries as series } from "../base/format.js";
import { md } from "../base/escape.js";
import { wilsonInterval } from "../stats/summary.js";
import { claimOf, type Claim, type ClaimOptions, type HitWords } from "./claim.js";
import { countHits } from "./compare-groups.js";
import { untestable, type Effect } from "./finding.js";
import { effectWords, intervalWords, levelWords } from "./words.js";

/**
 * The claim that hits are rare: the share of hits with Wilson's interval, all of which must lie
 * below `below`. There is no test, since the label's own definition sets the share: that is what
 * the caveat says.
 *
 * @param options its id is "imbalance" unless there is another; `below` is a share of 1, default
 *   0.15.
 */
export function imbalance({
  below = 0.15,
  statement = "Few series are hits: the two classes are unbalanced.",
  ...options
}: ClaimOptions & { below?: number; statement?: string } = {}): Claim {
  return claimOf(
    {
      id: "imbalance",
      claim: `Hits are rare (under ${formatPercent(below, 0)})`,
      topic: { id: "imbalance", title: "Balance", figures: ["hits-and-non-hits"] },
      ...options,
    },
    (titles, { level, hit }) => {
      const { count: n, hits } = countHits(titles);
      if (n === 0) return untestable({ statement, n, hits }, "There are no series.");
      const effect: Effect = {
        name: "share of hits",
        value: hits / n,
        interval: wilsonInterval(hits, n, level),
        unit: "share",
      };
      const [low, high] = effect.interval;
      return {
        statement,
        n,
        hits,
        effect,
        ratio: null,
        pValue: null,
        direction: high < below ? "for" : low > below ? "against" : "neither",
        evidence: "interval",
        measured: md`${formatCount(hits)} of ${series(n)} are hits: ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)}).`,
        caveat: `This follows from the label and says nothing about the world: ${decides(hit)}.`,
      };
    },
    "imbalance",
    { below, statement, ...options },
  );
}

/** Why the share is what it is. */
function decides(hit: HitWords | undefined): string {
  if (hit === undefined) return "its definition decides the share";
  const { words, ceiling, less } = hit;
  return ceiling === null
    ? md`a hit ${words}, which decides the share`
    : md`a hit ${words}, so that ${formatPercent(ceiling)} at most can be hits (ties aside)${less === undefined ? "" : `, less ${less}`}`;
}
