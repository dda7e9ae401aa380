/** One pass through a whole catalogue, slice by slice. */
import type { Found } from "./found.js";
import { Part, type Node } from "./part.js";
import { PAGE_SIZE } from "./tmdb/wire.js";
import { EVERYTHING, sliceQuery, splitByDate, splitByOrigin, type Slice } from "./slices.js";
import { RequestFailed, type DiscoverPage } from "./tmdb/client.js";
import { MAX_PAGE, type Query } from "./tmdb/request.js";

/**
 * Requests one page; an `urgent` one goes first. Rejects with RequestFailed if only this request
 * failed.
 */
export type Ask = (query: Query, urgent: boolean) => Promise<DiscoverPage>;

/** Called after each response: distinct ids so far, and the reported total. */
export type OnFound = (distinct: number, reported: number) => void;

/** Names hardly ever change or tie: in this order pages miss almost nothing. */
const STEADY = "name.asc";
/** Further orders, for series that the stable order missed. */
const OTHER_SORTS = [
  "name.desc",
  "original_name.asc",
  "popularity.desc",
  "first_air_date.desc",
  "vote_count.desc",
  "popularity.asc",
];
/** Number of successive orders without anything new after which a slice is given up. */
const MAX_FUTILE = 2;
/** Pages requested before the total is known, to save time. */
const FIRST_PAGES = 6;
/** Number of these to wait for: their dates show where there are many series. */
const SAMPLED_PAGES = 3;
/** A slice with more series than this is split before its pages are read. */
const WALKED = 400;
/** Series in a part of a large slice. */
const PART = 200;
const MAX_PARTS = 50;
/** Known series in a part that should fit on one page. */
const ONE_PAGE_PART = 14;
/** Most requests for one page until it is complete. */
const TRIES = 3;
/** Requests that a sweep may make per page of the catalogue before it stops looking for more. */
const EFFORT = 12;
/** Pages requested at once if their number is unknown. */
const BATCH = 10;

/** One pass through the whole catalogue. */
export class Sweep {
  #moved = false;
  #contradicted = false;
  #asked = 0;
  #effort = Infinity;
  #reported = 0;
  #failure: RequestFailed | null = null;
  /** Pages with a row that was invalid each time. */
  readonly #damaged: { part: Part; sort: string; page: number }[] = [];
  /** Pages that were requested again, by whether that helped. */
  readonly #again = { fruitful: 0, futile: 0 };

  constructor(
    private readonly ask: Ask,
    private readonly found: Found,
    private readonly onProgress: OnFound | undefined,
  ) {}

  /** @param isLast whether to look for missing series even though the catalogue changes. */
  async run(isLast: boolean): Promise<{ whole: Node; reported: number; moved: boolean }> {
    const all = new Part(EVERYTHING);
    const whole = await this.#settle(all, { walk: true, first: SAMPLED_PAGES, ahead: FIRST_PAGES });
    await this.#mend();
    const sum = whole.parts.reduce((total, part) => total + part.reported, 0);
    const isProved =
      !this.#moved && !all.isShort && (whole.parts.length === 0 || sum === whole.reported);
    if (isProved) return { whole, reported: whole.reported, moved: false };
    const again = await this.#totalNow(all.ids.size);
    if (again.total !== whole.reported || all.ids.size > again.total) this.#moved = true;
    const missing = (): boolean => all.ids.size < again.total;
    if (missing() && (isLast || !this.#moved)) await this.#otherSorts(all, OTHER_SORTS, missing);
    if (isLast && (this.#contradicted || all.isContradicted)) await this.#walkWithoutTotal(all);
    return {
      whole: { ...whole, reported: again.total, ids: all.ids },
      reported: again.total,
      moved: this.#moved,
    };
  }

  /**
   * If the totals were always too low, the number of pages is unknown: each order is read until a
   * page is not full, until an order brings nothing new.
   */
  async #walkWithoutTotal(all: Part): Promise<void> {
    for (const sort of [STEADY, ...OTHER_SORTS]) {
      const before = all.ids.size;
      for (let page = 1; page <= MAX_PAGE; page += BATCH) {
        const pages = Array.from({ length: BATCH }, (_, i) => page + i);
        const rows = await Promise.all(pages.map((one) => this.#page(all, sort, one, true)));
        if (rows.some((count) => count < PAGE_SIZE)) break;
      }
      if (all.ids.size === before) return;
    }
  }

  /**
   * The current total, in other orders than before to avoid cached responses: requested again if it
   * is not the expected one, because single responses may be stale.
   */
  async #totalNow(expected: number): Promise<Part> {
    const now = new Part(EVERYTHING);
    for (const sort of OTHER_SORTS.slice(0, 3)) {
      await this.#page(now, sort, 1, true);
      if (now.total === expected) break;
    }
    return now;
  }

  /**
   * Request pages with invalid rows once more, some time later: another response may have valid
   * ones.
   */
  async #mend(): Promise<void> {
    const damaged = this.#damaged.splice(0);
    await Promise.all(damaged.map(({ part, sort, page }) => this.#page(part, sort, page, true)));
  }

  /**
   * Request a slice until it is complete, or until a bounded number of requests did not complete
   * it.
   *
   * @param walk whether to read its pages one by one before splitting it; not if that has just
   * failed.
   * @param first pages to request at once, before the total is known.
   * @param ahead further pages, up to this one, to request without waiting for them.
   */
  async #settle(
    part: Part,
    { walk, first = 1, ahead = 0 }: { walk: boolean; first?: number; ahead?: number },
  ): Promise<Node> {
    const urgent = !walk;
    // Nothing is known about it then: it is reported with the series received.
    if (this.#isSpent()) part.assumeTotal(part.ids.size);
    // Kept apart, so that the split of the slice does not depend on which responses come first.
    const more = new Part(part.slice);
    const coming = this.#isSpent() ? undefined : this.#pages(part, STEADY, 1, first, urgent);
    const later = this.#pages(more, STEADY, first + 1, ahead, urgent);
    // An error of the first pages cancels these too.
    later.catch(() => undefined);
    await coming;
    if (part.isUnanswered) return this.#goAround(part);
    if (part.slice === EVERYTHING) this.#effort = 200 + EFFORT * Math.ceil(part.total / PAGE_SIZE);
    if (part.isShort && part.total > WALKED && !this.#isSpent()) {
      const parts = Math.min(MAX_PARTS, Math.ceil(part.total / PART));
      const slices = splitByDate(part.slice, [...part.rows.values()], parts);
      if (slices !== null) {
        const node = await this.#settleParts(part, slices, true);
        await later;
        part.takePart(more.node(), more.rows.values());
        return node;
      }
    }
    await later;
    part.takePart(more.node(), more.rows.values());
    if (walk && part.isShort && !this.#isSpent()) {
      await this.#pages(part, STEADY, Math.max(first, ahead) + 1, part.pages, urgent);
    }
    if (part.isShort && !this.#isSpent()) {
      const slices = splitByDate(part.slice, [...part.rows.values()], finerParts(part));
      if (slices !== null) return this.#settleParts(part, slices, false);
      await this.#exhaust(part, walk);
    }
    if (part.hasMoved && !this.#isSpent()) this.#moved = true;
    if (part.isContradicted) this.#contradicted = true;
    return part.node();
  }

  /** A slice whose first page always fails: try another order, otherwise narrower slices. */
  async #goAround(part: Part): Promise<Node> {
    for (const sort of OTHER_SORTS.slice(0, 2)) {
      await this.#page(part, sort, 1, true);
      if (!part.isUnanswered) return this.#settle(part, { walk: true });
    }
    const slices = splitByDate(part.slice, [...part.rows.values()], 2);
    if (slices === null || this.#isSpent()) {
      if (part.slice === EVERYTHING) throw this.#failure!;
      // Its series may still be received with queries for larger slices.
      part.assumeTotal(part.ids.size);
      return part.node();
    }
    const { parts } = await this.#settleParts(part, slices, true);
    part.assumeTotal(parts.reduce((total, { reported }) => total + reported, 0));
    return part.node(parts);
  }

  async #settleParts(part: Part, slices: readonly Slice[], walk: boolean): Promise<Node> {
    const known = [...part.rows.values()];
    const nodes = await Promise.all(
      slices.map((slice) => this.#settle(new Part(slice, known), { walk })),
    );
    for (const node of nodes) part.takePart(node, []);
    const sum = nodes.reduce((total, { reported }) => total + reported, 0);
    // Series of the whole may be in no window at all: that is checked at the end.
    const isOff = part.slice !== EVERYTHING && !part.isUnanswered && sum !== part.total;
    const isOdd = isOff || (!part.isUnanswered && part.hasMoved);
    if (isOdd && !this.#isSpent()) this.#moved = true;
    return part.node(nodes);
  }

  /**
   * A slice that cannot be split by date: try other orders, then its languages and countries
   * separately.
   */
  async #exhaust(part: Part, isWalked: boolean): Promise<void> {
    if (!isWalked) await this.#pages(part, STEADY, 2, part.pages, true);
    const missing = (): boolean => part.isShort && !this.#isSpent();
    if (missing()) await this.#pages(part, OTHER_SORTS[0]!, 1, part.pages, true);
    const slices = missing() ? splitByOrigin(part.slice, [...part.rows.values()]) : null;
    if (slices !== null) {
      const known = [...part.rows.values()];
      const narrower = slices.map((slice) => new Part(slice, known));
      const nodes = await Promise.all(narrower.map((one) => this.#settle(one, { walk: false })));
      nodes.forEach((node, i) => part.takePart(node, narrower[i]!.rows.values()));
    }
    await this.#otherSorts(part, OTHER_SORTS.slice(1), missing);
  }

  async #otherSorts(part: Part, sorts: string[], missing: () => boolean): Promise<void> {
    let without = 0;
    for (const sort of sorts) {
      if (!missing() || without >= MAX_FUTILE) return;
      const before = part.ids.size;
      await this.#pages(part, sort, 1, part.pages, true);
      without = part.ids.size > before ? 0 : without + 1;
    }
  }

  async #pages(part: Part, sort: string, from: number, to: number, urgent: boolean): Promise<void> {
    const pages = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
    await Promise.all(pages.map((page) => this.#page(part, sort, page, urgent)));
  }

  /**
   * One page, requested again while some of its rows are missing or invalid; returns its last rows.
   */
  async #page(part: Part, sort: string, page: number, urgent: boolean): Promise<number> {
    const query = { ...sliceQuery(part.slice), sort_by: sort, page };
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const before = part.ids.size;
      this.#asked += 1;
      let answer: DiscoverPage;
      try {
        answer = await this.ask(query, urgent || tries > 1);
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error;
        this.#failure = error;
        return 0;
      }
      part.take(answer);
      const isIntact = this.found.take(answer);
      const isWhole = isIntact && !isCut(answer, page);
      if (part.slice === EVERYTHING) this.#reported = answer.total_results;
      this.onProgress?.(this.found.titles.size, this.#reported);
      if (tries > 1) this.#again[part.ids.size > before || isWhole ? "fruitful" : "futile"] += 1;
      const rows = answer.results.length + lostOf(answer);
      if (isWhole) return rows;
      const isLast = tries === TRIES || this.#isFutile();
      if (isLast && !isIntact) this.#damaged.push({ part, sort, page });
      if (isLast) return rows;
    }
    return 0;
  }

  /** Whether enough requests were made: what is still missing cannot be received. */
  #isSpent(): boolean {
    return this.#asked >= this.#effort;
  }

  /** On some servers pages are never full: requesting them again is useless. */
  #isFutile(): boolean {
    return this.#again.futile > 10 && this.#again.futile > this.#again.fruitful;
  }
}

/** Whether a page has fewer rows than its own total says. */
function isCut(answer: DiscoverPage, page: number): boolean {
  const { results, total_results } = answer;
  const expected = Math.min(PAGE_SIZE, Math.max(0, total_results - PAGE_SIZE * (page - 1)));
  return results.length + lostOf(answer) < expected;
}

function lostOf({ problems }: DiscoverPage): number {
  return problems.filter(({ kept }) => !kept).length;
}

/** If few series are missing, a few parts show where; if many are, parts of one page each. */
function finerParts(part: Part): number {
  const missing = part.total - part.ids.size;
  return Math.max(2, Math.min(Math.ceil(part.total / ONE_PAGE_PART), Math.max(4, 2 * missing)));
}
