/** The columns that may not be features. */
import type { FeatureInfo } from "../info.js";
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
  /** What each name says, where that is known. */
  info?: readonly FeatureInfo[];
}

/** What the checks need of a series. */
export type LeakSource = Pick<
  LabelledTitle,
  "id" | "popularity" | "vote_count" | "vote_average" | "hit"
>;

/** A column that defines the label or follows from it: `hit`, `popularity`, `vote_count`, `vote_average`, or a variable by which the study defines a hit. */
export type LeakingColumn = string;

/** Columns that define the label or follow from it, whatever a hit is; none of them may be a feature. */
export const LEAKING_COLUMNS = ["hit", "popularity", "vote_count", "vote_average"] as const;
