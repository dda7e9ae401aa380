/** The section on the data: their source, their completeness, and invalid values. */
import { formatCount, formatQuantity, formatShare } from "../base/format.js";
import { escapeHtml } from "../base/escape.js";
import { changeLine } from "../data/changes.js";
import type { Collection } from "../data/collection.js";
import type { ReportContent } from "./content.js";
import { figureHtml } from "./figure.js";
import { inlineMarkdown } from "../base/markdown.js";
import { factsTable, sectionOf, type ReportFigures, type Section } from "./section.js";

/** Further gaps or problems are only counted. */
const MAX_LISTED = 20;

/** The section on the data. */
export function dataSection(content: ReportContent, remaining: ReportFigures): Section {
  const { source, collection, network, leftOut, notices } = content;
  const rows: [string, string][] = [["Source", source.label]];
  if (collection !== null) rows.push(...collectionRows(collection, network));
  const figures = remaining.take("missing-values");
  const parts = [
    factsTable("Data and coverage", rows),
    ...notices.map((notice) => `<p class="notice">${inlineMarkdown(notice)}</p>`),
    collection === null
      ? ""
      : gapList(collection) +
        problemList(collection) +
        list("Left out or changed when the series were read", [
          ...collection.changes.map(changeLine),
          ...(collection.passed_over ?? []),
        ]),
    leftOut.length === 0
      ? ""
      : `<p>Left out, because they were made from other data: ${escapeHtml(leftOut.join(", "))}.</p>`,
    ...figures.map(figureHtml),
  ];
  return sectionOf("data", "Data and coverage", parts, figures);
}

/** " (78.9%)"; empty if the whole is 0 or unknown. */
export function share(part: number, whole: number | null): string {
  return whole === null || whole === 0 ? "" : ` (${formatShare(part, whole)})`;
}

function collectionRows(collection: Collection, network: string): [string, string][] {
  const { distinct_ids, file, network_id } = collection;
  const own = `${network} (TMDb network ${network_id})`;
  if (file !== undefined) {
    return [
      ["Network", own],
      ["Rows in the file", formatCount(file.rows)],
      ["Distinct series", formatCount(distinct_ids)],
      ["Coverage", "unknown: a file does not say how many series the network has"],
      ["Collected", `unknown; the file was last changed on ${file.modified_at.slice(0, 10)}`],
    ];
  }
  return [["Network", own], ...askedRows(collection)];
}

function askedRows(collection: Collection): [string, string][] {
  const { collected_at, distinct_ids, reported_total, requests } = collection;
  const { complete, problems, retries, resumed, sweeps, windows } = collection;
  const gaps = gapsOf(collection).length;
  const day = collected_at?.slice(0, 10) ?? "unknown";
  return [
    ["Collected", `${day}, in ${formatQuantity(requests, "request")}`],
    ["Retries", formatQuantity(retries, "request")],
    ["Saved by an interrupted run", formatQuantity(resumed, "response")],
    ["Passes through the catalogue", formatCount(sweeps)],
    ["Series reported", reported_total === null ? "unknown" : formatCount(reported_total)],
    ["Distinct series", `${formatCount(distinct_ids)}${share(distinct_ids, reported_total)}`],
    ["Complete", complete ? "yes" : "no"],
    ["Parts with gaps", `${formatCount(gaps)} of ${formatCount(windows.length)}`],
    ["Invalid rows or fields", formatCount(problems.length)],
  ];
}

function gapsOf({ windows }: Collection): Collection["windows"] {
  return windows.filter(({ distinct, reported }) => distinct < reported);
}

function gapList(collection: Collection): string {
  const gaps = gapsOf(collection).map(
    ({ window, distinct, reported }) =>
      `${window}: ${formatCount(distinct)} of ${formatCount(reported)} series`,
  );
  return list("Parts of the catalogue from which series are missing", gaps);
}

function problemList({ problems }: Collection): string {
  const lines = problems.map(
    ({ id, field, problem, kept }) =>
      `${id === null ? "a row without an id" : `id ${id}`}, ${field}: ${problem} (the ${kept ? "field" : "row"} was lost)`,
  );
  return list("Invalid rows or fields", lines);
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const items = lines.slice(0, MAX_LISTED).map((line) => `<li>${escapeHtml(line)}</li>`);
  if (lines.length > MAX_LISTED) {
    items.push(`<li>and ${formatCount(lines.length - MAX_LISTED)} more in manifest.json</li>`);
  }
  return `<h3>${title}</h3><ul>${items.join("")}</ul>`;
}
