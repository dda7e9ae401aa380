/** The options of a client of TMDb. */
import type { Secret } from "../../base/secret.js";

/** How often one request may be refused with 429, while others are answered, before it fails. */
export const MAX_REFUSALS = 12;

/** The defaults of a client; times in milliseconds. */
export const DEFAULTS = {
  /** Requests per second, evenly spaced. `Infinity` for no limit. */
  requestsPerSecond: 20,
  /** Concurrent requests, each on its own connection. */
  connections: 10,
  /** Timeout of one attempt, including the body. */
  attemptTimeout: 10_000,
  /**
   * Timeout for the first valid response: `npm start` reports an unreachable server within half a
   * minute.
   */
  contactPatience: 18_000,
  /** Timeout from one valid response to the next, without pauses that the server asks for. */
  patience: 60_000,
  /** Interval without a response after which that is reported, repeatedly. */
  silence: 10_000,
  /** Retries after the first attempt. */
  retries: 5,
  /** Shortest delay before the first retry; doubled for each further one, with jitter. */
  retryDelay: 500,
  maxRetryDelay: 8_000,
  /**
   * Pause of all requests after a 429 that names no time; doubled for each further one, with
   * jitter.
   */
  pause: 1_000,
  maxPause: 30_000,
  /** Longest pause that a server may ask for. */
  maxAskedPause: 120_000,
};

/** Rates, timeouts, retries and pauses of a client; times in milliseconds. */
export type TmdbLimits = typeof DEFAULTS;

/** Options of a client. */
export interface TmdbOptions extends Partial<TmdbLimits> {
  /** Address up to and including `/3`; default the live API. */
  baseUrl?: string;
  /** v3 key (sent as `api_key`) or v4 token (sent as a bearer), distinguished by their format. */
  apiKey: Secret | string;
  /** Called with what is being waited for and since when, while there is no response. */
  onWait?: (words: string) => void;
  /** Cancels everything. */
  signal?: AbortSignal;
}
