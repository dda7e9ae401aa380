/** The sentences under the features. */
import type { FeatureTable } from "./table.js";
import { md } from "../base/escape.js";
import { formatCount as n, formatSeries as series } from "../base/format.js";

/** The size of the feature table and what is missing in it. */
export function featureReading({ names, X }: FeatureTable, asOfYear: number): string {
  const incomplete = names.filter((_, column) => X.some((row) => row[column] === null));
  const gaps =
    incomplete.length === 0
      ? "Nothing is missing"
      : `Missing values are only in ${incomplete.join(", ")}`;
  return md`${n(names.length)} features for ${series(X.length)}; ages are counted as of ${asOfYear}. ${gaps}.`;
}
