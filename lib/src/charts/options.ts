/** What every chart can be told. */
export interface ChartOptions {
  /** Where the rows came from, in words, such as "simulated catalogue (seed 213)". */
  source: string;
}

/** A chart of the largest groups. */
export interface TopOptions extends ChartOptions {
  /** How many groups to show. */
  top?: number;
}

/** How a missing category is called on an axis. */
export const MISSING = "(missing)";

/** A category as a value on an axis. */
export function categoryName(value: string | null): string {
  return value ?? MISSING;
}

/** Height of a chart with one row for each of `rows` categories, in px. */
export function rowsHeight(rows: number): number {
  return Math.max(300, 150 + 25 * rows);
}

/** An axis of counts from zero up to about `most`; few things have no ticks between them. */
export function countAxis(most: number): Record<string, unknown> {
  return {
    title: "Number of series",
    tickformat: ",d",
    rangemode: "tozero",
    ...(most <= 5 ? { dtick: 1 } : {}),
  };
}
