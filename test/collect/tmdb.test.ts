import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { RequestFailed, Tmdb, type DiscoverPage } from "../../lib/src/collect/tmdb/client.js";
import type { TmdbOptions } from "../../lib/src/collect/tmdb/options.js";
import { discoverTitle } from "../support/titles.js";

const KEY = "0123456789abcdef0123456789abcdef";
const TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0In0.c2lnbmF0dXJl";
const PAGE = { page: 1, total_pages: 1, total_results: 1, results: [discoverTitle({ id: 7 })] };

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** What a server saw: arrivals by `performance.now()`, and the most connections at once. */
interface Seen {
  requests: IncomingMessage[];
  times: number[];
  connections: number;
}

/** For times that a busy machine lengthens: they are measured again, and must be right in one of three runs. */
async function inOneOfThreeRuns(body: () => Promise<void>): Promise<void> {
  for (let run = 1; ; run += 1) {
    try {
      await body();
      return;
    } catch (error) {
      if (run === 3) throw error;
    }
  }
}

/** Run `body` with a client of a real server that answers with `handler`, then close both. */
async function withServer(
  handler: Handler,
  body: (client: Tmdb, requests: IncomingMessage[], seen: Seen) => Promise<void>,
  options: Partial<TmdbOptions> = {},
): Promise<void> {
  const seen: Seen = { requests: [], times: [], connections: 0 };
  const server = createServer((request, response) => {
    seen.times.push(performance.now());
    seen.requests.push(request);
    handler(request, response, seen.requests.length);
  });
  let open = 0;
  server.on("connection", (socket) => {
    open += 1;
    seen.connections = Math.max(seen.connections, open);
    socket.on("close", () => (open -= 1));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/3`;
  const quick = { retryDelay: 5, maxRetryDelay: 40, pause: 50, requestsPerSecond: Infinity };
  const client = new Tmdb({ baseUrl, apiKey: KEY, ...quick, ...options });
  try {
    await body(client, seen.requests, seen);
  } finally {
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const json =
  (status: number, value: unknown): Handler =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };

/** The given handlers one after the other; the last one stays. */
const inTurn =
  (...handlers: Handler[]): Handler =>
  (request, response, count) =>
    handlers[Math.min(count, handlers.length) - 1]!(request, response, count);

/** `bad` for the pages that are asked with `page=13`, `good` for all others. */
const badThirteen =
  (bad: Handler, good: Handler = json(200, PAGE)): Handler =>
  (request, response, count) =>
    (request.url?.includes("page=13") ? bad : good)(request, response, count);

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => Promise.reject(new Error("expected a failure")),
    (error: unknown) => error as Error,
  );
}

const ask = (client: Tmdb, n: number, from = 1): Promise<DiscoverPage>[] =>
  Array.from({ length: n }, (_, i) => client.discover({ page: from + i }));

/** The most of the given times within any second. */
function mostInOneSecond(times: readonly number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at <= from + 1000).length),
  );
}

describe("requests", () => {
  test("carry a v3 key as api_key and the query's parameters", () =>
    withServer(json(200, PAGE), async (client, requests) => {
      await client.discover({ with_networks: 213, page: 1 });
      const url = new URL(requests[0]?.url ?? "", "http://h");
      expect(url.pathname).toBe("/3/discover/tv");
      expect(Object.fromEntries(url.searchParams)).toEqual({
        language: "en-US",
        with_networks: "213",
        page: "1",
        api_key: KEY,
      });
      expect(requests[0]?.headers.authorization).toBeUndefined();
    }));

  test("carry a v4 token as a bearer, out of the address", () =>
    withServer(
      json(200, PAGE),
      async (client, requests) => {
        await client.discover({ page: 1 });
        expect(requests[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
        expect(requests[0]?.url).not.toContain("api_key");
      },
      { apiKey: TOKEN },
    ));

  test("never exceed the rate in any second, nor the connections, whatever faults come", async () => {
    const faults: Handler[] = [
      (request) => request.socket.destroy(),
      json(500, { status_code: 11 }),
      (_, response) => void response.write('{"page":'),
      (_, response) => response.writeHead(200, { connection: "close" }).end("{}"),
      (_, response) => response.writeHead(502).end("<html></html>"),
    ];
    const handler: Handler = (request, response, count) => {
      const answer = count % 7 === 3 ? faults[count % faults.length] : json(200, PAGE);
      setTimeout(() => answer!(request, response, count), count % 50);
    };
    const options = { requestsPerSecond: 50, connections: 3, attemptTimeout: 100 };
    await withServer(
      handler,
      async (client, _, seen) => {
        await Promise.all(ask(client, 75));
        expect(mostInOneSecond(seen.times)).toBeLessThanOrEqual(50);
        expect(seen.connections).toBeLessThanOrEqual(3);
        expect(client.requests).toBe(seen.times.length);
        expect(client.retries).toBe(seen.times.length - 75);
      },
      options,
    );
  });

  test("are evenly spaced, and as fast as the rate allows", () =>
    inOneOfThreeRuns(() =>
      withServer(
        json(200, PAGE),
        async (client, _, { times }) => {
          await Promise.all(ask(client, 60));
          const gaps = times.slice(1).map((time, i) => time - times[i]!);
          expect(times[59]! - times[0]!).toBeLessThan(1.06 * 1200);
          expect(gaps.filter((gap) => gap < 8 || gap > 40).length).toBeLessThan(10);
        },
        { requestsPerSecond: 50 },
      ),
    ));

  test("share their connections", () =>
    withServer(
      json(200, PAGE),
      async (client, requests) => {
        await Promise.all(ask(client, 40));
        expect(new Set(requests.map(({ socket }) => socket)).size).toBeLessThanOrEqual(4);
      },
      { connections: 4 },
    ));

  test("go out urgent ones first", () =>
    withServer(
      json(200, PAGE),
      async (client, requests) => {
        const waiting = ask(client, 5);
        const urgent = client.discover({ page: 99 }, { urgent: true });
        await Promise.all([...waiting, urgent]);
        const pages = requests.map(({ url }) => /page=(\d+)/.exec(url ?? "")?.[1]);
        expect(pages.indexOf("99")).toBeLessThan(2);
      },
      { connections: 1 },
    ));

  test("go on while the clock on the wall jumps by hours", async () => {
    const now = jest.spyOn(Date, "now");
    const jump: Handler = (request, response, count) => {
      now.mockReturnValue(count % 2 === 0 ? 1e12 : 4e12);
      (count === 4 ? json(500, { status_code: 11 }) : json(200, PAGE))(request, response, count);
    };
    const crawl = async (client: Tmdb, _: unknown, { times }: Seen): Promise<void> => {
      await Promise.all(ask(client, 40));
      expect(times[40]! - times[0]!).toBeLessThan(10_000);
    };
    await withServer(jump, crawl, { requestsPerSecond: 50 }).finally(() => now.mockRestore());
  });
});

describe("answers", () => {
  test("become typed rows, missing texts as null, unknown fields left out", () =>
    withServer(
      json(200, {
        ...PAGE,
        results: [
          { ...discoverTitle({ id: 7 }), overview: "", first_air_date: "", softcore: false },
        ],
      }),
      async (client) => {
        const { results } = await client.discover({});
        expect(results).toEqual([discoverTitle({ id: 7, overview: null, first_air_date: null })]);
      },
    ));

  test("in gzip without a header are read", () =>
    withServer(
      (_, response) => response.end(gzipSync(JSON.stringify(PAGE))),
      async (client) => expect((await client.discover({})).total_results).toBe(1),
    ));

  test("give the genres", () =>
    withServer(json(200, { genres: [{ id: 18, name: "Drama" }] }), async (client, requests) => {
      expect(await client.genres()).toEqual([{ id: 18, name: "Drama" }]);
      expect(requests[0]?.url).toContain("/3/genre/tv/list?");
    }));

  test("say where they come from", async () => {
    const label = encodeURIComponent("simulated catalogue (seed 213)");
    const sandbox: Handler = (_, response) => {
      response.setHeader("x-catalogue-kind", "simulated").setHeader("x-catalogue-label", label);
      response.end(JSON.stringify(PAGE));
    };
    await withServer(sandbox, async (client) => {
      await client.discover({});
      expect(client.source).toEqual({ kind: "simulated", label: "simulated catalogue (seed 213)" });
    });
    await withServer(json(200, PAGE), async (client) => {
      await client.discover({});
      expect(client.source?.kind).toBe("server");
    });
  });

  test("with odd rows give the others, and say what is wrong", () =>
    withServer(
      json(200, {
        ...PAGE,
        results: [
          discoverTitle({ id: 7 }),
          { ...discoverTitle({ id: 8 }), popularity: "high" },
          { ...discoverTitle({ id: 9 }), name: null },
        ],
      }),
      async (client, requests) => {
        const { results, problems } = await client.discover({});
        expect(results.map(({ id }) => id)).toEqual([7, 9]);
        expect(problems).toEqual([
          {
            id: 8,
            field: "popularity",
            problem: 'expected a number from 0 on, found "high"',
            kept: false,
          },
          { id: 9, field: "name", problem: "expected a text, found null", kept: true },
        ]);
        expect(requests).toHaveLength(1);
      },
    ));

  test("with rows of which none fits are asked for once more, then end everything", () =>
    withServer(
      json(200, { ...PAGE, results: [{ ...discoverTitle({ id: 7 }), popularity: "high" }] }),
      async (client, requests) => {
        const { message } = await failure(client.discover({}));
        expect(message).toMatch(
          /answered series 7 in a format that is not TMDb's \(popularity: expected a number from 0 on, found "high"\)/,
        );
        expect(requests).toHaveLength(2);
        expect((await failure(client.genres())).message).toBe(message);
      },
    ));

  test("with the only row of a small page damaged are no new schema where rows did fit", () => {
    const odd = json(200, {
      ...PAGE,
      results: [{ ...discoverTitle({ id: 7 }), vote_count: null }],
    });
    return withServer(badThirteen(odd), async (client) => {
      await client.discover({ page: 1 });
      const { results, problems } = await client.discover({ page: 13 });
      expect(results).toEqual([]);
      expect(problems).toHaveLength(1);
    });
  });

  test("of a new schema in the middle of a crawl end it", () => {
    const renamed = Array.from({ length: 20 }, (_, id) => ({ ...discoverTitle(), id, rank: 1 }));
    const rows = renamed.map(({ popularity, ...row }) => row);
    return withServer(badThirteen(json(200, { ...PAGE, results: rows })), async (client) => {
      await client.discover({ page: 1 });
      const { message } = await failure(client.discover({ page: 13 }));
      expect(message).toMatch(
        /answered series 0 .*popularity: expected a number from 0 on, found nothing/,
      );
    });
  });

  test("of another server altogether are told from TMDb's", () =>
    withServer(json(200, { hello: "world" }), async (client) => {
      const { message } = await failure(client.discover({}));
      expect(message).toMatch(
        /answered discover\/tv in a format that is not TMDb's \(total_results: expected a number/,
      );
    }));

  test("that are simulated stay marked so when some come without the mark", () => {
    const marked: Handler = (_, response) => {
      response.setHeader("x-catalogue-kind", "simulated").setHeader("x-catalogue-label", "100%");
      response.end(JSON.stringify(PAGE));
    };
    return withServer(
      inTurn(json(200, PAGE), marked, json(502, {}), json(200, PAGE)),
      async (client) => {
        await client.discover({});
        await client.discover({});
        await client.discover({});
        expect(client.source).toEqual({ kind: "simulated", label: "100%" });
      },
    );
  });
});

const html =
  (status: number, headers = {}): Handler =>
  (_, response) =>
    response.writeHead(status, { "content-type": "text/html", ...headers }).end("<html></html>");
const packed = gzipSync(JSON.stringify(PAGE));

describe("faults that pass are retried", () => {
  const good = json(200, PAGE);
  test.each<[string, Handler]>([
    ["429", json(429, { status_code: 25, status_message: "Your request count is over." })],
    ["408", html(408)],
    ["500", json(500, { status_code: 11, success: false })],
    ["502 of TMDb's", json(502, { status_code: 43, status_message: "Couldn't connect." })],
    ["503 in HTML", html(503)],
    ["504 without status_code", json(504, { status_message: "timed out" })],
    ["403 in HTML", html(403)],
    ["404 in HTML", html(404)],
    ["400 in HTML", html(400)],
    ["a redirect to nowhere", html(302)],
    ["no content", (_, response) => response.writeHead(204).end()],
    ["HTML with 200", html(200)],
    ["an empty body", (_, response) => response.end()],
    ["JSON cut short", (_, response) => response.end('{"page":1,"resu')],
    ["a body shorter than its length", (_, response) => cut(response, '{"page":1', 500)],
    ["a body that is no UTF-8", (_, response) => response.end(Buffer.from([0x22, 0xff, 0x22]))],
    ["a 200 without results", json(200, { success: true })],
    ["an error with 200", json(200, { success: false, status_code: 11 })],
    ["a 200 without a total", json(200, { page: 1, results: [] })],
    ["gzip that is cut", (_, response) => response.end(packed.subarray(0, 60))],
    ["a reset connection", (request) => request.socket.resetAndDestroy()],
    [
      "a reset in the middle of the body",
      (request, response) => {
        response.write('{"page":');
        setTimeout(() => request.socket.resetAndDestroy(), 10);
      },
    ],
    ["an answer that never comes", () => undefined],
    ["a body that never ends, in silence", (_, response) => void response.write('{"page":')],
    ["a body that never ends, drop by drop", (_, response) => drip(response)],
  ])("%s", (_, fault) =>
    withServer(
      inTurn(fault, fault, good),
      async (client, requests) => {
        expect((await client.discover({})).results).toEqual([discoverTitle({ id: 7 })]);
        expect(client.requests).toBe(3);
        expect(client.retries).toBe(2);
        expect(requests).toHaveLength(3);
      },
      { attemptTimeout: 200 },
    ),
  );

  test("but not for ever: the last fault is named, with what to do", () =>
    withServer(
      json(503, { status_message: "Service offline." }),
      async (client, requests) => {
        const { message } = await failure(client.discover({}));
        expect(message).toMatch(
          /could not be reached .*HTTP 503: Service offline.*Check the network/,
        );
        expect(requests).toHaveLength(3);
      },
      { retries: 2 },
    ));

  test("a server that never answers is given up in time, also during an attempt", () =>
    withServer(
      () => undefined,
      async (client) => {
        const began = performance.now();
        const { message } = await failure(client.discover({}));
        expect(message).toMatch(/could not be reached .*no complete answer in time/);
        expect(performance.now() - began).toBeLessThan(1000);
      },
      { attemptTimeout: 10_000, contactPatience: 250 },
    ));

  test("packed bodies are read whatever their label says", async () => {
    const labelled =
      (label: string, body: Buffer | string): Handler =>
      (_, response) =>
        response.writeHead(200, { "content-encoding": label }).end(body);
    const bodies = [
      labelled("gzip", packed),
      labelled("identity", packed),
      labelled("gzip", JSON.stringify(PAGE)),
      labelled("br", brotliCompressSync(JSON.stringify(PAGE))),
      labelled("deflate", deflateSync(JSON.stringify(PAGE))),
    ];
    await withServer(inTurn(...bodies), async (client) => {
      for (const page of bodies.keys()) await client.discover({ page });
      expect(client.requests).toBe(bodies.length);
    });
  });
});

/** An answer that promises more than it has. */
function cut(response: ServerResponse, text: string, length: number): void {
  response.writeHead(200, { "content-length": length });
  response.write(text, () => response.destroy());
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(" "), 10);
  response.on("close", () => clearInterval(timer));
}

function flood(response: ServerResponse): void {
  const megabyte = Buffer.alloc(2 ** 20, " ");
  const pour = (): void => {
    while (!response.destroyed && response.write(megabyte));
  };
  response.on("drain", pour);
  pour();
}

describe("a request that fails every time", () => {
  test.each<[string, Handler, RegExp]>([
    [
      "500",
      json(500, { status_code: 11 }),
      /no valid response for page 13 of discover\/tv in 4 attempts \(HTTP 500\)/,
    ],
    ["404 once the server is known", json(404, { status_code: 34 }), /in 4 attempts \(HTTP 404\)/],
    ["a 200 without results", json(200, { total_results: 3 }), /in 4 attempts \(results: /],
  ])("ends alone while the server answers others: %s", (_, bad, sentence) =>
    withServer(
      badThirteen(bad),
      async (client) => {
        const others = ask(client, 12);
        const error = await failure(client.discover({ page: 13 }));
        expect(error).toBeInstanceOf(RequestFailed);
        expect(error.message).toMatch(sentence);
        expect(await Promise.all([...others, ...ask(client, 5, 20)])).toHaveLength(17);
      },
      { retries: 3, retryDelay: 1 },
    ),
  );

  test("ends alone also when it is refused with 429 again and again", () =>
    withServer(
      badThirteen(json(429, {})),
      async (client) => {
        await client.discover({ page: 1 });
        const error = await failure(client.discover({ page: 13 }));
        expect(error).toBeInstanceOf(RequestFailed);
        expect(error.message).toMatch(/in 12 attempts \(HTTP 429\)/);
      },
      { pause: 1, maxPause: 2 },
    ));

  test("ends alone also when no other is under way: one that was answered is asked again", () =>
    withServer(
      badThirteen(json(500, { status_code: 11 })),
      async (client) => {
        await client.discover({ page: 1 });
        expect(await failure(client.discover({ page: 13 }))).toBeInstanceOf(RequestFailed);
        expect((await client.discover({ page: 2 })).results).toHaveLength(1);
      },
      { retries: 2 },
    ));

  test.each([400, 422])("ends alone and at once when a later page is refused: %d", (status) =>
    withServer(
      badThirteen(json(status, { errors: ["page must be less than or equal to 12"] })),
      async (client, requests) => {
        const error = await failure(client.discover({ page: 13 }));
        expect(error).toBeInstanceOf(RequestFailed);
        expect(error.message).toMatch(/refused the request .*page must be less/);
        expect(requests).toHaveLength(1);
        await client.discover({ page: 1 });
      },
    ),
  );
});

describe("a server that goes away", () => {
  const away =
    (from: number, to: number): Handler =>
    (request, response, count) =>
      count > from && count <= to
        ? request.socket.destroy()
        : json(200, PAGE)(request, response, 0);

  test("for a while loses nothing", () =>
    withServer(
      away(5, 60),
      async (client) => {
        expect(await Promise.all(ask(client, 20))).toHaveLength(20);
      },
      // As patient as by default: on a busy machine the outage may last for seconds.
      { retries: 3, connections: 4 },
    ));

  test("for good ends everything with one sentence", () =>
    withServer(
      away(5, Infinity),
      async (client) => {
        const ended = await Promise.allSettled(ask(client, 20));
        const errors = ended.flatMap((end) =>
          end.status === "rejected" ? [end.reason as Error] : [],
        );
        expect(errors).toHaveLength(15);
        const [first] = errors;
        expect(first?.message).toMatch(
          /has given no valid response for 0.4 seconds \(.*\)\. The responses so far are kept: run again to continue\./,
        );
        expect(first).not.toBeInstanceOf(RequestFailed);
        expect(new Set(errors).size).toBe(1);
      },
      { retries: 3, patience: 400 },
    ));
});

describe("a pause that the server asks for", () => {
  const tooMany =
    (headers: Record<string, string> = {}): Handler =>
    (_, response) =>
      response.writeHead(429, headers).end(JSON.stringify({ status_code: 25 }));

  test.each<[string, () => Record<string, string>]>([
    ["in seconds", () => ({ "retry-after": "1" })],
    [
      "as a date by a clock that is wrong",
      () => ({
        "retry-after": "Wed, 21 Oct 2015 07:28:01 GMT",
        date: "Wed, 21 Oct 2015 07:28:00 GMT",
      }),
    ],
  ])("%s is one for all, without a request in it, and costs no attempt", (_, headers) =>
    withServer(
      (request, response, count) => {
        const isRefused = count > 8 && count <= 12;
        (isRefused ? tooMany(headers()) : json(200, PAGE))(request, response, count);
      },
      async (client, _requests, { times }) => {
        await Promise.all(ask(client, 30));
        expect(times).toHaveLength(34);
        const [before, after] = [times[11]!, times[12]!];
        expect(after - before).toBeGreaterThan(1000);
        // Two pauses would be longer.
        expect(after - before).toBeLessThan(2000);
      },
      { retries: 0, connections: 4 },
    ),
  );

  test.each<[string, Record<string, string>]>([
    ["absent", {}],
    ["garbage", { "retry-after": "in a moment" }],
    ["negative", { "retry-after": "-10" }],
  ])("with a length that is %s grows from one to the next", (_, headers) =>
    withServer(
      inTurn(tooMany(headers), tooMany(headers), tooMany(headers), json(200, PAGE)),
      async (client, _requests, { times }) => {
        await client.discover({});
        const gaps = times.slice(1).map((time, i) => time - times[i]!);
        expect(gaps[0]).toBeGreaterThan(99);
        expect(gaps[1]).toBeGreaterThan(199);
        expect(gaps[2]).toBeGreaterThan(399);
        // A fourth would be 800.
        expect(gaps[2]).toBeLessThan(800);
      },
      { retries: 0, pause: 100 },
    ),
  );

  test("with 503 holds too", () =>
    withServer(
      inTurn(html(503, { "retry-after": "0.4" }), json(200, PAGE)),
      async (client, _, { times }) => {
        await client.discover({});
        expect(times[1]! - times[0]!).toBeGreaterThan(400);
      },
    ));

  test.each([
    ["3600", "60 minutes"],
    ["999999", "278 hours"],
  ])("beyond two minutes ends the work with a sentence: %s", (seconds, wait) =>
    withServer(badThirteen(tooMany({ "retry-after": seconds })), async (client) => {
      await client.discover({ page: 1 });
      const { message } = await failure(client.discover({ page: 13 }));
      expect(message).toMatch(
        new RegExp(`asks to wait ${wait}\\. Run again then: the responses so far are kept`),
      );
      expect((await failure(client.discover({ page: 1 }))).message).toBe(message);
    }),
  );

  test("does not count against the patience with a server", () =>
    withServer(
      inTurn(tooMany({ "retry-after": "0.4" }), json(200, PAGE)),
      async (client) => {
        expect((await client.discover({})).total_results).toBe(1);
      },
      { contactPatience: 300 },
    ));
});

describe("faults that stay stop at once with a sentence", () => {
  test.each<[string, Handler, RegExp]>([
    [
      "401",
      json(401, {
        status_code: 7,
        status_message: "Invalid API key: You must be granted a valid key.",
      }),
      /refused the key \(HTTP 401: Invalid API key.*Check TMDB_API_KEY/,
    ],
    ["401 in HTML", html(401), /refused the key \(HTTP 401\)/],
    ["403", json(403, { status_code: 3 }), /refused the key \(HTTP 403\)/],
    [
      "404",
      json(404, { status_code: 34 }),
      /has no discover\/tv \(HTTP 404\).*Check TMDB_BASE_URL/,
    ],
    [
      "400",
      json(400, { status_message: "Invalid page" }),
      /refused the request.*HTTP 400: Invalid page/,
    ],
    ["422", json(422, { errors: ["page must be less"] }), /HTTP 422: page must be less/],
    ...[200, 404, 500].map((status): [string, Handler, RegExp] => [
      `the key's code with ${status}`,
      json(status, { success: false, status_code: 7, status_message: "Invalid API key." }),
      new RegExp(`refused the key \\(HTTP ${status}: Invalid API key`),
    ]),
    [
      "a redirect to another host",
      html(302, { location: "http://no-such-host.invalid/?x=1" }),
      /redirects discover\/tv to no-such-host\.invalid \(HTTP 302\).*the key was not sent there/,
    ],
    [
      "a redirect in a circle",
      (request, response, count) =>
        html(301, { location: request.url ?? "" })(request, response, count),
      /redirects discover\/tv to 127\.0\.0\.1:\d+ \(HTTP 301\)/,
    ],
    [
      "gzip of more than 16 MB",
      (_, response) => response.end(gzipSync(Buffer.alloc(17 << 20))),
      /larger than 16 MB/,
    ],
    ["a body that never ends, in floods", (_, response) => flood(response), /larger than 16 MB/],
  ])("%s", (_, handler, sentence) =>
    withServer(handler, async (client, requests) => {
      const { message } = await failure(client.discover({}));
      expect(message).toMatch(sentence);
      expect(requests).toHaveLength(1);
    }),
  );

  test("401 in the middle of a crawl stops all that wait, in back-off or in the queue", () =>
    withServer(
      (request, response, count) => {
        if (count === 2) {
          json(500, { status_code: 11 })(request, response, count);
          return;
        }
        if (count < 5) {
          json(200, PAGE)(request, response, count);
          return;
        }
        json(401, { status_code: 7 })(request, response, count);
      },
      async (client, requests) => {
        const began = performance.now();
        const ended = await Promise.allSettled(ask(client, 50));
        expect(performance.now() - began).toBeLessThan(2000);
        const reasons = ended.flatMap((end) =>
          end.status === "rejected" ? [(end.reason as Error).message] : [],
        );
        expect(reasons).toHaveLength(47);
        expect(new Set(reasons).size).toBe(1);
        expect(reasons[0]).toMatch(/refused the key \(HTTP 401\)/);
        expect(requests.length).toBeLessThan(8);
      },
      { connections: 2, retryDelay: 60_000, maxRetryDelay: 60_000 },
    ));

  test("an unreachable server, with what to do", async () => {
    const client = new Tmdb({ baseUrl: "http://127.0.0.1:9/3", apiKey: KEY, retryDelay: 1 });
    const { message } = await failure(client.discover({}));
    expect(message).toMatch(/The server at 127\.0\.0\.1:9 could not be reached .*ECONNREFUSED/);
    expect(message).toMatch(/remove TMDB_API_KEY to run on the simulated catalogue/);
  });

  test("a server whose name is unknown", async () => {
    const baseUrl = "http://no-such-host.invalid/3";
    const client = new Tmdb({ baseUrl, apiKey: KEY, retryDelay: 1, retries: 2 });
    const { message } = await failure(client.discover({}));
    expect(message).toMatch(/no-such-host\.invalid could not be reached .*(ENOTFOUND|EAI_AGAIN)/);
    expect(client.requests).toBe(3);
  });
});

describe("the key stands in no error", () => {
  const everything = (error: Error): string =>
    `${inspect(error, { depth: 9, showHidden: true })}${error.stack}${JSON.stringify(error)}`;

  test.each([401, 400, 429, 500, 200])("not even when the server repeats it with %d", (status) => {
    const parrot: Handler = (request, response) =>
      json(status, {
        status_message: `Invalid API key ${KEY} at ${request.url}`,
        total_results: `many ${KEY}`,
      })(request, response, 0);
    return withServer(
      parrot,
      async (client) => {
        const error = await failure(client.discover({}));
        expect(everything(error)).not.toContain(KEY);
        expect(error.cause).toBeUndefined();
      },
      { contactPatience: 300 },
    );
  });

  test("nor in what is said of a row", () =>
    withServer(
      json(200, { ...PAGE, results: [{ ...discoverTitle({ id: 7 }), adult: KEY }] }),
      async (client) => {
        expect(JSON.stringify(await client.discover({}))).not.toContain(KEY);
      },
    ));

  test("nor in that of a connection that fails", async () => {
    const client = new Tmdb({ baseUrl: "http://127.0.0.1:9/3", apiKey: KEY, retries: 0 });
    expect(everything(await failure(client.discover({})))).not.toContain(KEY);
  });
});

describe("a signal ends the work at once", () => {
  const never: Handler = () => undefined;
  const body: Handler = (_, response) => drip(response);
  const refused: Handler = (_, response) =>
    response.writeHead(429, { "retry-after": "60" }).end("{}");
  test.each<[string, Handler, Partial<TmdbOptions>]>([
    ["before the answer", never, {}],
    ["in the body", body, {}],
    ["in the queue", never, { connections: 1 }],
    ["between two requests", json(200, PAGE), { requestsPerSecond: 0.01 }],
    ["in back-off", html(500), { retryDelay: 60_000, maxRetryDelay: 60_000 }],
    ["in a pause", refused, {}],
  ])("%s", async (_, handler, options) => {
    const controller = new AbortController();
    const { signal } = controller;
    await withServer(
      handler,
      async (client, requests) => {
        const pending = Promise.allSettled(ask(client, 3));
        while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        await new Promise((resolve) => setTimeout(resolve, 50));
        const began = performance.now();
        controller.abort();
        const last = (await pending).at(-1) as PromiseRejectedResult;
        // At once, and not after what it was waiting for: that takes many seconds in each case.
        expect(performance.now() - began).toBeLessThan(1000);
        expect((last.reason as Error).message).toBe("Stopped before the collection was complete.");
        expect((await failure(client.genres())).message).toMatch(/^Stopped before/);
      },
      { ...options, signal },
    );
  });

  test("also when it has fired before", () =>
    withServer(
      never,
      async (client, requests) => {
        expect((await failure(client.genres())).message).toMatch(/^Stopped before/);
        expect(requests).toHaveLength(0);
      },
      { signal: AbortSignal.abort() },
    ));
});

test("a client that is closed leaves no connection and answers nothing more", () =>
  withServer(json(200, PAGE), async (client, requests) => {
    await Promise.all(ask(client, 3));
    const closed = requests.map(({ socket }) => once(socket, "close"));
    await client.close();
    await Promise.all(closed);
    expect((await failure(client.genres())).message).toMatch(/^Stopped before/);
  }));

test("while a server is silent, it is told again and again what is waited for and since when", () => {
  const heard: string[] = [];
  return withServer(
    () => undefined,
    async (client) => {
      await failure(client.discover({}));
      expect(heard.length).toBeGreaterThanOrEqual(2);
      expect(heard[0]).toMatch(
        /^waiting for The server at 127\.0\.0\.1:\d+ since \d\d:\d\d:\d\d \(0 s; .*no complete answer in time\)$/,
      );
    },
    { silence: 40, contactPatience: 300, onWait: (words) => heard.push(words) },
  );
});
