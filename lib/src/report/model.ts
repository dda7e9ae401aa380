/** The performance of the model and its uncertainty. */
import { escapeHtml } from "../base/escape.js";
import type { Results } from "../data/collection.js";
import type { ReportContent } from "./content.js";
import { featureWords } from "./question.js";
import { figureHtml, figureId } from "./figure.js";
import { sectionOf, type ReportFigures, type Section } from "./section.js";
import { resultsTable } from "./results-table.js";
import { reportTable } from "./table.js";

/** The figures of notebooks 04 and 05, in order. */
const FIGURES = [
  "cross-validation",
  "shuffled-labels",
  "precision-recall",
  "calibration",
  "decision-curve",
  "later-years",
  "other-models",
  "learning-curve",
  "simple-models",
  "ablation",
  "coefficients",
  "adjusted-rates",
  "odds-ratios",
  "importance",
  "other-definitions",
  "missing-features",
];

/** The section on the model; null if there are neither results nor figures. */
export function modelSection(
  { collection, network }: ReportContent,
  remaining: ReportFigures,
): Section | null {
  const results = collection?.results;
  const figures = remaining.take(...FIGURES);
  if (results === undefined && figures.length === 0) return null;
  return sectionOf(
    "model",
    "The model",
    [
      `<p>A logistic regression sees ${escapeHtml(featureWords({ collection }))}. It is fitted on one part of the series and evaluated on the others. The ROC-AUC is the probability that a random hit gets a higher score than a random other series: 0.5 is chance, 1 is perfect.</p>`,
      results === undefined
        ? "<p>No results are recorded yet: run notebook 05.</p>"
        : reportTable(resultsTable(results, network), { sortable: false }) + reasonsHtml(results),
      remaining.has("roc-curve")
        ? `<p>The ROC curve is shown with <a href="#${figureId("roc-curve")}">its finding</a>.</p>`
        : "",
      ...figures.map(figureHtml),
    ],
    figures,
  );
}

/** What could not be judged, and which features were allowed by the leakage check. */
function reasonsHtml({ unjudged = {}, allowed_features: allowed = {} }: Results): string {
  const items = [
    ...Object.entries(unjudged).map(([what, reason]) => `Not judged: ${what}. ${reason}`),
    ...Object.entries(allowed).map(
      ([feature, reason]) =>
        `Allowed by the leakage check: ${feature}, with the reason "${reason}".`,
    ),
  ];
  if (items.length === 0) return "";
  return `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
}
