/** Features for the model: what is known of a series without its popularity, votes or rating. */
import { type LabelledTitle, assertLabelled } from "../label/hits.js";
import { UserError } from "../base/errors.js";
import { FeatureMatrix } from "../stats/matrix.js";
import { reservedName } from "../data/reserved-name.js";
import { assertNoLeakage } from "./leakage/index.js";
import { compareValues, valueCounts } from "../stats/summary.js";

export { LEAKING_COLUMNS } from "./leakage/columns.js";

/** The period of a release year; missing years are `unknown`. */
export type CovidPeriod = "pre_covid" | "covid" | "post_covid" | "unknown";

/** The features of the series, one row for each; the columns of `*_tv_features_v1.csv`. */
export interface FeatureTable {
  /** Names of the features, in order, without `id` and `hit`. */
  names: string[];
  ids: number[];
  /** The label of each row. */
  y: (0 | 1)[];
  /** One row for each series, one value for each name; null is missing. */
  X: (number | null)[][];
}

/** What {@link buildFeatures} can be told. */
export interface FeatureOptions {
  /** The year from which a series' age is counted. */
  asOfYear: number;
  /** Genres with fewer series become "Other"; default 40. */
  minGenreCount?: number;
  /** Features that the check against leakage may let through, each with a reason. */
  allow?: Readonly<Record<string, string>>;
}

/**
 * The features: age, two country flags and one-hot columns of period, grouped genre and country.
 *
 * One-hot columns are called `<column>_<value>` and stand in code-point order of their values, as
 * pandas' `get_dummies` orders them; a missing value is the category `unknown`.
 *
 * @throws UserError when a series has no `hit`, or when a feature gives the label away (`leakage.ts`).
 */
export function buildFeatures(
  titles: readonly LabelledTitle[],
  { asOfYear, minGenreCount = 40, allow = {} }: FeatureOptions,
): FeatureTable {
  assertLabelled(titles);
  const genres = groupRareGenres(titles, minGenreCount);
  const categories: [string, string[]][] = [
    ["covid_period", titles.map(({ year }) => covidPeriod(year))],
    ["primary_genre_grouped", genres],
    ["primary_country", withMissing(titles.map(({ primary_country }) => primary_country))],
  ];
  const encoded = categories.map(([column, values]) => oneHot(column, values));
  const table: FeatureTable = {
    names: ["years_since_release", "is_us", "is_korea", ...encoded.flatMap(({ names }) => names)],
    ids: titles.map(({ id }) => id),
    y: titles.map(({ hit }) => hit),
    X: titles.map((title, row) => [
      yearsSinceRelease(title.year, asOfYear),
      Number(title.primary_country === "US"),
      Number(title.primary_country === "KR"),
      ...encoded.flatMap(({ rows }) => rows[row]!),
    ]),
  };
  assertNoLeakage(table, titles, { allow });
  return table;
}

/** The period of a year: up to 2019, 2020 to 2021, from 2022 on. */
export function covidPeriod(year: number | null): CovidPeriod {
  if (year === null) return "unknown";
  if (year <= 2019) return "pre_covid";
  return year <= 2021 ? "covid" : "post_covid";
}

/** Whole years since the release year, 0 for a year in the future, null for a missing one. */
export function yearsSinceRelease(year: number | null, asOfYear: number): number | null {
  return year === null ? null : Math.max(0, asOfYear - year);
}

/**
 * Each series' primary genre, rare ones as "Other", missing ones as "unknown"; as "Other (rare)" and
 * "unknown (missing)" where TMDb itself has a genre of that name that is frequent enough to be kept.
 */
export function groupRareGenres(
  titles: readonly Pick<LabelledTitle, "primary_genre">[],
  minCount: number,
): string[] {
  const counts = valueCounts(titles.map(({ primary_genre }) => primary_genre));
  const rare = new Set(counts.filter(({ count }) => count < minCount).map(({ value }) => value));
  const kept = counts.flatMap(({ value }) => (value === null || rare.has(value) ? [] : [value]));
  const other = reservedName("Other", "rare", kept);
  return withMissing(
    titles.map(({ primary_genre: genre }) => (genre !== null && rare.has(genre) ? other : genre)),
  );
}

/** Values with a category of their own for the missing ones. */
function withMissing(values: readonly (string | null)[]): string[] {
  const present = values.filter((value) => value !== null);
  const missing = reservedName("unknown", "missing", present);
  return values.map((value) => value ?? missing);
}

/**
 * One 0/1 column for each distinct value.
 *
 * @returns names `<column>_<value>` in code-point order of the values, and a row for each value given.
 */
export function oneHot(
  column: string,
  values: readonly string[],
): { names: string[]; rows: number[][] } {
  const categories = [...new Set(values)].sort(compareValues);
  return {
    names: categories.map((category) => `${column}_${category}`),
    rows: values.map((value) => categories.map((category) => Number(category === value))),
  };
}

/** The features as rows with named columns, as the CSV and the tables show them. */
export function featureRows(table: FeatureTable): Record<string, number | null>[] {
  return table.ids.map((id, row) => {
    const named: Record<string, number | null> = { id, hit: table.y[row] as number };
    const values = table.X[row] ?? [];
    table.names.forEach((name, i) => (named[name] = values[i] ?? null));
    return named;
  });
}

/** The features as the matrix that the model works on. */
export function featureMatrix({ names, X }: Pick<FeatureTable, "names" | "X">): FeatureMatrix {
  return FeatureMatrix.from(X, names);
}

/** Drop the named columns, such as for a fit without `years_since_release`. */
export function dropFeatures(table: FeatureTable, dropped: readonly string[]): FeatureTable {
  const absent = dropped.filter((name) => !table.names.includes(name));
  if (absent.length > 0) {
    throw new UserError(
      `There is no feature ${absent.join(", ")} to drop; the features are ${table.names.join(", ")}.`,
    );
  }
  const kept = table.names.map((name, i) => ({ name, i })).filter((f) => !dropped.includes(f.name));
  return {
    ...table,
    names: kept.map(({ name }) => name),
    X: table.X.map((row) => kept.map(({ i }) => row[i] ?? null)),
  };
}
