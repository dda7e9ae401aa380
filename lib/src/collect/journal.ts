/**
 * The requests of a collection, answered from its checkpoint if possible, otherwise by the server.
 */
import type { Checkpoint } from "./checkpoint.js";
import type { CollectProgress } from "./progress.js";
import { UserError } from "../base/errors.js";
import type { Source } from "../data/collection.js";
import { rateMeter } from "./progress.js";
import type { Genre } from "../data/titles.js";
import type { DiscoverPage, Tmdb } from "./tmdb/client.js";
import type { Query } from "./tmdb/request.js";
import { PAGE_SIZE } from "./tmdb/wire.js";

/** Requests for each page of the catalogue, as a first estimate. */
const USUAL_OVERHEAD = 1.1;
/** The name under which the checkpoint stores the source of the rows. */
const SOURCE = "source";

/** Requests what the checkpoint does not have yet, and records the responses. */
export class Journal {
  resumed = 0;
  #asked = 0;
  #answered = 0;
  /** How often each query was requested: the second response differs from the first. */
  readonly #times = new Map<string, number>();
  readonly #meter = rateMeter();
  #told: CollectProgress = {
    ...{ distinct: 0, reported: 0, requests: 0, planned: 0 },
    ...{ rate: null, secondsLeft: null, done: false },
  };

  constructor(
    readonly tmdb: Tmdb,
    private readonly checkpoint: Checkpoint,
    private readonly onProgress: ((progress: CollectProgress) => void) | undefined,
  ) {}

  /** Where the rows come from. */
  get source(): Source {
    return (this.checkpoint.recall(SOURCE) ?? this.tmdb.source) as Source;
  }

  discover(query: Query, urgent: boolean): Promise<DiscoverPage> {
    return this.#ask(`discover/tv?${parameters(query)}`, () =>
      this.tmdb.discover(query, { urgent }),
    );
  }

  genres(): Promise<Genre[]> {
    return this.#ask("genre/tv/list", () => this.tmdb.genres());
  }

  /** Report progress. */
  tell(distinct: number, reported: number, done = false): void {
    const requests = this.#answered;
    const estimate = Math.ceil(reported / PAGE_SIZE) * USUAL_OVERHEAD;
    const planned = done ? requests : Math.max(this.#asked, Math.ceil(estimate));
    // Saved responses say nothing about the rate of the server.
    const pace = this.#meter(requests - this.resumed, planned - this.resumed);
    this.#told = { distinct, reported, requests, planned, ...pace, done };
    this.onProgress?.(this.#told);
  }

  /** Report what is being waited for. */
  wait(waiting: string): void {
    this.onProgress?.({ ...this.#told, waiting });
  }

  async #ask<T>(query: string, request: () => Promise<T>): Promise<T> {
    const times = (this.#times.get(query) ?? 0) + 1;
    this.#times.set(query, times);
    const name = `${query}#${times}`;
    this.#asked += 1;
    let answer = this.checkpoint.recall(name) as T | undefined;
    if (answer === undefined) {
      answer = await request();
      this.#checkSource();
      this.checkpoint.record(name, answer);
    } else {
      this.resumed += 1;
    }
    this.#answered += 1;
    return answer;
  }

  /** The same address may now serve another catalogue. */
  #checkSource(): void {
    const { source } = this.tmdb;
    const known = this.checkpoint.recall(SOURCE) as Source | undefined;
    if (known === undefined) this.checkpoint.record(SOURCE, source);
    else if (known.kind !== source?.kind || known.label !== source.label) {
      throw new UserError(
        `The interrupted collection is from the ${known.label}, but the server now has the ` +
          `${source?.label}: start over with npm run collect -- --fresh.`,
      );
    }
  }
}

function parameters(query: Query): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}
