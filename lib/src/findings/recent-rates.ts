/** Is a recent series more likely to be a hit? */
import { formatCount } from "../base/format.js";
import { md } from "../base/escape.js";
import type { HitDefinition } from "../label/definition.js";
import { labelHits, type LabelledTitle } from "../label/hits.js";
import { MIN_TITLES } from "../data/titles.js";
import { rateCurve } from "../stats/rate-curve.js";
import { quantile } from "../stats/summary.js";
import { cochranArmitage, oddsRatioPerStep, type TrendGroup } from "../stats/trend.js";
import { riskDifference } from "../stats/two-proportions.js";
import type { Claim, ClaimOptions } from "./claim.js";
import type { Check, Effect } from "./finding.js";
import { significance } from "./compare-groups.js";
import { claimOverYears, type YearsMeasured } from "./over-years.js";
import { effectWords, intervalWords, levelWords, pWords, rateWords } from "./words.js";
import { goesBothWays, shapeWords } from "./year-shape.js";
import { isIn, total, yearSpan, type YearSpan } from "./year-span.js";

/** The last years of the span, for which votes may still be coming in. */
const FRESH_YEARS = 2;
/**
 * The share of the series that the oldest years have, without which the trend is computed again.
 */
const OLDEST = 0.1;

/** Another definition of a hit, by which the trend is computed again. */
export interface OtherDefinition {
  /** Such as "with a popularity at the 95% quantile". */
  words: string;
  hit: HitDefinition;
}

/** The factor of one year later on a part of the series. */
interface Part {
  name: string;
  effect: Effect;
}

/**
 * The claim that later series are hits more often: the trend of the hit rate over the release
 * years, by Cochran and Armitage's test. Where the log-odds follow a line, the effect is the factor
 * by which a later year multiplies the odds of a hit. Where they do not (`stats/rate-curve.ts`),
 * one factor would stand for a shape that it does not have: the sentence says what the curve does,
 * the effect is the newer half of the years less the older one, and the direction counts only if it
 * is the same, and clear, without the oldest and without the newest years, and no stretch of the
 * curve clearly goes the other way.
 *
 * The caveat has the factor without the oldest years, without the newest, and by other definitions.
 *
 * @param options its id is "recent-rates" unless there is another; `otherDefinitions` are those of
 *   the caveat, by default none.
 */
export function recentRates({
  otherDefinitions = [],
  ...options
}: ClaimOptions & { otherDefinitions?: readonly OtherDefinition[] } = {}): Claim {
  return claimOverYears(
    {
      id: "recent-rates",
      claim: "Higher hit rate in recent years (rates)",
      statement: "The later a series was released, the more likely it is a hit.",
      ...options,
    },
    (span, titles, { level, asOfYear }) =>
      trendOf(span, level, () => definitionParts(titles, otherDefinitions, asOfYear, level)),
    "recentRates",
    otherDefinitions,
    options,
  );
}

/** @param otherParts the factor by other definitions. */
function trendOf(span: YearSpan, level: number, otherParts: () => Part[]): YearsMeasured | string {
  const { first, last, cut, groups, newer, older } = span;
  if (!isMixed(groups)) return `Every series from ${first} to ${last} is a hit.`;
  const { z, pValue } = cochranArmitage(groups);
  const curve = rateCurve(groups, level);
  const isBent = curve !== null && curve.linearityP < significance(level);
  const parts = yearParts(span, level);
  const sides = parts.map(({ effect }) => sideOf(effect));
  const direction = z > 0 ? "for" : z < 0 ? "against" : "neither";
  const holds =
    sides.every((side) => side === direction) && !(curve !== null && goesBothWays(curve));
  const effect = isBent ? halves(span, level) : yearlyOddsRatio(groups, level);
  const rates = `the hit rate is ${rateWords(newer, level)} from ${cut} on, and ${rateWords(older, level)} before`;
  const shape = isBent
    ? `The rate does not follow a single line over the years (p ${pShort(curve.linearityP)}): it ${shapeWords(curve)}; ${rates}.`
    : `From ${first} to ${last} each later year multiplies the odds of a hit by ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)}): ${rates}.`;
  return {
    effect,
    pValue,
    design: ({ year }) => (isIn(span, year) ? [year] : null),
    direction: isBent && !holds && direction !== "neither" ? "both ways" : direction,
    measured: md`${shape}`,
    caveat: hangsOn([...parts, ...otherParts()]),
  };
}

/** The trend without the oldest years and without the newest. */
function yearParts({ groups, last }: YearSpan, level: number): Part[] {
  const years = groups.flatMap(({ score, count }) => Array<number>(count).fill(score));
  const since = Math.max(Math.ceil(quantile(years, OLDEST)), groups[0]!.score + 1);
  const until = last - FRESH_YEARS + 1;
  const gone = total(groups.filter(({ score }) => score < since)).count;
  return [
    ...part(
      `without the ${formatCount(gone)} series before ${since}`,
      groups.filter(({ score }) => score >= since),
      level,
    ),
    ...part(
      `without those of ${until} or later`,
      groups.filter(({ score }) => score < until),
      level,
    ),
  ];
}

function definitionParts(
  titles: readonly LabelledTitle[],
  definitions: readonly OtherDefinition[],
  asOfYear: number | undefined,
  level: number,
): Part[] {
  if (titles.length < MIN_TITLES) return [];
  return definitions.flatMap(({ words, hit }) => {
    const relabelled = labelHits(titles, hit.fit(titles));
    return part(words, yearSpan(relabelled, asOfYear)?.groups ?? [], level);
  });
}

function part(name: string, groups: readonly TrendGroup[], level: number): Part[] {
  if (groups.length < 2 || !isMixed(groups)) return [];
  return [{ name, effect: yearlyOddsRatio(groups, level) }];
}

function hangsOn(parts: readonly Part[]): string | null {
  if (parts.length === 0) return null;
  const [first, ...others] = parts.map(
    ({ name, effect }) => `${effectWords(effect)} (${intervalWords(effect)}) ${name}`,
  );
  return md`The factor for one year later is ${[first, ...others].join(", ")}.`;
}

function sideOf({ interval: [low, high] }: Effect): Check["direction"] {
  return low > 1 ? "for" : high < 1 ? "against" : "neither";
}

function halves({ newer, older }: YearSpan, level: number): Effect {
  return {
    name: "hit rate of the newer half of the years less that of the older",
    ...riskDifference(newer, older, level),
    unit: "difference of shares",
  };
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

function pShort(p: number): string {
  return p < 0.001 ? pWords(p) : `= ${pWords(p)}`;
}
