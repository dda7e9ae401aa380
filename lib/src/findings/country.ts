/** Do some countries have a higher hit rate? */
import type { LabelledTitle } from "../label/hits.js";
import type { Correction } from "../stats/multiple-comparisons.js";
import type { Check, CheckOptions } from "./finding.js";
import { groupDifference } from "./group-difference.js";
import { groupHeterogeneity } from "./group-heterogeneity.js";
import { unreleasedWords } from "./words.js";

const CAVEAT =
  "The first country that TMDb lists counts, and TMDb's users are not the world's viewers: a country's rate says as much about who votes there.";

/** The countries for which the original kept a feature of their own. */
const NAMED = [
  ["country-us", "US", "the United States (US)"],
  ["country-korea", "KR", "South Korea (KR)"],
] as const;

/**
 * Whether rates differ between countries, and whether the United States and South Korea, the markets that
 * the original gave a feature of their own, are above the others. Which other markets stand out is said
 * with the first: a market picked for its rate would have an interval that is too good.
 */
export function countryChecks(
  titles: readonly LabelledTitle[],
  options: CheckOptions & { correction: Correction; asOfYear: number | undefined },
): Check[] {
  const caveat = `${CAVEAT}${unreleasedWords(titles, options.asOfYear)}`;
  return [
    groupHeterogeneity(
      titles,
      {
        id: "country",
        claim: "Hit rates differ between countries",
        statement: "The share of hits is not the same in all primary countries.",
        key: "primary_country",
        noun: "country",
        plural: "countries",
        caveat,
      },
      options,
    ),
    ...NAMED.map(([id, code, name]) =>
      groupDifference(
        {
          id,
          claim: `${code} above the other countries`,
          statement: `Series from ${name} have a higher hit rate than those from the other countries.`,
          titles,
          isOf: ({ primary_country: country }) => (country === null ? null : country === code),
          groupName: code,
          othersName: "the other countries",
          expected: "higher",
          caveat,
          partOf: "country",
        },
        options,
      ),
    ),
  ];
}
