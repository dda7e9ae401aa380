/**
 * Variables: what series are grouped, compared or drawn by, with the words for it. Charts and
 * comparisons take their titles, axes and sentences from here and know no column by name.
 *
 * @module
 */
import { nearest } from "../base/nearest.js";
import { UserError } from "../base/errors.js";
import { TITLE_COLUMNS, type Title } from "./titles.js";

/** What one value of a variable can be. */
export type Value = string | number | boolean;

/**
 * A property of a series and the words for it.
 *
 * @example
 * const isEnglish: Variable<string> = {
 *   name: "english", label: "language", plural: "languages",
 *   value: ({ original_language }) => (original_language === "en" ? "English" : "another"),
 * };
 */
export interface Variable<V extends Value = string | number, T = Title> extends VariableWords<V> {
  /** A short identifier for file names and tables, such as "genre". */
  name: string;
  /** The singular, such as "genre", for axes, columns and sentences. */
  label: string;
  /** The plural, such as "genres". */
  plural: string;
  /**
   * The value of a series; null is missing. If it is a list, such as genres, the series counts in
   * each, and an empty list is missing.
   */
  value: (title: T) => V | null | readonly V[];
}

/** The optional words of a {@link Variable}. */
export interface VariableWords<V extends Value> {
  /** Precedes the label in titles and on axes: the "primary" of "primary genre". */
  qualifier?: string;
  /** The unit, such as "minutes". */
  unit?: string;
  /** One value in words, such as "United Kingdom" for "GB"; default the value itself. */
  describe?(value: V): string;
  /** One sentence of caution, shown with every chart of it. */
  note?: string;
  /** Most values that a chart of their rates shows; default 20. */
  mostShown?: number;
}

/** A column of the cleaned series. */
export type ColumnName = keyof Title;

/** One value of a column: its type without null, or that of the members of its list. */
export type ColumnValue<K extends ColumnName> =
  NonNullable<Title[K]> extends readonly (infer V extends Value)[] ? V : Extract<Title[K], Value>;

/** Words for a column that replace the default ones. */
export interface ColumnWords<V extends Value> extends VariableWords<V> {
  name?: string;
  label?: string;
  plural?: string;
}

/** The words for TMDb's columns. */
const WORDS: Readonly<
  Record<ColumnName, readonly [label: string, plural: string, more?: ColumnWords<never>]>
> = {
  adult: ["adult content", "kinds of content"],
  backdrop_path: ["backdrop", "backdrops"],
  id: ["id", "ids"],
  origin_country: ["country of origin", "countries of origin"],
  original_language: ["language", "languages", { qualifier: "original" }],
  original_name: ["name", "names", { qualifier: "original" }],
  overview: ["overview", "overviews"],
  popularity: ["popularity", "popularities", { unit: "TMDb" }],
  poster_path: ["poster", "posters"],
  first_air_date: ["date", "dates", { qualifier: "release" }],
  name: ["name", "names"],
  vote_average: ["rating", "ratings", { unit: "TMDb, 0 to 10" }],
  vote_count: ["votes", "numbers of votes"],
  genres: ["genre", "genres"],
  year: ["year", "years", { qualifier: "release" }],
  month: ["month", "months", { qualifier: "release" }],
  day: ["day of the month", "days of the month"],
  primary_country: ["country", "countries", { qualifier: "primary" }],
  primary_genre: ["genre", "genres", { qualifier: "primary" }],
};

/**
 * A column of the cleaned series as a variable; a column of lists counts a series in each member.
 *
 * @param words replace the default words.
 * @example column("original_language", { plural: "tongues" })
 * @throws UserError if there is no such column, naming the one that may have been meant.
 */
export function column<K extends ColumnName>(
  name: K,
  words: ColumnWords<ColumnValue<K>> = {},
): Variable<ColumnValue<K>, Pick<Title, K>> {
  const known = Object.keys(TITLE_COLUMNS);
  if (!known.includes(name)) {
    const meant = nearest(name, known, 3);
    throw new UserError(
      `The series have no column "${name}"; ` +
        (meant === null
          ? `expected one of ${known.join(", ")}.`
          : `did you mean "${meant}"? The columns are ${known.join(", ")}.`),
    );
  }
  const [label, plural, more = {}] = WORDS[name];
  return {
    name: name.replaceAll("_", "-"),
    label,
    plural,
    ...more,
    ...words,
    value: (title) => title[name] as ColumnValue<K> | null | readonly ColumnValue<K>[],
  };
}

/** The genres of a series, which counts in each of them. */
export const genres = column("genres", { name: "genre", mostShown: 15 });
/** The first genre that TMDb lists. */
export const primaryGenre = column("primary_genre");
/** The first country that TMDb lists, as ISO 3166 code. */
export const primaryCountry = column("primary_country");
/** The original language, in words. */
export const originalLanguage = column("original_language", { describe: languageInWords });
/** The year of the first episode. */
export const releaseYear = column("year", { name: "release-year" });
/** TMDb's popularity, a number without a unit that changes daily. */
export const popularity = column("popularity");
/** The number of TMDb users who rated it. */
export const votes = column("vote_count", { name: "votes" });
/** The mean rating; TMDb says 0 if nobody voted, which is missing here. */
export const rating: Variable<number, Pick<Title, "vote_average" | "vote_count">> = {
  ...column("vote_average", { name: "rating" }),
  value: ({ vote_average, vote_count }) => (vote_count === 0 ? null : vote_average),
};

/**
 * The distinct values of a series; empty if it is missing (null, undefined, NaN or an empty list).
 */
export function valuesOf<V extends Value, T>(title: T, { value }: Variable<V, T>): readonly V[] {
  const found = value(title) as V | null | undefined | readonly V[];
  const all = Array.isArray(found) ? (found as readonly V[]) : [found as V | null | undefined];
  const isValue = (one: V | null | undefined): one is V =>
    one !== null && one !== undefined && !Number.isNaN(one);
  return [...new Set(all.filter(isValue))];
}

/** A value in words; "yes" and "no" for true and false. */
export function describeValue<V extends Value>(variable: VariableWords<V>, value: V): string {
  if (variable.describe !== undefined) return variable.describe(value);
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** The label with its qualifier: "primary genre", or with true "primary genres". */
export function fullLabel(
  { qualifier, label, plural }: Pick<Variable, "qualifier" | "label" | "plural">,
  several = false,
): string {
  const noun = several ? plural : label;
  return qualifier === undefined ? noun : `${qualifier} ${noun}`;
}

const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

/** "Korean" for "ko"; a text that is not a code is unchanged. */
function languageInWords(code: string): string {
  // TMDb writes "cn" for Cantonese, which is not a code of ISO 639.
  if (code === "cn") return "Cantonese";
  return /^[a-z]{2,3}$/.test(code) ? (LANGUAGES.of(code) ?? code) : code;
}

const REGIONS = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** "United Kingdom" for "GB"; what is no code stays. */
export function countryInWords(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (REGIONS.of(code) ?? code) : code;
}
