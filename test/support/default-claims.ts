/** The claims that studies begin with, judged for tests. */
import { earlierClaims, earlierWords } from "../../lib/src/findings/earlier-claims.js";
import { checkFindings, type Finding, type FindingOptions } from "../../lib/src/findings/index.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";

export { earlierClaims as defaultClaims } from "../../lib/src/findings/earlier-claims.js";

/** `checkFindings` of the default claims, with the words of the default label. */
export function checkDefault(
  titles: readonly LabelledTitle[],
  options: FindingOptions = {},
): Finding[] {
  return checkFindings(titles, earlierClaims, { ...earlierWords, ...options });
}
