import { described } from "./study.js";
import type { FeatureTable } from "../../lib/src/features/table.js";
import { RandomState } from "../../lib/src/stats/random.js";

/**
 * Genres and countries that matter the same: eight of each, dealt at random, by whose log-odds the labels
 * are drawn.
 *
 * @param ofCountries by what the log-odds of the countries are multiplied; default 1.
 */
export function twinGroups(n: number, seed: number, ofCountries = 1): FeatureTable {
  const random = new RandomState(seed);
  const logOdds = [-1.2, -0.8, -0.5, -0.2, 0.2, 0.5, 0.8, 1.2];
  const rows = Array.from({ length: n }, () => {
    const [genre, country] = [random.integer(7), random.integer(7)];
    const chance = 1 / (1 + Math.exp(2 - logOdds[genre]! - ofCountries * logOdds[country]!));
    return { genre, country, y: random.integer(999_999) < chance * 1e6 ? 1 : 0 } as const;
  });
  const flags = (own: number) => logOdds.map((_, at) => Number(at === own));
  const names = (prefix: string) => logOdds.map((_, at) => `${prefix}_${at}`);
  return described({
    names: [...names("primary_genre_grouped"), ...names("primary_country")],
    ids: rows.map((_, i) => i + 1),
    y: rows.map(({ y }) => y),
    X: rows.map(({ genre, country }) => [...flags(genre), ...flags(country)]),
  });
}
