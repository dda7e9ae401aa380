/** Are incomplete entries less often hits? */
import type { LabelledTitle } from "../label/hits.js";
import type { Check, CheckOptions } from "./finding.js";
import { countHits } from "./group-comparisons.js";
import { groupDifference } from "./group-difference.js";

const GAPS = [
  [
    "metadata",
    "a genre or a date",
    (t: LabelledTitle) => t.primary_genre === null || t.year === null,
  ],
  ["metadata-genre", "a genre", (t: LabelledTitle) => t.primary_genre === null],
  ["metadata-date", "a date", (t: LabelledTitle) => t.year === null],
] as const;

/**
 * Series without a genre or a date against those with both, and each gap for itself, among the series that
 * somebody has voted for: one without a vote, as nearly all undated ones are, cannot be a hit by the label's
 * definition, so that its gap would seem to explain what the label decides.
 */
export function metadataChecks(all: readonly LabelledTitle[], options: CheckOptions): Check[] {
  const titles = all.filter(({ vote_count }) => vote_count > 0);
  return GAPS.map(([id, what, isGap]) =>
    groupDifference(
      {
        id,
        claim: `Lower hit rate without ${what} (series with votes)`,
        statement: `Of the series that have votes, one for which TMDb lacks ${what} is less likely to be a hit.`,
        group: countHits(titles.filter(isGap)),
        groupName: `series with votes but without ${what}`,
        others: countHits(titles.filter((title) => !isGap(title))),
        othersName: "the other series with votes",
        expected: "lower",
        caveat:
          "A gap in TMDb's data may well be the consequence of little attention, not a cause.",
        partOf: id === "metadata" ? null : "metadata",
      },
      options,
    ),
  );
}
