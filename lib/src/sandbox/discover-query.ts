/** The parameters of `discover/tv`: filter, sort, page. Pure functions of rows. */
import type { DiscoverTitle } from "../data/titles.js";

export const PAGE_SIZE = 20;
const MAX_PAGE = 500;

/** The values of `sort_by`, followed by `.asc` or `.desc`. */
const SORT_FIELDS = [
  "first_air_date",
  "name",
  "original_name",
  "popularity",
  "vote_average",
  "vote_count",
] as const;

export interface Sort {
  field: (typeof SORT_FIELDS)[number];
  direction: "asc" | "desc";
}

/** The filters of a request; null for those it does not have. */
export interface Filters {
  networkId: string | null;
  /** `YYYY-MM-DD`, inclusive. */
  from: string | null;
  /** `YYYY-MM-DD`, inclusive. */
  to: string | null;
  /** Whether undated rows pass date filters. */
  undated: boolean;
  countries: string[] | null;
  languages: string[] | null;
  /** Whether adult series are included. */
  adult: boolean;
}

/** The order of a request. An unknown value means TMDb's default, `popularity.desc`. */
export function parseSort(query: URLSearchParams): Sort {
  const [name, direction, ...rest] = (query.get("sort_by") ?? "").split(".");
  const field = SORT_FIELDS.find((known) => known === name);
  if (field === undefined || rest.length > 0 || (direction !== "asc" && direction !== "desc")) {
    return { field: "popularity", direction: "desc" };
  }
  return { field, direction };
}

/** The filters of a request. An invalid date is ignored. */
export function parseFilters(query: URLSearchParams): Filters {
  const text = (name: string) => query.get(name)?.trim() || null;
  const date = (name: string) => /^\d{4}-\d{2}-\d{2}$/.exec(text(name) ?? "")?.[0] ?? null;
  return {
    networkId: text("with_networks"),
    from: date("first_air_date.gte"),
    to: date("first_air_date.lte"),
    undated: text("include_null_first_air_dates") === "true",
    countries: text("with_origin_country")?.split("|") ?? null,
    languages: text("with_original_language")?.split("|") ?? null,
    // TMDb leaves adult series out unless asked; a file of real rows should be served as it is.
    adult: text("include_adult") !== "false",
  };
}

/** The page of a request, default 1; null if it is not an integer from 1 to 500. */
export function parsePage(query: URLSearchParams): number | null {
  const text = query.get("page") ?? "";
  if (text === "") return 1;
  const page = Number(text);
  return /^\d+$/.test(text) && page >= 1 && page <= MAX_PAGE ? page : null;
}

/** The rows that pass, in their order. All of `titles` are on the network `networkId`. */
export function filterTitles(
  titles: readonly DiscoverTitle[],
  filters: Filters,
  networkId: number,
): DiscoverTitle[] {
  const { from, to, undated, countries, languages, adult } = filters;
  if (filters.networkId !== null && filters.networkId !== String(networkId)) return [];
  const inWindow = (date: string | null) => {
    if (from === null && to === null) return true;
    if (date === null) return undated;
    return (from === null || date >= from) && (to === null || date <= to);
  };
  return titles.filter(
    (title) =>
      inWindow(title.first_air_date) &&
      (countries === null || title.origin_country.some((code) => countries.includes(code))) &&
      (languages === null || languages.includes(title.original_language ?? "")) &&
      (adult || !title.adult),
  );
}

/** The rows sorted; ties keep their order, and rows without a date come last in both directions. */
export function sortTitles(titles: readonly DiscoverTitle[], sort: Sort): DiscoverTitle[] {
  const sign = sort.direction === "asc" ? 1 : -1;
  const value = (title: DiscoverTitle) => title[sort.field];
  return [...titles].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return x < y ? -sign : x > y ? sign : 0;
  });
}

/** One page of `discover/tv`, its rows still as {@link DiscoverTitle}. */
interface Page {
  page: number;
  results: DiscoverTitle[];
  /** Not limited to 500; 0 if there are no rows. */
  total_pages: number;
  total_results: number;
}

/** One page of filtered and sorted rows; empty past the end. */
export function pageOf(rows: readonly DiscoverTitle[], page: number): Page {
  return {
    page,
    results: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    total_pages: Math.ceil(rows.length / PAGE_SIZE),
    total_results: rows.length,
  };
}
