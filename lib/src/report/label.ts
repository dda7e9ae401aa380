/** What a hit is, in the numbers of the series at hand. */
import { formatCount, formatPercent, formatQuantity, roundSignificant } from "../base/format.js";
import { hitThresholds, labelHits, type LabelledTitle } from "../label/hits.js";
import { MIN_TITLES } from "../data/titles.js";
import type { ReportContent } from "./content.js";
import { figureHtml } from "./figure.js";
import { sectionOf, type FigureShelf, type Section } from "./section.js";

/** The section on the label. */
export function labelSection({ titles }: ReportContent, shelf: FigureShelf): Section {
  const figures = shelf.take("popularity-and-votes", "popularity-by-hit");
  return sectionOf(
    "label",
    "The label",
    [
      `<p>A series is a <dfn>hit</dfn> when its popularity reaches the 90th percentile of all series at hand and its number of votes reaches their median, both at least. Popularity, votes and ratings define or echo the label, so the model never sees them. <a href="#methods-label">How the percentiles are taken</a> stands under the methods.</p>`,
      titles === null ? "" : `<p>${labelWords(titles)}</p>`,
      ...figures.map(figureHtml),
    ],
    figures,
  );
}

/** The thresholds and the hits; or, where the labels are of another definition, that they are. */
function labelWords(titles: readonly LabelledTitle[]): string {
  const hits = titles.filter(({ hit }) => hit === 1).length;
  const share = titles.length === 0 ? "" : ` (${formatPercent(hits / titles.length)})`;
  const count = `<strong>${formatCount(hits)}</strong> of ${formatQuantity(titles.length, "series", "series")}${share}`;
  if (titles.length < MIN_TITLES) return `Here hits are ${count}.`;
  const thresholds = hitThresholds(titles);
  const others = labelHits(titles, thresholds).filter(
    ({ hit }, i) => hit !== titles[i]?.hit,
  ).length;
  if (others > 0) {
    return `Hits are ${count}. ${formatQuantity(others, "label")} in the file would be another by this definition: the file was labelled by a different one.`;
  }
  return `Here that is a popularity of at least <strong>${roundSignificant(thresholds.popularity, 4)}</strong> and at least <strong>${roundSignificant(thresholds.votes, 4)}</strong> votes: ${count}.`;
}
