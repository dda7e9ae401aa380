/**
 * The pages of `discover/tv` as a function of the request, with an order and a catalogue that may
 * change.
 */
import type { DiscoverTitle } from "../data/titles.js";
import { CatalogueIndex } from "./catalogue-index.js";
import { Changes } from "./changes.js";
import { PAGE_SIZE, parseFilters, parsePage, parseSort } from "./discover-query.js";
import { calmPage, driftingPage } from "./order.js";
import type { Scenario } from "./scenarios.js";

/** What distinguishes requests for the same page. */
export interface Moment {
  /** The number of the request since the server's start. */
  number: number;
  /** 32 random bits of its own. */
  bits: number;
  /** In [0, 1): below 0.05 its total is stale. */
  stale: number;
}

/** A page as it is sent. */
export interface WirePage extends Record<string, unknown> {
  page: number;
  results: Record<string, unknown>[];
  /** Not limited to 500; 0 if there are no rows. */
  total_pages: number;
  total_results: number;
}

const STALE_TOTALS = 0.05;

/**
 * Make the function from the parameters of a request (with a valid page number) to the page.
 *
 * @param titles the catalogue, all of it on the network `networkId`.
 */
export function makePages(
  titles: readonly DiscoverTitle[],
  networkId: number,
  scenarios: ReadonlySet<Scenario>,
  seed: number,
): (query: URLSearchParams, moment: Moment) => WirePage {
  const changes = scenarios.has("totals-change") ? new Changes(titles, seed) : null;
  const index = new CatalogueIndex(changes ? [...titles, ...changes.leavers] : titles, networkId);
  const settled = changes ? new CatalogueIndex(titles, networkId) : index;
  return (query, { number, bits, stale }) => {
    const filters = parseFilters(query);
    const sort = parseSort(query);
    const page = parsePage(query) ?? 1;
    const isOver = changes === null || changes.isOver(number);
    const all = (isOver ? settled : index).rows(filters, sort);
    const rows = isOver ? all : changes.visible(all, number);
    const isStale = !isOver && stale < STALE_TOTALS;
    const total = isStale ? changes.visible(all, changes.before(number)).length : rows.length;
    const results = scenarios.has("drift")
      ? driftingPage(rows, sort, page, bits)
      : calmPage(rows, page);
    return {
      page,
      results: results.map(toWire),
      total_pages: Math.ceil(total / PAGE_SIZE),
      total_results: total,
    };
  };
}

/**
 * A row as TMDb sends it: a missing overview is "", a missing date is "" or, in some rows, null.
 */
function toWire(title: DiscoverTitle): Record<string, unknown> {
  return {
    adult: title.adult,
    backdrop_path: title.backdrop_path,
    genre_ids: title.genre_ids,
    id: title.id,
    origin_country: title.origin_country,
    original_language: title.original_language,
    original_name: title.original_name,
    overview: title.overview ?? "",
    popularity: title.popularity,
    poster_path: title.poster_path,
    first_air_date: title.first_air_date ?? (title.id % 4 === 0 ? null : ""),
    name: title.name,
    vote_average: title.vote_average,
    vote_count: title.vote_count,
  };
}
