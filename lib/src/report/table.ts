/** Tables of a page, aligned and sortable by the page's script. */
import { formatCount } from "../base/format.js";
import { escapeHtml } from "../base/escape.js";
import type { Table, TableCell } from "../cell/tables.js";

/** Options of {@link reportTable}. */
export interface ReportTableOptions {
  /** The label for screen readers; default its caption. */
  label?: string;
  /** Whether it can be sorted by its columns; default true. */
  sortable?: boolean;
  /** A class for a cell, such as that of a verdict; default none. */
  cellClass?: (cell: TableCell, column: number, row: number) => string | undefined;
}

/**
 * A table as HTML. The first cell of a row is its header; further lines of a cell are small. A
 * column in which every value begins with a number is aligned right and sorted by that number,
 * others by text; missing values come last.
 */
export function reportTable(
  { columns, rows, caption }: Table,
  { label, sortable = true, cellClass }: ReportTableOptions = {},
): string {
  const keys = columns.map((_, i) => rows.map((row) => sortKey(row[i] ?? null)));
  const isNumeric = keys.map((column) => {
    const present = column.filter((key) => key !== "");
    return present.length > 0 && present.every((key) => typeof key === "number");
  });
  const heads = columns.map(
    (name, i) =>
      `<th scope="col"${isNumeric[i] === true ? ' class="number"' : ""}>${escapeHtml(name)}</th>`,
  );
  const body = rows.map((row, at) => {
    const cells = columns.map((_, i) => {
      const cell = row[i] ?? null;
      const classes = [isNumeric[i] === true ? "number" : "", cellClass?.(cell, i, at) ?? ""];
      const names = classes.filter((name) => name !== "").join(" ");
      const attributes =
        (names === "" ? "" : ` class="${names}"`) +
        (isNumeric[i] === true ? ` data-sort="${String(keys[i]?.[at] ?? "")}"` : "");
      const [first = "", ...more] = cellText(cell).split("\n").map(escapeHtml);
      const text = more.length === 0 ? first : `${first}<br><small>${more.join("<br>")}</small>`;
      return i === 0
        ? `<th scope="row"${attributes}>${text}</th>`
        : `<td${attributes}>${text}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  const name = escapeHtml(label ?? caption ?? "Table");
  return (
    `<div class="scroll"><table${sortable ? ' class="sortable"' : ""}${caption === undefined ? ` aria-label="${name}"` : ""}>` +
    (caption === undefined ? "" : `<caption><span>${escapeHtml(caption)}</span></caption>`) +
    `<thead><tr>${heads.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`
  );
}

function cellText(cell: TableCell): string {
  if (cell === null) return "–";
  if (typeof cell !== "number") return String(cell);
  return Number.isInteger(cell) ? formatCount(cell) : String(cell);
}

/** The texts of missing values. */
const MISSING: ReadonlySet<string> = new Set(["", "–", "no test"]);

/**
 * The sort key of a cell: its number, or the number at the beginning of its text ("−2.1 points",
 * "10.9%", "below 0.001"); otherwise its text; empty if it is missing.
 */
function sortKey(cell: TableCell): number | string {
  if (cell === null || MISSING.has(String(cell))) return "";
  if (typeof cell === "number") return cell;
  const text = String(cell);
  if (text.startsWith("∞")) return Infinity;
  const below = /^below (\d*\.?\d+)$/.exec(text);
  if (below !== null) return Number(below[1]) / 2;
  const number = /^[−-]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?(?=$|[\s%])/.exec(text);
  return number === null ? text : Number(number[0].replace("−", "-").replaceAll(",", ""));
}
