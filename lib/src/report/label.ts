/**
 * The definition of a hit in the study that labelled the series, with the numbers of these series.
 */
import { formatCount, formatPercent, formatQuantity } from "../base/format.js";
import { escapeHtml } from "../base/escape.js";
import { inlineMarkdown } from "../base/markdown.js";
import type { StudyRecord } from "../data/collection.js";
import type { LabelledTitle } from "../label/hits.js";
import { thresholdReading } from "../label/readings.js";
import type { ReportContent } from "./content.js";
import { figureHtml } from "./figure.js";
import { sectionOf, type ReportFigures, type Section } from "./section.js";

/** The section on the label. */
export function labelSection(
  { titles, collection }: ReportContent,
  remaining: ReportFigures,
): Section {
  const figures = remaining.take("popularity-and-votes", "popularity-by-hit");
  const study = collection?.stages?.with_hit?.study;
  return sectionOf(
    "label",
    "The label",
    [
      study === undefined
        ? "<p>The manifest does not say by which definition the series were labelled.</p>"
        : definitionHtml(study),
      titles === null ? "" : `<p>${countWords(titles)}</p>`,
      ...figures.map(figureHtml),
    ],
    figures,
  );
}

function definitionHtml({ hit, population }: StudyRecord): string {
  const looked =
    population.words === ""
      ? ""
      : `<p>Looked at are ${formatCount(population.series)} of ${formatQuantity(population.of, "series", "series")}: those ${escapeHtml(population.words)}.</p>`;
  const byQuantile = hit.thresholds.some(({ quantile }) => quantile !== null);
  const method = byQuantile
    ? ` <a href="#methods-label">How the percentiles are taken</a> stands under the methods.`
    : "";
  return (
    `${looked}<p>A series is a <dfn>hit</dfn> when it has ${escapeHtml(hit.words)}. ${inlineMarkdown(hit.because)} ` +
    `What defines the label or echoes it, the model never sees.${method}</p>` +
    (hit.thresholds.length === 0
      ? ""
      : `<p>${inlineMarkdown(thresholdReading({ ...hit, because: "" }))}</p>`)
  );
}

function countWords(titles: readonly LabelledTitle[]): string {
  const hits = titles.filter(({ hit }) => hit === 1).length;
  const share = titles.length === 0 ? "" : ` (${formatPercent(hits / titles.length)})`;
  return `Here hits are <strong>${formatCount(hits)}</strong> of ${formatQuantity(titles.length, "series", "series")}${share}.`;
}
