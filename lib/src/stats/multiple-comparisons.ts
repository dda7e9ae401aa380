/** Corrections of p-values for multiple tests. */

/** How a family of p-values is corrected. */
export type Correction = "holm" | "benjamini-hochberg";

/** The names of the corrections in sentences and tables. */
export const CORRECTION_NAMES: Readonly<Record<Correction, string>> = {
  holm: "Holm",
  "benjamini-hochberg": "Benjamini-Hochberg",
};

/**
 * Adjusted p-values, in the given order; each can be compared directly with the level.
 *
 * - `holm` (default) keeps the chance of any false rejection in the family at the level, whatever
 *   the
 *   dependence of the tests (Holm 1979).
 * - `benjamini-hochberg` keeps the expected share of false ones among the rejections at the
 *   level, for
 *   tests that are independent or positively dependent (Benjamini and Hochberg 1995).
 *
 * The values equal those of R's `p.adjust` and statsmodels' `multipletests`. Nulls (tests that
 * could not be done) stay null and do not count.
 *
 * @throws RangeError if a p-value lies outside [0, 1].
 */
export function adjustPValues(
  pValues: readonly (number | null)[],
  correction: Correction = "holm",
): (number | null)[] {
  const wrong = pValues.find((p) => p !== null && !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new RangeError(`adjustPValues: ${wrong} is not a p-value`);
  const present = pValues.filter((p) => p !== null);
  const adjusted = (correction === "holm" ? holm : benjaminiHochberg)(present);
  let next = 0;
  return pValues.map((p) => (p === null ? null : adjusted[next++]!));
}

/**
 * Holm's step-down: the i-th smallest of m is multiplied by m - i + 1, and none falls below an
 * earlier one.
 */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = Array<number>(pValues.length);
  let largest = 0;
  ascending(pValues).forEach((place, rank) => {
    const scaled = (pValues.length - rank) * pValues[place]!;
    largest = Math.max(largest, Math.min(1, scaled));
    adjusted[place] = largest;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's step-up: the i-th smallest of m is multiplied by m / i, and none rises
 * above a later one.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const adjusted = Array<number>(pValues.length);
  let smallest = 1;
  ascending(pValues).forEach((_, i, order) => {
    const rank = order.length - i;
    const place = order[rank - 1]!;
    smallest = Math.min(smallest, (pValues[place]! * pValues.length) / rank);
    adjusted[place] = smallest;
  });
  return adjusted;
}

function ascending(values: readonly number[]): number[] {
  return values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
}
