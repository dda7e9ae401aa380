/** A client of TMDb's v3 API: two endpoints, typed rows, an even pace, no secret in sight. */
import { setMaxListeners } from "node:events";
import { Connections, WireFault, type WireAnswer } from "./connections.js";
import { UserError } from "../../base/errors.js";
import * as faults from "./faults.js";
import { Fault, RequestFailed } from "./faults.js";
import type { Source } from "../../data/collection.js";
import { Pace } from "./pace.js";
import { Patience } from "./patience.js";
import { Pauses, retryAfter } from "./pauses.js";
import { proxyFor } from "../../base/proxy.js";
import { Secret } from "../../base/secret.js";
import { LIVE_BASE_URL } from "../../base/settings.js";
import { sourceOf } from "./source-header.js";
import type { Genre } from "../../data/titles.js";
import { FormFault, readGenres, readPage, type DiscoverPage } from "./wire.js";

export { RequestFailed } from "./faults.js";
export type { DiscoverPage } from "./wire.js";

/** What a client does where it is told nothing else; times in milliseconds. */
const DEFAULTS = {
  /** Requests a second, evenly spaced. `Infinity` for no limit. */
  requestsPerSecond: 20,
  /** Requests under way at once, each on a connection of its own. */
  connections: 10,
  /** For one attempt, its body included. */
  attemptTimeout: 10_000,
  /** For the first good answer: `npm start` tells of an unreachable server within half a minute. */
  contactPatience: 18_000,
  /** From one good answer to the next, without the pauses that the server asks for. */
  patience: 60_000,
  /** Without an answer until that is told, and told again. */
  silence: 10_000,
  /** Attempts after the first. */
  retries: 5,
  /** Before the first retry at least; doubled for each further one, with jitter. */
  retryDelay: 500,
  maxRetryDelay: 8_000,
  /** Of all requests, after a 429 that names no time; doubled for each further one, with jitter. */
  pause: 1_000,
  maxPause: 30_000,
  /** The longest pause that is granted to a server that asks for it. */
  maxAskedPause: 120_000,
};

/** How a client behaves. */
export type TmdbManners = typeof DEFAULTS;

/** How a client talks to its server. */
export interface TmdbOptions extends Partial<TmdbManners> {
  /** Address up to and with `/3`; default the live API. */
  baseUrl?: string;
  /** v3 key (sent as `api_key`) or v4 token (sent as a bearer), told apart by their form. */
  apiKey: Secret | string;
  /** Hears what is waited for, and since when, while nothing comes. */
  onWait?: (words: string) => void;
  /** Ends all work when it fires. */
  signal?: AbortSignal;
}

/** Query parameters by TMDb's names. */
export type Query = Readonly<Record<string, string | number | boolean>>;

/** The highest page TMDb serves, whatever `total_pages` says. */
export const MAX_PAGE = 500;

/** The language of titles and overviews. */
export const LANGUAGE = "en-US";

/** Times that one request may be refused with 429, while others are answered, before it has failed. */
const MAX_REFUSALS = 12;
/** A page of this many rows or more that all do not fit tells of a new schema, not of odd rows. */
const MANY_ROWS = 5;
const STOPPED = "Stopped before the collection was complete.";

/** A request with its history. */
class Request<T> {
  attempts = 0;
  refusals = 0;
  /** When its last attempt began. */
  began = -Infinity;
  /** Good answers to any request when its last attempt began, and the one before. */
  goods = 0;
  goodsBefore = 0;
  /** It was answered with rows of which none fits. */
  isOdd = false;

  constructor(
    readonly path: string,
    readonly query: Query,
    readonly read: (body: unknown) => T,
    /** Retries after which it has failed, if the server answers others. */
    public budget: number,
  ) {}

  get page(): number {
    return Number(this.query.page ?? 1);
  }

  get what(): string {
    return this.page > 1 ? `page ${this.page} of ${this.path}` : this.path;
  }
}

/** Retries go before requests that the caller finds urgent, and these before all others. */
const RETRY = 2;

/** The part of p-queue in use. */
interface Queue {
  add<T>(task: () => Promise<T>, options: { priority: number; signal: AbortSignal }): Promise<T>;
}

/** A TMDb client; see {@link TmdbOptions} for its manners. */
export class Tmdb {
  /** Requests sent so far, retries included. */
  requests = 0;
  /** Requests sent beyond the first attempt of each. */
  retries = 0;
  /** The server's address, without the key. */
  readonly baseUrl: string;
  readonly options: Readonly<TmdbManners>;
  /** Where the rows come from, known once the server has given a good answer. */
  source: Source | null = null;

  readonly #key: Secret;
  readonly #server: string;
  readonly #proxy: string | null;
  readonly #connections = new Connections();
  readonly #pace: Pace;
  readonly #pauses: Pauses;
  readonly #patience: Patience;
  /** Fires with the error that ends everything. */
  readonly #stop = new AbortController();
  readonly #release: () => void;
  #queue: Promise<Queue> | undefined;
  #lastFault = { path: "its first answer", fault: new Fault("no complete answer in time") };
  #goods = 0;
  #lastGood: { at: number; request: Request<unknown> } | null = null;
  #probe: Promise<boolean> | null = null;
  #hasFit = false;

  constructor({ baseUrl = LIVE_BASE_URL, apiKey, signal, onWait, ...options }: TmdbOptions) {
    this.baseUrl = baseUrl;
    this.#proxy = proxyFor(baseUrl)?.title ?? null;
    this.#server = faults.serverName(baseUrl, this.#proxy);
    this.options = { ...DEFAULTS, ...options };
    this.#key = typeof apiKey === "string" ? new Secret(apiKey) : apiKey;
    this.#pace = new Pace(this.options.requestsPerSecond);
    this.#pauses = new Pauses(this.#pace, this.options);
    this.#patience = new Patience(this.options.contactPatience, () => this.#giveUp(), {
      every: this.options.silence,
      tell: (silent) => {
        const { path, fault } = this.#lastFault;
        onWait?.(faults.waiting(this.#server, silent, `last, for ${path}: ${fault.message}`));
      },
    });
    // Every request that waits listens to it; Node takes more than ten for a leak and says so.
    setMaxListeners(0, this.#stop.signal);
    const stop = (): void => void this.#halt(STOPPED);
    this.#release = () => signal?.removeEventListener("abort", stop);
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
  }

  /**
   * One page of the series of a query.
   *
   * @param options.urgent goes before the requests that wait and are not.
   * @throws RequestFailed when only this request fails.
   * @throws UserError when the server cannot be reached, refuses, or answers in another form; every
   * request that waits then fails with the same error.
   */
  discover(query: Query, { urgent = false } = {}): Promise<DiscoverPage> {
    const request = new Request(
      "discover/tv",
      query,
      (body): DiscoverPage => this.#readPage(body, request),
      this.options.retries,
    );
    return this.#get(request, Number(urgent));
  }

  /** The genres of series, by id. @throws UserError as {@link Tmdb.discover}. */
  genres(): Promise<Genre[]> {
    return this.#get(new Request("genre/tv/list", {}, readGenres, this.options.retries), 0);
  }

  /** End what is under way, and all connections. */
  close(): Promise<void> {
    this.#halt(STOPPED);
    this.#connections.close();
    this.#release();
    return Promise.resolve();
  }

  async #get<T>(request: Request<T>, priority: number): Promise<T> {
    this.#patience.open();
    try {
      const { default: pRetry } = await import("p-retry");
      const attempt = (n: number): Promise<T> => this.#inTurn(request, n > 1 ? RETRY : priority);
      return await pRetry(attempt, {
        retries: Infinity,
        minTimeout: this.options.retryDelay,
        maxTimeout: this.options.maxRetryDelay,
        randomize: true,
        signal: this.#stop.signal,
        // After a 429 it is the pause for all that it waits for.
        shouldConsumeRetry: ({ error }) => !(error instanceof Fault && error.kind === "too many"),
        shouldRetry: ({ error, retriesConsumed }) =>
          this.#mayRetry(request, error, retriesConsumed),
      });
    } catch (error) {
      // The error that ended everything tells more than what came of it.
      this.#stop.signal.throwIfAborted();
      if (!(error instanceof Fault)) throw error;
      const { what, attempts } = request;
      throw new RequestFailed(faults.usedUp(this.#server, what, attempts, error.message));
    } finally {
      this.#patience.close();
    }
  }

  async #inTurn<T>(request: Request<T>, priority: number): Promise<T> {
    const queue = await (this.#queue ??= this.#makeQueue());
    const { signal } = this.#stop;
    return queue.add(() => this.#attempt(request), { priority, signal });
  }

  /** The queue limits how many are under way; its own intervals hang on a clock that may jump. */
  async #makeQueue(): Promise<Queue> {
    const { default: PQueue } = await import("p-queue");
    return new PQueue({ concurrency: this.options.connections });
  }

  async #mayRetry<T>(request: Request<T>, error: Error, consumed: number): Promise<boolean> {
    if (!(error instanceof Fault)) return false;
    this.#lastFault = { path: request.path, fault: error };
    const isRefused = error.kind === "too many";
    if (isRefused) request.refusals += 1;
    const isUsedUp = isRefused ? request.refusals >= MAX_REFUSALS : consumed >= request.budget;
    if (this.#lastGood === null) {
      // A server that refuses for now is there: how long it may do so is a matter of patience.
      return isUsedUp && !isRefused ? Promise.reject(this.#giveUp()) : true;
    }
    const silence = performance.now() - this.#lastGood.at;
    if (!isUsedUp && (isRefused || silence < this.options.patience / 3)) return true;
    // Only what fails while others are answered fails by itself; an answer that came during the last
    // attempt may be the end of an outage.
    const isBack = this.#goods > request.goods;
    const isThere =
      request.goods > request.goodsBefore || (!isBack && (await this.#answersAgain()));
    if (!isUsedUp) return true;
    // While the server is away nothing is lost: the request gets more attempts for when it is back.
    if (isRefused) request.refusals -= 2;
    else request.budget = consumed + 2;
    return !isThere;
  }

  /** Whether the server answers a request that it has answered before. */
  #answersAgain(): Promise<boolean> {
    const { path, query, read } = (this.#lastGood as { request: Request<unknown> }).request;
    const again = new Request(path, query, read, 0);
    again.attempts = 1;
    this.#probe ??= this.#inTurn(again, RETRY)
      .then(
        () => true,
        () => false,
      )
      .finally(() => (this.#probe = null));
    return this.#probe;
  }

  async #attempt<T>(request: Request<T>): Promise<T> {
    const { signal } = this.#stop;
    const start = await this.#pace.next(signal);
    request.began = performance.now();
    request.goodsBefore = request.goods;
    request.goods = this.#goods;
    request.attempts += 1;
    this.requests += 1;
    if (request.attempts > 1) this.retries += 1;
    const { url, headers } = this.#address(request);
    const timeout = this.options.attemptTimeout;
    try {
      const onSent = (): void => start.sent();
      const answer = await this.#connections.get(url, { headers, timeout, signal, onSent });
      return this.#take(answer, request);
    } catch (error) {
      if (error instanceof WireFault) {
        if (error.lasts) throw this.#halt(`${this.#server} cannot be used: ${error.message}`);
        throw new Fault(error.message);
      }
      throw error;
    } finally {
      start.sent();
    }
  }

  #address({ path, query }: Request<unknown>): { url: string; headers: Record<string, string> } {
    const url = new URL(`${this.baseUrl}/${path}`);
    const parameters = Object.entries({ language: LANGUAGE, ...query });
    for (const [name, value] of parameters) url.searchParams.set(name, value);
    const key = this.#key.reveal();
    const isToken = key.startsWith("eyJ") && key.split(".").length === 3;
    if (!isToken) url.searchParams.set("api_key", key);
    return {
      url: url.href,
      headers: {
        accept: "application/json",
        ...(isToken ? { authorization: `Bearer ${key}` } : {}),
      },
    };
  }

  /** The value of a good answer. @throws what any other means for its request, or for all. */
  #take<T>({ status, headers, body }: WireAnswer, request: Request<T>): T {
    const json = parseJson(body);
    if (status !== 200 || faults.refusesKey(json)) {
      throw this.#refusal(status, headers, json, request);
    }
    if (json === undefined) throw new Fault("an answer that is no JSON");
    let value: T;
    try {
      value = request.read(json);
    } catch (error) {
      if (error instanceof FormFault) throw new Fault(this.#key.redact(error.message), "form");
      throw error;
    }
    const source = sourceOf(this.baseUrl, headers);
    // The mark of simulated data stays, also where some answers come without it.
    if (this.source === null || isMarked(source)) this.source = source;
    this.#lastGood = { at: performance.now(), request };
    this.#goods += 1;
    this.#patience.limit = this.options.patience;
    this.#patience.answered();
    this.#pauses.succeed(request.began);
    return value;
  }

  #refusal<T>(
    status: number,
    headers: WireAnswer["headers"],
    body: unknown,
    { path, page, began }: Request<T>,
  ): Error {
    if (status === 429 || (status === 503 && headers.get("retry-after") !== null)) {
      const asked = retryAfter(headers);
      if (asked !== null && asked > this.options.maxAskedPause) {
        return this.#halt(faults.asksToWait(this.#server, asked));
      }
      this.#patience.allow(this.#pauses.begin(asked, began));
    }
    const said = faults.wordsOf(body);
    const words = said === null ? null : this.#key.redact(said);
    const isKnown = this.#lastGood !== null;
    const verdict = faults.judge(this.#server, {
      ...{ status, words, path, page, isKnown },
      refusesKey: faults.refusesKey(body),
      ...{ location: this.#locationOf(headers), proxy: this.#proxy },
    });
    return verdict instanceof Error ? verdict : this.#halt(verdict.fatal);
  }

  /** Where a redirect leads; its host alone is for people. */
  #locationOf(headers: WireAnswer["headers"]): URL | null {
    const location = headers.get("location");
    return location !== null && URL.canParse(location, this.baseUrl)
      ? new URL(location, this.baseUrl)
      : null;
  }

  #readPage(body: unknown, request: Request<unknown>): DiscoverPage {
    const page = readPage(body, request.page);
    for (const problem of page.problems) problem.problem = this.#key.redact(problem.problem);
    this.#checkRows(page, request);
    return page;
  }

  /** Rows that all do not fit are asked for once more; then TMDb's schema has changed. */
  #checkRows({ results, problems }: DiscoverPage, request: Request<unknown>): void {
    const [first] = problems;
    if (results.length > 0) this.#hasFit = true;
    else if (first !== undefined && (!this.#hasFit || problems.length >= MANY_ROWS)) {
      const why = `${first.field}: ${first.problem}`;
      const isFirst = !request.isOdd;
      request.isOdd = true;
      if (isFirst) throw new FormFault(why);
      const what = first.id === null ? request.what : `series ${first.id}`;
      throw this.#halt(faults.misshapen(this.#server, what, why));
    }
  }

  /** The server has been away for too long, or has never been there. */
  #giveUp(): UserError {
    const { path, fault } = this.#lastFault;
    const { patience } = this.options;
    if (fault.kind === "form") {
      return this.#halt(faults.misshapen(this.#server, path, fault.message));
    }
    if (this.#lastGood === null) {
      return this.#halt(faults.unreachable(this.#server, path, fault.message));
    }
    return this.#halt(faults.goneAway(this.#server, patience, fault.message));
  }

  /** End everything that waits or is under way; the first sentence stands. */
  #halt(sentence: string): UserError {
    if (!this.#stop.signal.aborted) this.#stop.abort(new UserError(sentence));
    return this.#stop.signal.reason as UserError;
  }
}

/** The value of a JSON body, undefined if it is none. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function isMarked({ kind }: Source): boolean {
  return kind === "simulated" || kind === "file";
}
