/**
 * Which series are out: one that is not cannot have been watched, and is no hit whatever it will
 * be.
 */
import type { Title } from "./titles.js";

/** The point in time from which the catalogue is seen. */
export interface AsOf {
  /** The last day on which a series can have come out, ISO 8601, such as that of the collection. */
  lastDay?: string | undefined;
  /** The year that is not over yet; where no day is given, series of this year count as out. */
  asOfYear?: number | undefined;
}

/** Whether a series is out, has no date, or has one that is still to come. */
export type Release = "released" | "undated" | "announced";

/** Whether a series was out at a point in time; where none is given, every dated series was. */
export function releaseOf(
  { first_air_date: date, year }: Pick<Title, "first_air_date" | "year">,
  { lastDay, asOfYear = Infinity }: AsOf,
): Release {
  if (year === null) return "undated";
  const isOut =
    lastDay === undefined || date === null
      ? year <= asOfYear
      : date.slice(0, 10) <= lastDay.slice(0, 10);
  return isOut ? "released" : "announced";
}

/** The series that were out at a point in time. */
export function releasedTitles<T extends Pick<Title, "first_air_date" | "year">>(
  titles: readonly T[],
  asOf: AsOf,
): T[] {
  return titles.filter((title) => releaseOf(title, asOf) === "released");
}
