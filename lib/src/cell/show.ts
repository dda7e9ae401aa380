/** Tables and text as the output of a cell. */
import { publish } from "./output.js";
import { type TableFormat, tableHtml, tableText } from "./tables.js";
import { asTable, type Tabular } from "./tabular.js";

/**
 * Show a table: as HTML in the manner of pandas, and as text.
 *
 * @param tabular rows, an arquero table, a danfojs data frame, or what `head` and the like give.
 * @throws UserError when it is no table.
 */
export function showTable(tabular: Tabular, format: TableFormat = {}): void {
  const table = asTable(tabular);
  publish({ "text/html": tableHtml(table, format), "text/plain": tableText(table, format) });
}

/**
 * Show a text in Markdown. Other people's words are put into it with the tag `md` of
 * `base/escape`, which escapes them.
 */
export function showMarkdown(text: string): void {
  publish({ "text/markdown": text, "text/plain": text });
}
