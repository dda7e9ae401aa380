/** A local server with TMDb's API for a catalogue in memory. */
import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { UserError } from "../base/errors.js";
import type { DiscoverTitle } from "../data/titles.js";
import { GENRES } from "./catalogue.js";
import { parsePage } from "./discover-query.js";
import { draw } from "./draws.js";
import { Faults, TOO_MANY } from "./faults.js";
import { Limiter, SlidingCount, type Peaks } from "./limiter.js";
import { networkListFor } from "./network-list.js";
import { makePages } from "./pages.js";
import { drifted } from "./schema-drift.js";
import type { Scenario } from "./scenarios.js";
import { latencyOf, send, type Answer } from "./sending.js";

/** The sandbox's own key, in the format of a v3 key. It is not a secret and has no other use. */
export const SANDBOX_KEY = "5a4db0c5a4db0c5a4db0c5a4db0c5a4d";

/** Options of a sandbox. */
export interface SandboxOptions {
  titles: readonly DiscoverTitle[];
  /** The name of the source, such as "simulated catalogue (seed 213)". */
  label: string;
  kind: "simulated" | "file";
  /** Default 0, for any free port. */
  port?: number;
  /** The key to accept, as `api_key` or as a bearer token; default {@link SANDBOX_KEY}. */
  key?: string;
  /** Accept any key that is not empty; default false. */
  acceptAnyKey?: boolean;
  /** The network of the titles; default 213. Other networks have none. */
  networkId?: number;
  /** Milliseconds before each response; default 0. */
  latencyMs?: number;
  /** Scenarios of misbehaviour; default none. */
  scenarios?: readonly Scenario[];
  /** Seed of the scenarios; default 213. */
  scenarioSeed?: number;
  /** A factor for all durations of the scenarios, so that tests need not wait; default 1. */
  timeScale?: number;
  /** Requests per second that the scenario rate-limit allows; default 15. */
  limitPerSecond?: number;
}

/** A running sandbox. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT/3` */
  readonly baseUrl: string;
  readonly key: string;
  readonly port: number;
  /** Requests so far, answered or not. */
  readonly requests: number;
  /** The most requests in any second, and the most concurrent connections. */
  readonly peaks: Readonly<Peaks>;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/**
 * Start a sandbox that is only reachable from this machine. Every response names its catalogue in
 * the headers `x-catalogue-kind` and `x-catalogue-label` (percent-encoded), so that it is not taken
 * for live data.
 *
 * @throws UserError if the port is in use or may not be opened.
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
  const isSlow = options.scenarios?.includes("slow") ?? false;
  const waiting = new Set<NodeJS.Timeout>();
  const perSecond = new SlidingCount(1000);
  const peaks: Peaks = { perSecond: 0, connections: 0 };
  let requests = 0;

  const server = createServer((request, response) => {
    requests++;
    peaks.perSecond = Math.max(peaks.perSecond, perSecond.add(performance.now()));
    // A client that closes the connection is not an error.
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    request.resume();
    const list = networkListFor(parseAddress(request.url ?? "/")[0]);
    if (list !== null) {
      response.writeHead(200, { "content-type": "application/gzip" }).end(list);
      return;
    }
    const found = answer(request, requests);
    const slowness = isSlow ? latencyOf(found.random) * (options.timeScale ?? 1) : 0;
    const timer = setTimeout(() => {
      waiting.delete(timer);
      send(request, response, headers, found);
    }, latencyMs + slowness);
    waiting.add(timer);
    response.on("close", () => {
      clearTimeout(timer);
      waiting.delete(timer);
    });
  });
  let connections = 0;
  server.on("connection", (socket) => {
    connections++;
    peaks.connections = Math.max(peaks.connections, connections);
    socket.on("close", () => connections--);
  });
  const port = await listen(server, options.port ?? 0);
  return {
    baseUrl: `http://127.0.0.1:${port}/3`,
    key,
    port,
    peaks,
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

/** A response before the scenarios change it. */
interface Plain {
  status: number;
  body: unknown;
}

const failure = (status: number, status_code: number, status_message: string): Plain => ({
  status,
  body: { success: false, status_code, status_message },
});
const BAD_KEY = failure(401, 7, "Invalid API key: You must be granted a valid key.");
const BAD_PAGE = failure(
  400,
  22,
  "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer.",
);
const BAD_PAGE_OF_OLD: Plain = {
  status: 422,
  body: { errors: ["page must be less than or equal to 500"], success: false },
};
const NOT_FOUND = failure(404, 34, "The resource you requested could not be found.");

/** Make the function from a request to its response. */
function makeAnswer(
  options: SandboxOptions & { key: string },
): (request: IncomingMessage, number: number) => Answer {
  const { scenarioSeed: seed = 213, timeScale = 1, limitPerSecond = 15 } = options;
  const scenarios = new Set(options.scenarios);
  const pages = makePages(options.titles, options.networkId ?? 213, scenarios, seed);
  const faults = new Faults(scenarios, seed);
  const limiter = scenarios.has("rate-limit") ? new Limiter(limitPerSecond, timeScale) : null;
  /** How often each query was requested: its random numbers differ each time. */
  const times = new Map<string, number>();

  const plain = (request: IncomingMessage, path: string, query: URLSearchParams): Plain | null => {
    const key = keyOf(request, query);
    if (key === "" || !(options.acceptAnyKey || isSame(key, options.key))) return BAD_KEY;
    if (request.method !== "GET" && request.method !== "HEAD") return NOT_FOUND;
    if (path === "/3/genre/tv/list") return { status: 200, body: { genres: GENRES } };
    if (path !== "/3/discover/tv") return NOT_FOUND;
    if (parsePage(query) !== null) return null;
    const page = query.get("page") ?? "";
    const isOld = scenarios.has("huge") && Number(page) > 500 && draw(seed, "old", page) < 0.5;
    return isOld ? BAD_PAGE_OF_OLD : BAD_PAGE;
  };

  return (request, number) => {
    const [path, query] = parseAddress(request.url ?? "/");
    const found = plain(request, path, query);
    query.delete("api_key");
    query.sort();
    const name = `${path}?${query.toString()}`;
    const nth = (times.get(name) ?? 0) + 1;
    if (scenarios.size > 0) times.set(name, nth);
    const random = (what: string): number => draw(seed, what, name, nth);
    const finished = {
      random,
      timeScale,
      dribbles: scenarios.has("slow") && random("dribble") < 0.05,
    };
    const refusal = found?.status === 401 ? null : limiter?.refuse(performance.now());
    if (refusal) return { ...finished, status: 429, body: TOO_MANY, headers: refusal };
    const isHeld = found === null || found.status === 200;
    const fault = isHeld ? faults.next(name, nth) : null;
    let body = found?.body;
    if (found === null) {
      const page = pages(query, {
        number,
        bits: Math.floor(random("order") * 2 ** 32),
        stale: random("stale"),
      });
      body = scenarios.has("schema-drift") ? drifted(page, seed, name, nth) : page;
    }
    const isGzip = scenarios.has("cdn-gzip") && random("gzip") < 0.3;
    return { ...finished, status: found?.status ?? 200, body, fault, isGzip };
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

/** Listen on the loopback address only. @returns the port. */
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
