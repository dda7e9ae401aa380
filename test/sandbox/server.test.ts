import { request, Agent } from "node:http";
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { readSandboxOptions, serve } from "../../lib/src/commands/sandbox.js";
import { UserError } from "../../lib/src/base/errors.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { type Sandbox, SANDBOX_KEY, startSandbox } from "../../lib/src/sandbox/server.js";

const titles = simulateCatalogue({ series: 130 });
const running: Sandbox[] = [];

async function start(options: Partial<Parameters<typeof startSandbox>[0]> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ titles, label: "test", kind: "simulated", ...options });
  running.push(sandbox);
  return sandbox;
}

afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
});

interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  body: Record<string, unknown>;
}

function call(
  url: string,
  options: { headers?: Record<string, string>; method?: string } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body });
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}

const keyed = (sandbox: Sandbox, path: string) =>
  call(`${sandbox.baseUrl}/${path}${path.includes("?") ? "&" : "?"}api_key=${sandbox.key}`);

type Row = Record<string, unknown>;

describe("discover/tv", () => {
  test("gives all rows over its pages, by popularity", async () => {
    const sandbox = await start();
    const rows: Row[] = [];
    for (let page = 1; page <= 7; page++) {
      const { status, body } = await keyed(sandbox, `discover/tv?with_networks=213&page=${page}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ page, total_pages: 7, total_results: 130 });
      rows.push(...(body.results as Row[]));
    }
    expect(rows).toHaveLength(130);
    const popularity = rows.map((row) => row.popularity as number);
    expect(popularity).toEqual([...popularity].sort((a, b) => b - a));
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(titles.map(({ id }) => id)));
  });

  test("sends every field, a missing date as an empty text or null", async () => {
    const some = titles.slice(0, 20).map((title, at) => ({
      ...title,
      id: at + 1,
      first_air_date: null,
      overview: null,
    }));
    const sandbox = await start({ titles: some });
    const { body } = await keyed(sandbox, "discover/tv");
    const rows = [...(body.results as Row[])].sort((a, b) => Number(a.id) - Number(b.id));
    const sent = some.map((title) => ({
      ...title,
      overview: "",
      first_air_date: title.id % 4 === 0 ? null : "",
    }));
    expect(rows).toEqual(sent);
  });

  test("filters and sorts", async () => {
    const sandbox = await start();
    const { body } = await keyed(
      sandbox,
      "discover/tv?with_original_language=en&sort_by=vote_count.asc",
    );
    const rows = body.results as Row[];
    expect(rows.every(({ original_language }) => original_language === "en")).toBe(true);
    const votes = rows.map((row) => row.vote_count as number);
    expect(votes).toEqual([...votes].sort((a, b) => a - b));
  });

  test("has nothing of another network, and takes its own by id", async () => {
    const sandbox = await start({ networkId: 49 });
    const other = await keyed(sandbox, "discover/tv?with_networks=213");
    expect(other.body).toEqual({ page: 1, results: [], total_pages: 0, total_results: 0 });
    const own = await keyed(sandbox, "discover/tv?with_networks=49");
    expect(own.body.total_results).toBe(130);
  });

  test("is empty past the last page", async () => {
    const sandbox = await start();
    const { status, body } = await keyed(sandbox, "discover/tv?page=500");
    expect(status).toBe(200);
    expect(body).toEqual({ page: 500, results: [], total_pages: 7, total_results: 130 });
  });

  test("serves texts unharmed", async () => {
    const sandbox = await start();
    const { body, headers } = await keyed(sandbox, "discover/tv?page=1");
    expect(headers["content-type"]).toBe("application/json;charset=utf-8");
    for (const row of body.results as Row[]) {
      const title = titles.find(({ id }) => id === row.id);
      expect(row.name).toBe(title?.name);
      expect(row.overview).toBe(title?.overview ?? "");
    }
  });
});

test("genre/tv/list has the 16 genres", async () => {
  const { body } = await keyed(await start(), "genre/tv/list?language=en-US");
  const genres = body.genres as Row[];
  expect(genres).toHaveLength(16);
  expect(genres).toContainEqual({ id: 10765, name: "Sci-Fi & Fantasy" });
});

describe("errors on the wire", () => {
  const badKey = {
    success: false,
    status_code: 7,
    status_message: "Invalid API key: You must be granted a valid key.",
  };

  test.each(["", "?api_key=", "?api_key=wrong", `?api_key=${SANDBOX_KEY}0`])(
    "a key as in %p is refused with 401",
    async (query) => {
      const { status, body } = await call(`${(await start()).baseUrl}/discover/tv${query}`);
      expect(status).toBe(401);
      expect(body).toEqual(badKey);
    },
  );

  test("a wrong bearer token is refused with 401", async () => {
    const { status, body } = await call(`${(await start()).baseUrl}/discover/tv`, {
      headers: { authorization: "Bearer eyJhbGciOi.eyJh.sig" },
    });
    expect(status).toBe(401);
    expect(body).toEqual(badKey);
  });

  test.each(["0", "501", "-1", "1.5", "x"])("page %s is refused with 400", async (page) => {
    const { status, body } = await keyed(await start(), `discover/tv?page=${page}`);
    expect(status).toBe(400);
    expect(body).toEqual({
      success: false,
      status_code: 22,
      status_message:
        "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer.",
    });
  });

  test.each(["discover/movie", "tv/1", "", "../4/discover/tv"])("%p is not found", async (path) => {
    const { status, body } = await keyed(await start(), path);
    expect(status).toBe(404);
    expect(body).toEqual({
      success: false,
      status_code: 34,
      status_message: "The resource you requested could not be found.",
    });
  });

  test("only reading is possible", async () => {
    const { baseUrl, key } = await start();
    const url = `${baseUrl}/discover/tv?api_key=${key}`;
    expect((await call(url, { method: "POST" })).status).toBe(404);
    expect(await call(url, { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
  });
});

describe("keys", () => {
  test("the sandbox's own key has the form of a v3 key", async () => {
    expect(SANDBOX_KEY).toMatch(/^[0-9a-f]{32}$/);
    expect((await start()).key).toBe(SANDBOX_KEY);
  });

  test("a v4 token is taken as a bearer token", async () => {
    const sandbox = await start({ key: "eyJhbGci.eyJhdWQi.c2ln" });
    const headers = { authorization: `Bearer ${sandbox.key}` };
    expect((await call(`${sandbox.baseUrl}/discover/tv`, { headers })).status).toBe(200);
  });

  test("any key will do where that is asked for, but none will not", async () => {
    const { baseUrl } = await start({ acceptAnyKey: true });
    expect((await call(`${baseUrl}/discover/tv?api_key=anything`)).status).toBe(200);
    expect((await call(`${baseUrl}/discover/tv`)).status).toBe(401);
  });
});

test("every answer says which catalogue it is from, errors too", async () => {
  const { baseUrl, key } = await start({ kind: "file", label: "catalogue file späße 100%.csv" });
  for (const query of [`?api_key=${key}`, "?api_key=wrong"]) {
    const { headers } = await call(`${baseUrl}/discover/tv${query}`);
    expect(headers["x-catalogue-kind"]).toBe("file");
    expect(decodeURIComponent(String(headers["x-catalogue-label"]))).toBe(
      "catalogue file späße 100%.csv",
    );
  }
});

test("requests are counted", async () => {
  const sandbox = await start();
  expect(sandbox.requests).toBe(0);
  await keyed(sandbox, "discover/tv");
  await call(`${sandbox.baseUrl}/nothing`);
  expect(sandbox.requests).toBe(2);
});

test("answers wait for the latency", async () => {
  const sandbox = await start({ latencyMs: 80 });
  const before = performance.now();
  await keyed(sandbox, "discover/tv");
  expect(performance.now() - before).toBeGreaterThan(75);
});

test("only this machine can reach it", async () => {
  const { port, baseUrl } = await start();
  expect(baseUrl).toBe(`http://127.0.0.1:${port}/3`);
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === "IPv4" && !address.internal);
  if (outside === undefined) return;
  const reached = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: outside.address, port, timeout: 2000 });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
    socket.on("timeout", () => end(false));
  });
  expect(reached).toBe(false);
});

test("clients that go away do no harm", async () => {
  const sandbox = await start({ latencyMs: 50 });
  const sent = request(`${sandbox.baseUrl}/discover/tv?api_key=${sandbox.key}`, { agent: false });
  sent.on("error", () => undefined);
  sent.end();
  await new Promise((resolve) => setTimeout(resolve, 20));
  sent.destroy();
  expect((await keyed(sandbox, "discover/tv")).status).toBe(200);
});

test("closing ends connections that are kept alive and answers that are waited for", async () => {
  const sandbox = await startSandbox({ titles, label: "t", kind: "simulated", latencyMs: 30_000 });
  const agent = new Agent({ keepAlive: true });
  const failed = new Promise<string>((resolve) => {
    const sent = request(`${sandbox.baseUrl}/discover/tv`, { agent });
    sent.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
    sent.end();
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const before = performance.now();
  await sandbox.close();
  expect(performance.now() - before).toBeLessThan(2000);
  expect(await failed).toBe("ECONNRESET");
  await expect(call(`${sandbox.baseUrl}/discover/tv`)).rejects.toThrow(/ECONNREFUSED/);
  agent.destroy();
});

test("a port in use is told in a sentence", async () => {
  const { port } = await start();
  await expect(start({ port })).rejects.toThrow(
    `Port ${port} is already in use. Choose another one, or 0 for any free port.`,
  );
});

describe("npm run sandbox", () => {
  test("serves a simulated catalogue of a size and seed", () => {
    const options = readSandboxOptions(
      "--port 0 --series 30 --seed 5 --latency-ms 2 --network 49 --any-key".split(" "),
    );
    expect(options).toMatchObject({
      port: 0,
      latencyMs: 2,
      networkId: 49,
      acceptAnyKey: true,
      key: SANDBOX_KEY,
      kind: "simulated",
      label: "simulated catalogue (seed 5, 30 series)",
    });
    expect(options.titles).toEqual(simulateCatalogue({ series: 30, seed: 5 }));
  });

  /** The options with a CSV of one series, named "my titles.csv". */
  function withFile(...argv: string[]): ReturnType<typeof readSandboxOptions> {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
    const file = join(folder, "my titles.csv");
    writeFileSync(
      file,
      "adult,backdrop_path,genre_ids,id,origin_country,original_language,original_name,overview," +
        "popularity,poster_path,first_air_date,name,vote_average,vote_count\n" +
        `False,,"[18, 80]",7,"['US', 'GB']",en,One,"Two, three",1.5,,2020-02-29,One,6.5,4\n`,
    );
    try {
      return readSandboxOptions(["--catalogue", file, ...argv]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test("serves a CSV file", () => {
    const options = withFile();
    expect(options).toMatchObject({
      kind: "file",
      label: "catalogue file my titles.csv",
      port: 8213,
    });
    expect(options.titles[0]).toMatchObject({ id: 7, genre_ids: [18, 80], overview: "Two, three" });
  });

  test.each([
    ["", ["drift"]],
    ["--scenario flaky", ["flaky"]],
    ["--scenario slow --scenario flaky", ["flaky", "slow"]],
    ["--scenario slow,flaky", ["flaky", "slow"]],
    ["--scenario=slow|flaky+drift", ["drift", "flaky", "slow"]],
    ["--scenario slow flaky --port 0 drift", ["drift", "flaky", "slow"]],
    ["--scenario calm", []],
  ])("%j has the scenarios %j", (text, scenarios) => {
    const argv = ["--series", "3", ...text.split(" ").filter((word) => word !== "")];
    expect(readSandboxOptions(argv)).toMatchObject({ scenarios, scenarioSeed: 213 });
  });

  test("takes the scenarios all for every one of them", () => {
    const options = readSandboxOptions(
      "--series 3 --scenario all --limit-per-second 40".split(" "),
    );
    expect(options.scenarios).toHaveLength(10);
    expect(options.limitPerSecond).toBe(40);
    expect(readSandboxOptions(["--series", "3"]).limitPerSecond).toBe(15);
  });

  test("seeds the scenarios as well as the simulation", () => {
    const options = readSandboxOptions("--series 3 --seed 8".split(" "));
    expect(options.scenarioSeed).toBe(8);
    expect(options.titles).toEqual(simulateCatalogue({ series: 3, seed: 8 }));
  });

  test("serves a file calmly unless told otherwise, and seeds the scenarios alone there", () => {
    expect(withFile()).toMatchObject({ scenarios: [], scenarioSeed: 213 });
    expect(withFile("--seed", "8", "--scenario", "drift")).toMatchObject({
      scenarios: ["drift"],
      scenarioSeed: 8,
      label: "catalogue file my titles.csv",
    });
  });

  test("has 250,000 series in the scenario huge, unless --series says otherwise", () => {
    const few = readSandboxOptions("--scenario huge --series 3".split(" "));
    expect(few.titles).toHaveLength(3);
    const simulated = jest.fn(() => []);
    jest.doMock("../../lib/src/sandbox/catalogue.js", () => ({
      ...jest.requireActual<object>("../../lib/src/sandbox/catalogue.js"),
      simulateCatalogue: simulated,
    }));
    jest.isolateModules(() => {
      const { readSandboxOptions: read } = jest.requireActual<
        typeof import("../../lib/src/commands/sandbox.js")
      >("../../lib/src/commands/sandbox.js");
      expect(read(["--scenario", "huge"]).label).toBe(
        "simulated catalogue (seed 213, 250000 series)",
      );
    });
    jest.dontMock("../../lib/src/sandbox/catalogue.js");
    expect(simulated).toHaveBeenCalledWith({ series: 250_000, seed: 213 });
  });

  test.each([
    [["--prot", "1"], /Unknown option '--prot'/],
    [["extra"], /Unexpected argument 'extra'/],
    [["--port", "65536"], '--port: expected an integer from 0 to 65535, found "65536".'],
    [["--port", "http"], '--port: expected an integer from 0 to 65535, found "http".'],
    [["--series", "-5"], /--series/],
    [["--series", "2.5"], '--series: expected an integer from 0 to 1000000, found "2.5".'],
    [["--seed", ""], /--seed: expected an integer/],
    [["--latency-ms", "60001"], /--latency-ms: expected an integer from 0 to 60000/],
    [["--network", "netflix"], /--network: expected an integer/],
    [["--key", ""], "--key: expected a key, found nothing."],
    [["--catalogue", "no-such-file.csv"], /no-such-file\.csv/],
    [["--catalogue", "x.csv", "--series", "9"], /--series is only for the simulation/],
    [["--scenario", "storm"], /--scenario: expected some of drift, .* or calm; found "storm"/],
    [["--scenario", "drift", "storm"], /found "storm"/],
    [["--limit-per-second", "0"], /--limit-per-second: expected an integer from 1 to 10000/],
  ])("refuses %j in a sentence", (argv, sentence) => {
    expect(() => readSandboxOptions(argv)).toThrow(sentence);
    expect(() => readSandboxOptions(argv)).toThrow(UserError);
  });

  test("says address and key, and closes when told to end", async () => {
    const log = jest.spyOn(console, "log").mockImplementation(() => undefined);
    const end = new AbortController();
    const served = serve(["--port", "0", "--series", "3"], end.signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
    end.abort();
    await served;
    const lines = log.mock.calls.flat().join("\n");
    log.mockRestore();
    expect(lines).toMatch(/^Serving the simulated catalogue \(seed 213, 3 series\): 3 series/);
    expect(lines).toContain("\n  Scenarios: drift\n");
    expect(lines).toMatch(/TMDB_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/3\n/);
    expect(lines).toContain(`TMDB_API_KEY=${SANDBOX_KEY}`);
    expect(lines).toMatch(/Closed after 0 requests, at most 0 in any second, 0 connections\.$/);
  });
});
