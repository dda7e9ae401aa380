/** The sentences under the label: its thresholds, its count and its check. */
import type { HitThresholds, LabelledTitle } from "./hits.js";
import {
  formatCount as n,
  formatPercent as percent,
  formatSeries as series,
} from "../base/format.js";

/** What a series must reach to be a hit. */
export function thresholdReading({ popularity, votes }: HitThresholds): string {
  return `A hit has a popularity of at least **${popularity.toPrecision(6)}** and at least **${n(Math.ceil(votes))}** votes (the median is ${votes}).`;
}

/** How many hits there are, and how many popular series lacked the votes. */
export function hitCountReading(
  titles: readonly LabelledTitle[],
  thresholds: HitThresholds,
): string {
  const hits = titles.filter(({ hit }) => hit === 1).length;
  const popular = titles.filter(({ popularity }) => popularity >= thresholds.popularity).length;
  return `${n(hits)} of ${series(titles.length)} are hits (**${percent(hits / titles.length)}**). ${n(popular)} were popular enough; ${n(popular - hits)} of these had too few votes.`;
}

/** Whether the label is what it was meant to be. */
export function labelCheckReading(
  titles: readonly LabelledTitle[],
  thresholds: HitThresholds,
): string {
  const below = titles.filter(
    ({ hit, popularity, vote_count }) =>
      hit === 1 && (popularity < thresholds.popularity || vote_count < thresholds.votes),
  ).length;
  const missed = titles.filter(
    ({ hit, popularity, vote_count }) =>
      hit === 0 && popularity >= thresholds.popularity && vote_count >= thresholds.votes,
  ).length;
  return below + missed === 0
    ? "The label fits its definition: no hit lies below a threshold, and no other series reaches both."
    : `**The label does not fit its definition:** ${n(below)} hits lie below a threshold, and ${n(missed)} other series reach both. Run notebook 02 again.`;
}
