/** Tables and text as the output of a cell. */
import { publish } from "./output.js";
import { type TableFormat, tableHtml, tableText } from "./tables.js";
import { asTable, type Tabular } from "./tabular.js";

/**
 * Show a table as HTML that looks like pandas', and as text.
 *
 * @param tabular rows, an arquero table, a danfojs data frame, or the result of `head`, `info` and
 * so on.
 * @throws UserError if it is not a table.
 */
export function showTable(tabular: Tabular, format: TableFormat = {}): void {
  const table = asTable(tabular);
  publish({ "text/html": tableHtml(table, format), "text/plain": tableText(table, format) });
}

/**
 * Show a text in Markdown. Use the tag `md` of `base/escape` to put text from outside into it: it
 * escapes the values.
 */
export function showMarkdown(text: string): void {
  publish({ "text/markdown": text, "text/plain": text });
}
