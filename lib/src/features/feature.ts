/** Features: what the model may know of a series. A study lists them; `buildFeatures` makes the columns. */
import { UserError } from "../base/errors.js";
import { specOf, type Specified } from "../base/spec.js";
import type { Title } from "../data/titles.js";
import { type Variable, valuesOf } from "../data/variable.js";
import type { FeatureInfo } from "./info.js";

/** One column: a number for each series; null or NaN is missing. */
export interface FeatureColumn {
  name: string;
  values: ArrayLike<number | null>;
}

/** What the columns depend on besides the series. */
export interface FeatureContext {
  /** The year from which a series' age is counted. */
  asOfYear: number;
}

/** A feature of a study: one column, or several. */
export interface Feature extends Specified {
  /** Its column's name, or what its columns' names begin with. */
  name: string;
  /** What it is left out, shuffled and read with, such as "country". */
  group: string;
  /** Its columns, in their order. */
  columns: (titles: readonly Title[], context: FeatureContext) => FeatureColumn[];
  /** What a column of this name says; null for one that is not of this feature. */
  describe: (column: string) => FeatureInfo | null;
}

/** The words of a feature of one column. */
export interface FeatureWords {
  /** What it is left out, shuffled and read with, such as "country". */
  group: string;
  /** In words, for figures and sentences; default the name. */
  words?: string;
  /** Of a number: one more of it in words, such as "a year older". */
  more?: string;
}

/** Whole years since the release year, 0 for a year in the future; missing for an undated series. */
export function age(): Feature {
  const words = "years since the release";
  const info = { group: "age", family: "release year", words, more: "a year older" } as const;
  return single("years_since_release", "number", info, ({ year }, { asOfYear }) =>
    yearsSinceRelease(year, asOfYear),
  );
}

/** Whole years since the release year, 0 for a year in the future, null for a missing one. */
export function yearsSinceRelease(year: number | null, asOfYear: number): number | null {
  return year === null ? null : Math.max(0, asOfYear - year);
}

/**
 * A property that a series has (1) or has not (0).
 *
 * @example flag("is_english", (title) => title.original_language === "en", { group: "language" })
 * @throws UserError without a name, a rule or a group.
 */
export function flag(name: string, rule: (title: Title) => boolean, words: FeatureWords): Feature {
  return single(named(name, words), "flag", words, (title) => Number(rule(title)), rule);
}

/**
 * A number; null is missing, and is imputed with the median by the model's pipeline.
 *
 * @param rule a variable, or what gives the number of a series.
 * @example number("genre_count", (title) => title.genres.length, { group: "genre" })
 * @throws UserError without a name or a group, and when a value is no finite number.
 */
export function number(
  name: string,
  rule: ((title: Title) => number | null) | Variable<number>,
  words: FeatureWords,
): Feature {
  const of = typeof rule === "function" ? rule : (title: Title) => valuesOf(title, rule)[0] ?? null;
  return single(
    named(name, words),
    "number",
    words,
    (title) => {
      const value = of(title);
      if (value === null || Number.isFinite(value)) return value;
      throw new UserError(
        `The feature ${name} of series ${title.id} is ${value}; expected a number, or null where it is missing.`,
      );
    },
    rule,
  );
}

/** A feature of one column. */
function single(
  name: string,
  kind: "number" | "flag",
  { words = name, ...info }: FeatureWords & { family?: string },
  rule: (title: Title, context: FeatureContext) => number | null,
  spec?: unknown,
): Feature {
  return {
    name,
    group: info.group,
    spec: specOf(kind, name, info, words, spec ?? rule),
    columns: (titles, context) => [{ name, values: titles.map((title) => rule(title, context)) }],
    describe: (column) => (column === name ? { ...info, feature: name, words, kind } : null),
  };
}

function named(name: string, { group }: Partial<FeatureWords>): string {
  if (name.trim() === "") {
    throw new UserError('A feature has no name; expected one such as "is_english".');
  }
  if (group === undefined || group.trim() === "") {
    throw new UserError(
      `The feature ${name} has no group; expected what it is compared with, such as { group: "language" }.`,
    );
  }
  return name;
}
