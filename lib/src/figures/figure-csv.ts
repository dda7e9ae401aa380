/** The data of a figure as CSV: a row for each mark. */
import type { Figure } from "../charts/figure.js";
import { formatCsv } from "../data/csv.js";

type Trace = Figure["data"][number];
type Cell = string | number | null;
type Row = Record<string, Cell>;

/** The columns, in their order; those that no mark has are left out. */
const COLUMNS = ["trace", "x", "x_low", "x_high", "y", "y_low", "y_high", "z", "text"];

/**
 * What a figure is drawn from: the trace of each mark, its place on the axes, the ends of its interval, the
 * value of a cell and the words that the mouse shows.
 *
 * Texts that a spreadsheet would take for a formula begin with an apostrophe.
 */
export function figureCsv({ data }: Figure): string {
  const rows = data.flatMap((trace) =>
    trace["type"] === "heatmap" ? cellsOf(trace) : marksOf(trace),
  );
  const used = COLUMNS.filter((column) => rows.some((row) => (row[column] ?? null) !== null));
  return formatCsv(
    rows.map((row) => Object.fromEntries(used.map((column) => [column, row[column] ?? null]))),
    used,
  );
}

function marksOf(trace: Trace): Row[] {
  const [x, y] = [listOf(trace["x"]), listOf(trace["y"])];
  const [text, words] = [listOf(trace["text"]), listOf(trace["customdata"])];
  return Array.from({ length: Math.max(x.length, y.length) }, (_, i) => ({
    trace: cell(trace["name"]),
    ...placeOf("x", x[i], trace["error_x"], i),
    ...placeOf("y", y[i], trace["error_y"], i),
    text: cell(words[i]) ?? cell(text[i]),
  }));
}

/** A place on an axis, with the ends of its error bar. */
function placeOf(axis: "x" | "y", value: unknown, bar: unknown, i: number): Row {
  const at = cell(value);
  const { array, arrayminus = array } = (bar ?? {}) as { array?: unknown; arrayminus?: unknown };
  const [up, down] = [listOf(array)[i], listOf(arrayminus)[i]];
  const isBar = typeof at === "number" && typeof up === "number" && typeof down === "number";
  return isBar
    ? { [axis]: at, [`${axis}_low`]: rounded(at - down), [`${axis}_high`]: rounded(at + up) }
    : { [axis]: at };
}

/** A difference without the last digits, in which float64 misses. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function cellsOf(trace: Trace): Row[] {
  const [x, y] = [listOf(trace["x"]), listOf(trace["y"])];
  const words = listOf(trace["customdata"]).map(listOf);
  return listOf(trace["z"]).flatMap((line, row) =>
    listOf(line).map((value, column) => ({
      trace: cell(trace["name"]),
      x: cell(x[column]),
      y: cell(y[row]),
      z: cell(value),
      text: cell(words[row]?.[column]),
    })),
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function cell(value: unknown): Cell {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value === "") return null;
  // Texts of figures are in plotly's markup.
  const plain = value
    .replace(/<br ?\/?>/g, " ")
    .replace(/<\/?(?:b|i|sub|sup|em|span)\b[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
}
