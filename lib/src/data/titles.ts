/** Series as TMDb returns them and as the analysis uses them: types, columns, cleaning. */
import type { Schema } from "./csv.js";
import { UserError } from "../base/errors.js";

/** A series as TMDb's `discover/tv` returns it; the columns of `*_tv_all.csv`. */
export interface DiscoverTitle {
  adult: boolean;
  backdrop_path: string | null;
  genre_ids: number[];
  id: number;
  origin_country: string[];
  /** Null, here and below, if the response had no value of the right type. */
  original_language: string | null;
  original_name: string | null;
  /** A missing overview is `""` in TMDb's responses, but null here. */
  overview: string | null;
  popularity: number;
  poster_path: string | null;
  /** `YYYY-MM-DD`; a missing date is `""` or null in TMDb's responses, but always null here. */
  first_air_date: string | null;
  name: string | null;
  vote_average: number | null;
  vote_count: number;
}

/** A cleaned series; the columns of `*_tv_clean.csv`. */
export interface Title extends Omit<DiscoverTitle, "genre_ids"> {
  genres: string[];
  year: number | null;
  month: number | null;
  day: number | null;
  primary_country: string | null;
  primary_genre: string | null;
}

/** An invalid field in a response, and what happened to its row. */
export interface RowProblem {
  /** Null if the id itself was missing or invalid. */
  id: number | null;
  field: string;
  /** What was expected and what was found, such as `expected a number, found "high"`. */
  problem: string;
  /** True if only the field was lost, false if the row was. */
  kept: boolean;
}

/** A genre of TMDb's `genre/tv/list`. */
export interface Genre {
  id: number;
  name: string;
}

/** The columns of `*_tv_all.csv`, in the API's order. */
export const DISCOVER_COLUMNS: Schema<DiscoverTitle> = {
  adult: { type: "boolean" },
  backdrop_path: { type: "string", nullable: true },
  genre_ids: { type: "integers" },
  id: { type: "integer" },
  origin_country: { type: "strings" },
  original_language: { type: "string", nullable: true },
  original_name: { type: "string", nullable: true },
  overview: { type: "string", nullable: true },
  popularity: { type: "number" },
  poster_path: { type: "string", nullable: true },
  first_air_date: { type: "date", nullable: true },
  name: { type: "string", nullable: true },
  vote_average: { type: "number", nullable: true },
  vote_count: { type: "integer" },
};

const { genre_ids, ...KEPT_COLUMNS } = DISCOVER_COLUMNS;

/** The columns of `*_tv_clean.csv`, in order. */
export const TITLE_COLUMNS: Schema<Title> = {
  ...KEPT_COLUMNS,
  genres: { type: "strings" },
  year: { type: "integer", nullable: true },
  month: { type: "integer", nullable: true },
  day: { type: "integer", nullable: true },
  primary_country: { type: "string", nullable: true },
  primary_genre: { type: "string", nullable: true },
};

/**
 * Return `rows` if every id occurs once.
 *
 * @throws UserError naming the id and the two rows.
 */
export function assertUniqueIds<T extends { id: number }>(rows: T[], name: string): T[] {
  const first = new Map<number, number>();
  rows.forEach(({ id }, row) => {
    const earlier = first.get(id);
    if (earlier !== undefined) {
      throw new UserError(
        `${name}: id ${id} occurs twice (data rows ${earlier + 1} and ${row + 1}); ` +
          "expected one row for each series. Remove one of them or collect again.",
      );
    }
    first.set(id, row);
  });
  return rows;
}

/**
 * Clean the rows of the API: genre ids become names, the date is split, and the first country and
 * the first genre become the primary ones.
 *
 * A genre id that is not in `genres` becomes "Unknown". A date that is not a calendar date of the
 * form `YYYY-MM-DD` becomes missing, with its year, month and day.
 */
export function cleanTitles(titles: readonly DiscoverTitle[], genres: readonly Genre[]): Title[] {
  return [...cleanEach(titles, genres)];
}

/**
 * The rows of {@link cleanTitles} one at a time, so that a large catalogue is not in memory twice.
 */
export function* cleanEach(
  titles: Iterable<DiscoverTitle>,
  genres: readonly Genre[],
): Generator<Title> {
  const names = new Map(genres.map(({ id, name }) => [id, name]));
  for (const title of titles) {
    const date = parseDate(title.first_air_date);
    const genreNames = title.genre_ids.map((id) => names.get(id) ?? "Unknown");
    // Field by field: a spread without genre_ids takes ten times the memory.
    yield {
      adult: title.adult,
      backdrop_path: title.backdrop_path,
      id: title.id,
      origin_country: title.origin_country,
      original_language: title.original_language,
      original_name: title.original_name,
      overview: title.overview,
      popularity: title.popularity,
      poster_path: title.poster_path,
      first_air_date: date === null ? null : title.first_air_date,
      name: title.name,
      vote_average: title.vote_average,
      vote_count: title.vote_count,
      genres: genreNames,
      year: date?.year ?? null,
      month: date?.month ?? null,
      day: date?.day ?? null,
      primary_country: title.origin_country[0] ?? null,
      primary_genre: genreNames[0] ?? null,
    };
  }
}

/** The genre ids in `titles` that are not in `genres`, ascending. */
export function unknownGenreIds(
  titles: readonly DiscoverTitle[],
  genres: readonly Genre[],
): number[] {
  const known = new Set(genres.map(({ id }) => id));
  const unknown = titles.flatMap(({ genre_ids }) => genre_ids.filter((id) => !known.has(id)));
  return [...new Set(unknown)].sort((a, b) => a - b);
}

/** Year, month and day of a `YYYY-MM-DD` text, or null if it is not a calendar date. */
export function parseDate(
  text: string | null,
): { year: number; month: number; day: number } | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "");
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { year, month, day } : null;
}

/** The fewest series for which a label and a validation make sense. */
export const MIN_TITLES = 20;

/**
 * Check that there are enough series to analyse.
 *
 * @param owner the subject of the sentence, such as "HBO".
 * @throws UserError if `count` is below {@link MIN_TITLES}.
 */
export function assertEnoughTitles(count: number, owner: string): void {
  if (count >= MIN_TITLES) return;
  const found = count === 0 ? "no series" : `only ${count} series`;
  throw new UserError(
    `${owner} has ${found}; the analysis needs at least ${MIN_TITLES} to label and validate hits. ` +
      "Choose a larger network with TMDB_NETWORK_ID (Netflix is 213). Nothing was written.",
  );
}
