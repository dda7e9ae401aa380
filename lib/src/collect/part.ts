/** A slice of a catalogue while it is asked for, and when it has been. */
import type { DiscoverTitle } from "../data/titles.js";
import { isIn, type Slice } from "./slices.js";
import { MAX_PAGE, type DiscoverPage } from "./tmdb/client.js";
import { PAGE_SIZE } from "./tmdb/wire.js";

/** A slice that was asked for, and what came of it. */
export interface Node {
  slice: Slice;
  reported: number;
  /** Every id that came, also of rows that could not be used. */
  ids: ReadonlySet<number>;
  parts: Node[];
}

/** A slice while it is asked for. */
export class Part {
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

  /** More came than any answer reported. */
  get isContradicted(): boolean {
    return !this.isUnanswered && this.ids.size > this.#most;
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
