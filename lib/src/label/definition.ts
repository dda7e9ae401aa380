/** What a hit is: definitions, and what they come to in the series at hand. */
import { UserError } from "../base/errors.js";
import { specOf, type Specified } from "../base/spec.js";
import { formatCount } from "../base/format.js";
import { assertEnoughTitles, type Title } from "../data/titles.js";
import type { Variable } from "../data/variable.js";
import { quantile as quantileOf } from "../stats/summary.js";

/** A share of the series, from 0 to 1, below which a value must not lie. */
export interface Quantile {
  quantile: number;
}

/** One condition of {@link reaches}: a variable, and a number or a quantile that it reaches. */
export type Condition = readonly [variable: Variable<number>, least: number | Quantile];

/** A threshold as it was found in the series at hand. */
export interface Threshold {
  /** The variable's name, such as "popularity". */
  variable: string;
  /** Its words, such as "votes". */
  label: string;
  /** Whether it counts something: at least 12 votes, but a popularity of at least 57. */
  isCount: boolean;
  /** A hit has at least this. */
  value: number;
  /** Of which quantile that is the value; null for a number that was given. */
  quantile: number | null;
}

/** A definition fitted to the series at hand: who is a hit among them. */
export interface HitRule {
  /** Empty for a rule of one's own. */
  thresholds: readonly Threshold[];
  /** The thresholds by the names of their variables, such as { popularity: 57.4, votes: 12 }. */
  least: Readonly<Record<string, number>>;
  /** Series without a value of one of the variables: they are no hits. */
  missing: number;
  /** Which of the conditions a series reaches. */
  reached: (title: Title) => readonly boolean[];
  /** Whether it reaches all of them. */
  isHit: (title: Title) => boolean;
}

/** What a hit is, before there are series to see what that comes to. */
export interface HitDefinition extends Specified {
  /** What has to be so, to follow "A hit is a series with": "popularity in the top 10%". */
  words: string;
  /** Why it is defined so, in Markdown: notebook 02 and the report show it. */
  because?: string;
  /** The variables that define the label: none of them may be a feature. */
  variables: readonly Variable[];
  /**
   * What the definition comes to in these series.
   *
   * @throws UserError when there are fewer than 20 series, when a variable has no value in any of them, and
   * when a definition without quantiles makes none or all of them hits.
   */
  fit: (titles: readonly Title[]) => HitRule;
}

/**
 * A quantile (R type 7, the default of numpy and pandas) of the series that have a value.
 *
 * @param q from 0 to below 1: 0.9 asks for the top 10%.
 * @throws UserError for another number.
 */
export function quantile(q: number): Quantile {
  if (typeof q === "number" && q >= 0 && q < 1) return { quantile: q };
  throw new UserError(
    `quantile(${String(q)}): expected a share from 0 to below 1, such as 0.9 for the top 10%.`,
  );
}

/**
 * A hit reaches each of these, at least. A series without a value of one of the variables is no hit.
 *
 * @example reaches([popularity, quantile(0.9)], [votes, 500])
 * @throws UserError when no condition is given, a number is not finite, or all are `quantile(0)`, which
 * every series reaches.
 */
export function reaches(...conditions: readonly Condition[]): HitDefinition {
  if (conditions.every(([, least]) => typeof least !== "number" && least.quantile === 0)) {
    throw new UserError(
      "reaches(): every series reaches quantile(0), or no condition at all; expected at least one like " +
        "[popularity, quantile(0.9)] or [votes, 500].",
    );
  }
  for (const [{ label }, least] of conditions) {
    if (typeof least !== "number" || Number.isFinite(least)) continue;
    throw new UserError(`reaches(): expected a number that ${label} must reach, found ${least}.`);
  }
  const words = conditions.map(([{ label }, least]) => conditionWords(label, least)).join(" and ");
  const hasQuantile = conditions.some(([, least]) => typeof least !== "number");
  return {
    words,
    spec: specOf("reaches", conditions),
    variables: conditions.map(([variable]) => variable),
    fit: (titles) => {
      assertEnoughTitles(titles.length, "The table");
      const thresholds = conditions.map((condition) => thresholdOf(titles, ...condition));
      const isReached = ([variable]: Condition, i: number, title: Title): boolean => {
        const value = variable.value(title);
        return typeof value === "number" && value >= thresholds[i]!.value;
      };
      const reached = (title: Title): boolean[] =>
        conditions.map((condition, i) => isReached(condition, i, title));
      const isHit = (title: Title): boolean =>
        conditions.every((condition, i) => isReached(condition, i, title));
      const missing = titles.filter((title) =>
        conditions.some(([variable]) => variable.value(title) === null),
      ).length;
      // Ties can make a quantile one that none or all reach: that is so in the data, and is reported.
      if (!hasQuantile) assertSplits(titles, isHit, words);
      const least = Object.fromEntries(thresholds.map(({ variable, value }) => [variable, value]));
      return { thresholds, least, missing, reached, isHit };
    },
  };
}

/** Options of {@link hitWhere}. */
export interface HitWhere {
  /** What has to be so, to follow "A hit is a series with": "an average of at least 8". */
  words: string;
  /** The variables that the rule looks at: the guard against leakage keeps them from the features. */
  variables: readonly Variable[];
  /** Whether a series is a hit. */
  isHit: (title: Title) => boolean;
}

/**
 * A definition of one's own.
 *
 * @throws UserError without words, or without the variables that it looks at.
 */
export function hitWhere(where: HitWhere): HitDefinition {
  const { words, variables, isHit } = where;
  if (words.trim() === "") {
    throw new UserError(
      'hitWhere(): expected words for what makes a hit, such as words: "an average of at least 8".',
    );
  }
  if (variables.length === 0) {
    throw new UserError(
      `hitWhere(): name the variables that decide “${words}”, such as variables: [rating], so that none of ` +
        "them becomes a feature.",
    );
  }
  return {
    words,
    spec: specOf("hitWhere", where),
    variables,
    fit: (titles) => {
      assertEnoughTitles(titles.length, "The table");
      assertSplits(titles, isHit, words);
      return { thresholds: [], least: {}, missing: 0, reached: (title) => [isHit(title)], isHit };
    },
  };
}

function assertSplits(
  titles: readonly Title[],
  isHit: (title: Title) => boolean,
  words: string,
): void {
  const hits = titles.filter(isHit).length;
  if (hits > 0 && hits < titles.length) return;
  throw new UserError(
    `${hits === 0 ? "No series has" : `All ${formatCount(hits)} series have`} ${words}; a label needs hits and ` +
      `others. ${hits === 0 ? "Lower" : "Raise"} what a hit must reach in study.ts.`,
  );
}

function thresholdOf(
  titles: readonly Title[],
  variable: Variable<number>,
  least: number | Quantile,
): Threshold {
  const { name, label, plural } = variable;
  const about = { variable: name, label, isCount: plural === `numbers of ${label}` };
  if (typeof least === "number") return { ...about, value: least, quantile: null };
  const present = titles.flatMap((title) => {
    const value = variable.value(title);
    return typeof value === "number" ? [value] : [];
  });
  if (present.length === 0) {
    throw new UserError(
      `No series has a value of ${label}, so there is no quantile of it: define a hit by another ` +
        "variable in study.ts.",
    );
  }
  return { ...about, value: quantileOf(present, least.quantile), quantile: least.quantile };
}

/** "popularity in the top 10%", "votes from the median on", "votes of at least 500". */
function conditionWords(label: string, least: number | Quantile): string {
  if (typeof least === "number") return `${label} of at least ${least.toLocaleString("en-US")}`;
  if (least.quantile === 0.5) return `${label} from the median on`;
  return `${label} in the top ${Number((100 * (1 - least.quantile)).toPrecision(6))}%`;
}
