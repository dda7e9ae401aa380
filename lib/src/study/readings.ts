/** The sentences on what a study looks at. */
import { md } from "../base/escape.js";
import { formatCount, formatPercent, formatSeries } from "../base/format.js";
import type { StudyRecord } from "../data/collection.js";

/** How many of the collected series are looked at. */
export function populationReading({ words, series, of }: StudyRecord["population"]): string {
  if (words === "") return `All ${formatSeries(of)} that were collected are looked at.`;
  return md`Looked at are **${formatCount(series)}** of ${formatSeries(of)} (${formatPercent(series / of)}): those ${words}.`;
}
