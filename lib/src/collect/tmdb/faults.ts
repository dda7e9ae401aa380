/** What can go wrong with a request, and the sentences for it. */
import { UserError } from "../../base/errors.js";
import { LIVE_BASE_URL } from "../../base/settings.js";

/**
 * One request has used up its attempts, or is refused, while the server answers others: the caller can
 * go another way.
 */
export class RequestFailed extends UserError {}

/** A fault that may pass: below HTTP or in it, an answer of another form, or too many requests. */
export class Fault extends Error {
  constructor(
    message: string,
    readonly kind: "fault" | "form" | "too many" = "fault",
  ) {
    super(message);
  }
}

/** What happens to a request that got another answer than 200: it alone ends, or all do, or none. */
export type Verdict = Fault | RequestFailed | { fatal: string };

/** An answer other than 200, and when it came. */
export interface Refusal {
  status: number;
  /** The key must not stand in it any more. */
  words: string | null;
  path: string;
  page: number;
  /** The answer itself refuses the key, whatever its status. */
  refusesKey?: boolean;
  /** The client has had good answers before. */
  isKnown: boolean;
  /** Where a redirect leads, an absolute address; null where it says nothing. */
  location?: URL | null;
  /** The proxy that the request went through, for a sentence. */
  proxy?: string | null;
}

/** What a refusal means: by its status, and by whether TMDb said it or something in between. */
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
        `${capital(proxy ?? "a proxy")} wants a login (HTTP 407). Put user and password into its ` +
        "address, as in http://USER:PASSWORD@HOST:PORT, or ask who looks after the network.",
    };
  }
  if (status >= 300 && status < 400 && location !== null) {
    return {
      fatal:
        `${server} redirects ${path} to ${location.host} (HTTP ${status}), which TMDb never does: the ` +
        "key is sent nowhere else. Check TMDB_BASE_URL, or sign in to the network if it asks for that.",
    };
  }
  const mayPass = status < 400 || status >= 500 || status === 408 || words === null;
  if (mayPass || (status === 404 && isKnown)) return new Fault(answer);
  if (status === 404) {
    return { fatal: `${server} has no ${path} (${answer}). Check TMDB_BASE_URL: it ends in /3.` };
  }
  const refused = `${server} refused the request for ${path} (${answer}).`;
  return page > 1 ? new RequestFailed(refused) : { fatal: refused };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What TMDb's error answers say, "" where they say nothing; null for what is no answer of TMDb's. */
export function wordsOf(body: unknown): string | null {
  if (typeof body !== "object" || body === null) return null;
  const { status_message, errors, status_code, success } = body as Record<string, unknown>;
  if (typeof status_message === "string") return status_message;
  if (Array.isArray(errors)) return errors.filter((error) => typeof error === "string").join("; ");
  return status_code !== undefined || success !== undefined ? "" : null;
}

/** The server for a sentence, with the proxy on the way to it. */
export function serverName(baseUrl: string, proxy: string | null = null): string {
  const name = baseUrl === LIVE_BASE_URL ? "TMDb" : `The server at ${new URL(baseUrl).host}`;
  return proxy === null ? name : `${name}, asked through ${proxy},`;
}

/** Whether a 200 is TMDb's refusal of the key: some servers between put one on every answer. */
export function refusesKey(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return false;
  const { success, status_code } = body as Record<string, unknown>;
  return success === false && KEY_CODES.has(status_code);
}

/** TMDb's codes: no permission, invalid key, suspended key, unknown device, invalid token. */
const KEY_CODES: ReadonlySet<unknown> = new Set([3, 7, 10, 16, 35]);

/** The sentence for a server that has never given a good answer. */
export function unreachable(server: string, path: string, fault: string): string {
  return (
    `${server} could not be reached for ${path} (${fault}). Check the network and try again, or ` +
    "remove TMDB_API_KEY to run on the simulated catalogue. Earlier files are untouched."
  );
}

/** The sentence for a server that has gone away. */
export function goneAway(server: string, milliseconds: number, fault: string): string {
  return (
    `${server} has not answered for ${milliseconds / 1000} seconds (${fault}). What has come is ` +
    "kept: run again to continue."
  );
}

/**
 * What is waited for and since when, while a server is silent.
 *
 * @param last what came of the last attempt.
 */
export function waiting(server: string, milliseconds: number, last: string): string {
  const since = new Date(Date.now() - milliseconds).toTimeString().slice(0, 8);
  const seconds = Math.round(milliseconds / 1000);
  return `waiting for ${server} since ${since} (${seconds} s; ${last})`;
}

/** The sentence for a server that wants more patience than there is. */
export function asksToWait(server: string, milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  const wait = minutes <= 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
  return `${server} asks to wait ${wait}. Run again then: what has come is kept.`;
}

/** The sentence for answers that are no answers of TMDb's. */
export function misshapen(server: string, what: string, why: string): string {
  return (
    `${server} answered ${what} in a form that is not TMDb's (${why}). Check TMDB_BASE_URL, or ` +
    "update this project. Earlier files are untouched."
  );
}

/** The sentence for one request that fails every time. */
export function usedUp(server: string, what: string, attempts: number, fault: string): string {
  return (
    `${server} gave no good answer for ${what} in ${attempts} attempts (${fault}), while it ` +
    "answers other requests. Run again later."
  );
}
