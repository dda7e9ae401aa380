/** The hit rates of two groups of series against each other. */
import { fisherExact } from "../stats/exact-tests.js";
import { formatCount } from "../base/format.js";
import { md } from "../base/escape.js";
import { MIN_GROUP } from "../label/min-group.js";
import type { LabelledTitle } from "../label/hits.js";
import { riskDifference, riskRatio } from "../stats/two-proportions.js";
import { countHits } from "./compare-groups.js";
import { untestable, type Check, type Effect } from "./finding.js";
import { effectWords, intervalWords, levelWords, rateWords } from "./words.js";
import { total } from "./year-span.js";

/** Two groups of series. */
export interface Sides<T> {
  /** What they are called; escaped here. */
  names: Readonly<Record<"group" | "others", string>>;
  /** Where a series stands; one of both groups, or of neither, is not compared. */
  sideOf: (title: T) => Side;
}

/** A side, or where a series is not compared. */
export type Side = "group" | "others" | "both" | null;

/**
 * The hit rates of two groups: Fisher's exact test, the risk difference with Newcombe's interval
 * and the risk ratio with Koopman's.
 */
export function compareSides<T extends LabelledTitle>(
  titles: readonly T[],
  { names, sideOf }: Sides<T>,
  {
    statement,
    expected,
    level,
  }: { statement: string; expected: "higher" | "lower"; level: number },
): Check {
  const placed = titles.map(sideOf);
  const group = countHits(titles.filter((_, i) => placed[i] === "group"));
  const others = countHits(titles.filter((_, i) => placed[i] === "others"));
  const all = total([group, others]);
  const about = { statement, n: all.count, hits: all.hits };
  for (const [name, { count }] of [
    [names.group, group],
    [names.others, others],
  ] as const) {
    if (count >= MIN_GROUP) continue;
    return untestable(
      about,
      md`A comparison needs ${MIN_GROUP} series on each side; for ${name} there ${count === 1 ? "is" : "are"} ${count === 0 ? "none" : formatCount(count)}.`,
    );
  }
  if (all.hits === 0 || all.hits === all.count) {
    return untestable(about, md`${all.hits === 0 ? "No" : "Every"} series compared is a hit.`);
  }
  const effect: Effect = {
    name: "risk difference",
    ...riskDifference(group, others, level),
    unit: "difference of shares",
  };
  const ratio: Effect = {
    name: "risk ratio",
    ...riskRatio(group, others, level),
    unit: "ratio of shares",
  };
  const sign = Math.sign(effect.value) * (expected === "higher" ? 1 : -1);
  return {
    ...about,
    effect,
    ratio,
    pValue: fisherExact(group.hits, group.count, others.hits, others.count),
    caveat: null,
    direction: sign > 0 ? "for" : sign < 0 ? "against" : "neither",
    evidence: "p-value",
    design: (title: T) => {
      const side = sideOf(title);
      return side === "group" ? [1] : side === "others" ? [0] : null;
    },
    measured: md`Hits are ${rateWords(group, level)} for ${names.group} and ${rateWords(others, level)} for ${names.others}: a difference of ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)}), a ratio of ${effectWords(ratio)} (${intervalWords(ratio)}).`,
  };
}
