import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { networkEnv, parseInteger, parseOptions } from "../../lib/src/commands/cli.js";
import { Progress } from "../../lib/src/commands/progress.js";
import { formatCsv } from "../../lib/src/data/csv.js";
import { DISCOVER_COLUMNS, type DiscoverTitle } from "../../lib/src/data/titles.js";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";

/** Run a main function of the built library in a process of its own; `signal` is sent once it speaks. */
async function runInProcess(main: string, signal?: NodeJS.Signals) {
  const dist = JSON.stringify(join(PROJECT_ROOT, "lib", "dist"));
  const code = `
    const { runMain, parseOptions } = require(${dist} + "/commands/cli.js");
    const { UserError } = require(${dist} + "/base/errors.js");
    runMain(${main});`;
  const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "pipe"] });
  const result = { stdout: "", stderr: "" };
  child.stderr.on("data", (text: Buffer) => (result.stderr += text.toString()));
  child.stdout.on("data", (text: Buffer) => {
    result.stdout += text.toString();
    if (signal) child.kill(signal);
  });
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { status, ...result };
}

test("a command that succeeds ends with 0, even with a timer left", async () => {
  const main = `async () => { setInterval(() => {}, 1e6); console.log("done"); }`;
  expect(await runInProcess(main)).toEqual({ status: 0, stdout: "done\n", stderr: "" });
});

test("a command ends with the status that it returns", async () => {
  const main = `async () => { console.log("done"); return 2; }`;
  expect(await runInProcess(main)).toEqual({ status: 2, stdout: "done\n", stderr: "" });
});

test("a mistake is one sentence on stderr and status 1", async () => {
  const main = `async () => { throw new UserError("The file x is missing.", { cause: new Error("y") }); }`;
  const sentence = "The file x is missing.\n";
  expect(await runInProcess(main)).toEqual({ status: 1, stdout: "", stderr: sentence });
});

test("a fault in the program shows its stack and status 1", async () => {
  const { status, stderr } = await runInProcess(`async () => { throw new TypeError("oops"); }`);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^TypeError: oops\n +at /);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s aborts the work and ends with %i, without an error", async (signal, status) => {
  const main = `async (signal) => {
    const timer = setInterval(() => {}, 1e6);
    console.log("begun");
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  }`;
  expect(await runInProcess(main, signal)).toEqual({ status, stdout: "begun\n", stderr: "" });
});

test("an unknown option and a missing value are told with the usage", () => {
  const config = { options: { port: { type: "string" } } } as const;
  expect(parseOptions("Usage: x", config, ["--port", "1"]).values).toEqual({ port: "1" });
  expect(() => parseOptions("Usage: x [--port N]", config, ["--prot", "1"])).toThrow(
    "Unknown option '--prot'. Usage: x [--port N]",
  );
  expect(() => parseOptions("Usage: x [--port N]", config, ["--port"])).toThrow(
    "Option '--port <value>' argument missing. Usage: x [--port N]",
  );
  expect(() => parseOptions("Usage: x", config, ["extra"])).toThrow("Unexpected argument 'extra'");
});

test("a whole number is expected where one is", () => {
  expect(parseInteger("port", "8080", 1, 65_535)).toBe(8080);
  for (const text of ["0", "65536", "1.5", "x", "", "-1"]) {
    expect(() => parseInteger("port", text, 1, 65_535)).toThrow(
      `--port: expected an integer from 1 to 65535, found "${text}".`,
    );
  }
});

test("a network of the command line is the configured one for what is started", () => {
  const env = { PATH: "/bin", TMDB_NETWORK_ID: "213" };
  expect(networkEnv(undefined, env)).toEqual(env);
  expect(networkEnv("Disney+", env)).toEqual({ PATH: "/bin", TMDB_NETWORK_ID: "2739" });
  expect(() => networkEnv("hobo", env)).toThrow(
    "--network: expected a TMDb network id or one of Netflix, Prime Video, Apple TV+, Disney+, HBO, " +
      'HBO Max, Hulu, Paramount+, Peacock, found "hobo".',
  );
});

describe("Progress", () => {
  function show(isTTY: boolean): string {
    let shown = "";
    const out = { isTTY, columns: 31, write: (text: string) => (shown += text) };
    const progress = new Progress(out as unknown as NodeJS.WriteStream);
    progress.show({ event: "started", notebook: "03_eda_hit_analysis", cell: 0, cells: 2 });
    progress.show({ event: "cell", notebook: "03_eda_hit_analysis", cell: 1, cells: 2 });
    progress.show({ event: "finished", notebook: "03_eda_hit_analysis", cell: 2, cells: 2 });
    progress.start("Report");
    progress.fail("failed");
    return shown;
  }

  test("is one line that changes in a terminal, cut to its width", () => {
    const clear = "\r\x1b[2K";
    expect(show(true)).toBe(
      `${clear}03_eda_hit_analysis: starting ${clear}03_eda_hit_analysis: cell 1 of` +
        `${clear}03_eda_hit_analysis: 2 cells (0.0 s)\n${clear}Report${clear}Report: failed\n`,
    );
  });

  test("is a line for each finished step elsewhere", () => {
    expect(show(false)).toBe("03_eda_hit_analysis: 2 cells (0.0 s)\nReport: failed\n");
  });

  test("says what a notebook waits for in a line of its own", () => {
    let shown = "";
    const out = { isTTY: false, write: (text: string) => (shown += text) };
    const progress = new Progress(out as unknown as NodeJS.WriteStream);
    const about = { notebook: "01_data_collection", cell: 3, cells: 14 };
    progress.show({ event: "started", ...about });
    progress.show({ event: "cell", ...about });
    progress.show({
      event: "waiting",
      ...about,
      message: "waiting for tmdb.org (10 s; \u001b]0;x)",
    });
    expect(shown).toBe("01_data_collection: waiting for tmdb.org (10 s; \\u001b]0;x)\n");
  });

  test("knows the room that the terminal has beside the name of the step", () => {
    const progressOn = (out: object) => new Progress(out as NodeJS.WriteStream);
    const write = () => true;
    const terminal = progressOn({ isTTY: true, columns: 31, write });
    terminal.start("Netflix");
    expect(terminal.room).toBe(21);
    expect(progressOn({ isTTY: false, write }).room).toBe(Infinity);
  });
});

describe("npm run collect", () => {
  const rows = simulateCatalogue({ series: 70, seed: 5 });
  let folder: string;
  let server: Server;
  let requests: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "collect-command-"));
    requests = 0;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  /** Serve the rows in TMDb's form, all in the same order, and report `extra` series that never come. */
  async function serve({ extra = 0, silentAfter = Infinity } = {}): Promise<string> {
    server = createServer((request, response) => {
      requests += 1;
      if (requests > silentAfter) return;
      const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
      const isIn = (date: string) =>
        date >= (searchParams.get("first_air_date.gte") ?? "") &&
        date <= (searchParams.get("first_air_date.lte") ?? "9999");
      const isFiltered = /first_air_date|original_language|origin_country/.test(request.url ?? "");
      const isUndated = searchParams.get("include_null_first_air_dates") === "true";
      const found = rows.filter(
        ({ first_air_date: date }) => !isFiltered || (date === null ? isUndated : isIn(date)),
      );
      const page = Number(searchParams.get("page"));
      const total = found.length + (isFiltered ? 0 : extra);
      const answer = {
        page,
        results: found.slice((page - 1) * 20, page * 20),
        total_pages: Math.ceil(total / 20),
        total_results: total,
      };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(pathname.endsWith("/list") ? { genres: GENRES } : answer));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/3`;
  }

  function startCollect(baseUrl: string, args: string[] = [], own: NodeJS.ProcessEnv = {}) {
    const command = join(PROJECT_ROOT, "lib", "dist", "commands", "collect.js");
    const variables = {
      TMDB_BASE_URL: baseUrl,
      // No test asks TMDb's own server for its list of networks.
      TMDB_EXPORTS_URL: "http://127.0.0.1:9/p/exports",
      TMDB_API_KEY: "k".repeat(32),
      DATA_DIR: folder,
    };
    const child = spawn(process.execPath, [command, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...variables, TMDB_REQUESTS_PER_SECOND: "unlimited", ...own },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const result = { stdout: "", stderr: "" };
    child.stdout.on("data", (text: Buffer) => (result.stdout += text.toString()));
    child.stderr.on("data", (text: Buffer) => (result.stderr += text.toString()));
    const ended = once(child, "close").then(([status]) => ({
      status: status as number,
      ...result,
    }));
    return { child, ended };
  }

  test("a complete collection ends with 0 and says how complete it is and where it is", async () => {
    const baseUrl = await serve();
    const { status, stdout, stderr } = await startCollect(baseUrl, ["--network", "hbo"]).ended;
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const [series, asked, ...paths] = stdout.trimEnd().split("\n");
    expect(series).toMatch(
      /^HBO: 70 of 70 series \(100\.0%\) from server at 127\.0\.0\.1:\d+ \(\d+\.\d s\)$/,
    );
    expect(asked).toBe(`${requests} requests to the server.`);
    // As the person who is in that folder would write them.
    expect(paths).toEqual(["hbo_tv_all.csv", "hbo_tv_clean.csv", "manifest.json"]);
    expect(paths.every((path) => existsSync(join(folder, path)))).toBe(true);
  });

  test("a short one writes its files, says what is missing, and ends with 2", async () => {
    const { status, stdout, stderr } = await startCollect(await serve({ extra: 3 })).ended;
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    expect(stdout).toMatch(/^Netflix: 70 of 73 series \(95\.9%\) from/);
    expect(stdout).toContain("\n3 series missing.\n");
    expect(existsSync(join(folder, "netflix_tv_clean.csv"))).toBe(true);
  });

  test("a file tells what was changed in its last lines, and neither requests nor a share", async () => {
    const file = join(folder, "mine.csv");
    const rows = simulateCatalogue({ series: 30, seed: 2 });
    const columns = Object.keys(DISCOVER_COLUMNS) as (keyof DiscoverTitle)[];
    writeFileSync(file, formatCsv([...rows, rows[3]!], columns));
    const { status, stdout, stderr } = await startCollect("", [], {
      ...{ CATALOGUE_FILE: file, TMDB_API_KEY: "", TMDB_BASE_URL: "" },
    }).ended;
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^Netflix: 30 series \(coverage unknown\) from catalogue file mine\.csv \(\d+\.\d s\)\n/,
    );
    expect(stdout).not.toMatch(/request|%\) from|collected/);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(
      `1 of 31 rows (3.2%) repeated an earlier row field for field: counted once, such as "id ${rows[3]!.id}" (data row 31).`,
    );
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s ends it with %i and one line within two seconds", async (signal, expected) => {
    const baseUrl = await serve({ silentAfter: 4 });
    const { child, ended } = startCollect(baseUrl);
    while (requests < 5) await once(server, "request");
    const stopped = performance.now();
    child.kill(signal);
    const { status, stdout, stderr } = await ended;
    expect(performance.now() - stopped).toBeLessThan(2_000);
    expect({ status, stdout }).toEqual({ status: expected, stdout: "" });
    expect(stderr).toMatch(
      /^Stopped: [1-4] responses? (is|are) saved; run npm run collect again to continue\.\n$/,
    );
    expect(existsSync(join(folder, "manifest.json"))).toBe(false);
  });

  test("a stopped one goes on with what it has kept, and --fresh starts over", async () => {
    const baseUrl = await serve({ silentAfter: 4 });
    const { child, ended } = startCollect(baseUrl);
    while (requests < 5) await once(server, "request");
    child.kill("SIGINT");
    const kept = Number(/Stopped: (\d+)/.exec((await ended).stderr)?.[1]);
    cpSync(join(folder, ".checkpoint"), join(folder, "again"), { recursive: true });

    requests = -Infinity;
    const resumed = await startCollect(baseUrl).ended;
    expect(resumed.status).toBe(0);
    expect(resumed.stdout).toContain(`continued from ${kept} saved response`);

    rmSync(join(folder, ".checkpoint"), { recursive: true, force: true });
    cpSync(join(folder, "again"), join(folder, ".checkpoint"), { recursive: true });
    const fresh = await startCollect(baseUrl, ["--fresh"]).ended;
    expect(fresh.status).toBe(0);
    expect(fresh.stdout).not.toContain("continued");
  });

  test("an unknown network is told before anything is asked", async () => {
    const { status, stdout, stderr } = await startCollect(await serve(), ["--network", "hobo"])
      .ended;
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(
      /^--network: expected a TMDb network id or one of .*, found "hobo"\. For other names TMDb's list/,
    );
    expect(requests).toBe(0);
  });
});
