/** A client of TMDb's v3 API: two endpoints, typed rows, retries, an even pace, no secret in sight. */
import { setMaxListeners } from "node:events";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { UserError } from "./errors.js";
import { Secret } from "./secret.js";
import type { Source } from "./manifest.js";
import { LIVE_BASE_URL } from "./settings.js";
import type { DiscoverTitle, Genre } from "./titles.js";

/** How a client talks to its server. */
export interface TmdbOptions {
  /** Address up to and with `/3`; default the live API. */
  baseUrl?: string;
  /** v3 key (sent as `api_key`) or v4 token (sent as a bearer), told apart by their form. */
  apiKey: Secret | string;
  /** Requests a second, evenly spaced; default 20. `Infinity` for no limit. */
  requestsPerSecond?: number;
  /** Requests under way at once; default 10. */
  connections?: number;
  /** Milliseconds for one attempt, its body included; default 6,000. */
  attemptTimeout?: number;
  /**
   * Milliseconds for one request with all its attempts; default 18,000, so that an unreachable server
   * is told within half a minute of `npm start`.
   */
  requestTimeout?: number;
  /** Attempts after the first; default 4. */
  retries?: number;
  /** Milliseconds before the first retry, doubled for each further one; default 500. */
  retryDelay?: number;
  /** Ends all work when it fires. */
  signal?: AbortSignal;
}

/** One page of `discover/tv`. */
export interface DiscoverPage {
  page: number;
  total_pages: number;
  total_results: number;
  results: DiscoverTitle[];
}

/** Query parameters by TMDb's names. */
export type Query = Readonly<Record<string, string | number | boolean>>;

/** The highest page TMDb serves, whatever `total_pages` says. */
export const MAX_PAGE = 500;

const nullableText = z
  .string()
  .nullish()
  .transform((text) => (text ? text : null));

const titleSchema = z.object({
  adult: z.boolean().default(false),
  backdrop_path: nullableText,
  genre_ids: z.array(z.number().int()).default([]),
  id: z.number().int(),
  origin_country: z.array(z.string()).default([]),
  original_language: z.string(),
  original_name: z.string(),
  overview: nullableText,
  popularity: z.number(),
  poster_path: nullableText,
  first_air_date: nullableText,
  name: z.string(),
  vote_average: z.number(),
  vote_count: z.number().int(),
});

const pageSchema = z.object({
  page: z.number().int(),
  total_pages: z.number().int(),
  total_results: z.number().int(),
  results: z.array(z.unknown()),
});

const genresSchema = z.object({
  genres: z.array(z.object({ id: z.number().int(), name: z.string() })),
});

/** What an error answer says, if it says anything. */
const failureSchema = z.object({
  status_message: z.string().optional(),
  errors: z.array(z.string()).optional(),
});

/** A fault that may pass: the request is worth another attempt. */
class PassingFault extends Error {}

/** The part of p-queue in use. */
interface Queue {
  add<T>(task: () => Promise<T>, options: { signal?: AbortSignal }): Promise<T>;
}

/** A TMDb client; see {@link TmdbOptions} for its manners. */
export class Tmdb {
  /** Requests sent so far, retries included. */
  requests = 0;
  /** The server's address, without the key. */
  readonly baseUrl: string;
  /** Where the rows come from, known once the server has answered. */
  source: Source | null = null;

  readonly #key: Secret;
  readonly #options: Required<Omit<TmdbOptions, "baseUrl" | "apiKey" | "signal">>;
  readonly #signal: AbortSignal | undefined;
  #queue: Promise<Queue> | undefined;

  constructor({ baseUrl = LIVE_BASE_URL, apiKey, signal, ...options }: TmdbOptions) {
    this.baseUrl = baseUrl;
    this.#key = typeof apiKey === "string" ? new Secret(apiKey) : apiKey;
    this.#signal = signal;
    // Every request that waits listens to it; Node takes more than ten for a leak and says so.
    if (signal) setMaxListeners(0, signal);
    this.#options = {
      requestsPerSecond: 20,
      connections: 10,
      attemptTimeout: 6_000,
      requestTimeout: 18_000,
      retries: 4,
      retryDelay: 500,
      ...options,
    };
  }

  /**
   * One page of the series of a query.
   *
   * @throws UserError when the server cannot be reached, refuses, or answers in another form.
   */
  async discover(query: Query): Promise<DiscoverPage> {
    const body = await this.#get("discover/tv", { language: "en-US", ...query });
    const page = this.#parse(pageSchema, body, "discover/tv");
    return { ...page, results: page.results.map((row) => this.#parseTitle(row)) };
  }

  /** The genres of series, by id. @throws UserError as {@link Tmdb.discover}. */
  async genres(): Promise<Genre[]> {
    const body = await this.#get("genre/tv/list", { language: "en-US" });
    return this.#parse(genresSchema, body, "genre/tv/list").genres;
  }

  async #get(path: string, query: Query): Promise<unknown> {
    const { default: pRetry, AbortError } = await import("p-retry");
    const queue = await (this.#queue ??= this.#makeQueue());
    const { requestTimeout, retries, retryDelay: minTimeout } = this.#options;
    // The clock starts with the first attempt, not while the request waits for its turn.
    let deadline: AbortSignal | undefined;
    let lastFault = "no answer";
    const cancel = this.#signal ? { signal: this.#signal } : {};
    const attempt = async (): Promise<unknown> => {
      try {
        return await queue.add(() => {
          deadline ??= AbortSignal.timeout(requestTimeout);
          return this.#attempt(path, query, deadline);
        }, cancel);
      } catch (error) {
        if (error instanceof PassingFault) lastFault = error.message;
        if (error instanceof PassingFault && !deadline?.aborted) throw error;
        throw new AbortError(error as Error);
      }
    };
    try {
      return await pRetry(attempt, { retries, minTimeout, randomize: true, ...cancel });
    } catch (error) {
      if (error instanceof UserError) throw error;
      if (this.#signal?.aborted) throw new UserError("Stopped before the collection was complete.");
      throw new UserError(this.#unreachable(path, lastFault));
    }
  }

  async #makeQueue(): Promise<Queue> {
    const { default: PQueue } = await import("p-queue");
    const { connections: concurrency, requestsPerSecond } = this.#options;
    const pace =
      requestsPerSecond === Infinity ? {} : { interval: 1000 / requestsPerSecond, intervalCap: 1 };
    return new PQueue({ concurrency, ...pace });
  }

  async #attempt(path: string, query: Query, deadline: AbortSignal): Promise<unknown> {
    const { default: fetch } = await import("node-fetch");
    this.#signal?.throwIfAborted();
    this.requests += 1;
    const { url, headers } = this.#address(path, query);
    let status: number;
    let body: Buffer;
    try {
      const signals = [deadline, AbortSignal.timeout(this.#options.attemptTimeout)];
      if (this.#signal) signals.push(this.#signal);
      const response = await fetch(url, { headers, signal: AbortSignal.any(signals) });
      status = response.status;
      this.source = sourceOf(this.baseUrl, response.headers);
      body = Buffer.from(await response.arrayBuffer());
    } catch (error) {
      // The library's own message quotes the address with the key: only its code is passed on.
      throw new PassingFault(faultName(error));
    }
    const value = parseJson(body);
    if (status === 200 && value !== undefined) return value;
    throw this.#failure(status, value, path);
  }

  #address(path: string, query: Query): { url: string; headers: Record<string, string> } {
    const url = new URL(`${this.baseUrl}/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
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

  #failure(status: number, body: unknown, path: string): Error {
    const said = failureSchema.safeParse(body).data;
    const words = this.#key.redact(said?.status_message ?? said?.errors?.join("; ") ?? "");
    const answer = `HTTP ${status}${words ? `: ${words}` : ""}`;
    if (status === 200) return new PassingFault("an answer that is no JSON");
    if (status === 429 || status >= 500 || status === 408) return new PassingFault(answer);
    if (status === 401 || status === 403) {
      return new UserError(
        `${this.#server()} refused the key (${answer}). Check TMDB_API_KEY in .env: a v3 key has 32 ` +
          "hex characters, a v4 token starts with eyJ. Without a key the simulated catalogue is used.",
      );
    }
    if (status === 404) {
      return new UserError(
        `${this.#server()} has no ${path} (${answer}). Check TMDB_BASE_URL: it ends in /3.`,
      );
    }
    return new UserError(`${this.#server()} refused the request for ${path} (${answer}).`);
  }

  #unreachable(path: string, fault: string): string {
    return (
      `${this.#server()} could not be reached for ${path} (${fault}). Check the network and try ` +
      "again, or remove TMDB_API_KEY to run on the simulated catalogue. Earlier files are untouched."
    );
  }

  #server(): string {
    return this.baseUrl === LIVE_BASE_URL ? "TMDb" : `The server at ${new URL(this.baseUrl).host}`;
  }

  #parse<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new UserError(
      `${this.#server()} answered ${what} in a form that is not TMDb's (${firstIssue(parsed.error)}). ` +
        "Check TMDB_BASE_URL, or update this project. Earlier files are untouched.",
    );
  }

  #parseTitle(row: unknown): DiscoverTitle {
    const id = z.object({ id: z.unknown() }).safeParse(row).data?.id;
    return this.#parse(titleSchema, row, `series ${String(id)}`);
  }
}

/** The sandbox says of itself that it is one; anything else at TMDb's address is TMDb. */
function sourceOf(baseUrl: string, headers: { get(name: string): string | null }): Source {
  const kind = headers.get("x-catalogue-kind");
  if (kind === "simulated" || kind === "file") {
    return { kind, label: decodeURIComponent(headers.get("x-catalogue-label") ?? kind) };
  }
  if (baseUrl === LIVE_BASE_URL) return { kind: "live", label: "TMDb" };
  return { kind: "server", label: `server at ${new URL(baseUrl).host}` };
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? "unknown" : `${issue.path.join(".") || "body"}: ${issue.message}`;
}

/** What went wrong below HTTP, in a word: the system's code where there is one. */
function faultName(error: unknown): string {
  const { name, code, type } = error as { name?: string; code?: string; type?: string };
  if (name === "AbortError" || name === "TimeoutError") return "no complete answer in time";
  return code ?? type ?? "connection failed";
}

/** The value of a JSON body, undefined if it is none. Some answers are gzip without saying so. */
function parseJson(body: Buffer): unknown {
  try {
    const isGzip = body[0] === 0x1f && body[1] === 0x8b;
    return JSON.parse((isGzip ? gunzipSync(body) : body).toString("utf8"));
  } catch {
    return undefined;
  }
}
