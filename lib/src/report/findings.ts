/** The findings, each with its numbers and its figure. */
import { findingsTable } from "../findings/index.js";
import type { FindingsRecord } from "../data/collection.js";
import type { RecordedFinding } from "../study/claims.js";
import { effectWords, intervalWords, levelWords, pWords } from "../findings/words.js";
import { formatCount, formatQuantity, capitalised } from "../base/format.js";
import { escapeHtml, md } from "../base/escape.js";
import { CORRECTION_NAMES } from "../stats/multiple-comparisons.js";
import type { StoredFigure } from "../figures/stored.js";
import type { ReportContent } from "./content.js";
import { figureHtml, figureId } from "./figure.js";
import { inlineMarkdown } from "../base/markdown.js";
import { sectionOf, type ReportFigures, type Section } from "./section.js";
import { reportTable } from "./table.js";

type Topic = FindingsRecord["topics"][number];

/** The section on the findings; null where there are neither labelled series nor figures for it. */
export function findingsSection(content: ReportContent, remaining: ReportFigures): Section | null {
  const { topics: all, judged: findings } = content.findings ?? { topics: [], judged: [] };
  const topics = all
    .map((topic) => ({
      topic,
      findings: findings.filter((finding) => finding.topic === topic.id),
      figures: remaining.take(...topic.figures),
    }))
    .filter(({ findings, figures }) => findings.length + figures.length > 0);
  if (topics.length === 0) return null;
  const section = sectionOf("findings", "Findings", [
    findings.length === 0
      ? ""
      : "<p>Each claim of the study is tested on the series at hand and judged by its numbers. “Not enough data” means that the numbers allow either direction, “mixed” that they are clear but go one way in one part and another in the next. Counts and rates are different questions: many hits of a kind may only mean many series of it.</p>" +
        reportTable(findingsTable(findings), {
          cellClass: (cell, column) => (column === 1 ? verdictClass(String(cell)) : undefined),
        }),
    ...topics.map((each) => topicHtml(each)),
  ]);
  const entries = topics.map(({ topic }) => ({ id: topicId(topic), title: topic.title }));
  return { ...section, entries };
}

/** The class under which the style has a verdict's colour. */
export function verdictClass(verdict: string): string {
  return `verdict ${verdict === "supported" || verdict === "contradicted" ? verdict : "open"}`;
}

function topicId({ id }: Topic): string {
  return `findings-${id}`;
}

function topicHtml({
  topic,
  findings,
  figures,
}: {
  topic: Topic;
  findings: RecordedFinding[];
  figures: StoredFigure[];
}): string {
  const shown = figures[0]?.name ?? null;
  const { table } = topic;
  const comparisons = table === undefined || table.rows.length === 0 ? "" : reportTable(table);
  const [first, ...others] = figures.map((figure) =>
    figureHtml({ ...figure, caption: withoutFindings(figure.caption, findings) }),
  );
  return (
    `<h3 id="${topicId(topic)}">${escapeHtml(topic.title)}</h3>` +
    (first ?? "") +
    findings.map((finding) => findingHtml(finding, shown)).join("") +
    comparisons +
    others.join("")
  );
}

/**
 * What a caption says besides findings: these stand beside the figure as they are now, with the
 * result of the model, which the notebook that made the figure may not have had.
 */
function withoutFindings(caption: string, findings: readonly RecordedFinding[]): string {
  const beginnings = findings.map(({ claim }) => md`**${claim}: `);
  return caption
    .split(/\n{2,}/)
    .filter((paragraph) => !beginnings.some((beginning) => paragraph.startsWith(beginning)))
    .join("\n\n");
}

function findingHtml(finding: RecordedFinding, figure: string | null): string {
  const { claim, verdict, statement, sentence, caveat } = finding;
  // The claim and the verdict, with which the sentence begins, stand in the heading.
  const words = sentence.replace(/^\*\*[^*]*\*\*\s*/, "");
  const link =
    figure === null ? "" : ` <a href="#${escapeHtml(figureId(figure))}">See the figure.</a>`;
  return (
    `<article class="finding" id="finding-${finding.id}"><h4>${escapeHtml(claim)} <span class="${verdictClass(verdict)}">${verdict}</span></h4>` +
    `<p class="statement">Stated: ${escapeHtml(statement)}</p>` +
    `<p>${inlineMarkdown(words)}${link}</p>` +
    (caveat === null ? "" : `<p class="caveat">${inlineMarkdown(caveat)}</p>`) +
    numbersHtml(finding) +
    "</article>"
  );
}

function numbersHtml({
  effect,
  ratio,
  n,
  hits,
  adjustedPValue,
  correction,
  tests,
  level,
}: RecordedFinding): string {
  const rows: [string, string][] = [effect, ratio].flatMap((each): [string, string][] =>
    each === null
      ? []
      : [
          [
            capitalised(each.name),
            `${effectWords(each)} (${levelWords(level)} interval ${intervalWords(each)})`,
          ],
        ],
  );
  rows.push(["Series looked at", `${formatCount(n)}, ${formatQuantity(hits, "hit")}`]);
  rows.push(
    adjustedPValue === null
      ? ["p-value", effect === null ? "none: no test was made" : "none: judged by its interval"]
      : [
          "Adjusted p-value",
          `${pWords(adjustedPValue)} (${CORRECTION_NAMES[correction]}, ${formatQuantity(tests, "test")})`,
        ],
  );
  const items = rows.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<dl class="finding-numbers">${items.join("")}</dl>`;
}
