/** Are incomplete entries less often hits? */
import type { LabelledTitle } from "../label/hits.js";
import type { HitCount } from "../stats/two-proportions.js";
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

/** Series without a genre or a date against those with both, and each gap for itself. */
export function metadataChecks(titles: readonly LabelledTitle[], options: CheckOptions): Check[] {
  return GAPS.map(([id, what, isGap]) =>
    groupDifference(
      {
        id,
        claim: `Lower hit rate without ${what}`,
        statement: `A series for which TMDb lacks ${what} is less likely to be a hit.`,
        group: countHits(titles.filter(isGap)),
        groupName: `series without ${what}`,
        others: countHits(titles.filter((title) => !isGap(title))),
        othersName: "the others",
        expected: "lower",
        caveat:
          "A gap in TMDb's data may well be the consequence of little attention, not a cause.",
        partOf: id === "metadata" ? null : "metadata",
      },
      options,
    ),
  );
}

function countHits(titles: readonly LabelledTitle[]): HitCount {
  return { count: titles.length, hits: titles.filter(({ hit }) => hit === 1).length };
}
