/** Features of a made-up catalogue whose chances of a hit are known. */
import type { FeatureTable } from "../../lib/src/features/table.js";
import { compareValues } from "../../lib/src/stats/summary.js";
import { described } from "../support/study.js";
import { RandomState } from "../../lib/src/stats/random.js";

/** Each value with its share of the series and what it adds to the log-odds of a hit. */
type Shares = readonly (readonly [value: string, share: number, logOdds: number])[];

const GENRES: Shares = [
  ["Drama", 0.27, 0],
  ["Documentary", 0.18, -1.3],
  ["Comedy", 0.15, -0.4],
  ["Reality", 0.12, -1],
  ["Animation", 0.1, 0.4],
  ["Crime", 0.08, 0.2],
  ["Action & Adventure", 0.06, 0.9],
  ["unknown", 0.04, -0.6],
];

const COUNTRIES: Shares = [
  ["US", 0.4, 0.5],
  ["GB", 0.09, 0.2],
  ["KR", 0.08, 0.5],
  ["JP", 0.07, 0.3],
  ["ES", 0.06, 0],
  ["IN", 0.05, -0.6],
  ["FR", 0.04, -0.4],
  // Each too small to be read alone, and not the same among themselves.
  ...["AR", "AU", "BE", "CL", "CO", "DK", "EG", "FI", "GR", "ID", "NG", "NL", "NO", "PH"].map(
    (country, i) => [country, 0.008, i % 2 === 0 ? -0.9 : -0.2] as const,
  ),
  ["PL", 0.048, -0.7],
  ["TR", 0.05, -0.5],
];

const YEARS = [2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025];
const AS_OF_YEAR = 2026;

/** A table without labels, and the chance of a hit of each row. */
export interface MadeFeatures {
  table: Omit<FeatureTable, "y">;
  chances: number[];
}

/**
 * `n` series with genre, country and year, as notebook 04 encodes them, US and Korea twice. The chance of
 * a hit, about 9% on average, follows all three; Drama and the newest years are more frequent in some
 * countries than in others.
 */
export function madeFeatures(n: number, seed: number): MadeFeatures {
  const random = new RandomState(seed);
  const rows = Array.from({ length: n }, () => {
    const [country, , ofCountry] = draw(COUNTRIES, random);
    const shift = country === "US" ? -2 : country === "KR" ? 2 : 0;
    const place = Math.min(YEARS.length - 1, Math.max(0, random.integer(12) + 1 + shift));
    const year = YEARS[place]!;
    const isDrama = country === "KR" && uniform(random) < 0.5;
    const [genre, , ofGenre] = isDrama ? GENRES[0]! : draw(GENRES, random);
    return { country, genre, year, ofValues: ofCountry + ofGenre + ofYear(year) };
  });
  const categories = [
    oneHot(
      "covid_period",
      rows.map(({ year }) => covidPeriod(year)),
    ),
    oneHot(
      "primary_genre_grouped",
      rows.map(({ genre }) => genre),
    ),
    oneHot(
      "primary_country",
      rows.map(({ country }) => country),
    ),
  ];
  const table = {
    names: [
      "years_since_release",
      "is_us",
      "is_korea",
      ...categories.flatMap(({ names }) => names),
    ],
    ids: rows.map((_, i) => i + 1),
    X: rows.map(({ country, year }, row) => [
      AS_OF_YEAR - year,
      Number(country === "US"),
      Number(country === "KR"),
      ...categories.flatMap((category) => category.rows[row]!),
    ]),
  };
  return {
    table: described(table),
    chances: rows.map(({ ofValues }) => 1 / (1 + Math.exp(2.6 - ofValues))),
  };
}

/** Periods differ, and within a period each year of age adds the same. */
function ofYear(year: number): number {
  const ofPeriod = { pre_covid: 0.4, covid: -0.3, post_covid: 0 }[covidPeriod(year)];
  return ofPeriod + 0.12 * (2020 - year) - (year > 2021 ? -0.4 : 0);
}

function covidPeriod(year: number): "pre_covid" | "covid" | "post_covid" {
  if (year <= 2019) return "pre_covid";
  return year <= 2021 ? "covid" : "post_covid";
}

/** One 0/1 column for each value. */
function oneHot(column: string, values: readonly string[]) {
  const categories = [...new Set(values)].sort(compareValues);
  return {
    names: categories.map((category) => `${column}_${category}`),
    rows: values.map((value) => categories.map((category) => Number(category === value))),
  };
}

/** Labels that are drawn by these chances. */
export function drawLabels(chances: readonly number[], seed: number): (0 | 1)[] {
  const random = new RandomState(seed);
  return chances.map((chance) => (uniform(random) < chance ? 1 : 0));
}

function draw(shares: Shares, random: RandomState): Shares[number] {
  let left = uniform(random) * shares.reduce((sum, [, share]) => sum + share, 0);
  const found = shares.find(([, share]) => (left -= share) < 0);
  return found ?? shares[0]!;
}

/** A number between 0 and 1, ends excluded. */
function uniform(random: RandomState): number {
  return (random.integer(2 ** 32 - 1) + 0.5) / 2 ** 32;
}
