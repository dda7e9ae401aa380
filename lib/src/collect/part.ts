/** A slice of a catalogue while it is being requested, and afterwards. */
import type { DiscoverTitle } from "../data/titles.js";
import { isIn, type Slice } from "./slices.js";
import type { DiscoverPage } from "./tmdb/client.js";
import { MAX_PAGE } from "./tmdb/request.js";
import { PAGE_SIZE } from "./tmdb/wire.js";

/** A slice that was requested, and its result. */
export interface Node {
  slice: Slice;
  reported: number;
  /** Every id received, including those of unusable rows. */
  ids: ReadonlySet<number>;
  parts: Node[];
}

/** A slice while it is being requested. */
export class Part {
  readonly rows = new Map<number, DiscoverTitle>();
  readonly ids = new Set<number>();
  readonly #totals: number[] = [];

  /** @param known series of the slice that were received with other queries of the same sweep. */
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

  /** Add the result of a narrower slice. */
  takePart({ ids }: Node, rows: Iterable<DiscoverTitle>): void {
    for (const title of rows) this.#add(title);
    for (const id of ids) this.ids.add(id);
  }

  /** Whether no query for it was answered, so that not even its total is known. */
  get isUnanswered(): boolean {
    return this.#totals.length === 0;
  }

  /** Without any response: the sum of the parts. */
  assumeTotal(total: number): void {
    this.#totals.push(total);
  }

  /** The total that most responses gave; if there are several, the latest. */
  get total(): number {
    const counts = new Map<number, number>();
    for (const total of this.#totals) counts.set(total, (counts.get(total) ?? 0) + 1);
    const most = Math.max(...counts.values());
    return this.#totals.filter((total) => counts.get(total) === most).at(-1) ?? 0;
  }

  /** If responses contradict each other, the largest total. */
  get pages(): number {
    return Math.min(MAX_PAGE, Math.ceil(this.#most / PAGE_SIZE));
  }

  get isShort(): boolean {
    return this.ids.size < this.#most;
  }

  /** Whether more series were received than any response reported. */
  get isContradicted(): boolean {
    return !this.isUnanswered && this.ids.size > this.#most;
  }

  /** Whether responses contradict each other: the catalogue changed between them. */
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
