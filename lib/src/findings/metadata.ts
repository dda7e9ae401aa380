/** Are incomplete entries less often hits? */
import type { LabelledTitle } from "../label/hits.js";
import type { Check, CheckOptions } from "./finding.js";
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
export function metadataChecks(titles: readonly LabelledTitle[], options: CheckOptions): Check[] {
  return GAPS.map(([id, what, isGap]) =>
    groupDifference(
      {
        id,
        claim: `Lower hit rate without ${what} (series with votes)`,
        statement: `Of the series that have votes, one for which TMDb lacks ${what} is less likely to be a hit.`,
        titles,
        isOf: (title) => (title.vote_count > 0 ? isGap(title) : null),
        groupName: `series with votes but without ${what}`,
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
