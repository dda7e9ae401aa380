/**
 * A client of TMDb's v3 API: two endpoints, typed rows, evenly spaced requests; it never prints the
 * key.
 */
import { setMaxListeners } from "node:events";
import { Connections, WireFault, type WireAnswer } from "./connections.js";
import { UserError } from "../../base/errors.js";
import * as faults from "./errors.js";
import { Fault, RequestFailed } from "./errors.js";
import type { Source } from "../../data/collection.js";
import { Pace } from "./pace.js";
import { Patience } from "./patience.js";
import { Pauses, retryAfter } from "./pauses.js";
import { proxyFor } from "../../base/proxy.js";
import { Secret } from "../../base/secret.js";
import { LIVE_BASE_URL } from "../../base/settings.js";
import { DEFAULTS, MAX_REFUSALS, type TmdbLimits, type TmdbOptions } from "./options.js";
import { makeQueue, RETRY, type Queue } from "./queue.js";
import { addressOf, parseJson, redirectOf, Request, type Query } from "./request.js";
import { isMarked, sourceOf } from "./source-header.js";
import type { Genre } from "../../data/titles.js";
import { FormFault, readGenres, readPage, type DiscoverPage } from "./wire.js";

export { RequestFailed } from "./errors.js";
export type { DiscoverPage } from "./wire.js";

/** So many rows or more on a page, all invalid, show a new schema rather than odd rows. */
const MANY_ROWS = 5;
const STOPPED = "Stopped before the collection was complete.";

/** A client of TMDb; see {@link TmdbOptions}. */
export class Tmdb {
  /** Requests sent so far, retries included. */
  requests = 0;
  /** Requests sent beyond the first attempt of each. */
  retries = 0;
  /** The server's address, without the key. */
  readonly baseUrl: string;
  readonly options: Readonly<TmdbLimits>;
  /** Where the rows come from; known after the first valid response. */
  source: Source | null = null;

  readonly #key: Secret;
  readonly #server: string;
  readonly #proxy: string | null;
  readonly #connections = new Connections();
  readonly #pace: Pace;
  readonly #pauses: Pauses;
  readonly #patience: Patience;
  /** Aborted with the error that ends everything. */
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
    // Every waiting request listens to it; Node would warn of a leak above ten.
    setMaxListeners(0, this.#stop.signal);
    const stop = (): void => void this.#halt(STOPPED);
    this.#release = () => signal?.removeEventListener("abort", stop);
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
  }

  /**
   * One page of the series of a query.
   *
   * @param options.urgent whether it goes before waiting requests that are not urgent.
   * @throws RequestFailed if only this request fails.
   * @throws UserError if the server cannot be reached, refuses, or answers in another format; all
   * waiting requests then fail with the same error.
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

  /** The genres of series. @throws UserError like {@link Tmdb.discover}. */
  genres(): Promise<Genre[]> {
    return this.#get(new Request("genre/tv/list", {}, readGenres, this.options.retries), 0);
  }

  /** Cancel open requests and close all connections. */
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
        // After a 429 it waits for the pause of all requests.
        shouldConsumeRetry: ({ error }) => !(error instanceof Fault && error.kind === "too many"),
        shouldRetry: ({ error, retriesConsumed }) =>
          this.#mayRetry(request, error, retriesConsumed),
      });
    } catch (error) {
      // The error that ended everything says more than its consequences.
      this.#stop.signal.throwIfAborted();
      if (!(error instanceof Fault)) throw error;
      const { what, attempts } = request;
      throw new RequestFailed(faults.usedUp(this.#server, what, attempts, error.message));
    } finally {
      this.#patience.close();
    }
  }

  async #inTurn<T>(request: Request<T>, priority: number): Promise<T> {
    const queue = await (this.#queue ??= makeQueue(this.options.connections));
    const { signal } = this.#stop;
    return queue.add(() => this.#attempt(request), { priority, signal });
  }

  async #mayRetry<T>(request: Request<T>, error: Error, consumed: number): Promise<boolean> {
    if (!(error instanceof Fault)) return false;
    this.#lastFault = { path: request.path, fault: error };
    const isRefused = error.kind === "too many";
    if (isRefused) request.refusals += 1;
    const isUsedUp = isRefused ? request.refusals >= MAX_REFUSALS : consumed >= request.budget;
    if (this.#lastGood === null) {
      // A server that refuses for now is reachable: how long it may do so is limited by patience.
      return isUsedUp && !isRefused ? Promise.reject(this.#giveUp()) : true;
    }
    const silence = performance.now() - this.#lastGood.at;
    if (!isUsedUp && (isRefused || silence < this.options.patience / 3)) return true;
    // A request only fails by itself if others are answered; a response during the last attempt may
    // mark the end of an outage.
    const isBack = this.#goods > request.goods;
    const isThere =
      request.goods > request.goodsBefore || (!isBack && (await this.#answersAgain()));
    if (!isUsedUp) return true;
    // While the server is unreachable, the request gets more attempts for when it is back.
    if (isRefused) request.refusals -= 2;
    else request.budget = consumed + 2;
    return !isThere;
  }

  /** Whether the server still answers a request that it has answered before. */
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
    const { url, headers } = addressOf(this.baseUrl, request, this.#key);
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

  /** The value of a valid response. @throws what any other means for its request, or for all. */
  #take<T>({ status, headers, body }: WireAnswer, request: Request<T>): T {
    const json = parseJson(body);
    if (status !== 200 || faults.refusesKey(json)) {
      throw this.#refusal(status, headers, json, request);
    }
    if (json === undefined) throw new Fault("a response that is not JSON");
    let value: T;
    try {
      value = request.read(json);
    } catch (error) {
      if (error instanceof FormFault) throw new Fault(this.#key.redact(error.message), "form");
      throw error;
    }
    const source = sourceOf(this.baseUrl, headers);
    // Simulated data stay marked, even if some responses lack the mark.
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
      ...{ location: redirectOf(this.baseUrl, headers), proxy: this.#proxy },
    });
    return verdict instanceof Error ? verdict : this.#halt(verdict.fatal);
  }

  #readPage(body: unknown, request: Request<unknown>): DiscoverPage {
    const page = readPage(body, request.page);
    for (const problem of page.problems) problem.problem = this.#key.redact(problem.problem);
    this.#checkRows(page, request);
    return page;
  }

  /** A page of only invalid rows is requested once more; then TMDb's schema must have changed. */
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

  /** The server has been unreachable for too long, or always. */
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

  /** End everything that is waiting or open; the first error wins. */
  #halt(sentence: string): UserError {
    if (!this.#stop.signal.aborted) this.#stop.abort(new UserError(sentence));
    return this.#stop.signal.reason as UserError;
  }
}
