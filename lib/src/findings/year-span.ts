/** The release years that the statements on recent years are judged by. */
import type { LabelledTitle } from "../label/hits.js";
import { compareValues, rateBy } from "../stats/summary.js";
import type { HitCount } from "../stats/two-proportions.js";
import type { TrendGroup } from "../stats/trend.js";

/** Finished release years, parted in an older and a newer half. */
export interface YearSpan {
  first: number;
  last: number;
  /** Years from the first to the last, both included, with series or not. */
  years: number;
  /** The first of the newer years; there are ⌊years / 2⌋ of these. */
  cut: number;
  /** The series of each year that has any, in order of the year. */
  groups: TrendGroup[];
  older: HitCount;
  newer: HitCount;
  all: HitCount;
}

/** The share of the oldest series that are left out. */
const TRIMMED = 0.01;

/**
 * The span from the year by which 1% of the dated series had been released, to the last year with a
 * series before `asOfYear`.
 *
 * The oldest are left out because a network takes over series much older than itself: a single one
 * of 1989 would make 2010 recent, and have the largest weight in a trend. The year as of which the
 * analysis is made is left out because it is not over. Neither choice looks at the hits.
 *
 * @param asOfYear default: the year after the latest, so that every year counts as finished.
 * @returns null when no series has a year that is over.
 */
export function yearSpan(
  titles: readonly Pick<LabelledTitle, "year" | "hit">[],
  asOfYear: number = Infinity,
): YearSpan | null {
  const dated = titles.filter(({ year }) => year !== null && year < asOfYear);
  const sorted = dated.map(({ year }) => year!).sort(compareValues);
  const first = sorted[Math.floor(TRIMMED * sorted.length)];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return null;
  const groups = rateBy(
    dated.filter(({ year }) => year! >= first),
    ({ year }) => year!,
  ).map(({ value, count, hits }) => ({ score: value, count, hits }));
  const years = last - first + 1;
  const cut = last - Math.floor(years / 2) + 1;
  return {
    first,
    last,
    years,
    cut,
    groups,
    older: total(groups.filter(({ score }) => score < cut)),
    newer: total(groups.filter(({ score }) => score >= cut)),
    all: total(groups),
  };
}

/** Whether a year is in the span. */
export function isIn({ first, last }: YearSpan, year: number | null): year is number {
  return year !== null && year >= first && year <= last;
}

/** The series of several groups together. */
export function total(groups: readonly HitCount[]): HitCount {
  return groups.reduce(
    (sum, { count, hits }) => ({ count: sum.count + count, hits: sum.hits + hits }),
    { count: 0, hits: 0 },
  );
}
