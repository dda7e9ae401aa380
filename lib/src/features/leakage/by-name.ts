/** Features that are named after a column that may not be one. */
import type { LeakingColumn } from "./columns.js";

/**
 * The column that a feature is named after, such as vote_count for `log_vote_count` or `voteCountBin`;
 * null if there is none.
 */
export function namedAfter(
  feature: string,
  columns: readonly LeakingColumn[],
): LeakingColumn | null {
  const words = feature
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
  return columns.find((column) => `_${words}_`.includes(`_${column}_`)) ?? null;
}
