/** The claims of an earlier analysis of such a catalogue, and what their sentences say of its label. */
import { genres, popularity, primaryCountry, votes } from "../data/variable.js";
import { quantile, reaches, type HitDefinition } from "../label/definition.js";
import type { LabelledTitle } from "../label/hits.js";
import type { Claim, HitWords } from "./claim.js";
import { groupOf, higherRate, lowerRate } from "./group-claim.js";
import { imbalance } from "./imbalance.js";
import { lowerRateWithout } from "./lower-rate-without.js";
import { ratesDiffer } from "./rates-differ.js";
import { recentCounts } from "./recent-counts.js";
import { recentRates } from "./recent-rates.js";
import { separability, separabilityStrong } from "./separability.js";

/** A hit by these quantiles. */
const hit = (ofPopularity: number, ofVotes: number): HitDefinition =>
  reaches([popularity, quantile(ofPopularity)], [votes, quantile(ofVotes)]);

/** One genre against the series without it. */
const genre = (name: string, id: string, rate: "higher" | "lower"): Claim =>
  (rate === "higher" ? higherRate : lowerRate)({
    id,
    claim: `${name} ${rate === "higher" ? "above" : "below"} the other genres`,
    statement: `Series of ${name} have a ${rate} hit rate than series without it.`,
    group: groupOf(genres, name),
    others: "the series without it",
    partOf: "genre",
    mayBeEmpty: true,
  });

/** One country against the others. */
const country = (code: string, id: string, name: string): Claim =>
  higherRate({
    id,
    claim: `${code} above the other countries`,
    statement: `Series from ${name} have a higher hit rate than those from the other countries.`,
    group: groupOf(primaryCountry, code),
    others: "the other countries",
    partOf: "country",
    mayBeEmpty: true,
  });

const hasNoGenre = ({ primary_genre }: LabelledTitle) => primary_genre === null;
const hasNoDate = ({ year }: LabelledTitle) => year === null;

/** What an earlier analysis of such a catalogue claimed. All claims are corrected together. */
export const earlierClaims: readonly Claim[] = [
  recentCounts(),
  recentRates({
    otherDefinitions: [
      { words: "with a popularity at the 95% quantile", hit: hit(0.95, 0.5) },
      { words: "with votes at the 75% quantile", hit: hit(0.9, 0.75) },
    ],
  }),
  ratesDiffer({ by: genres, caveat: "A series counts in each of its genres." }),
  higherRate({
    id: "genre-named",
    claim: "Drama, action, fantasy above documentary, reality",
    statement:
      "Series of Drama, Action & Adventure or Sci-Fi & Fantasy have a higher hit rate than those of Documentary or Reality.",
    group: groupOf(genres, "Drama", "Action & Adventure", "Sci-Fi & Fantasy"),
    others: groupOf(genres, "Documentary", "Reality"),
    partOf: "genre",
    mayBeEmpty: true,
  }),
  genre("Drama", "genre-drama", "higher"),
  genre("Action & Adventure", "genre-action", "higher"),
  genre("Sci-Fi & Fantasy", "genre-fantasy", "higher"),
  genre("Documentary", "genre-documentary", "lower"),
  genre("Reality", "genre-reality", "lower"),
  ratesDiffer({
    by: primaryCountry,
    statement: "The share of hits is not the same in all primary countries.",
    caveat:
      "The first country that TMDb lists counts, and TMDb's users are not the world's viewers: a country's rate says as much about who votes there.",
  }),
  country("US", "country-us", "the United States (US)"),
  country("KR", "country-korea", "South Korea (KR)"),
  lowerRateWithout("a genre or a date", (title) => hasNoGenre(title) || hasNoDate(title), {
    id: "metadata",
  }),
  lowerRateWithout("a genre", hasNoGenre, { id: "metadata-genre", partOf: "metadata" }),
  lowerRateWithout("a date", hasNoDate, { id: "metadata-date", partOf: "metadata" }),
  imbalance({
    statement: "Few series are hits, about one in eleven: the two classes are unbalanced.",
  }),
  separability(),
  separabilityStrong(),
];

/** What the claims say of the label of that analysis and of its features. */
export const earlierWords: { hit: HitWords; featureWords: readonly string[] } = {
  hit: {
    words: "reaches the 90% quantile of popularity",
    ceiling: 0.1,
    less: "those with too few votes",
  },
  featureWords: ["age", "genre", "country"],
};
