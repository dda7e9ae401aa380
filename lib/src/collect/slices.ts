/**
 * Slices: the parts in which a catalogue can be requested. A slice is a set of series that one
 * `discover/tv` query describes, such as those of three weeks; the parts of a split slice cover it
 * entirely.
 */
import { parseDate, type DiscoverTitle } from "../data/titles.js";
import type { Query } from "./tmdb/request.js";

/** A part of the catalogue, by first air date and further filters. */
export interface Slice {
  /**
   * `any`: all series; `between`: those with a date from `from` to `to`; `none`: those without a
   * date.
   */
  dates: "any" | "between" | "none";
  /** `YYYY-MM-DD`, inclusive; null for no bound. */
  from: string | null;
  to: string | null;
  language?: string;
  country?: string;
}

/** The whole catalogue. */
export const EVERYTHING: Slice = { dates: "any", from: null, to: null };

/** The series without a first air date. */
const UNDATED: Slice = { dates: "none", from: null, to: null };

/**
 * No series has such a late date; with `include_null_first_air_dates` only undated series remain.
 */
const AFTER_ALL = "9999-01-01";
const DAY_MS = 86_400_000;
/** Where a catalogue is cut if none of its dates is known. */
const A_DATE = "2000-01-01";

/** The query parameters of a slice. */
export function sliceQuery({ dates, from, to, language, country }: Slice): Query {
  return {
    ...(dates === "between" && from !== null ? { "first_air_date.gte": from } : {}),
    ...(dates === "between" && to !== null ? { "first_air_date.lte": to } : {}),
    ...(dates === "none"
      ? { "first_air_date.gte": AFTER_ALL, include_null_first_air_dates: true }
      : {}),
    ...(language === undefined ? {} : { with_original_language: language }),
    ...(country === undefined ? {} : { with_origin_country: country }),
  };
}

/** Whether a series belongs to a slice. */
export function isIn(slice: Slice, title: DiscoverTitle): boolean {
  const { dates, from, to, language, country } = slice;
  const date = title.first_air_date;
  if (language !== undefined && title.original_language !== language) return false;
  if (country !== undefined && !title.origin_country.includes(country)) return false;
  if (dates === "any") return true;
  if (dates === "none" || date === null) return dates === "none" && date === null;
  return (from === null || date >= from) && (to === null || date <= to);
}

/** A slice in words: "2015-03-01 to 2016-08-31", "before 2001-05-06", "without a date". */
export function sliceName({ dates, from, to, language, country }: Slice): string {
  const when =
    dates === "any" ? "all series" : dates === "none" ? "without a date" : range(from, to);
  const more = [
    ...(language === undefined ? [] : [`original language ${language}`]),
    ...(country === undefined ? [] : [`from ${country}`]),
  ];
  return [when, ...more].join(", ");
}

function range(from: string | null, to: string | null): string {
  if (from === null) return to === null ? "any date" : `before ${shift(to, 1)}`;
  if (to === null) return `${from} and later`;
  return from === to ? from : `${from} to ${to}`;
}

/**
 * Split a slice by date into about `parts` parts with equally many of `rows` each.
 *
 * @param rows series of the slice, or a sample of them: parts are short where there are many
 * series.
 * @returns at least two slices that together are the slice; null if it is a single day, has no
 * dates, or has other filters than dates.
 */
export function splitByDate(
  slice: Slice,
  rows: readonly DiscoverTitle[],
  parts: number,
): Slice[] | null {
  const { dates, from, to, language, country } = slice;
  if (dates === "none" || language !== undefined || country !== undefined) return null;
  if (from !== null && from === to) return null;
  const isInside = (date: string) =>
    (from === null || date > from) && (to === null || date <= to) && isDay(date);
  const known = rows.flatMap(({ first_air_date: date }) => (date === null ? [] : [date])).sort();
  const cuts = new Set<string>();
  for (let part = 1; part < parts && known.length > 0; part += 1) {
    const date = known[Math.floor((part * known.length) / parts)]!;
    // The parts of the whole are shown to users: they begin with a month.
    const start = dates === "any" ? `${date.slice(0, 7)}-01` : date;
    if (isInside(start) && !cuts.has(start)) cuts.add(start);
    // A day with the series of several parts becomes a part of its own.
    else if (isDay(date) && isInside(shift(date, 1))) cuts.add(shift(date, 1));
  }
  if (cuts.size === 0) {
    const middle = from === null || to === null ? A_DATE : midpoint(from, to);
    if (!isInside(middle)) return dates === "any" ? [UNDATED] : null;
    cuts.add(middle);
  }
  const starts = [...cuts].sort();
  const windows = [from, ...starts].map((start, i): Slice => ({
    dates: "between",
    from: start,
    to: i < starts.length ? shift(starts[i]!, -1) : to,
  }));
  return dates === "any" ? [UNDATED, ...windows] : windows;
}

/**
 * Split a slice by the original languages of its known series, or by their countries if it is of
 * one language. Series with other values are in none of the parts.
 *
 * @returns null if a split would not make it smaller.
 */
export function splitByOrigin(slice: Slice, rows: readonly DiscoverTitle[]): Slice[] | null {
  if (slice.country !== undefined || slice.dates === "any") return null;
  const isByCountry = slice.language !== undefined;
  const values = new Set(
    rows.flatMap(({ original_language, origin_country }) =>
      isByCountry ? origin_country : (original_language ?? []),
    ),
  );
  if (values.size === 0) return null;
  const parts = [...values].sort().map((value): Slice => ({
    ...slice,
    ...(isByCountry ? { country: value } : { language: value }),
  }));
  return parts;
}

function isDay(date: string): boolean {
  return parseDate(date) !== null;
}

/** The day `days` after a day. */
function shift(date: string, days: number): string {
  return dayOf(Date.parse(date) + days * DAY_MS);
}

/** The first day of the later half. */
function midpoint(from: string, to: string): string {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return dayOf(start + Math.ceil((end - start) / DAY_MS / 2) * DAY_MS);
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
