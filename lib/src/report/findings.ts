/** The findings, each with its numbers and its figure. */
import {
  compareGroups,
  compareGroupsTable,
  findingsTable,
  topicsOf,
  type Finding,
  type Grouping,
  type Topic,
} from "../findings/index.js";
import { effectWords, intervalWords, levelWords, pWords } from "../findings/words.js";
import { formatCount, formatQuantity } from "../base/format.js";
import type { LabelledTitle } from "../label/hits.js";
import { capitalised } from "../findings/claim.js";
import { escapeHtml, md } from "../base/escape.js";
import { CORRECTION_NAMES } from "../stats/multiple-comparisons.js";
import type { StoredFigure } from "../figures/stored.js";
import { findingsOf, type ReportContent } from "./content.js";
import { figureHtml, figureId } from "./figure.js";
import { inlineMarkdown } from "../base/markdown.js";
import { sectionOf, type FigureShelf, type Section } from "./section.js";
import { reportTable } from "./table.js";

/** The section on the findings; null where there are neither labelled series nor figures for it. */
export function findingsSection(content: ReportContent, shelf: FigureShelf): Section | null {
  const findings = findingsOf(content) ?? [];
  const topics = topicsOf(content.claims)
    .map((topic) => ({
      topic,
      findings: findings.filter((finding) => finding.topic.id === topic.id),
      figures: shelf.take(...topic.figures),
    }))
    .filter(({ findings, figures }) => findings.length + figures.length > 0);
  if (topics.length === 0) return null;
  const section = sectionOf("findings", "Findings", [
    findings.length === 0
      ? ""
      : "<p>Each statement of an earlier analysis of such a catalogue is tested on the series at hand and judged by its numbers. “Not enough data” means that the numbers allow either direction, “mixed” that they are clear but go one way in one part and another in the next. Numbers and rates are kept apart: many hits of a kind may only mean many series of it.</p>" +
        reportTable(findingsTable(findings), {
          cellClass: (cell, column) => (column === 1 ? verdictClass(String(cell)) : undefined),
        }),
    ...topics.map((each) => topicHtml(each, content.titles)),
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

function topicHtml(
  { topic, findings, figures }: { topic: Topic; findings: Finding[]; figures: StoredFigure[] },
  titles: LabelledTitle[] | null,
): string {
  const shown = figures[0]?.name ?? null;
  const comparisons =
    topic.compare === undefined || titles === null || findings.length === 0
      ? ""
      : comparisonsHtml(titles, topic.compare);
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
 * What a caption says besides findings: these stand beside the figure as they are now, with the result of the
 * model, which the notebook that made the figure may not have had.
 */
function withoutFindings(caption: string, findings: readonly Finding[]): string {
  const beginnings = findings.map(({ claim }) => md`**${claim}: `);
  return caption
    .split(/\n{2,}/)
    .filter((paragraph) => !beginnings.some((beginning) => paragraph.startsWith(beginning)))
    .join("\n\n");
}

/** The groups that can be judged; of the others only how many there are. */
function comparisonsHtml(titles: readonly LabelledTitle[], by: Grouping): string {
  const table = compareGroupsTable(titles, by);
  const small = compareGroups(titles, by).filter(({ difference }) => difference === null).length;
  const rows = table.rows.slice(0, table.rows.length - small);
  const left = `${formatQuantity(small, by.label, by.plural)} with too few series to judge ${small === 1 ? "is" : "are"} left out`;
  return rows.length === 0
    ? ""
    : reportTable({
        ...table,
        rows,
        caption: `${table.caption ?? ""}${small === 0 ? "" : `; ${left}`}`,
      });
}

function findingHtml(finding: Finding, figure: string | null): string {
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
}: Finding): string {
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
