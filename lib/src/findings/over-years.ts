/** What the claims on recent years have in common. */
import type { LabelledTitle } from "../label/hits.js";
import { claimOf, type CheckContext, type Claim, type ClaimOptions } from "./claim.js";
import type { Topic } from "./topic.js";
import { untestable, type Check } from "./finding.js";
import type { YearSpan } from "./year-span.js";

const TIME: Topic = {
  id: "time",
  title: "Release year",
  figures: ["hit-rate-by-year", "release-year-by-hit", "release-year", "release-year-known"],
};

/** What such a claim finds in the years. */
export type YearsMeasured = Omit<Check, "statement" | "n" | "hits" | "ratio" | "evidence">;

/**
 * A claim on the finished release years. Where there are not two of them, or none has a hit,
 * nothing is tested.
 *
 * @param made the call that made it.
 * @param measure what it finds in the years; a sentence where these cannot be tested for another
 *   reason.
 */
export function claimOverYears(
  { statement, ...about }: ClaimOptions & { claim: string; statement: string },
  measure: (
    span: YearSpan,
    titles: readonly LabelledTitle[],
    context: CheckContext,
  ) => YearsMeasured | string,
  ...made: readonly unknown[]
): Claim {
  const check = (titles: readonly LabelledTitle[], context: CheckContext): Check => {
    const { span } = context;
    if (span === null) {
      return untestable({ statement, n: 0, hits: 0 }, "No series is from a year that is over.");
    }
    const { first, last, years, all } = span;
    const numbers = { statement, n: all.count, hits: all.hits };
    if (years < 2) return untestable(numbers, `All dated series are from ${first}.`);
    if (all.hits === 0) return untestable(numbers, `No series from ${first} to ${last} is a hit.`);
    const found = measure(span, titles, context);
    if (typeof found === "string") return untestable(numbers, found);
    return { ...numbers, ratio: null, evidence: "p-value", ...found };
  };
  return claimOf({ topic: TIME, ...about }, check, ...made);
}
