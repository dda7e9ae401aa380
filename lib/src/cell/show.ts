/** Tables and text as the output of a cell. */
import { publish } from "./output.js";
import { type Table, type TableFormat, tableHtml, tableText } from "./tables.js";

/** Show a table: as HTML in the manner of pandas, and as text. */
export function showTable(table: Table, format: TableFormat = {}): void {
  publish({ "text/html": tableHtml(table, format), "text/plain": tableText(table, format) });
}

/**
 * Show a text in Markdown. Other people's words are put into it with the tag `md` of
 * `base/escape`, which escapes them.
 */
export function showMarkdown(text: string): void {
  publish({ "text/markdown": text, "text/plain": text });
}
