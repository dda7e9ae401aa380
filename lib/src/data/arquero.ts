/**
 * Rows as an arquero table, for questions of your own: groups by several columns, joins, pivots,
 * quantiles and windows, with missing values left out of every mean.
 *
 * In a cell, `import { desc, op } from "arquero"` imports the functions for its verbs.
 *
 * @module
 */
import type { ColumnTable } from "arquero";
import { UserError } from "../base/errors.js";

/**
 * An arquero table with one column for each field, in the order of the first row. Missing values
 * are null and lists stay lists (`unroll("genres")` gives each item a row of its own).
 *
 * @example
 * const table = await toArquero(titles);
 * showTable(table.groupby("primary_genre").rollup({ series: op.count(), votes: op.median("vote_count") }));
 *
 * @param rows rows with the same fields, such as series; at least one.
 * @throws UserError if there are no rows, as the columns would be unknown.
 */
export async function toArquero(rows: readonly object[]): Promise<ColumnTable> {
  if (rows.length === 0) {
    throw new UserError(
      "toArquero: expected at least one row to take the columns from, found none. " +
        "Check how the rows were filtered.",
    );
  }
  const { from } = await import("arquero");
  return from([...rows]);
}
