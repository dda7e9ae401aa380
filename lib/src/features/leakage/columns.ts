/** The columns that may not be features. */
import type { LabelledTitle } from "../../label/hits.js";

/** Features to be checked; a `FeatureTable` is one. Rows or columns: one of the two, for checks by value. */
export interface CheckedFeatures {
  names: readonly string[];
  /** A row for each series, a value for each name; null or NaN is missing. */
  X?: readonly ArrayLike<number | null>[];
  /** Instead of rows: for each name a value for each series. */
  columns?: readonly ArrayLike<number | null>[];
  /** The label of each row. */
  y?: ArrayLike<number>;
  /** The series of each row, by which it is found among the titles. */
  ids?: readonly number[];
}

/** What the checks need of a series. */
export type LeakSource = Pick<
  LabelledTitle,
  "id" | "popularity" | "vote_count" | "vote_average" | "hit"
>;

/** A column that defines the label or follows from it. */
export type LeakingColumn = "hit" | "popularity" | "vote_count" | "vote_average";

/** Columns that define the label or follow from it; none of them may be a feature. */
export const LEAKING_COLUMNS: readonly LeakingColumn[] = [
  "hit",
  "popularity",
  "vote_count",
  "vote_average",
];
