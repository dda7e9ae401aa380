/** A table as HTML and as text. */
import { escapeHtml, truncate } from "../base/escape.js";
import { formatCount } from "../base/format.js";
import { scrollEdges } from "./scroll.js";
import { isMissing, type Table, type TableCell, type TableFormat } from "./table.js";

/**
 * A table as HTML that looks like pandas' in Jupyter, in light and dark themes. All text is
 * escaped; there is no script, and no style that applies outside the table.
 */
export function tableHtml(table: Table, format: TableFormat = {}): string {
  const { columns, index, body, footer, alignment } = layOut(table, format);
  const widths = alignment.map((side, i) => (side === LEFT ? wrapping(body, i) : NOWRAP));
  const side = (label: string, scope: string): string =>
    index === undefined ? "" : `<th scope="${scope}" style="${HEAD}${NOWRAP}${LEFT}">${label}</th>`;
  const heads = columns.map(
    (column, i) =>
      `<th scope="col" style="${HEAD}${NOWRAP}${alignment[i]}">${escapeHtml(column)}</th>`,
  );
  const rows = body.map(({ label, cells }, row) => {
    const stripe = row % 2 === 1 ? STRIPE : "";
    const fields = cells.map(({ text, missing }, i) => {
      const value = missing ? `<span style="${MUTED}">missing</span>` : escapeHtml(text);
      return `<td style="${CELL}${widths[i]}${alignment[i]}">${value}</td>`;
    });
    return `<tr style="${stripe}">${side(escapeHtml(label), "row")}${fields.join("")}</tr>`;
  });
  const caption =
    table.caption === undefined
      ? ""
      : `<caption style="${CAPTION}"><span style="${IN_SIGHT}">${escapeHtml(table.caption)}</span></caption>`;
  return (
    `<div><div style="overflow-x:auto;${EDGES}"><table style="${TABLE}">${caption}` +
    `<thead><tr>${side("", "col")}${heads.join("")}</tr></thead>` +
    `<tbody>${rows.join("")}</tbody></table></div>` +
    (footer === "" ? "" : `<p style="${FOOTER}">${escapeHtml(footer)}</p>`) +
    "</div>"
  );
}

/** A table as aligned text, for consoles and other consumers of `text/plain`. */
export function tableText(table: Table, format: TableFormat = {}): string {
  const { columns, index, body, footer, alignment } = layOut(table, format);
  const lines = [
    [...(index === undefined ? [] : [""]), ...columns],
    ...body.map(({ label, cells }) => [
      ...(index === undefined ? [] : [label]),
      ...cells.map(({ text, missing }) => (missing ? "missing" : text.replace(/\s+/g, " "))),
    ]),
  ];
  const shift = index === undefined ? 0 : 1;
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => [...line[i]!].length)));
  const pad = (text: string, i: number): string => {
    const gap = " ".repeat(widths[i]! - [...text].length);
    return i >= shift && alignment[i - shift] === RIGHT ? gap + text : text + gap;
  };
  return [
    ...(table.caption === undefined ? [] : [table.caption]),
    ...lines.map((line) => line.map(pad).join("  ").trimEnd()),
    ...(footer === "" ? [] : [footer]),
  ].join("\n");
}

// If JupyterLab's colours are not defined, as in VS Code, the inherited ones match the theme.
const TABLE =
  "border-collapse:collapse;border:0;margin:0;font-size:13px;line-height:1.45;" +
  "font-variant-numeric:tabular-nums;color:var(--jp-content-font-color1,inherit);";
const CELL = "padding:4px 10px;border:0;vertical-align:top;";
const NOWRAP = "white-space:nowrap;";
const HEAD = `${CELL}font-weight:600;`;
const LEFT = "text-align:left;";
const RIGHT = "text-align:right;";
// Translucent, so that the shadow at the edge of a wide table is seen through it.
const STRIPE = "background:rgba(128,128,128,0.08);";
const EDGES = scrollEdges("var(--jp-layout-color0,var(--vscode-editor-background,Canvas))");
/** Characters of a text that stay on one line. */
const UNBROKEN = 22;
// JupyterLab's third text colour has a contrast of 2.7:1 on white; this has 5.4:1 on a stripe.
const MUTED = "opacity:0.7;font-style:italic;";
const CAPTION =
  "caption-side:top;text-align:left;padding:4px 10px;font-weight:600;" +
  "color:var(--jp-content-font-color1,inherit);";
/** As wide as what is seen of the table. */
const IN_SIGHT = "display:block;max-width:calc(100vw - 60px);";
const FOOTER =
  "margin:4px 0 0;padding:0 10px;font-size:12px;opacity:0.75;" +
  "color:var(--jp-content-font-color1,inherit);";

/**
 * Longer texts are broken where the room does not suffice, but not into columns of single words. In `em`:
 * JupyterLab removes other units from notebooks that it does not trust yet.
 */
function wrapping(body: LaidOut["body"], column: number): string {
  const longest = Math.max(0, ...body.map(({ cells }) => [...(cells[column]?.text ?? "")].length));
  return longest <= UNBROKEN ? NOWRAP : `white-space:normal;min-width:12em;`;
}

interface LaidOut {
  columns: string[];
  index: string[] | undefined;
  body: { label: string; cells: { text: string; missing: boolean }[] }[];
  footer: string;
  alignment: string[];
}

/** The layout that HTML and text share: the rows shown, their texts and alignments. */
function layOut(
  { columns, rows, index, rowCount }: Table,
  { maxRows = 60, maxCellChars = 60, source }: TableFormat,
): LaidOut {
  const isLong = rows.length > maxRows;
  const first = isLong ? Math.ceil(maxRows / 2) : rows.length;
  const last = isLong ? Math.floor(maxRows / 2) : 0;
  const formats = columns.map((_, i) => numberFormat(rows.map((row) => row[i] ?? null)));
  const line = (row: TableCell[], at: number) => ({
    label: index?.[at] ?? String(at),
    cells: columns.map((_, i) => {
      const cell = row[i] ?? null;
      const missing = isMissing(cell);
      // The count of a summary is an integer among means and quartiles.
      const format = index?.[at] === "count" ? String : (formats[i] as (value: number) => string);
      const text = typeof cell === "number" ? format(cell) : truncate(String(cell), maxCellChars);
      return { text, missing };
    }),
  });
  const gap = { label: "…", cells: columns.map(() => ({ text: "…", missing: false })) };
  const total = rowCount ?? rows.length;
  const shown = first + last;
  const size = `${formatCount(total)} × ${columns.length} columns`;
  const extent =
    rowCount === undefined && !isLong
      ? undefined
      : shown === total
        ? `${formatCount(total)} rows × ${columns.length} columns`
        : `${formatCount(shown)} rows of ${size}`;
  return {
    columns,
    index,
    body: [
      ...rows.slice(0, first).map(line),
      ...(isLong ? [gap] : []),
      ...(last === 0 ? [] : rows.slice(-last).map((row, i) => line(row, rows.length - last + i))),
    ],
    footer: [extent, source].filter((part) => part !== undefined).join(" · "),
    alignment: columns.map((_, i) => {
      const present = rows.map((row) => row[i] ?? null).filter((cell) => !isMissing(cell));
      const isRight = present.every((cell) => typeof cell === "number" || isPercent(cell));
      return present.length > 0 && isRight ? RIGHT : LEFT;
    }),
  };
}

/**
 * One format for a column, so that its numbers line up: integers unchanged, other numbers with
 * enough decimals for the largest to show four significant digits, at least two and at most six.
 */
function numberFormat(cells: readonly TableCell[]): (value: number) => string {
  const numbers = cells.filter(
    (cell): cell is number => typeof cell === "number" && Number.isFinite(cell),
  );
  if (numbers.every(Number.isInteger)) return String;
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const magnitude = largest > 0 ? Math.floor(Math.log10(largest)) : 0;
  const decimals = Math.min(6, Math.max(2, 3 - magnitude));
  return (value) => value.toFixed(decimals);
}

function isPercent(cell: TableCell): boolean {
  return typeof cell === "string" && /^((below|above) )?\d+(\.\d+)?%$/.test(cell);
}
