import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { Tmdb, type TmdbOptions } from "netflix-hits/tmdb";
import { discoverTitle } from "./support/titles";

const KEY = "0123456789abcdef0123456789abcdef";
const TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0In0.c2lnbmF0dXJl";
const PAGE = { page: 1, total_pages: 1, total_results: 1, results: [discoverTitle({ id: 7 })] };

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** Run `body` with a client of a real server that answers with `handler`, then close both. */
async function withServer(
  handler: Handler,
  body: (client: Tmdb, requests: IncomingMessage[]) => Promise<void>,
  options: Partial<TmdbOptions> = {},
): Promise<void> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    handler(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/3`;
  try {
    await body(new Tmdb({ baseUrl, apiKey: KEY, retryDelay: 5, ...options }), requests);
  } finally {
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
    (handlers[Math.min(count, handlers.length) - 1] as Handler)(request, response, count);

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => Promise.reject(new Error("expected a failure")),
    (error: Error) => error,
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

  test("are evenly spaced and limited in number at once", async () => {
    const times: number[] = [];
    let [open, most] = [0, 0];
    const slow: Handler = (request, response) => {
      times.push(Date.now());
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        json(200, PAGE)(request, response, 0);
      }, 120);
    };
    await withServer(
      slow,
      async (client) => {
        await Promise.all(Array.from({ length: 12 }, () => client.discover({ page: 1 })));
      },
      { requestsPerSecond: 50, connections: 3 },
    );
    expect(most).toBeLessThanOrEqual(3);
    expect((times[11] as number) - (times[0] as number)).toBeGreaterThan(12 * 18);
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

  test("with an ill-typed field name the series and the field", () =>
    withServer(
      json(200, { ...PAGE, results: [{ ...discoverTitle({ id: 7 }), popularity: "high" }] }),
      async (client) => {
        const { message } = await failure(client.discover({}));
        expect(message).toMatch(/series 7 in a form that is not TMDb's \(popularity: /);
      },
    ));

  test("of another server altogether are told from TMDb's", () =>
    withServer(json(200, { hello: "world" }), async (client) => {
      const { message } = await failure(client.discover({}));
      expect(message).toMatch(/answered discover\/tv in a form that is not TMDb's/);
    }));
});

describe("faults that pass are retried", () => {
  const good = json(200, PAGE);
  test.each<[string, Handler]>([
    [
      "429",
      json(429, { status_code: 25, status_message: "Your request count is over the limit." }),
    ],
    ["500", json(500, { status_code: 11, success: false })],
    [
      "an HTML page with 503",
      (_, response) => response.writeHead(503).end("<html>maintenance</html>"),
    ],
    ["a body that is no JSON", (_, response) => response.end("<html></html>")],
    ["a body cut short", (_, response) => response.end('{"page":1,"resu')],
    ["a reset connection", (request) => request.socket.destroy()],
  ])("%s", (_, fault) =>
    withServer(inTurn(fault, fault, good), async (client) => {
      expect((await client.discover({})).results).toHaveLength(1);
      expect(client.requests).toBe(3);
    }),
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

  test("a body that never ends is given up in time", () =>
    withServer(
      (_, response) => void response.write('{"page":'),
      async (client) => {
        const { message } = await failure(client.discover({}));
        expect(message).toMatch(/no complete answer in time/);
      },
      { attemptTimeout: 80, requestTimeout: 250 },
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
  ])("%s", (_, handler, sentence) =>
    withServer(handler, async (client, requests) => {
      const { message } = await failure(client.discover({}));
      expect(message).toMatch(sentence);
      expect(requests).toHaveLength(1);
    }),
  );

  test("an unreachable server, with what to do", async () => {
    const client = new Tmdb({ baseUrl: "http://127.0.0.1:9/3", apiKey: KEY, retryDelay: 1 });
    const { message } = await failure(client.discover({}));
    expect(message).toMatch(/The server at 127\.0\.0\.1:9 could not be reached .*ECONNREFUSED/);
    expect(message).toMatch(/remove TMDB_API_KEY to run on the simulated catalogue/);
  });
});

test("the key stands in no error, not even when the server repeats it", async () => {
  const parrot: Handler = (request, response) =>
    json(401, { status_message: `Invalid API key ${KEY} at ${request.url}` })(request, response, 0);
  await withServer(parrot, async (client) => {
    const error = await failure(client.discover({}));
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(KEY);
    expect(error.cause).toBeUndefined();
  });
});

test("a signal ends the work at once", async () => {
  const controller = new AbortController();
  await withServer(
    () => undefined,
    async (client) => {
      const pending = failure(client.discover({}));
      const start = Date.now();
      setTimeout(() => controller.abort(), 50);
      expect((await pending).message).toMatch(/Stopped before the collection was complete/);
      expect(Date.now() - start).toBeLessThan(1000);
    },
    { signal: controller.signal },
  );
});
