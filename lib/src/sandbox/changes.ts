/** Series that are added and removed while the catalogue is read. */
import type { DiscoverTitle } from "../data/titles.js";
import { simulateCatalogue } from "./catalogue.js";
import { draw } from "./draws.js";
import { generator } from "./generator.js";
import { PAGE_SIZE } from "./discover-query.js";

const NEWCOMERS = 0.02;
const LEAVERS = 0.01;

/**
 * The changes of a catalogue: some of its series are added one by one, and other series are there
 * at first and are removed. The last change happens after as many requests as the catalogue has
 * pages, at least ten; from then on the catalogue is complete.
 */
export class Changes {
  /** Series that are there only at first. */
  readonly leavers: DiscoverTitle[];
  /** The request at which each of these ids is added or removed. */
  readonly #times = new Map<number, number>();
  readonly #leaving = new Set<number>();
  readonly #moments: number[] = [];

  constructor(titles: readonly DiscoverTitle[], seed: number) {
    const random = generator(seed, "changes");
    const newcomers = pick(titles, Math.ceil(titles.length * NEWCOMERS), seed);
    const unused = titles.reduce((max, { id }) => Math.max(max, id), 0) + 1;
    const strangers = simulateCatalogue({
      series: Math.ceil(titles.length * LEAVERS),
      seed: seed + 1,
    });
    // They have the dates of newcomers, so that totals of windows stay the same while their series
    // change.
    this.leavers = strangers.map((title, i) => ({
      ...title,
      id: unused + i,
      first_air_date: newcomers[i % newcomers.length]?.first_air_date ?? title.first_air_date,
    }));
    for (const { id } of this.leavers) this.#leaving.add(id);
    const changing = [...newcomers, ...this.leavers].map(({ id }) => ({
      id,
      key: random.uniform(),
    }));
    changing.sort((a, b) => a.key - b.key);
    const last = Math.max(10, Math.ceil(titles.length / PAGE_SIZE));
    changing.forEach(({ id }, i) => {
      const moment = Math.max(2, Math.round(((i + 1) / changing.length) * last));
      this.#times.set(id, moment);
      if (this.#moments.at(-1) !== moment) this.#moments.push(moment);
    });
  }

  /** Whether changes are still to come at this request. */
  isOver(request: number): boolean {
    return request >= (this.#moments.at(-1) ?? 0);
  }

  /** The rows at this request. */
  visible(rows: readonly DiscoverTitle[], request: number): readonly DiscoverTitle[] {
    return rows.filter(({ id }) => {
      const time = this.#times.get(id);
      return time === undefined || request >= time !== this.#leaving.has(id);
    });
  }

  /** The request just before the latest change, for a stale total. */
  before(request: number): number {
    return (this.#moments.filter((moment) => moment <= request).at(-1) ?? 1) - 1;
  }
}

function pick(titles: readonly DiscoverTitle[], count: number, seed: number): DiscoverTitle[] {
  return [...titles]
    .map((title) => ({ title, key: draw(seed, "newcomer", title.id) }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ title }) => title);
}
