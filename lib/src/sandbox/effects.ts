/**
 * The shares and effects that are planted in the simulated catalogue, as data.
 *
 * Every series gets two scores,
 *
 *     popularity score = sum of its groups' popularity effects + spread * e1
 *     vote score       = sum of its groups' vote effects + shared * e1 + own * e2
 *
 * where its groups are its primary genre, primary country, release year and gaps, e1 and e2 are
 * standard normal, and spread is the product of the groups' spreads. The ranks of the scores are
 * mapped to `POPULARITY_QUANTILES` and `VOTE_QUANTILES`, so that both distributions hold for every
 * seed and size. The effects are centred on the average series; their unit is about one standard
 * deviation of a normal score. They were fitted to the median popularity, median votes and hit rate
 * of each group of a real catalogue of January 2026; only these aggregates of it were used.
 *
 * What an analyst should find:
 *
 * | | hit rate |
 * |---|---|
 * | Action & Adventure, Sci-Fi & Fantasy | about 0.25 and 0.22 |
 * | Animation, Crime | about 0.15 |
 * | Documentary, Reality | below 0.02 |
 * | US, KR, JP | about 0.14 |
 * | IN, PL, TR, ZA, AR | about 0.01, although popularity is ordinary in PL and TR |
 * | up to 2015; 2016; 2019 to 2025 | above 0.3; 0.22; 0.06 to 0.10, most of the hits by count |
 * | no date, no genre, no country | 0 |
 */

/** Effects of belonging to a group. */
export interface Effects {
  /** Shift of the popularity score. */
  popularity: number;
  /** Factor on the spread of the popularity score; below 1 means few hits for the median. */
  spread: number;
  /** Shift of the vote score. */
  votes: number;
}

export interface GenreEffects extends Effects {
  id: number;
  name: string;
  /** Weight as a primary genre. */
  weight: number;
  /** Weights of having 1, 2, ... 6 genres when this one is the first. */
  counts: readonly number[];
  /** Weights of the other genres beside it, by id. */
  beside: Readonly<Record<number, number>>;
  /** Shift of the vote average. */
  rating: number;
}

export interface CountryEffects extends Effects {
  /** ISO 3166-1 code; "" for a series without a country. */
  code: string;
  weight: number;
  /** Weights of the original languages. */
  languages: Readonly<Record<string, number>>;
  /** Factors on the genre weights, by id. */
  genres?: Readonly<Record<number, number>>;
}

export interface YearEffects extends Effects {
  /** Release year; null for a series without a date. */
  year: number | null;
  weight: number;
}

/** The genres of TMDb's `genre/tv/list`; weights are titles of 2,020. */
// prettier-ignore
export const GENRE_EFFECTS: readonly GenreEffects[] = [
  { id: 18, name: "Drama", weight: 502, ...effects(0.26, 0.8, 0.39), rating: 0.05,
    counts: [46, 36.9, 16.1, 1], beside: { 9648: 32, 80: 38, 35: 19, 10765: 14, 10759: 9, 10751: 3, 10768: 3, 10766: 4, 16: 1, 37: 1 } },
  { id: 99, name: "Documentary", weight: 413, ...effects(-0.36, 0.58, -0.37), rating: 0.05,
    counts: [66.2, 31.3, 2.5], beside: { 80: 30, 18: 3, 10764: 7, 9648: 4, 10768: 4, 35: 2, 10751: 2 } },
  { id: 35, name: "Comedy", weight: 288, ...effects(-0.03, 0.87, -0.04), rating: -0.2,
    counts: [42.5, 44, 8.5, 3.5, 0, 1.5], beside: { 18: 29, 16: 10, 10764: 4, 9648: 4, 10751: 8, 80: 4, 10759: 4, 10762: 3, 10765: 6, 10767: 2 } },
  { id: 10764, name: "Reality", weight: 235, ...effects(-0.5, 0.69, -1.08), rating: -0.4,
    counts: [82.2, 15.3, 2.5], beside: { 35: 6, 18: 2, 80: 1, 99: 2, 10751: 2, 10759: 2 } },
  { id: 16, name: "Animation", weight: 205, ...effects(0.31, 0.9, 0.09), rating: 0.2,
    counts: [8, 30.7, 32.3, 25, 5.2], beside: { 10759: 24, 35: 21, 10762: 17, 10765: 28, 18: 8, 9648: 4, 10751: 9, 80: 1 } },
  { id: 80, name: "Crime", weight: 107, ...effects(0.13, 1.17, 0.4), rating: 0,
    counts: [16.3, 41.3, 37.4, 5], beside: { 18: 38, 9648: 14, 99: 8, 10759: 8, 35: 3 } },
  { id: 10759, name: "Action & Adventure", weight: 79, ...effects(0.53, 1.4, 0.65), rating: 0.25,
    counts: [12.6, 33.9, 42.5, 11], beside: { 18: 19, 80: 12, 10765: 8, 9648: 4, 16: 3, 35: 3, 10768: 2 } },
  { id: 10765, name: "Sci-Fi & Fantasy", weight: 74, ...effects(0.38, 1.32, 1.4), rating: 0,
    counts: [18.5, 34.7, 40.8, 6], beside: { 18: 14, 9648: 7, 10759: 7, 35: 3, 10751: 1, 16: 1 } },
  { id: 9648, name: "Mystery", weight: 52, ...effects(0.08, 1.02, 0.81), rating: 0,
    counts: [20.4, 50.5, 22.1, 7], beside: { 18: 14, 80: 7, 10765: 3, 10759: 1, 35: 1 } },
  { id: 10762, name: "Kids", weight: 35, ...effects(0.07, 0.63, -0.78), rating: 0.15,
    counts: [13.2, 50.1, 18.7, 6, 15.6], beside: { 16: 9, 35: 3, 10751: 5, 10759: 2, 10765: 1 } },
  { id: 10751, name: "Family", weight: 19, ...effects(0, 1.54, -0.32), rating: 0.1,
    counts: [7, 72, 17, 4], beside: { 35: 4, 18: 3, 16: 2, 10762: 2, 10765: 1, 10764: 1 } },
  { id: 10767, name: "Talk", weight: 12, ...effects(-0.21, 0.35, -1.24), rating: 0,
    counts: [25.2, 72.3, 2.5], beside: { 35: 3, 10764: 2, 99: 1 } },
  { id: 10768, name: "War & Politics", weight: 7, ...effects(-0.02, 0.38, 0.25), rating: 0.1,
    counts: [11.1, 72, 17], beside: { 18: 5, 10759: 2, 99: 2 } },
  { id: 37, name: "Western", weight: 3, ...effects(0.8, 1, 1.25), rating: 0.2,
    counts: [8.7, 31.8, 59.5], beside: { 18: 3, 10759: 2, 35: 1 } },
  { id: 10766, name: "Soap", weight: 2, ...effects(0.04, 0.4, 0.76), rating: 0,
    counts: [31.1, 52, 17], beside: { 18: 3, 35: 1 } },
  { id: 10763, name: "News", weight: 1, ...effects(0, 0.8, 0), rating: 0,
    counts: [60, 40], beside: { 99: 1, 10767: 1 } },
];

/** Countries; weights are titles of 2,020. */
// prettier-ignore
export const COUNTRY_EFFECTS: readonly CountryEffects[] = [
  { code: "US", weight: 781, ...effects(0.1, 1.46, 0.19), languages: { en: 982, es: 7, fr: 3, ja: 3, ko: 2, de: 1, he: 1, xx: 1 },
    genres: { 99: 1, 10751: 1.6, 16: 1, 35: 1.2, 10764: 1.2, 10765: 1.2, 10762: 1.3 } },
  { code: "GB", weight: 149, ...effects(0.02, 1.34, 0.27), languages: { en: 1 },
    genres: { 99: 2.2, 18: 0.8, 35: 0.7, 10764: 0.6 } },
  { code: "KR", weight: 130, ...effects(0.2, 1.09, -0.26), languages: { ko: 124, en: 2, th: 1, xx: 2 },
    genres: { 18: 1.5, 99: 0.2, 10764: 1.6, 35: 0.5, 10759: 3, 80: 0.7, 16: 0.5, 9648: 1.5 } },
  { code: "JP", weight: 118, ...effects(0.26, 0.98, -0.12), languages: { ja: 115, en: 3 },
    genres: { 16: 4.2, 18: 0.7, 35: 0.6, 99: 0.15, 10764: 1.2, 10759: 1.2, 80: 0.3 } },
  { code: "ES", weight: 89, ...effects(-0.1, 1.36, 0.3), languages: { es: 87, en: 2 },
    genres: { 80: 2.5, 99: 1.5, 16: 0.2, 35: 0.6 } },
  { code: "IN", weight: 76, ...effects(-0.37, 0.35, -0.55), languages: { hi: 64, en: 6, ta: 3, te: 2, xx: 1 },
    genres: { 80: 2.2, 18: 1.4, 35: 1.6, 10764: 0.4, 99: 0.8, 16: 0.4, 10759: 1.6 } },
  { code: "MX", weight: 63, ...effects(-0.1, 1.28, 0.08), languages: { es: 61, en: 2 },
    genres: { 35: 1.4, 10764: 1.3, 99: 0.7, 16: 0.3 } },
  { code: "FR", weight: 56, ...effects(-0.08, 1.03, -0.06), languages: { fr: 52, en: 4 }, genres: { 99: 0.7, 10759: 2, 9648: 1.5 } },
  { code: "BR", weight: 55, ...effects(-0.37, 0.82, -0.41), languages: { pt: 54, en: 1 }, genres: { 99: 1.4, 10764: 1.6 } },
  { code: "IT", weight: 45, ...effects(-0.01, 0.5, -0.02), languages: { it: 41, en: 4 }, genres: { 80: 1.6, 99: 1.3 } },
  { code: "TH", weight: 39, ...effects(-0.26, 0.8, -0.96), languages: { th: 1 },
    genres: { 18: 1.6, 35: 1.3, 99: 0.4, 9648: 2 } },
  { code: "DE", weight: 39, ...effects(-0.18, 0.7, 0.19), languages: { de: 37, en: 2 }, genres: { 80: 2, 99: 1.2 } },
  { code: "CA", weight: 35, ...effects(-0.07, 0.97, -0.37), languages: { en: 34, fr: 1 }, genres: { 16: 2, 10762: 3, 99: 0.5 } },
  { code: "PL", weight: 32, ...effects(-0.01, 0.35, -0.15), languages: { pl: 1 }, genres: { 80: 2.5, 16: 0.2 } },
  { code: "TR", weight: 31, ...effects(0.09, 0.35, -0.09), languages: { tr: 1 },
    genres: { 18: 1.9, 99: 0.2, 10764: 0.3, 16: 0.1 } },
  { code: "TW", weight: 28, ...effects(-0.01, 0.75, -0.71), languages: { zh: 1 }, genres: { 18: 1.6, 9648: 1.5 } },
  { code: "ZA", weight: 26, ...effects(-0.45, 0.35, -0.45), languages: { en: 23, af: 3 }, genres: { 10764: 2 } },
  { code: "AR", weight: 24, ...effects(-0.3, 0.35, -0.11), languages: { es: 23, en: 1 }, genres: { 99: 1.8 } },
  { code: "AU", weight: 20, ...effects(0.03, 0.79, 0.12), languages: { en: 1 } },
  { code: "CO", weight: 17, ...effects(0, 0.94, 1.02), languages: { es: 1 } },
  { code: "", weight: 15, ...effects(-0.8, 0.4, -1.13), languages: { en: 12, es: 2, hi: 1 } },
  { code: "SE", weight: 15, ...effects(0.21, 0.68, 0.92), languages: { sv: 14, en: 1 }, genres: { 80: 3 } },
  { code: "NO", weight: 11, ...effects(0.1, 1.02, 0.46), languages: { no: 10, en: 1 }, genres: { 18: 1.5 } },
  { code: "BE", weight: 10, ...effects(0.34, 0.35, 0.05), languages: { nl: 5, fr: 4, en: 1 }, genres: { 80: 3 } },
  { code: "NG", weight: 10, ...effects(-0.8, 0.73, -1.15), languages: { en: 1 }, genres: { 18: 1.8 } },
  { code: "NL", weight: 10, ...effects(-0.67, 0.53, -1.37), languages: { nl: 9, en: 1 } },
  { code: "CN", weight: 9, ...effects(0.14, 0.35, -0.85), languages: { zh: 8, en: 1 }, genres: { 18: 1.8, 16: 2, 99: 0.3 } },
  { code: "DK", weight: 9, ...effects(0.17, 1.06, 0.8), languages: { da: 8, en: 1 }, genres: { 18: 1.5, 80: 2 } },
  { code: "SA", weight: 8, ...effects(-0.61, 0.52, -1.35), languages: { ar: 1 }, genres: { 35: 2 } },
  { code: "EG", weight: 7, ...effects(-0.53, 0.47, -0.76), languages: { ar: 1 } },
  { code: "VN", weight: 6, ...effects(-0.1, 0.8, -0.2), languages: { vi: 1 } },
  { code: "ID", weight: 6, ...effects(-0.1, 0.8, -0.2), languages: { id: 1 } },
  { code: "PH", weight: 5, ...effects(-0.1, 0.8, -0.2), languages: { tl: 4, en: 1 } },
  { code: "HK", weight: 4, ...effects(-0.1, 0.8, -0.2), languages: { cn: 3, en: 1 } },
  { code: "IL", weight: 4, ...effects(-0.1, 0.8, -0.2), languages: { he: 3, en: 1 } },
  { code: "KW", weight: 4, ...effects(-0.1, 0.8, -0.2), languages: { ar: 1 } },
  { code: "JO", weight: 3, ...effects(-0.1, 0.8, -0.2), languages: { ar: 1 } },
  { code: "LB", weight: 3, ...effects(-0.1, 0.8, -0.2), languages: { ar: 1 } },
  { code: "IE", weight: 3, ...effects(-0.1, 0.8, -0.2), languages: { en: 1 } },
  { code: "NZ", weight: 3, ...effects(-0.1, 0.8, -0.2), languages: { en: 1 } },
  { code: "CL", weight: 3, ...effects(-0.1, 0.8, -0.2), languages: { es: 1 } },
  { code: "PT", weight: 3, ...effects(-0.1, 0.8, -0.2), languages: { pt: 2, en: 1 } },
  { code: "RU", weight: 3, ...effects(-0.1, 0.8, -0.2), languages: { ru: 1 } },
  { code: "AT", weight: 2, ...effects(-0.1, 0.8, -0.2), languages: { de: 1 } },
  { code: "FI", weight: 2, ...effects(-0.1, 0.8, -0.2), languages: { fi: 1 } },
  { code: "AE", weight: 2, ...effects(-0.1, 0.8, -0.2), languages: { ar: 1 } },
  { code: "GR", weight: 1, ...effects(-0.1, 0.8, -0.2), languages: { el: 1 } },
  { code: "HU", weight: 1, ...effects(-0.1, 0.8, -0.2), languages: { hu: 1 } },
  { code: "CZ", weight: 1, ...effects(-0.1, 0.8, -0.2), languages: { cs: 1 } },
  { code: "RO", weight: 1, ...effects(-0.1, 0.8, -0.2), languages: { ro: 1 } },
  { code: "UA", weight: 1, ...effects(-0.1, 0.8, -0.2), languages: { uk: 1 } },
  { code: "PE", weight: 1, ...effects(-0.1, 0.8, -0.2), languages: { es: 1 } },
  { code: "MY", weight: 1, ...effects(-0.1, 0.8, -0.2), languages: { ms: 1 } },
  { code: "SG", weight: 1, ...effects(-0.1, 0.8, -0.2), languages: { en: 1 } },
  { code: "PK", weight: 1, ...effects(-0.1, 0.8, -0.2), languages: { en: 1 } },
  { code: "KE", weight: 1, ...effects(-0.1, 0.8, -0.2), languages: { en: 1 } },
];

/** Release years; weights are titles of 2,020. */
export const YEAR_EFFECTS: readonly YearEffects[] = [
  { year: 1989, weight: 0.5, ...effects(1.65, 1, 1.41) },
  { year: 1995, weight: 1, ...effects(1.65, 1, 1.41) },
  { year: 1998, weight: 1.5, ...effects(1.65, 1, 1.41) },
  { year: 1999, weight: 1, ...effects(1.65, 1, 1.41) },
  { year: 2002, weight: 1, ...effects(1.65, 1, 1.41) },
  { year: 2004, weight: 2, ...effects(1.65, 1, 1.41) },
  { year: 2006, weight: 2, ...effects(1.65, 1, 1.41) },
  { year: 2007, weight: 1.5, ...effects(1.65, 1, 1.41) },
  { year: 2008, weight: 1.5, ...effects(1.65, 1, 1.41) },
  { year: 2009, weight: 2, ...effects(1.65, 1, 1.41) },
  { year: 2011, weight: 4, ...effects(1.11, 1, 1.69) },
  { year: 2012, weight: 6, ...effects(0.75, 1, 0.86) },
  { year: 2013, weight: 6, ...effects(1.08, 1, 1.62) },
  { year: 2014, weight: 6, ...effects(0.93, 1, 1.01) },
  { year: 2015, weight: 27, ...effects(0.6, 1.6, 1.18) },
  { year: 2016, weight: 48, ...effects(0.58, 0.92, 0.54) },
  { year: 2017, weight: 72, ...effects(0.25, 0.82, 0.25) },
  { year: 2018, weight: 147, ...effects(0.04, 0.91, -0.06) },
  { year: 2019, weight: 195, ...effects(-0.02, 0.72, 0.43) },
  { year: 2020, weight: 227, ...effects(-0.11, 0.66, 0.38) },
  { year: 2021, weight: 213, ...effects(-0.11, 0.88, 0.34) },
  { year: 2022, weight: 270, ...effects(-0.02, 0.61, 0.19) },
  { year: 2023, weight: 216, ...effects(0.07, 0.62, 0.1) },
  { year: 2024, weight: 190, ...effects(0.16, 0.62, -0.25) },
  { year: 2025, weight: 241, ...effects(0.14, 0.71, -0.37) },
  { year: 2026, weight: 16, ...effects(-0.22, 1, -2.14) },
  { year: null, weight: 122, ...effects(-1.07, 0.4, -2.16) },
];

/**
 * Chance that a field is missing, by whether the series has a date: missing values occur together.
 */
export const MISSING = {
  dated: { backdrop_path: 0.0145, poster_path: 0.0045, overview: 0.0135, genres: 0.009 },
  undated: { backdrop_path: 0.87, poster_path: 0.92, overview: 0.16, genres: 0.12 },
} as const;

/** Effects of missing values other than dates and countries, which are in their own tables. */
export const GAP_EFFECTS: Readonly<Record<"genres" | "pictures" | "overview", Effects>> = {
  genres: effects(-0.63, 0.6, -1.51),
  pictures: effects(-0.6, 0.8, -1.5),
  overview: effects(-0.8, 0.8, -0.8),
};

/** Some of the newest series are popular before anybody has voted. */
export const BUZZ = { since: 2025, chance: 0.1, ...effects(1.7, 1, -2.2) };

/** How the two scores share their noise: weights of e1 and e2 in the vote score. */
export const VOTE_NOISE = { shared: 1.11, own: 0.62 };

/** Weights of having 1, 2, ... countries, for series with a country. */
export const COUNTRY_COUNTS = [1949, 51, 3, 0.7, 0.5];

/**
 * Probability and value; the logarithm is interpolated in between. The thin upper tail has more
 * points.
 */
export const POPULARITY_QUANTILES: readonly (readonly [number, number])[] = [
  [0, 0.0143],
  [0.01, 0.1017],
  [0.05, 0.3529],
  [0.1, 0.6156],
  [0.25, 1.328],
  [0.5, 2.798],
  [0.75, 5.242],
  [0.9, 10.99],
  [0.95, 16.69],
  [0.99, 44.82],
  [0.998, 92],
  [0.9995, 220],
  [1, 1394],
];

/** As above for votes; the logarithm is that of votes + 1. */
export const VOTE_QUANTILES: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.08, 0],
  [0.1, 1],
  [0.25, 8],
  [0.5, 30],
  [0.75, 111],
  [0.9, 366.6],
  [0.95, 893],
  [0.99, 3119],
  [0.998, 9000],
  [1, 20080],
];

/** The typical id of a series entered at the start of each year; undated series are recent. */
export const FIRST_IDS: readonly (readonly [year: number, id: number])[] = [
  [1989, 2100],
  [2000, 9000],
  [2006, 20500],
  [2011, 34000],
  [2013, 46000],
  [2015, 60500],
  [2016, 63800],
  [2017, 67900],
  [2018, 74800],
  [2019, 82800],
  [2020, 93200],
  [2021, 106500],
  [2022, 126000],
  [2023, 203000],
  [2024, 228000],
  [2025, 250000],
  [2026, 292000],
  [2027, 309000],
];

/** Weights of the days of release, Sunday to Saturday, and of the months. */
export const WEEKDAYS = [0.2, 0.6, 0.8, 1.9, 1.9, 3.75, 0.3];
export const MONTHS = [61, 42, 41, 42, 43, 36, 46, 49, 58, 56, 60, 46];

/**
 * Shares of titles whose name another series has too, and of overviews with a newline or a
 * quotation.
 */
export const QUIRKS = { sameName: 0.006, newline: 0.0025, quotation: 0.033 };

function effects(popularity: number, spread: number, votes: number): Effects {
  return { popularity, spread, votes };
}
