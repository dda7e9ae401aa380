/**
 * The study: what this analysis asks. Change it here and nowhere else: then restart the kernel, and run the
 * notebooks 02 to 05. docs/change-the-question.md has recipes.
 */
import * as s from "netflix-hits/study";

/** Claims on one genre, and on one country, against the others. */
const genre = (name: string, id: string, rate: "higher" | "lower") =>
  s.claim({
    id,
    claim: `${name} ${rate === "higher" ? "above" : "below"} the other genres`,
    statement: `Series of ${name} have a ${rate} hit rate than series without it.`,
    group: s.groupOf(s.genres, name),
    others: "the series without it",
    expected: rate,
    partOf: "genre",
    mayBeEmpty: true,
  });
const country = (code: string, id: string, name: string) =>
  s.higherRate({
    id,
    claim: `${code} above the other countries`,
    statement: `Series from ${name} have a higher hit rate than those from the other countries.`,
    group: s.groupOf(s.primaryCountry, code),
    others: "the other countries",
    partOf: "country",
    mayBeEmpty: true,
  });

export const study = s.defineStudy({
  // Which series are looked at; s.only("released since 2018", ({ year }) => year !== null && year >= 2018)
  // would leave out all others.
  population: s.everySeries,

  // What a hit is: a series that reaches all of these, each a number or a quantile.
  hit: {
    ...s.reaches([s.popularity, s.quantile(0.9)], [s.votes, s.quantile(0.5)]),
    because:
      "The 90th percentile of popularity parts the few from the many. The median of the votes keeps out series whose popularity rests on a handful of people.",
  },

  // What the model may know of a series. Columns of a group are left out, shuffled and read together.
  features: [
    s.age(),
    s.flag("is_us", (title) => title.primary_country === "US", {
      group: "country",
      words: "from the United States",
    }),
    s.flag("is_korea", (title) => title.primary_country === "KR", {
      group: "country",
      words: "from South Korea",
    }),
    s.period({ pre_covid: 2019, covid: 2021, post_covid: Infinity }, { name: "covid_period" }),
    s.category(s.primaryGenre, { rareBelow: 40 }),
    s.category(s.primaryCountry, { describe: s.countryInWords }),
  ],

  // Features that the check against leakage would refuse, each with the reason why it may stay.
  allow: {},

  // What the rate of hits is compared by.
  groups: [s.genres, s.primaryCountry],

  // What is claimed of hits, and judged: the claims of an earlier analysis of such a catalogue.
  claims: [
    s.recentCounts(),
    s.recentRates({
      otherDefinitions: [
        {
          words: "with a popularity at the 95% quantile",
          hit: s.reaches([s.popularity, s.quantile(0.95)], [s.votes, s.quantile(0.5)]),
        },
        {
          words: "with votes at the 75% quantile",
          hit: s.reaches([s.popularity, s.quantile(0.9)], [s.votes, s.quantile(0.75)]),
        },
      ],
    }),
    s.ratesDiffer({ by: s.genres, caveat: "A series counts in each of its genres." }),
    s.higherRate({
      id: "genre-named",
      claim: "Drama, action, fantasy above documentary, reality",
      statement:
        "Series of Drama, Action & Adventure or Sci-Fi & Fantasy have a higher hit rate than those of Documentary or Reality.",
      group: s.groupOf(s.genres, "Drama", "Action & Adventure", "Sci-Fi & Fantasy"),
      others: s.groupOf(s.genres, "Documentary", "Reality"),
      partOf: "genre",
      mayBeEmpty: true,
    }),
    genre("Drama", "genre-drama", "higher"),
    genre("Action & Adventure", "genre-action", "higher"),
    genre("Sci-Fi & Fantasy", "genre-fantasy", "higher"),
    genre("Documentary", "genre-documentary", "lower"),
    genre("Reality", "genre-reality", "lower"),
    s.ratesDiffer({
      by: s.primaryCountry,
      statement: "The share of hits is not the same in all primary countries.",
      caveat:
        "The first country that TMDb lists counts, and TMDb's users are not the world's viewers: a country's rate says as much about who votes there.",
    }),
    country("US", "country-us", "the United States (US)"),
    country("KR", "country-korea", "South Korea (KR)"),
    s.lowerRateWithout("a genre or a date", (t) => t.primary_genre === null || t.year === null, {
      id: "metadata",
    }),
    s.lowerRateWithout("a genre", ({ primary_genre }) => primary_genre === null, {
      id: "metadata-genre",
      partOf: "metadata",
    }),
    s.lowerRateWithout("a date", ({ year }) => year === null, {
      id: "metadata-date",
      partOf: "metadata",
    }),
    s.imbalance({
      statement: "Few series are hits, about one in eleven: the two classes are unbalanced.",
    }),
    s.separability(),
    s.separabilityStrong(),
  ],

  // Other definitions of a hit, under which the model is judged again.
  otherDefinitions: {
    x: { variable: s.popularity, quantiles: [0.8, 0.85, 0.9, 0.95] },
    y: { variable: s.votes, quantiles: [0, 0.25, 0.5, 0.75] },
  },

  // How the model is validated: the share of the series that is held out, and the folds.
  split: { testSize: 0.25 },
  folds: { nSplits: 5, nRepeats: 10 },
});
