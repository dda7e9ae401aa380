import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { generator, weighted } from "../../lib/src/sandbox/generator.js";
import { labelledTitle } from "./titles.js";

/** What a made series is, before chance decides whether it is a hit. */
export type MadeSeries = Pick<LabelledTitle, "year" | "primary_genre" | "primary_country">;

/** Genres and countries with their shares, some of them too small to judge. */
export const GENRE_SHARES: Readonly<Record<string, number>> = {
  Drama: 25,
  Documentary: 18,
  Comedy: 14,
  Reality: 12,
  Animation: 10,
  Crime: 6,
  "Action & Adventure": 5,
  "Sci-Fi & Fantasy": 4,
  Mystery: 3,
  Kids: 2,
  Western: 0.5,
  Soap: 0.2,
};
export const COUNTRY_SHARES: Readonly<Record<string, number>> = {
  US: 39,
  GB: 7,
  KR: 7,
  JP: 6,
  ES: 5,
  IN: 4,
  MX: 3,
  FR: 3,
  IT: 2,
  DE: 2,
  SE: 1,
};

/** The shares of series without a genre, and without a year. */
export const MISSING_GENRE = 0.04;
export const MISSING_YEAR = 0.06;

/** The years of a made catalogue, all equally likely. */
export const FIRST_YEAR = 2010;
export const YEARS = 16;

/**
 * Series drawn at random: year, genre and country independent of each other, 4% without a genre, 6%
 * without a year. `rate` gives the chance of a hit.
 */
export function madeCatalogue(
  seed: number,
  rows: number,
  rate: (series: MadeSeries) => number,
): LabelledTitle[] {
  const random = generator(seed, "findings");
  const pick = (shares: Readonly<Record<string, number>>) => {
    const names = Object.keys(shares);
    const draw = weighted(Object.values(shares));
    return () => names[draw(random)]!;
  };
  const [genre, country] = [pick(GENRE_SHARES), pick(COUNTRY_SHARES)];
  const blank = labelledTitle();
  return Array.from({ length: rows }, (_, id) => {
    const series = {
      year: random.chance(MISSING_YEAR) ? null : FIRST_YEAR + random.below(YEARS),
      primary_genre: random.chance(MISSING_GENRE) ? null : genre(),
      primary_country: country(),
    };
    const genres = series.primary_genre === null ? [] : [series.primary_genre];
    return { ...blank, id, ...series, genres, hit: random.chance(rate(series)) ? 1 : 0 };
  });
}
