import type { DiscoverTitle, Title } from "../../lib/src/data/titles.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";

/** A series as the API gives it, with what matters to a test set by `fields`. */
export function discoverTitle(fields: Partial<DiscoverTitle> = {}): DiscoverTitle {
  return {
    adult: false,
    backdrop_path: null,
    genre_ids: [18],
    id: 1,
    origin_country: ["US"],
    original_language: "en",
    original_name: "A Name",
    overview: null,
    popularity: 1,
    poster_path: null,
    first_air_date: "2020-02-29",
    name: "A Name",
    vote_average: 7,
    vote_count: 10,
    ...fields,
  };
}

/** A cleaned series, with what matters to a test set by `fields`; its only genre is the primary one. */
export function title(fields: Partial<Title> = {}): Title {
  const { genre_ids, ...rest } = discoverTitle();
  const { primary_genre } = fields;
  const genres =
    primary_genre === undefined ? ["Drama"] : primary_genre === null ? [] : [primary_genre];
  return {
    ...rest,
    genres,
    year: 2020,
    month: 2,
    day: 29,
    primary_country: "US",
    primary_genre: "Drama",
    ...fields,
  };
}

/** A labelled series, with what matters to a test set by `fields`. */
export function labelledTitle(fields: Partial<LabelledTitle> = {}): LabelledTitle {
  return { ...title(fields), hit: 0, ...fields };
}

/** `n` cleaned series with ids 1 to n and the fields that `fields` gives for each number. */
export function titles(n: number, fields: (i: number) => Partial<Title> = () => ({})): Title[] {
  return Array.from({ length: n }, (_, i) => title({ id: i + 1, ...fields(i) }));
}
