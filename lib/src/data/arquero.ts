/**
 * Rows as an arquero table, for questions of your own: groups by several columns, joins, pivots, quantiles
 * and windows, with missing values left out of every mean.
 *
 * In a cell, `import { desc, op } from "arquero"` gives what goes into its verbs.
 *
 * @module
 */
import type { ColumnTable } from "arquero";
import { UserError } from "../base/errors.js";

/**
 * An arquero table with one column for each field of the rows, in the order of the first row. Missing
 * values are null, lists stay lists (`unroll("genres")` gives each item a row of its own).
 *
 * @example
 * const table = await toArquero(titles);
 * showTable(table.groupby("primary_genre").rollup({ series: op.count(), votes: op.median("vote_count") }));
 *
 * @param rows rows with the same fields, such as series; at least one.
 * @throws UserError when there is no row, as the columns would not be known.
 */
export async function toArquero(rows: readonly object[]): Promise<ColumnTable> {
  if (rows.length === 0) {
    throw new UserError(
      "toArquero: expected at least one row, found none, so that there are no columns. " +
        "Check the filter before it.",
    );
  }
  const { from } = await import("arquero");
  return from([...rows]);
}
