/**
 * The study: what this analysis asks. Change it here and nowhere else: then restart the kernel, and run the
 * notebooks 02 to 05. docs/change-the-question.md has recipes.
 */
import * as s from "netflix-hits/study";

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

  // Other definitions of a hit, under which the model is judged again.
  otherDefinitions: {
    x: { variable: s.popularity, quantiles: [0.8, 0.85, 0.9, 0.95] },
    y: { variable: s.votes, quantiles: [0, 0.25, 0.5, 0.75] },
  },

  // How the model is validated: the share of the series that is held out, and the folds.
  split: { testSize: 0.25 },
  folds: { nSplits: 5, nRepeats: 10 },
});
