/** The report: one HTML page with all findings and figures that needs no network and no server. */
import { assertWritable } from "../base/files.js";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { formatCount, formatQuantity, formatUnit } from "../base/format.js";
import { recordFiguresLeftOut } from "../data/manifest.js";
import { answerHtml } from "./answer.js";
import { readContent, type ReportContent } from "./content.js";
import { dataSection, share } from "./data.js";
import { findingsSection } from "./findings.js";
import { furtherSections } from "./further.js";
import { labelSection } from "./label.js";
import { limitationsSection } from "./limitations.js";
import { methodsSection } from "./methods.js";
import { modelSection } from "./model.js";
import { renderPage, sourceLine, type KeyNumber } from "./page.js";
import { provenanceSection, termsSection } from "./provenance.js";
import { featureWords, questionSection } from "./question.js";
import { ReportFigures, type Section } from "./section.js";
import type { Settings } from "../base/settings.js";

/** The folder of the reports: `report` beside the folder of the figures. */
export function reportFolder(settings: Settings): string {
  return join(dirname(settings.figuresDir), "report");
}

/** The path of the report's PDF: `report.pdf` beside its page. */
export function pdfPath(settings: Settings): string {
  return join(reportFolder(settings), "report.pdf");
}

/**
 * Write the report of the configured network from its manifest, its labelled series and the figures
 * in `FIGURES_DIR`.
 *
 * @returns the path of the page, `report/index.html` beside the folder of the figures.
 * @throws UserError if there is nothing to report about the current data, or the folder cannot be
 * written.
 */
export function writeReport(settings: Settings): string {
  const content = readContent(settings);
  const html = renderReport(content);
  const path = join(reportFolder(settings), "index.html");
  assertWritable(dirname(path));
  writeFileAtomic.sync(path, html);
  recordFiguresLeftOut(settings, content.leftOut);
  return path;
}

/** The report as HTML with embedded plotly. */
export function renderReport(content: ReportContent): string {
  const { network, source, figures } = content;
  const isSimulated = source.kind === "simulated";
  const remaining = new ReportFigures(figures);
  const sections: (Section | null)[] = [
    questionSection(content),
    dataSection(content, remaining),
    labelSection(content, remaining),
    findingsSection(content, remaining),
    modelSection(content, remaining),
    ...furtherSections(remaining, content.notebookTitles),
    limitationsSection(content),
    methodsSection(),
    provenanceSection(content),
    termsSection(isSimulated),
  ];
  return renderPage({
    title: `What makes a hit? ${network}${isSimulated ? ", simulated catalogue" : ""}`,
    heading: "What makes a hit?",
    lead: `${network}: which series are hits, and how far ${featureWords(content)} tell them apart.`,
    running: sourceLine(source),
    isSimulated,
    answer: answerHtml(content),
    keyNumbers: keyNumbers(content),
    sections: sections.filter((section) => section !== null),
    figures,
  });
}

function keyNumbers(content: ReportContent): KeyNumber[] {
  const { collection, titles } = content;
  const numbers: KeyNumber[] = [];
  if (collection !== null) {
    const { distinct_ids: distinct, reported_total: reported } = collection;
    numbers.push({
      value: formatCount(distinct),
      name: "Series",
      note:
        reported === null
          ? "in the file; its coverage is unknown"
          : `of ${formatCount(reported)} that were reported${share(distinct, reported)}`,
    });
  }
  const results = collection?.results;
  const labelled =
    titles !== null
      ? { titles: titles.length, hits: titles.filter(({ hit }) => hit === 1).length }
      : results;
  if (labelled !== undefined) {
    numbers.push({
      value: formatCount(labelled.hits),
      name: "Hits",
      note: `of ${formatQuantity(labelled.titles, "series", "series")}${share(labelled.hits, labelled.titles)}`,
    });
  }
  if (results?.roc_auc !== undefined) {
    const interval = results.roc_auc_interval?.map((end) => formatUnit(end)).join(" to ");
    numbers.push({
      value: formatUnit(results.roc_auc),
      name: "ROC-AUC",
      note: `${interval === undefined ? "" : `95% interval ${interval}; `}on the held-out series; 0.5 is chance, 1 is perfect`,
    });
  }
  const findings = content.findings?.judged ?? [];
  if (findings.length > 0) {
    const count = (verdict: string): string =>
      formatCount(findings.filter((finding) => finding.verdict === verdict).length);
    numbers.push({
      value: count("supported"),
      name: "Statements supported",
      note: `of ${formatCount(findings.length)}; ${count("contradicted")} contradicted, ${count("mixed")} mixed, ${count("not enough data")} without enough data`,
    });
  }
  return numbers;
}
