/** The simulated catalogue: invented series with the distributions of real ones. */
import { normalQuantile } from "../stats/distributions.js";
import type { DiscoverTitle, Genre } from "../data/titles.js";
import {
  BUZZ,
  COUNTRY_COUNTS,
  COUNTRY_EFFECTS,
  type CountryEffects,
  type Effects,
  FIRST_IDS,
  GAP_EFFECTS,
  GENRE_EFFECTS,
  type GenreEffects,
  MISSING,
  MONTHS,
  POPULARITY_QUANTILES,
  QUIRKS,
  VOTE_NOISE,
  VOTE_QUANTILES,
  WEEKDAYS,
  YEAR_EFFECTS,
} from "./effects.js";
import { generator, type Generator, hash32, weighted } from "./generator.js";
import { inventTexts } from "./invented-text.js";

/** The genres of TMDb's `genre/tv/list`. */
export const GENRES: readonly Genre[] = GENRE_EFFECTS.map(({ id, name }) => ({ id, name }));

/** As many series as TMDb reported for Netflix in January 2026. */
export const DEFAULT_SERIES = 2561;
export const DEFAULT_SEED = 213;

/** Size and seed of a catalogue. */
export interface CatalogueOptions {
  /** Number of series; default {@link DEFAULT_SERIES}. */
  series?: number;
  /** The same seed gives the same catalogue on every machine; default {@link DEFAULT_SEED}. */
  seed?: number;
}

/** The name of a simulated catalogue as a source. */
export function catalogueLabel(options: CatalogueOptions = {}): string {
  const { series = DEFAULT_SERIES, seed = DEFAULT_SEED } = options;
  const size = series === DEFAULT_SERIES ? "" : `, ${series} series`;
  return `simulated catalogue (seed ${seed}${size})`;
}

/**
 * Simulate a network's catalogue as of the end of January 2026: shares of genres, countries,
 * languages and years, missing values, popularity and votes like those of a real one (see
 * `effects.ts` for the planted effects), with distinct ids, in no particular order. None of its
 * series exists.
 */
export function simulateCatalogue(options: CatalogueOptions = {}): DiscoverTitle[] {
  const { series = DEFAULT_SERIES, seed = DEFAULT_SEED } = options;
  // The names of these two streams were chosen so that the default catalogue, one random draw of
  // many, is close to the real aggregates in small groups too.
  const traits = drawTraits(series, generator(seed, "rows7"), generator(seed, "scores2"));
  const popularity = byRank(traits.map(({ scores }) => scores.popularity));
  const votes = byRank(traits.map(({ scores }) => scores.votes));
  const ids = drawIds(traits, generator(seed, "ids"));
  const ratings = generator(seed, "ratings");
  const dates = generator(seed, "dates");
  const texts = inventTexts(traits, generator(seed, "texts"), QUIRKS);
  return traits.map((trait, at) => {
    const id = ids[at]!;
    const p = votes[at]!;
    const vote_count = Math.round(interpolate(VOTE_QUANTILES, p, 1));
    const quality = 0.2 * normalScore(p) + 0.2 * normalScore(popularity[at]!);
    const text = texts[at]!;
    return {
      adult: false,
      backdrop_path: trait.missing.backdrop_path ? null : picture(id, "backdrop"),
      genre_ids: trait.genres,
      id,
      origin_country: trait.countries,
      original_language: trait.language,
      original_name: text.original_name,
      overview: trait.missing.overview ? null : text.overview,
      popularity: round(interpolate(POPULARITY_QUANTILES, popularity[at]!, 0), 4),
      poster_path: trait.missing.poster_path ? null : picture(id, "poster"),
      first_air_date: trait.year === null ? null : drawDate(trait.year, dates),
      name: text.name,
      vote_average: drawRating(vote_count, quality + trait.rating, ratings),
      vote_count,
    };
  });
}

type Gaps = Record<keyof (typeof MISSING)["dated"], boolean>;

/** The traits of a series, drawn before its numbers and texts. */
interface Traits {
  genres: number[];
  countries: string[];
  language: string;
  year: number | null;
  missing: Gaps;
  scores: { popularity: number; votes: number };
  rating: number;
}

function drawTraits(series: number, random: Generator, noise: Generator): Traits[] {
  const drawCountry = weighted(COUNTRY_EFFECTS.map(({ weight }) => weight));
  const drawYear = weighted(YEAR_EFFECTS.map(({ weight }) => weight));
  const drawCountries = weighted(COUNTRY_COUNTS);
  const tables = COUNTRY_EFFECTS.map(countryTables);
  const beside = new Map(GENRE_EFFECTS.map((genre) => [genre.id, genreTables(genre)]));
  const traits: Traits[] = [];
  for (let at = 0; at < series; at++) {
    const country = drawCountry(random);
    const { code } = COUNTRY_EFFECTS[country]!;
    const table = tables[country]!;
    const year = YEAR_EFFECTS[drawYear(random)]!;
    const missing = drawGaps(year.year === null ? MISSING.undated : MISSING.dated, random);
    const primary = GENRE_EFFECTS[table.genre(random)]!;
    const genres = beside.get(primary.id)?.(random) ?? [];
    const countries = code === "" ? [] : [code];
    const wanted = countries.length === 0 ? 0 : drawCountries(random) + 1;
    while (countries.length < wanted) {
      const other = COUNTRY_EFFECTS[drawCountry(random)]!.code;
      if (other !== "" && !countries.includes(other)) countries.push(other);
    }
    const effects: Effects[] = [
      COUNTRY_EFFECTS[country]!,
      year,
      missing.genres ? GAP_EFFECTS.genres : primary,
    ];
    const buzz = random.chance(BUZZ.chance);
    if (year.year !== null) {
      if (buzz && year.year >= BUZZ.since) effects.push(BUZZ);
      if (missing.backdrop_path || missing.poster_path) effects.push(GAP_EFFECTS.pictures);
      if (missing.overview) effects.push(GAP_EFFECTS.overview);
    }
    traits.push({
      genres: missing.genres ? [] : genres,
      countries,
      language: table.language(random),
      year: year.year,
      missing,
      scores: drawScores(effects, noise),
      rating: missing.genres ? 0 : primary.rating,
    });
  }
  return traits;
}

/** Draw the two scores of `effects.ts`. */
function drawScores(effects: readonly Effects[], random: Generator): Traits["scores"] {
  const shared = random.normal();
  const own = random.normal();
  const scores = { popularity: 0, votes: VOTE_NOISE.shared * shared + VOTE_NOISE.own * own };
  let spread = 1;
  for (const effect of effects) {
    scores.popularity += effect.popularity;
    scores.votes += effect.votes;
    spread *= effect.spread;
  }
  scores.popularity += spread * shared;
  return scores;
}

function drawGaps(chances: Readonly<Record<keyof Gaps, number>>, random: Generator): Gaps {
  return {
    backdrop_path: random.chance(chances.backdrop_path),
    poster_path: random.chance(chances.poster_path),
    overview: random.chance(chances.overview),
    genres: random.chance(chances.genres),
  };
}

function countryTables({ genres = {}, languages }: CountryEffects) {
  const codes = Object.keys(languages);
  const drawCode = weighted(Object.values(languages));
  return {
    genre: weighted(GENRE_EFFECTS.map(({ id, weight }) => weight * (genres[id] ?? 1))),
    language: (random: Generator) => codes[drawCode(random)]!,
  };
}

/** Draw a list of genres that begins with this genre. */
function genreTables({ id, counts, beside }: GenreEffects) {
  const others = Object.keys(beside).map(Number);
  const drawCount = weighted(counts);
  const drawOther = weighted(Object.values(beside));
  return (random: Generator): number[] => {
    const genres = [id];
    const wanted = Math.min(drawCount(random) + 1, others.length + 1);
    while (genres.length < wanted) {
      const other = others[drawOther(random)]!;
      if (!genres.includes(other)) genres.push(other);
    }
    return genres;
  };
}

/** The probability of each score's rank, so that quantiles of R type 7 match the anchors. */
function byRank(scores: readonly number[]): Float64Array {
  const order = Uint32Array.from(scores, (_, at) => at);
  order.sort((a, b) => scores[a]! - scores[b]! || a - b);
  const probabilities = new Float64Array(scores.length);
  const last = scores.length - 1;
  order.forEach((at, rank) => (probabilities[at] = last === 0 ? 0.5 : rank / last));
  return probabilities;
}

/** A quantile, log-linear between the anchors; `shift` is added before taking the logarithm. */
function interpolate(
  anchors: readonly (readonly [number, number])[],
  probability: number,
  shift: number,
): number {
  const right = Math.max(
    1,
    anchors.findIndex(([p]) => p >= probability),
  );
  const [p0, low] = anchors[right - 1]!;
  const [p1, high] = anchors[right]!;
  const share = (probability - p0) / (p1 - p0);
  const [from, to] = [Math.log(low + shift), Math.log(high + shift)];
  return Math.exp(from + share * (to - from)) - shift;
}

/**
 * A mean vote from 1 to 10: with few votes it varies widely and is often 10, with many it does not.
 */
function drawRating(votes: number, quality: number, random: Generator): number {
  const taste = 6.86 + quality + 0.55 * random.normal();
  const scatter = random.normal();
  const fans = random.uniform();
  const rounding = random.uniform();
  if (votes === 0) return 0;
  if (votes <= 3 && fans < 0.11) return 10;
  const average = Math.min(10, Math.max(1, taste + (2.6 / Math.sqrt(votes)) * scatter));
  if (votes === 1) return Math.round(average);
  return round(average, rounding < 0.15 + 0.7 / Math.sqrt(votes / 5) ? 1 : 3);
}

/** Ids grow with the year of entry, which is mostly the year of release. */
function drawIds(traits: readonly Traits[], random: Generator): number[] {
  const stretch = Math.max(1, Math.ceil(traits.length / 25_000));
  const taken = new Set<number>();
  return traits.map(({ year }) => {
    const entered = year === null ? 2025.7 + 0.45 * random.normal() : enteredAt(year, random);
    let id = Math.round(stretch * idAt(Math.min(2026.2, Math.max(1989, entered))));
    while (taken.has(id)) id++;
    taken.add(id);
    return id;
  });
}

function enteredAt(year: number, random: Generator): number {
  if (random.chance(0.08)) return year + random.uniform() * (2026 - year);
  return year + random.uniform() - 0.4 + 0.2 * random.normal();
}

function idAt(year: number): number {
  const right = Math.max(
    1,
    FIRST_IDS.findIndex(([y]) => y > year),
  );
  const [y0, id0] = FIRST_IDS[right - 1] as readonly [number, number];
  const [y1, id1] = FIRST_IDS[right] as readonly [number, number];
  return id0 + ((year - y0) / (y1 - y0)) * (id1 - id0);
}

const DAY = 86_400_000;
const calendars = new Map<number, (random: Generator) => number>();

/** A day of this year: releases prefer some weekdays, months and the first of the month. */
function drawDate(year: number, random: Generator): string {
  const start = Date.UTC(year, 0, 1);
  // The catalogue is of January 2026: nothing is released later.
  const days = year === 2026 ? 25 : Math.round((Date.UTC(year + 1, 0, 1) - start) / DAY);
  let draw = calendars.get(year);
  if (draw === undefined) {
    const weights = Array.from({ length: days }, (_, day) => {
      const date = new Date(start + day * DAY);
      const first = date.getUTCDate() === 1 ? 1.3 : 1;
      return WEEKDAYS[date.getUTCDay()]! * MONTHS[date.getUTCMonth()]! * first;
    });
    calendars.set(year, (draw = weighted(weights)));
  }
  return new Date(start + draw(random) * DAY).toISOString().slice(0, 10);
}

/** A path in TMDb's format that is recognisably not a real one. */
function picture(id: number, kind: string): string {
  return `/sim-${hash32(`${kind} ${id}`).toString(16).padStart(8, "0")}.jpg`;
}

/** The normal score of a probability, kept finite at both ends. */
function normalScore(probability: number): number {
  return normalQuantile(Math.min(1 - 1e-4, Math.max(1e-4, probability)));
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
