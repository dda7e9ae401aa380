/** Markdown tables as prettier writes them, and their place in a document. */
import { UserError } from "../../lib/src/base/errors.js";

/** The first row is the head; all columns but the first `texts` are numbers. */
export function markdownTable(table: readonly (readonly string[])[], texts = 1): string {
  const width = (i: number) => Math.max(3, ...table.map((row) => row[i]?.length ?? 0));
  const line = (row: readonly string[], fill = " ") => {
    const cells = row.map((cell, i) =>
      i < texts ? cell.padEnd(width(i), fill) : cell.padStart(width(i), fill),
    );
    return `| ${cells.join(" | ")} |`;
  };
  const [head = [], ...rows] = table;
  const rule = head.map((_, i) => (i < texts ? "" : "-:"));
  return [line(head), line(rule, "-"), ...rows.map((row) => line(row))].join("\n");
}

/**
 * The document with other text between the comments `<!-- name -->` and `<!-- /name -->`.
 *
 * @throws UserError when the comments are not there.
 */
export function replaceBetween(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end, from);
  if (from < 0 || to < 0) {
    throw new UserError(`docs/benchmarks.md has no ${begin} with ${end} after it: put them back.`);
  }
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
}
