/** The report's section on its data: where from, how complete, and which files. */
import MarkdownIt from "markdown-it";
import { formatCount, formatPercent, formatQuantity } from "./format.js";
import { escapeHtml } from "./html.js";
import type { Collection, StageRecord } from "./manifest.js";
import type { ReportContent } from "./report.js";
import { STAGES } from "./provenance/stage-chain.js";

/** Readings: bold, code, escapes; no HTML, no links, no images. */
export const markdown = new MarkdownIt("zero").enable([
  "emphasis",
  "backticks",
  "escape",
  "entity",
]);

/** More gaps or problems than these are only counted. */
const MAX_LISTED = 20;

/** The section as HTML. */
export function dataSection({
  source,
  collection,
  network,
  leftOut,
  notices,
}: ReportContent): string {
  const rows: [string, string][] = [["Source", source.label]];
  if (collection !== null) rows.push(...collectionRows(collection, network));
  const body = rows
    .map(([name, value]) => `<tr><th scope="row">${name}</th><td>${escapeHtml(value)}</td></tr>`)
    .join("");
  const parts = [
    `<table>${body}</table>`,
    ...notices.map((notice) => `<p class="notice">${markdown.renderInline(notice)}</p>`),
    collection === null
      ? ""
      : gapList(collection) + problemList(collection) + fileTable(collection),
    leftOut.length === 0
      ? ""
      : `<p>Left out, because they were made from other data: ${escapeHtml(leftOut.join(", "))}.</p>`,
  ];
  return `<section id="data"><h2>Data and coverage</h2>${parts.join("")}</section>`;
}

/** " (78.9%)", nothing where there is no whole. */
export function share(part: number, whole: number): string {
  return whole > 0 ? ` (${formatPercent(part / whole)})` : "";
}

function collectionRows(collection: Collection, network: string): [string, string][] {
  const { collected_at, distinct_ids, network_id, reported_total, requests } = collection;
  const { complete, problems, retries, resumed, sweeps, windows } = collection;
  const gaps = gapsOf(collection).length;
  return [
    ["Network", `${network} (TMDb network ${network_id})`],
    ["Collected", `${collected_at.slice(0, 10)}, in ${formatQuantity(requests, "request")}`],
    ["Asked again after a fault", formatQuantity(retries, "request")],
    ["Kept from an interrupted run", formatQuantity(resumed, "answer")],
    ["Times gone through", formatCount(sweeps)],
    ["Series reported", formatCount(reported_total)],
    ["Distinct series", `${formatCount(distinct_ids)}${share(distinct_ids, reported_total)}`],
    ["Complete", complete ? "yes" : "no"],
    ["Parts with gaps", `${formatCount(gaps)} of ${formatCount(windows.length)}`],
    ["Rows that did not fit", formatCount(problems.length)],
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
  return list("Rows that did not fit", lines);
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const items = lines.slice(0, MAX_LISTED).map((line) => `<li>${escapeHtml(line)}</li>`);
  if (lines.length > MAX_LISTED) {
    items.push(`<li>and ${formatCount(lines.length - MAX_LISTED)} more in manifest.json</li>`);
  }
  return `<h3>${title}</h3><ul>${items.join("")}</ul>`;
}

function fileTable({ stages = {} }: Collection): string {
  const records = STAGES.flatMap((stage) => stages[stage] ?? []);
  if (records.length === 0) return "";
  const row = ({ file, rows, bytes, sha256, input }: StageRecord): string =>
    `<tr><th scope="row">${escapeHtml(file)}</th><td>${formatCount(rows)}</td><td>${formatCount(bytes)}</td>` +
    `<td><code>${escapeHtml(sha256.slice(0, 12))}</code></td><td>${escapeHtml(input?.file ?? "")}</td></tr>`;
  const head = ["File", "Rows", "Bytes", "SHA-256", "Made from"];
  return (
    `<h3>Files</h3><table><thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join("")}</tr></thead>` +
    `<tbody>${records.map(row).join("")}</tbody></table>`
  );
}
