/**
 * Complete enumeration of a catalogue whose pages move while they are read.
 *
 * Pages under a moving order are not a set: a series that moves from page 8 to page 7 between two
 * requests is on neither. So the catalogue is cut into slices, each is walked in an order that hardly
 * moves, and it counts as complete only when as many distinct ids have come as the API reports for that
 * very slice. One that falls short is cut finer, in the end into slices of one page, which cannot lose
 * anything: a single answer has them all.
 */
import { Found } from "./found.js";
import type { WindowCoverage } from "../data/collection.js";
import { EVERYTHING, isIn, sliceName, sliceQuery, splitByDate, splitByOrigin } from "./slices.js";
import type { Slice } from "./slices.js";
import type { DiscoverTitle, RowProblem } from "../data/titles.js";
import { MAX_PAGE, RequestFailed, type DiscoverPage, type Query } from "./tmdb/client.js";

/** Asks one page; `urgent` goes before what waits. Rejects with RequestFailed if only this one failed. */
export type Ask = (query: Query, urgent: boolean) => Promise<DiscoverPage>;

/** A catalogue as it was found. */
export interface Enumeration {
  titles: DiscoverTitle[];
  /** The API's total at the end. */
  reported: number;
  /** As many series came as were reported. */
  complete: boolean;
  /** Times that everything was gone through. */
  sweeps: number;
  windows: WindowCoverage[];
  problems: RowProblem[];
}

/** What {@link enumerate} can be told. */
export interface EnumerateOptions {
  /** Called after each answer: distinct ids so far, and the reported total. */
  onProgress?: (distinct: number, reported: number) => void;
  /** Times that everything is gone through at most when the total moves on the way; default 3. */
  maxSweeps?: number;
}

const PAGE_SIZE = 20;
/** Names hardly change and hardly tie: under this order pages lose next to nothing. */
const STEADY = "name.asc";
/** Further orders, for what the steady one did not bring. */
const OTHER_SORTS = [
  "name.desc",
  "original_name.asc",
  "popularity.desc",
  "first_air_date.desc",
  "vote_count.desc",
  "popularity.asc",
];
/** Orders in a row that may bring nothing new before a slice is given up. */
const PATIENCE = 2;
/** Pages asked before the total is known, so that no time is lost. */
const FIRST_PAGES = 6;
/** As many of them are awaited: their dates show where series are many. */
const SAMPLED_PAGES = 3;
/** A slice with more series than this is split before it is walked. */
const WALKED = 400;
/** Series in a part of a large slice. */
const PART = 200;
const MAX_PARTS = 50;
/** Known series in a part that is meant to fit one page. */
const ONE_PAGE_PART = 14;
/** Times one page is asked until it is whole. */
const TRIES = 3;
/** Requests a sweep may make for each page of the catalogue before it stops looking for more. */
const EFFORT = 12;

/**
 * Find every series of a catalogue.
 *
 * @param ask asks one page of `discover/tv` with the given filters, sort and page number.
 * @throws what `ask` throws, except RequestFailed: that page counts as lost, and its slice is cut finer.
 */
export async function enumerate(
  ask: Ask,
  { onProgress, maxSweeps = 3 }: EnumerateOptions = {},
): Promise<Enumeration> {
  const found = new Found();
  for (let sweeps = 1; ; sweeps += 1) {
    const sweep = new Sweep(ask, found, onProgress);
    const { whole, reported, moved } = await sweep.run(sweeps === maxSweeps);
    if (moved && sweeps < maxSweeps) continue;
    const titles = stillThere(found, whole);
    const complete = titles.length === reported;
    const windows = coverageOf(whole, found);
    return { titles, reported, complete, sweeps, windows, problems: found.problems(complete) };
  }
}

/** A slice that was asked for, and what came of it. */
interface Node {
  slice: Slice;
  reported: number;
  /** Every id that came, also of rows that could not be used. */
  ids: ReadonlySet<number>;
  parts: Node[];
}

/**
 * The series of the last sweep, and those of earlier ones that it does not disprove: a slice that is
 * complete without a series says that the series has left.
 */
function stillThere(found: Found, whole: Node): DiscoverTitle[] {
  const disproved = (title: DiscoverTitle, { slice, reported, ids, parts }: Node): boolean =>
    isIn(slice, title) && (ids.size === reported || parts.some((part) => disproved(title, part)));
  return [...found.titles.values()].filter(
    (title) => whole.ids.has(title.id) || !disproved(title, whole),
  );
}

/** The parts of the whole; those that fell short by their own parts, so that it shows where. */
function coverageOf(whole: Node, found: Found): WindowCoverage[] {
  const coverage = ({ slice, reported, ids }: Node): WindowCoverage => ({
    window: sliceName(slice),
    reported,
    distinct: [...ids].filter((id) => found.titles.has(id)).length,
  });
  const list = (node: Node): WindowCoverage[] =>
    node.parts.length === 0 || node.ids.size === node.reported
      ? [coverage(node)]
      : node.parts.flatMap(list);
  if (whole.parts.length === 0) return [coverage(whole)];
  const inParts = new Set(whole.parts.flatMap(({ ids }) => [...ids]));
  const elsewhere = new Set([...whole.ids].filter((id) => !inParts.has(id)));
  const windows = whole.parts.flatMap(list);
  if (elsewhere.size === 0) return windows;
  const reported = whole.reported - whole.parts.reduce((sum, part) => sum + part.reported, 0);
  const rest: WindowCoverage = {
    window: "in no date window",
    reported: Math.max(0, reported),
    distinct: elsewhere.size,
  };
  return [...windows, rest];
}

/** A slice while it is asked for. */
class Part {
  readonly rows = new Map<number, DiscoverTitle>();
  readonly ids = new Set<number>();
  readonly #totals: number[] = [];

  /** @param known series of the slice that came with other queries of the same sweep. */
  constructor(
    readonly slice: Slice,
    known: Iterable<DiscoverTitle> = [],
  ) {
    for (const title of known) if (isIn(slice, title)) this.#add(title);
  }

  take({ results, problems, total_results }: DiscoverPage): void {
    this.#totals.push(total_results);
    for (const title of results) this.#add(title);
    for (const { id } of problems) if (id !== null) this.ids.add(id);
  }

  /** Take in what a narrower slice brought. */
  takePart({ ids }: Node, rows: Iterable<DiscoverTitle>): void {
    for (const title of rows) this.#add(title);
    for (const id of ids) this.ids.add(id);
  }

  /** No query for it has been answered, so that not even its total is known. */
  get isUnanswered(): boolean {
    return this.#totals.length === 0;
  }

  /** For want of an answer: the sum of the parts. */
  assumeTotal(total: number): void {
    this.#totals.push(total);
  }

  /** The total that most answers gave; of several the latest. */
  get total(): number {
    const counts = new Map<number, number>();
    for (const total of this.#totals) counts.set(total, (counts.get(total) ?? 0) + 1);
    const most = Math.max(...counts.values());
    return this.#totals.filter((total) => counts.get(total) === most).at(-1) ?? 0;
  }

  /** Where answers contradict each other, as many as the largest total wants. */
  get pages(): number {
    return Math.min(MAX_PAGE, Math.ceil(this.#most / PAGE_SIZE));
  }

  get isShort(): boolean {
    return this.ids.size < this.#most;
  }

  /** The answers contradict each other: the catalogue changed between them. */
  get hasMoved(): boolean {
    return new Set(this.#totals).size > 1 || this.ids.size > this.total;
  }

  node(parts: Node[] = []): Node {
    return { slice: this.slice, reported: this.total, ids: this.ids, parts };
  }

  get #most(): number {
    return Math.max(0, ...this.#totals);
  }

  #add(title: DiscoverTitle): void {
    this.rows.set(title.id, title);
    this.ids.add(title.id);
  }
}

/** One time through the whole catalogue. */
class Sweep {
  #moved = false;
  #asked = 0;
  #effort = Infinity;
  #reported = 0;
  #failure: RequestFailed | null = null;
  /** Pages that brought a row damaged each time. */
  readonly #damaged: { part: Part; sort: string; page: number }[] = [];
  /** Pages that were asked again, by whether that brought anything. */
  readonly #again = { fruitful: 0, futile: 0 };

  constructor(
    private readonly ask: Ask,
    private readonly found: Found,
    private readonly onProgress: EnumerateOptions["onProgress"],
  ) {}

  /** @param isLast what is missing is looked for even though the catalogue moves. */
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
    return {
      whole: { ...whole, reported: again.total, ids: all.ids },
      reported: again.total,
      moved: this.#moved,
    };
  }

  /**
   * The total of now, in other orders than before, past whatever a cache may have kept: asked again
   * where it is not the expected one, because single answers may be stale.
   */
  async #totalNow(expected: number): Promise<Part> {
    const now = new Part(EVERYTHING);
    for (const sort of OTHER_SORTS.slice(0, 3)) {
      await this.#page(now, sort, 1, true);
      if (now.total === expected) break;
    }
    return now;
  }

  /** Pages with damaged rows once more, some time after: another answer may have the rows whole. */
  async #mend(): Promise<void> {
    const damaged = this.#damaged.splice(0);
    await Promise.all(damaged.map(({ part, sort, page }) => this.#page(part, sort, page, true)));
  }

  /**
   * Ask for a slice until it is complete, or a bounded effort shows that it cannot be.
   *
   * @param walk read its pages one by one before it is split; not where that has just failed.
   * @param first pages to ask at once, before the total is known.
   * @param ahead further pages, up to this one, to ask without waiting for them.
   */
  async #settle(
    part: Part,
    { walk, first = 1, ahead = 0 }: { walk: boolean; first?: number; ahead?: number },
  ): Promise<Node> {
    const urgent = !walk;
    // Nothing is known of it then, and it is told as it is: with as many as have come.
    if (this.#isSpent()) part.assumeTotal(part.ids.size);
    // Apart, so that how the slice is split does not depend on which of them come first.
    const more = new Part(part.slice);
    const coming = this.#isSpent() ? undefined : this.#pages(part, STEADY, 1, first, urgent);
    const later = this.#pages(more, STEADY, first + 1, ahead, urgent);
    // Whatever ends the first ends these too.
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
    return part.node();
  }

  /** A slice whose first page fails every time: another order, else narrower slices. */
  async #goAround(part: Part): Promise<Node> {
    for (const sort of OTHER_SORTS.slice(0, 2)) {
      await this.#page(part, sort, 1, true);
      if (!part.isUnanswered) return this.#settle(part, { walk: true });
    }
    const slices = splitByDate(part.slice, [...part.rows.values()], 2);
    if (slices === null || this.#isSpent()) {
      if (part.slice === EVERYTHING) throw this.#failure as RequestFailed;
      // What is in it may still come with queries for more than this slice.
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
    // Of the whole, series may be in no window at all: that is looked into at the end.
    const isOff = part.slice !== EVERYTHING && !part.isUnanswered && sum !== part.total;
    const isOdd = isOff || (!part.isUnanswered && part.hasMoved);
    if (isOdd && !this.#isSpent()) this.#moved = true;
    return part.node(nodes);
  }

  /** A slice that no date can split: other orders, then its languages and countries apart. */
  async #exhaust(part: Part, isWalked: boolean): Promise<void> {
    if (!isWalked) await this.#pages(part, STEADY, 2, part.pages, true);
    const missing = (): boolean => part.isShort && !this.#isSpent();
    if (missing()) await this.#pages(part, OTHER_SORTS[0] as string, 1, part.pages, true);
    const slices = missing() ? splitByOrigin(part.slice, [...part.rows.values()]) : null;
    if (slices !== null) {
      const known = [...part.rows.values()];
      const narrower = slices.map((slice) => new Part(slice, known));
      const nodes = await Promise.all(narrower.map((one) => this.#settle(one, { walk: false })));
      nodes.forEach((node, i) => part.takePart(node, (narrower[i] as Part).rows.values()));
    }
    await this.#otherSorts(part, OTHER_SORTS.slice(1), missing);
  }

  async #otherSorts(part: Part, sorts: string[], missing: () => boolean): Promise<void> {
    let without = 0;
    for (const sort of sorts) {
      if (!missing() || without >= PATIENCE) return;
      const before = part.ids.size;
      await this.#pages(part, sort, 1, part.pages, true);
      without = part.ids.size > before ? 0 : without + 1;
    }
  }

  async #pages(part: Part, sort: string, from: number, to: number, urgent: boolean): Promise<void> {
    const pages = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
    await Promise.all(pages.map((page) => this.#page(part, sort, page, urgent)));
  }

  /** One page, asked again while rows of it are missing or damaged. */
  async #page(part: Part, sort: string, page: number, urgent: boolean): Promise<void> {
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
        return;
      }
      part.take(answer);
      const isIntact = this.found.take(answer);
      const isWhole = isIntact && !isCut(answer, page);
      if (part.slice === EVERYTHING) this.#reported = answer.total_results;
      this.onProgress?.(this.found.titles.size, this.#reported);
      if (tries > 1) this.#again[part.ids.size > before || isWhole ? "fruitful" : "futile"] += 1;
      if (isWhole) return;
      const isLast = tries === TRIES || this.#isFutile();
      if (isLast && !isIntact) this.#damaged.push({ part, sort, page });
      if (isLast) return;
    }
  }

  /** Enough was asked: what is missing now is not to be had. */
  #isSpent(): boolean {
    return this.#asked >= this.#effort;
  }

  /** On some servers a page is never full: asking again would be asking for ever. */
  #isFutile(): boolean {
    return this.#again.futile > 10 && this.#again.futile > this.#again.fruitful;
  }
}

/** Whether a page has fewer rows than its own total says. */
function isCut({ results, problems, total_results }: DiscoverPage, page: number): boolean {
  const lost = problems.filter(({ kept }) => !kept).length;
  const expected = Math.min(PAGE_SIZE, Math.max(0, total_results - PAGE_SIZE * (page - 1)));
  return results.length + lost < expected;
}

/** Few are missing: a few parts show where. Many are: parts of one page each. */
function finerParts(part: Part): number {
  const missing = part.total - part.ids.size;
  return Math.max(2, Math.min(Math.ceil(part.total / ONE_PAGE_PART), Math.max(4, 2 * missing)));
}
