/** A local server that speaks TMDb's wire format over a catalogue in memory. */
import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { UserError } from "../errors.js";
import type { DiscoverTitle } from "../titles.js";
import { GENRES } from "./catalogue.js";
import {
  filterTitles,
  pageOf,
  parseFilters,
  parsePage,
  parseSort,
  sortTitles,
} from "./discover-query.js";

/** The sandbox's own key, of the form of a v3 key. It opens nothing else, and is no secret. */
export const SANDBOX_KEY = "5a4db0c5a4db0c5a4db0c5a4db0c5a4d";

/** What a sandbox serves, and how. */
export interface SandboxOptions {
  titles: readonly DiscoverTitle[];
  /** What people read as the source, e.g. "simulated catalogue (seed 213)". */
  label: string;
  kind: "simulated" | "file";
  /** 0 for any free port; the default. */
  port?: number;
  /** The key to accept, as `api_key` or as a bearer token; default {@link SANDBOX_KEY}. */
  key?: string;
  /** Accept any key that is not empty; default false. */
  acceptAnyKey?: boolean;
  /** The network that the titles are on; default 213. Other networks have none. */
  networkId?: number;
  /** Milliseconds before each answer; default 0. */
  latencyMs?: number;
}

/** A running sandbox. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT/3` */
  readonly baseUrl: string;
  readonly key: string;
  readonly port: number;
  /** Requests answered or under way so far. */
  readonly requests: number;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts a sandbox, reachable from this machine only. Every answer names its catalogue in the headers
 * `x-catalogue-kind` and `x-catalogue-label` (percent-encoded), so that nobody takes it for live data.
 *
 * @throws UserError when the port is in use or may not be opened.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { key = SANDBOX_KEY, latencyMs = 0 } = options;
  const headers = {
    "content-type": "application/json;charset=utf-8",
    "cache-control": "no-store",
    "x-catalogue-kind": options.kind,
    "x-catalogue-label": encodeURIComponent(options.label),
  };
  const answer = makeAnswer({ ...options, key });
  const waiting = new Set<NodeJS.Timeout>();
  let requests = 0;

  const server = createServer((request, response) => {
    requests++;
    // A client that goes away is no event here.
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    request.resume();
    const timer = setTimeout(() => {
      waiting.delete(timer);
      send(request, response, headers, answer(request));
    }, latencyMs);
    waiting.add(timer);
    response.on("close", () => {
      clearTimeout(timer);
      waiting.delete(timer);
    });
  });
  const port = await listen(server, options.port ?? 0);
  return {
    baseUrl: `http://127.0.0.1:${port}/3`,
    key,
    port,
    get requests() {
      return requests;
    },
    close: () => {
      for (const timer of waiting) clearTimeout(timer);
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** An answer before it is written: HTTP status and body. */
interface Answer {
  status: number;
  body: unknown;
}

const failure = (status: number, status_code: number, status_message: string): Answer => ({
  status,
  body: { success: false, status_code, status_message },
});
const BAD_KEY = failure(401, 7, "Invalid API key: You must be granted a valid key.");
const BAD_PAGE = failure(
  400,
  22,
  "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer.",
);
const NOT_FOUND = failure(404, 34, "The resource you requested could not be found.");

/** Makes the function from a request to its answer. */
function makeAnswer(
  options: SandboxOptions & { key: string },
): (request: IncomingMessage) => Answer {
  const orderRows = makeOrderRows(options.titles, options.networkId ?? 213);
  return (request) => {
    const [path, query] = parseAddress(request.url ?? "/");
    const key = keyOf(request, query);
    if (key === "" || !(options.acceptAnyKey || isSame(key, options.key))) return BAD_KEY;
    if (request.method !== "GET" && request.method !== "HEAD") return NOT_FOUND;
    if (path === "/3/genre/tv/list") return { status: 200, body: { genres: GENRES } };
    if (path !== "/3/discover/tv") return NOT_FOUND;
    const page = parsePage(query);
    if (page === null) return BAD_PAGE;
    const found = pageOf(orderRows(query), page);
    return { status: 200, body: { ...found, results: found.results.map(toWire) } };
  };
}

/**
 * Makes the function that gives a request its rows in order. The order is the same for every request
 * here; a scenario in which it moves between requests belongs in this place.
 */
function makeOrderRows(titles: readonly DiscoverTitle[], networkId: number) {
  // A walk asks for one list page by page: the last few lists are kept.
  const lists = new Map<string, DiscoverTitle[]>();
  return (query: URLSearchParams): DiscoverTitle[] => {
    const filters = parseFilters(query);
    const sort = parseSort(query);
    const name = JSON.stringify([filters, sort]);
    const known = lists.get(name);
    if (known !== undefined) return known;
    const rows = sortTitles(filterTitles(titles, filters, networkId), sort);
    if (lists.size >= 16) lists.delete(lists.keys().next().value as string);
    lists.set(name, rows);
    return rows;
  };
}

/** A row as TMDb sends it: a missing overview is "", a missing date is "" or, in some rows, null. */
function toWire(title: DiscoverTitle): Record<string, unknown> {
  return {
    adult: title.adult,
    backdrop_path: title.backdrop_path,
    genre_ids: title.genre_ids,
    id: title.id,
    origin_country: title.origin_country,
    original_language: title.original_language,
    original_name: title.original_name,
    overview: title.overview ?? "",
    popularity: title.popularity,
    poster_path: title.poster_path,
    first_air_date: title.first_air_date ?? (title.id % 4 === 0 ? null : ""),
    name: title.name,
    vote_average: title.vote_average,
    vote_count: title.vote_count,
  };
}

function parseAddress(url: string): [path: string, query: URLSearchParams] {
  const [path = "", ...rest] = url.split("?");
  return [path.replace(/\/+$/, ""), new URLSearchParams(rest.join("?"))];
}

function keyOf({ headers }: IncomingMessage, query: URLSearchParams): string {
  const bearer = /^Bearer\s+(.*)$/i.exec(headers.authorization ?? "");
  return (query.get("api_key") ?? bearer?.[1] ?? "").trim();
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Record<string, string>,
  { status, body }: Answer,
): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...headers, "content-length": text.length });
  response.end(request.method === "HEAD" ? undefined : text);
}

/** Listens on the loopback address only and gives the port. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(portError(error, port)));
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function portError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE") {
    return new UserError(
      `Port ${port} is already in use. Choose another one, or 0 for any free port.`,
      { cause: error },
    );
  }
  if (error.code === "EACCES") {
    return new UserError(`Port ${port} may not be opened here. Choose one above 1023.`, {
      cause: error,
    });
  }
  return error;
}
