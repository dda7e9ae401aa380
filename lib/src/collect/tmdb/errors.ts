/** The errors of requests and their messages. */
import { capitalised } from "../../base/format.js";
import { UserError } from "../../base/errors.js";
import { LIVE_BASE_URL } from "../../base/settings.js";

/**
 * One request has used up its attempts or is refused, while the server answers others: the caller
 * can try another request.
 */
export class RequestFailed extends UserError {}

/**
 * An error that may be temporary: of the connection or of HTTP, an unexpected response, or too many
 * requests.
 */
export class Fault extends Error {
  constructor(
    message: string,
    readonly kind: "fault" | "form" | "too many" = "fault",
  ) {
    super(message);
  }
}

/**
 * The consequence of a response other than 200: a retry, the failure of this request, or of all.
 */
export type Verdict = Fault | RequestFailed | { fatal: string };

/** A response other than 200, and its circumstances. */
export interface Refusal {
  status: number;
  /** The server's message, from which the key must have been removed. */
  words: string | null;
  path: string;
  page: number;
  /** Whether the response itself refuses the key, whatever its status. */
  refusesKey?: boolean;
  /** Whether the client has received valid responses before. */
  isKnown: boolean;
  /** The absolute address of a redirect; null if it has none. */
  location?: URL | null;
  /** The proxy of the request, in words. */
  proxy?: string | null;
}

/**
 * What a refusal means, by its status and by whether it comes from TMDb or from something in
 * between.
 */
export function judge(server: string, refusal: Refusal): Verdict {
  const { status, words, path, page, isKnown, location = null, proxy = null } = refusal;
  const answer = `HTTP ${status}${words ? `: ${words}` : ""}`;
  if (status === 429) return new Fault(answer, "too many");
  if (refusal.refusesKey || status === 401 || (status === 403 && words !== null)) {
    return {
      fatal:
        `${server} refused the key (${answer}). Check TMDB_API_KEY in .env: a v3 key has 32 hex ` +
        "characters, a v4 token starts with eyJ. Without a key the simulated catalogue is used.",
    };
  }
  if (status === 407) {
    return {
      fatal:
        `${capitalised(proxy ?? "a proxy")} requires a login (HTTP 407). Put user and password into its ` +
        "address, as in http://USER:PASSWORD@HOST:PORT, or ask the administrator of the network.",
    };
  }
  if (status >= 300 && status < 400 && location !== null) {
    return {
      fatal:
        `${server} redirects ${path} to ${location.host} (HTTP ${status}), which TMDb never does; the ` +
        "key was not sent there. Check TMDB_BASE_URL, or sign in to the network if it requires that.",
    };
  }
  const mayPass = status < 400 || status >= 500 || status === 408 || words === null;
  if (mayPass || (status === 404 && isKnown)) return new Fault(answer);
  if (status === 404) {
    return {
      fatal: `${server} has no ${path} (${answer}). Check TMDB_BASE_URL: it must end in /3.`,
    };
  }
  const refused = `${server} refused the request for ${path} (${answer}).`;
  return page > 1 ? new RequestFailed(refused) : { fatal: refused };
}

/** The message of TMDb's error response, "" if it has none; null if it is not TMDb's. */
export function wordsOf(body: unknown): string | null {
  if (typeof body !== "object" || body === null) return null;
  const { status_message, errors, status_code, success } = body as Record<string, unknown>;
  if (typeof status_message === "string") return status_message;
  if (Array.isArray(errors)) return errors.filter((error) => typeof error === "string").join("; ");
  return status_code !== undefined || success !== undefined ? "" : null;
}

/** The server in words, with the proxy on the way to it. */
export function serverName(baseUrl: string, proxy: string | null = null): string {
  const name = baseUrl === LIVE_BASE_URL ? "TMDb" : `The server at ${new URL(baseUrl).host}`;
  return proxy === null ? name : `${name}, through ${proxy},`;
}

/**
 * Whether a 200 is TMDb's refusal of the key: some servers in between give every response this
 * status.
 */
export function refusesKey(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return false;
  const { success, status_code } = body as Record<string, unknown>;
  return success === false && KEY_CODES.has(status_code);
}

/** TMDb's codes: no permission, invalid key, suspended key, unknown device, invalid token. */
const KEY_CODES: ReadonlySet<unknown> = new Set([3, 7, 10, 16, 35]);

/** The message for a server that has never sent a valid response. */
export function unreachable(server: string, path: string, fault: string): string {
  return (
    `${server} could not be reached for ${path} (${fault}). Check the network and try again, or ` +
    "remove TMDB_API_KEY to run on the simulated catalogue. Earlier files are unchanged."
  );
}

/** The message for a server that no longer answers. */
export function goneAway(server: string, milliseconds: number, fault: string): string {
  return (
    `${server} has given no valid response for ${milliseconds / 1000} seconds (${fault}). The responses so far ` +
    "are kept: run again to continue."
  );
}

/**
 * What is being waited for and since when, while a server is silent.
 *
 * @param last the result of the last attempt.
 */
export function waiting(server: string, milliseconds: number, last: string): string {
  const since = new Date(Date.now() - milliseconds).toTimeString().slice(0, 8);
  const seconds = Math.round(milliseconds / 1000);
  return `waiting for ${server} since ${since} (${seconds} s; ${last})`;
}

/** The message for a server that asks for a longer pause than is allowed. */
export function asksToWait(server: string, milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  const wait = minutes <= 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
  return `${server} asks to wait ${wait}. Run again then: the responses so far are kept.`;
}

/** The message for responses that are not in TMDb's format. */
export function misshapen(server: string, what: string, why: string): string {
  return (
    `${server} answered ${what} in a format that is not TMDb's (${why}). Check TMDB_BASE_URL, or ` +
    "update this project. Earlier files are unchanged."
  );
}

/** The message for a single request that always fails. */
export function usedUp(server: string, what: string, attempts: number, fault: string): string {
  return (
    `${server} sent no valid response for ${what} in ${attempts} attempts (${fault}), while it ` +
    "answers other requests. Run again later."
  );
}
