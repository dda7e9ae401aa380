/**
 * The served rows by date, so that the cost of a window depends on its rows and not on the whole
 * catalogue.
 */
import type { DiscoverTitle } from "../data/titles.js";
import { filterTitles, sortTitles, type Filters, type Sort } from "./discover-query.js";

/** Cached lists: a client requests the same list page by page. */
const KEPT_LISTS = 64;

/** Finds the sorted rows of a query. */
export class CatalogueIndex {
  readonly #titles: readonly DiscoverTitle[];
  readonly #dated: DiscoverTitle[];
  readonly #undated: DiscoverTitle[];
  readonly #lists = new Map<string, readonly DiscoverTitle[]>();

  /** @param networkId the network that all of `titles` are on. */
  constructor(
    titles: readonly DiscoverTitle[],
    private readonly networkId: number,
  ) {
    this.#titles = titles;
    const dateOf = (title: DiscoverTitle): string => title.first_air_date!;
    this.#dated = titles
      .filter(({ first_air_date: date }) => date !== null)
      .sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : Number(dateOf(a) > dateOf(b))));
    this.#undated = titles.filter(({ first_air_date: date }) => date === null);
  }

  /** The rows that pass the filters, sorted; ties by the order of the catalogue. */
  rows(filters: Filters, sort: Sort): readonly DiscoverTitle[] {
    const name = JSON.stringify([filters, sort]);
    const list =
      this.#lists.get(name) ??
      sortTitles(filterTitles(this.#candidates(filters), filters, this.networkId), sort);
    // The most recently used list goes last.
    this.#lists.delete(name);
    this.#lists.set(name, list);
    if (this.#lists.size > KEPT_LISTS) this.#lists.delete(this.#lists.keys().next().value!);
    return list;
  }

  #candidates({ from, to, undated }: Filters): readonly DiscoverTitle[] {
    if (from === null && to === null) return this.#titles;
    const start = from === null ? 0 : this.#position((date) => date >= from);
    const end = to === null ? this.#dated.length : this.#position((date) => date > to);
    const dated = this.#dated.slice(start, Math.max(start, end));
    return undated ? [...dated, ...this.#undated] : dated;
  }

  /** The first position at which `isPast` holds, by bisection. */
  #position(isPast: (date: string) => boolean): number {
    let [low, high] = [0, this.#dated.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isPast(this.#dated[middle]!.first_air_date!)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
