/** How well the model does, and how sure that is. */
import { formatCount, formatPercent, formatQuantity } from "../base/format.js";
import type { Results } from "../data/collection.js";
import type { Table, TableCell } from "../cell/tables.js";
import type { ReportContent } from "./content.js";
import { figureHtml, figureId } from "./figure.js";
import { sectionOf, type FigureShelf, type Section } from "./section.js";
import { reportTable } from "./table.js";

/** The figures of notebooks 04 and 05, in order. */
const FIGURES = [
  "cross-validation",
  "shuffled-labels",
  "precision-recall",
  "calibration",
  "later-years",
  "simple-models",
  "ablation",
  "coefficients",
  "adjusted-rates",
  "odds-ratios",
  "importance",
  "other-definitions",
  "missing-features",
];

/** The section on the model; null where nothing of it was recorded or drawn. */
export function modelSection(
  { collection, network }: ReportContent,
  shelf: FigureShelf,
): Section | null {
  const results = collection?.results;
  const figures = shelf.take(...FIGURES);
  if (results === undefined && figures.length === 0) return null;
  return sectionOf(
    "model",
    "The model",
    [
      "<p>A logistic regression sees the age of a series, its primary genre and its primary country, and whether these are known. It is fitted on three quarters of the series and judged on the others, which it has not seen. The ROC-AUC is the chance that a random hit gets a higher score than a random other series: 0.5 is a coin's, 1 is perfect.</p>",
      results === undefined
        ? "<p>No result is recorded: notebook 05 does that.</p>"
        : reportTable(resultsTable(results, network), { sortable: false }),
      shelf.has("roc-curve")
        ? `<p>The ROC curve itself stands with <a href="#${figureId("roc-curve")}">its finding</a>.</p>`
        : "",
      ...figures.map(figureHtml),
    ],
    figures,
  );
}

function resultsTable(results: Results, network: string): Table {
  const { roc_auc, roc_auc_interval, validation, cross_validated: cv } = results;
  const { permutation_p, average_precision } = results;
  const rows: TableCell[][] = [
    [
      "ROC-AUC of the split",
      area(roc_auc),
      intervalOf(roc_auc_interval),
      validation === undefined ? "the held-out quarter" : sizeOf(validation),
    ],
  ];
  if (cv !== undefined) {
    rows.push([
      "ROC-AUC over folds, mean",
      `${area(cv.mean)} (sd ${area(cv.sd)})`,
      intervalOf(cv.interval),
      `${cv.repeats} × ${cv.folds} folds of ${formatQuantity(results.titles, "series", "series")}`,
    ]);
  }
  if (permutation_p !== undefined) {
    rows.push([
      "p-value of the ROC-AUC, by shuffled labels",
      permutation_p.toPrecision(2),
      "–",
      "the same split",
    ]);
  }
  if (average_precision !== undefined) {
    const base =
      validation === undefined || validation.titles === 0
        ? ""
        : `; by chance ${(validation.hits / validation.titles).toFixed(3)}`;
    rows.push([
      "Average precision",
      area(average_precision),
      "–",
      `${validation === undefined ? "the held-out quarter" : sizeOf(validation)}${base}`,
    ]);
  }
  return {
    columns: ["measure", "value", "95% interval", "measured on"],
    rows,
    caption: `${network}: ${formatQuantity(results.hits, "hit")} among ${formatQuantity(results.titles, "series", "series")}${results.titles > 0 ? ` (${formatPercent(results.hits / results.titles)})` : ""}`,
  };
}

function area(value: number): string {
  return value.toFixed(3);
}

function intervalOf(interval: readonly [number, number] | undefined): string {
  return interval === undefined ? "–" : `${area(interval[0])} to ${area(interval[1])}`;
}

function sizeOf({ titles, hits }: { titles: number; hits: number }): string {
  return `${formatCount(titles)} series with ${formatQuantity(hits, "hit")}`;
}
