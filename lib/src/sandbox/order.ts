/** The rows of a page in the order of one request: fixed, or changing between requests. */
import type { DiscoverTitle } from "../data/titles.js";
import { mix32 } from "./draws.js";
import { PAGE_SIZE, sortTitles, type Sort } from "./discover-query.js";

/**
 * How much popularity changes between two requests: the standard deviation of the noise on its
 * logarithm. With it, reading the pages of 2,561 series in the default order finds about 79% of
 * them.
 */
const DRIFT = 0.0145;
/** The most that the noise can be, in standard deviations. */
const WIDEST = 510 / 148;

/** One page of sorted rows. Ties keep the order of `sorted`. */
export function calmPage(sorted: readonly DiscoverTitle[], page: number): DiscoverTitle[] {
  return sorted.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
}

/**
 * One page of the rows in an order of this request's own: popularity changes a little, and series
 * with the same value of the sort field come in any order.
 *
 * @param sorted the rows by `sort`.
 * @param request a number that differs between requests.
 */
export function driftingPage(
  sorted: readonly DiscoverTitle[],
  sort: Sort,
  page: number,
  request: number,
): DiscoverTitle[] {
  const bits = ({ id }: DiscoverTitle): number => mix32(Math.imul(id, 0x9e3779b1) ^ request);
  const first = (page - 1) * PAGE_SIZE;
  const last = Math.min(sorted.length, first + PAGE_SIZE);
  if (first >= last) return [];
  let [from, to] = [first, last];
  if (sort.field === "popularity") {
    const level = (title: DiscoverTitle | undefined): number =>
      Math.log((title?.popularity ?? 0) + 1e-4);
    // Rows further away than two of the largest changes cannot swap places with those of the page.
    const reach = 2.001 * WIDEST * DRIFT;
    const [high, low] = [level(sorted[first]), level(sorted[last - 1])];
    while (from > 0 && Math.abs(level(sorted[from - 1]) - high) <= reach) from -= 1;
    while (to < sorted.length && Math.abs(level(sorted[to]) - low) <= reach) to += 1;
    const sign = sort.direction === "asc" ? 1 : -1;
    const keys = sorted.slice(from, to).map((title) => {
      const chance = bits(title);
      return { title, chance, key: sign * (level(title) + DRIFT * noise(chance)) };
    });
    keys.sort((a, b) => a.key - b.key || a.chance - b.chance);
    return keys.slice(first - from, last - from).map(({ title }) => title);
  }
  // Only runs of ties that overlap the page need another order.
  const value = (at: number): unknown => sorted[at]?.[sort.field];
  while (from > 0 && value(from - 1) === value(first)) from -= 1;
  while (to < sorted.length && value(to) === value(last - 1)) to += 1;
  const run = sorted.slice(from, to).sort((a, b) => bits(a) - bits(b));
  return sortTitles(run, sort).slice(first - from, last - from);
}

/**
 * About standard normal, between -{@link WIDEST} and {@link WIDEST}, from the four bytes of a
 * number.
 */
function noise(bits: number): number {
  const sum = (bits & 0xff) + ((bits >>> 8) & 0xff) + ((bits >>> 16) & 0xff) + (bits >>> 24);
  return (sum - 510) / 148;
}
