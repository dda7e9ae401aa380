/** Are incomplete entries less often hits? */
import type { LabelledTitle } from "../label/hits.js";
import type { Claim, ClaimOptions } from "./claim.js";
import { slug } from "./slug.js";
import type { Topic } from "./topic.js";
import { lowerRate } from "./group-claim.js";

const METADATA: Topic = {
  id: "metadata",
  title: "Missing metadata",
  figures: ["hit-rate-by-completeness"],
};

/**
 * The claim that series which lack something in TMDb have a lower hit rate, among the series that
 * somebody has voted for: one without a vote, as nearly all undated ones are, is no hit by most
 * definitions, so that its gap would seem to explain what the label decides. Those without a date
 * are compared too, as that is a gap.
 *
 * @param what what they lack, such as "a genre".
 * @param isGap whether a series lacks it.
 * @param options its id is "without-a-genre", say, unless there is another.
 */
export function lowerRateWithout<T extends LabelledTitle = LabelledTitle>(
  what: string,
  isGap: (title: T) => boolean,
  options: ClaimOptions = {},
): Claim<T> {
  return lowerRate<T>({
    id: slug(`without ${what}`),
    claim: `Lower hit rate without ${what} (series with votes)`,
    statement: `Of the series that have votes, one for which TMDb lacks ${what} is less likely to be a hit.`,
    among: ({ vote_count }) => vote_count > 0,
    group: { name: `series with votes but without ${what}`, rule: isGap },
    others: "the other series with votes",
    caveat: "A gap in TMDb's data may be the consequence of little attention, not its cause.",
    topic: METADATA,
    mayBeEmpty: true,
    keepsUndated: true,
    ...options,
  });
}
