/**
 * Tables like pandas' `head`, `info` and `describe`, and tables as HTML and text for a notebook.
 *
 * @module
 */
import { formatCount, formatPercent } from "../base/format.js";
import { escapeHtml, truncate } from "../base/escape.js";
import { scrollEdges } from "./scroll.js";
import { compareValues, quantile, valueCounts } from "../stats/summary.js";

/** The value of a table cell; null and NaN are missing. */
export type TableCell = string | number | boolean | null;

/** A table for people to read. */
export interface Table {
  columns: string[];
  /** One list for each row, one cell for each column. */
  rows: TableCell[][];
  /** A label for each row, like pandas' index; default no labels. */
  index?: string[];
  caption?: string;
  /**
   * The number of rows of the whole, if the table is an extract of it, for the line below the
   * table.
   */
  rowCount?: number;
}

/** What {@link tableHtml} and {@link tableText} takes. */
export interface TableFormat {
  /** Longer tables show only their first and last rows; default 60, as in pandas. */
  maxRows?: number;
  /** Longer texts are truncated; default 60 characters. */
  maxCellChars?: number;
  /** Where the rows came from, in words, for the line below the table. */
  source?: string;
}

/** The first `n` rows (default 5) with all columns, the row number as index. */
export function head(rows: readonly object[], n = 5): Table {
  return { ...toTable(rows.slice(0, n)), rowCount: rows.length };
}

/**
 * Rows as a table, with columns in the order of the first row's keys, or of `columns`. Lists become
 * JSON texts, as in the CSV files.
 */
export function toTable<T extends object>(
  rows: readonly T[],
  columns: readonly (keyof T & string)[] = columnsOf(rows),
): Table {
  return {
    columns: [...columns],
    rows: rows.map((row) => columns.map((column) => toCell(row[column]))),
    index: rows.map((_, i) => String(i)),
    rowCount: rows.length,
  };
}

/**
 * Count, mean, standard deviation (ddof 1), minimum, quartiles (R type 7) and maximum of the
 * numeric columns without missing values, like pandas' `describe`.
 *
 * @param columns default: every column whose values are numbers.
 */
export function describe<T extends object>(
  rows: readonly T[],
  columns: readonly (keyof T & string)[] = columnsOf(rows).filter((column) =>
    isNumeric(rows, column),
  ),
): Table {
  const summaries = columns.map((column) => summary(presentNumbers(rows, column)));
  const index = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"];
  return {
    columns: [...columns],
    index,
    rows: index.map((_, i) => summaries.map((values) => values[i] as TableCell)),
  };
}

/** The missing values of a column. */
export interface MissingCount {
  column: string;
  missing: number;
  /** missing / rows, 0 without rows. */
  share: number;
}

/**
 * Missing values (null, undefined, NaN) of each column, the most first. An empty list is a value.
 */
export function countMissing(rows: readonly object[]): MissingCount[] {
  return columnsOf(rows)
    .map((column) => {
      const missing = rows.filter((row) => isMissing(row[column])).length;
      return { column, missing, share: rows.length === 0 ? 0 : missing / rows.length };
    })
    .sort((a, b) => b.missing - a.missing);
}

/** {@link countMissing} as a table of column, missing and share. */
export function missingValues(rows: readonly object[]): Table {
  return {
    columns: ["column", "missing", "share"],
    rows: countMissing(rows).map(({ column, missing, share }) => [
      column,
      missing,
      formatPercent(share),
    ]),
    caption: `Missing values in ${formatCount(rows.length)} rows`,
  };
}

/**
 * The columns with their type and the number of values present and missing, like pandas' `info`.
 */
export function info(rows: readonly object[]): Table {
  const columns = columnsOf(rows);
  return {
    columns: ["column", "type", "present", "missing"],
    rows: columns.map((column) => {
      const present = rows.map((row) => row[column]).filter((value) => !isMissing(value));
      return [column, typeName(present), present.length, rows.length - present.length];
    }),
    caption: `${formatCount(rows.length)} rows × ${columns.length} columns`,
  };
}

/**
 * The most frequent values of a column with count and share.
 *
 * @param top how many to show; default all.
 */
export function valueCountsTable(
  values: readonly (string | number | null)[],
  { column = "value", top = Infinity }: { column?: string; top?: number } = {},
): Table {
  const counts = valueCounts(values);
  return {
    columns: [column, "count", "share"],
    rows: counts
      .slice(0, top)
      .map(({ value, count }) => [value, count, formatPercent(count / values.length)]),
    rowCount: counts.length,
  };
}

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
 * Longer texts are broken where the room does not suffice, but not into columns of single words.
 */
function wrapping(body: LaidOut["body"], column: number): string {
  const longest = Math.max(0, ...body.map(({ cells }) => [...(cells[column]?.text ?? "")].length));
  return longest <= UNBROKEN ? NOWRAP : `white-space:normal;min-width:${UNBROKEN}ch;`;
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

function summary(values: number[]): (number | null)[] {
  if (values.length === 0) return [0, null, null, null, null, null, null, null];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const std = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null;
  return [values.length, mean, std, ...[0, 0.25, 0.5, 0.75, 1].map((p) => quantile(values, p))];
}

function presentNumbers<T extends object>(rows: readonly T[], column: keyof T): number[] {
  return rows
    .map((row) => row[column] as unknown)
    .filter((value): value is number => typeof value === "number" && Number.isFinite(value));
}

function isNumeric<T extends object>(rows: readonly T[], column: keyof T): boolean {
  const present = rows.map((row) => row[column] as unknown).filter((value) => !isMissing(value));
  return present.length > 0 && present.every((value) => typeof value === "number");
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function isPercent(cell: TableCell): boolean {
  return typeof cell === "string" && /^((below|above) )?\d+(\.\d+)?%$/.test(cell);
}

function columnsOf<T extends object>(rows: readonly T[]): (keyof T & string)[] {
  return Object.keys(rows[0] ?? {}) as (keyof T & string)[];
}

function toCell(value: unknown): TableCell {
  if (value === undefined || value === null) return null;
  if (typeof value === "object") return JSON.stringify(value);
  return value as TableCell;
}

function typeName(values: readonly unknown[]): string {
  const names = values.map((value) => {
    if (Array.isArray(value)) return "list";
    if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
    return typeof value;
  });
  const kinds = new Set(names);
  if (kinds.has("number")) kinds.delete("integer");
  return [...kinds].sort(compareValues).join(" or ") || "empty";
}
