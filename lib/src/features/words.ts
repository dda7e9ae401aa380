/** Features in words, for figures and sentences. */

/** What a factor is called. */
const FACTORS: Readonly<Record<string, string>> = {
  covid_period: "release period",
  primary_genre_grouped: "genre",
  primary_country: "country",
};

const LEVELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  covid_period: {
    pre_covid: "up to 2019",
    covid: "2020 and 2021",
    post_covid: "from 2022 on",
    unknown: "no release date",
  },
  primary_genre_grouped: { Other: "other genres", unknown: "no genre" },
  primary_country: { unknown: "no country" },
};

const SINGLE: Readonly<Record<string, string>> = {
  years_since_release: "years since the release",
  is_us: "from the United States",
  is_korea: "from South Korea",
};

const REGIONS = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** A column that is encoded as several, such as `primary_country`: "country". */
export function factorInWords(factor: string): string {
  return FACTORS[factor] ?? factor;
}

/** A value of it, such as "United Kingdom" for GB. */
export function levelInWords(factor: string, level: string): string {
  const known = LEVELS[factor]?.[level];
  if (known !== undefined) return known;
  return factor === "primary_country" && /^[A-Z]{2}$/.test(level)
    ? (REGIONS.of(level) ?? level)
    : level;
}

/** A feature of the table, such as "country: United Kingdom" for `primary_country_GB`. */
export function featureInWords(feature: string): string {
  const factor = Object.keys(FACTORS).find((name) => feature.startsWith(`${name}_`));
  if (factor === undefined) return SINGLE[feature] ?? feature;
  return `${factorInWords(factor)}: ${levelInWords(factor, feature.slice(factor.length + 1))}`;
}

const PLURALS: Readonly<Record<string, string>> = {
  covid_period: "release periods",
  primary_genre_grouped: "genres",
  primary_country: "countries",
};

/** Several values of a factor as one, such as "23 other countries", or "all other countries". */
export function othersInWords(factor: string, count: number | "all"): string {
  const others = `other ${PLURALS[factor] ?? `values of ${factor}`}`;
  return `${count} ${others}`;
}

const UNITS: Readonly<Record<string, string>> = { years_since_release: "a year older" };

/** One more of a number, such as "a year older". */
export function oneMoreInWords(feature: string): string {
  return UNITS[feature] ?? `one more of ${featureInWords(feature)}`;
}
