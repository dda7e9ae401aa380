/**
 * Label and features from columns, without an object for any series: for catalogues of a million rows.
 * The same as `labelHits` and `buildFeatures` give row by row.
 */
import { basename } from "node:path";
import { readColumns } from "./columns.js";
import { BadFields } from "../../lib/src/data/csv/faults.js";
import { yearsSinceRelease } from "../../lib/src/features/feature.js";
import { assertEnoughTitles } from "../../lib/src/data/titles.js";
import { Categorical } from "../../lib/src/data/categorical.js";
import { FeatureFrame } from "../../lib/src/model/preprocessing/feature-frame.js";
import { compareValues, quantile } from "../../lib/src/stats/summary.js";

/** The columns of a cleaned catalogue that label and features are made from, one value a series. */
export interface TitleColumns {
  popularity: Float64Array;
  vote_count: Float64Array;
  /** NaN is missing. */
  year: Float64Array;
  primary_genre: Categorical;
  primary_country: Categorical;
}

const KINDS = {
  popularity: "number",
  vote_count: "number",
  year: "number",
  primary_genre: "category",
  primary_country: "category",
} as const;

/**
 * Read these columns of `*_tv_clean.csv`, or of any CSV that has them.
 *
 * @throws UserError as `readColumns`, and naming the row where popularity or votes are missing.
 */
export function readTitleColumns(path: string): TitleColumns {
  const columns = readColumns(path, KINDS);
  const bad = new BadFields(basename(path));
  for (const column of ["popularity", "vote_count"] as const) {
    columns[column].forEach((value, i) => {
      if (Number.isNaN(value)) bad.add({ row: i + 1, column, expected: "a number", found: "" });
    });
  }
  bad.throwIfAny();
  return columns;
}

/**
 * The label of each series: 1 where popularity and votes reach their quantiles, else 0.
 *
 * @throws UserError when there are fewer than 20 series.
 */
export function hitLabels(
  { popularity, vote_count }: Pick<TitleColumns, "popularity" | "vote_count">,
  { popularityQuantile = 0.9, voteQuantile = 0.5 } = {},
): Uint8Array {
  assertEnoughTitles(popularity.length, "The table");
  const popular = quantile(popularity, popularityQuantile);
  const voted = quantile(vote_count, voteQuantile);
  const hits = new Uint8Array(popularity.length);
  for (let row = 0; row < hits.length; row += 1) {
    hits[row] = popularity[row]! >= popular && vote_count[row]! >= voted ? 1 : 0;
  }
  return hits;
}

/**
 * The features before their one-hot encoding: a `OneHotEncoder` makes of them the names, order and
 * values of `buildFeatures`.
 */
export function featureFrame(
  { year, primary_genre, primary_country }: Omit<TitleColumns, "popularity" | "vote_count">,
  { asOfYear, minGenreCount = 40 }: { asOfYear: number; minGenreCount?: number },
): FeatureFrame {
  return new FeatureFrame({
    years_since_release: year.map((value) => yearsSinceRelease(value, asOfYear)!),
    is_us: indicator(primary_country, "US"),
    is_korea: indicator(primary_country, "KR"),
    covid_period: periods(year),
    primary_genre_grouped: groupRare(primary_genre, minGenreCount),
    primary_country,
  });
}

/** 1 where the column has this category, else 0. */
function indicator({ codes, categories }: Categorical, category: string): Float64Array {
  const wanted = categories.indexOf(category);
  const column = new Float64Array(codes.length);
  if (wanted < 0) return column;
  for (let row = 0; row < codes.length; row += 1) if (codes[row] === wanted) column[row] = 1;
  return column;
}

function periods(year: Float64Array): Categorical {
  const categories = ["covid", "post_covid", "pre_covid", "unknown"];
  const codes = new Int32Array(year.length);
  for (let row = 0; row < codes.length; row += 1) {
    const value = year[row]!;
    const period = value <= 2019 ? "pre_covid" : value <= 2021 ? "covid" : "post_covid";
    codes[row] = categories.indexOf(Number.isNaN(value) ? "unknown" : period);
  }
  return new Categorical(codes, categories);
}

/** The categories with fewer rows as one, "Other". */
function groupRare(column: Categorical, minCount: number): Categorical {
  const counts = column.counts();
  const target = column.categories.map((name, code) => (counts[code]! < minCount ? "Other" : name));
  const categories = [...new Set(target)].sort(compareValues);
  const codeOf = Int32Array.from(target, (name) => categories.indexOf(name));
  const codes = column.codes.map((code) => (code < 0 ? -1 : codeOf[code]!));
  return new Categorical(codes, categories);
}
