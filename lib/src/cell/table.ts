/** A table for people to read, and how it is written. */

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

/** What `tableHtml` and `tableText` takes. */
export interface TableFormat {
  /** Longer tables show only their first and last rows; default 60, as in pandas. */
  maxRows?: number;
  /** Longer texts are truncated; default 60 characters. */
  maxCellChars?: number;
  /** Where the rows came from, in words, for the line below the table. */
  source?: string;
}

/** Whether a value counts as missing: null, undefined and NaN. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}
