/** Do some genres have a higher hit rate? */
import type { LabelledTitle } from "../label/hits.js";
import type { Correction } from "../stats/multiple-comparisons.js";
import type { Check, CheckOptions, FindingId } from "./finding.js";
import { groupDifference } from "./group-difference.js";
import { groupHeterogeneity } from "./group-heterogeneity.js";
import { unreleasedWords } from "./words.js";

const CAVEAT = "A series counts in each of its genres.";

/** The genres that were named, and where each was said to stand. */
const NAMED: readonly (readonly [id: FindingId, genre: string, expected: "higher" | "lower"])[] = [
  ["genre-drama", "Drama", "higher"],
  ["genre-action", "Action & Adventure", "higher"],
  ["genre-fantasy", "Sci-Fi & Fantasy", "higher"],
  ["genre-documentary", "Documentary", "lower"],
  ["genre-reality", "Reality", "lower"],
];

/**
 * Whether rates differ between genres; whether the series of the genres said to have the higher rate have
 * it, over those of the genres said to have the lower (which is what was stated; series of both are left
 * out); and each of them against all series with other genres only (which is what it is often taken to mean).
 *
 * Genres count by membership, not by the one that TMDb lists first: more than half of the series have several,
 * and their order follows no rule that is known.
 */
export function genreChecks(
  titles: readonly LabelledTitle[],
  options: CheckOptions & { correction: Correction; asOfYear: number | undefined },
): Check[] {
  const caveat = `${CAVEAT}${unreleasedWords(titles, options.asOfYear)}`;
  const present = titles.filter(({ genres }) => genres.length > 0);
  const hasOneOf =
    (names: readonly string[]) =>
    ({ genres }: LabelledTitle): boolean =>
      genres.some((genre) => names.includes(genre));
  const named = (expected: string) =>
    NAMED.filter(([, , direction]) => direction === expected).map(([, genre]) => genre);
  const [isHigher, isLower] = [hasOneOf(named("higher")), hasOneOf(named("lower"))];
  return [
    groupHeterogeneity(
      titles,
      {
        id: "genre",
        claim: "Hit rates differ between genres",
        statement: "The share of hits is not the same in all genres.",
        key: "genres",
        noun: "genre",
        plural: "genres",
        caveat,
      },
      options,
    ),
    groupDifference(
      {
        id: "genre-named",
        claim: "Drama, action, fantasy above documentary, reality",
        statement:
          "Series of Drama, Action & Adventure or Sci-Fi & Fantasy have a higher hit rate than those of Documentary or Reality.",
        titles: present,
        isOf: (title) => (isHigher(title) === isLower(title) ? null : isHigher(title)),
        groupName: named("higher").join(", "),
        othersName: named("lower").join(", "),
        expected: "higher",
        caveat,
        partOf: "genre",
      },
      options,
    ),
    ...NAMED.map(([id, genre, expected]) =>
      groupDifference(
        {
          id,
          claim: `${genre} ${expected === "higher" ? "above" : "below"} the other genres`,
          statement: `Series of ${genre} have a ${expected} hit rate than series without it.`,
          titles: present,
          isOf: ({ genres }) => (genres.length === 0 ? null : genres.includes(genre)),
          groupName: genre,
          othersName: "the series without it",
          expected,
          caveat,
          partOf: "genre",
        },
        options,
      ),
    ),
  ];
}
