/** A check of two groups of series against each other. */
import { fisherExact } from "../stats/exact-tests.js";
import { formatCount } from "../base/format.js";
import { md } from "../base/escape.js";
import type { LabelledTitle } from "../label/hits.js";
import { riskDifference, riskRatio } from "../stats/two-proportions.js";
import {
  untestable,
  type Check,
  type CheckOptions,
  type Effect,
  type FindingId,
} from "./finding.js";
import { MIN_GROUP } from "../label/min-group.js";
import { countHits } from "./group-comparisons.js";
import { effectWords, intervalWords, levelWords, rateWords } from "./words.js";
import { total } from "./year-span.js";

/** A statement that one group has a higher or a lower hit rate than another. */
export interface GroupStatement {
  id: FindingId;
  claim: string;
  statement: string;
  titles: readonly LabelledTitle[];
  /** Whether a series is of the group; null for one that is of neither side. */
  isOf: (title: LabelledTitle) => boolean | null;
  /** Such as "Drama"; escaped by this function. */
  groupName: string;
  othersName: string;
  expected: "higher" | "lower";
  caveat: string | null;
  partOf: FindingId | null;
}

/**
 * The hit rates of two groups: Fisher's exact test, the risk difference with Newcombe's interval and
 * the risk ratio with Koopman's.
 */
export function groupDifference(
  { titles, isOf, groupName, othersName, expected, ...about }: GroupStatement,
  { level }: CheckOptions,
): Check {
  const group = countHits(titles.filter((title) => isOf(title) === true));
  const others = countHits(titles.filter((title) => isOf(title) === false));
  const all = total([group, others]);
  const statement = { ...about, n: all.count, hits: all.hits };
  for (const [name, { count }] of [
    [groupName, group],
    [othersName, others],
  ] as const) {
    if (count >= MIN_GROUP) continue;
    return untestable(
      statement,
      md`A comparison takes ${MIN_GROUP} series on each side; for ${name} there ${count === 1 ? "is" : "are"} ${count === 0 ? "none" : formatCount(count)}.`,
    );
  }
  if (all.hits === 0 || all.hits === all.count) {
    return untestable(statement, md`${all.hits === 0 ? "No" : "Every"} series compared is a hit.`);
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
    ...statement,
    effect,
    ratio,
    pValue: fisherExact(group.hits, group.count, others.hits, others.count),
    leaning: sign > 0 ? "for" : sign < 0 ? "against" : "neither",
    evidence: "p-value",
    design: (title) => {
      const side = isOf(title);
      return side === null ? null : [side ? 1 : 0];
    },
    measured: md`Hits are ${rateWords(group, level)} for ${groupName} and ${rateWords(others, level)} for ${othersName}: a difference of ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)}), a ratio of ${effectWords(ratio)} (${intervalWords(ratio)}).`,
  };
}
