/** The columns that may not be features. */
/** A column that defines the label or follows from it. */
export type LeakingColumn = "hit" | "popularity" | "vote_count" | "vote_average";

/** Columns that define the label or follow from it; none of them may be a feature. */
export const LEAKING_COLUMNS: readonly LeakingColumn[] = [
  "hit",
  "popularity",
  "vote_count",
  "vote_average",
];
