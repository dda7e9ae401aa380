/** Do some genres have a higher hit rate? */
import type { LabelledTitle } from "../label/hits.js";
import type { Correction } from "../stats/multiple-comparisons.js";
import { rateBy } from "../stats/summary.js";
import type { Check, CheckOptions, FindingId } from "./finding.js";
import { groupDifference } from "./group-difference.js";
import { groupHeterogeneity } from "./group-heterogeneity.js";
import { total } from "./year-span.js";

const CAVEAT = "The primary genre is the first that TMDb lists; a series can have several.";

/** The genres that were named, and where each was said to stand. */
const NAMED: readonly (readonly [id: FindingId, genre: string, expected: "higher" | "lower"])[] = [
  ["genre-drama", "Drama", "higher"],
  ["genre-action", "Action & Adventure", "higher"],
  ["genre-fantasy", "Sci-Fi & Fantasy", "higher"],
  ["genre-documentary", "Documentary", "lower"],
  ["genre-reality", "Reality", "lower"],
];

/**
 * Whether rates differ between genres; whether the genres said to have the higher rate have it, taken
 * together, over those said to have the lower (which is what was stated); and each of them against all
 * other series with a genre (which is what it is often taken to mean).
 */
export function genreChecks(
  titles: readonly LabelledTitle[],
  options: CheckOptions & { correction: Correction },
): Check[] {
  const genres = rateBy(
    titles.filter(({ primary_genre }) => primary_genre !== null),
    ({ primary_genre }) => primary_genre,
  );
  const of = (names: readonly string[], without = false) =>
    total(genres.filter(({ value }) => names.includes(value as string) !== without));
  const named = (expected: string) =>
    NAMED.filter(([, , direction]) => direction === expected).map(([, genre]) => genre);
  return [
    groupHeterogeneity(
      titles,
      {
        id: "genre",
        claim: "Hit rates differ between genres",
        statement: "The share of hits is not the same in all primary genres.",
        key: "primary_genre",
        noun: "genre",
        plural: "genres",
        caveat: CAVEAT,
      },
      options,
    ),
    groupDifference(
      {
        id: "genre-named",
        claim: "Drama, action, fantasy above documentary, reality",
        statement:
          "Drama, Action & Adventure and Sci-Fi & Fantasy together have a higher hit rate than Documentary and Reality together.",
        group: of(named("higher")),
        groupName: named("higher").join(", "),
        others: of(named("lower")),
        othersName: named("lower").join(", "),
        expected: "higher",
        caveat: CAVEAT,
        partOf: "genre",
      },
      options,
    ),
    ...NAMED.map(([id, genre, expected]) =>
      groupDifference(
        {
          id,
          claim: `${genre} ${expected === "higher" ? "above" : "below"} the other genres`,
          statement: `${genre} has a ${expected} hit rate than the other genres taken together.`,
          group: of([genre]),
          groupName: genre,
          others: of([genre], true),
          othersName: "the other genres",
          expected,
          caveat: CAVEAT,
          partOf: "genre",
        },
        options,
      ),
    ),
  ];
}
