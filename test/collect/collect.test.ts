import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  collectNetwork,
  saveCollection,
  type CollectOptions,
} from "../../lib/src/collect/index.js";
import type { CollectProgress } from "../../lib/src/collect/progress.js";
import { checkpointPath } from "../../lib/src/collect/checkpoint.js";
import { hashFile } from "../../lib/src/base/files.js";
import { formatCsv } from "../../lib/src/data/csv.js";
import { readManifest } from "../../lib/src/data/manifest.js";
import { openTmdb } from "../../lib/src/collect/open-tmdb.js";
import { SANDBOX_KEY, startSandbox } from "../../lib/src/sandbox/server.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { testSettings } from "../support/settings.js";
import { DISCOVER_COLUMNS, type DiscoverTitle } from "../../lib/src/data/titles.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "collect-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Settings whose data folder is this test's own. */
const settingsOf = (env: NodeJS.ProcessEnv = {}) => testSettings({ DATA_DIR: folder, ...env });

const byId = (titles: DiscoverTitle[]) => [...titles].sort((a, b) => a.id - b.id);

describe("without a key", () => {
  test("the simulated catalogue is collected whole, every field equal", async () => {
    const { titles, genres, collection } = await collectNetwork(settingsOf());
    expect(byId(titles)).toEqual(byId(simulateCatalogue()));
    expect(genres).toHaveLength(16);
    expect(collection).toMatchObject({
      source: { kind: "simulated", label: "simulated catalogue (seed 213)" },
      network_id: 213,
      reported_total: 2561,
      distinct_ids: 2561,
    });
  });

  test("rows come by popularity, ties by id", async () => {
    const { titles } = await collectNetwork(settingsOf());
    const sorted = [...titles].sort((a, b) => b.popularity - a.popularity || a.id - b.id);
    expect(titles.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
  });

  describe("from a catalogue file", () => {
    const columns = Object.keys(DISCOVER_COLUMNS) as (keyof DiscoverTitle)[];
    const rows = simulateCatalogue({ series: 45, seed: 1 });

    /** Collect a file with these rows, after `change` has been at its text. */
    async function collectFile(titles: DiscoverTitle[], change = (text: string) => text) {
      const file = join(folder, "mine.csv");
      writeFileSync(file, change(formatCsv(titles, columns)));
      const seen: CollectProgress[] = [];
      // With a key too: a file is named for a run on purpose.
      const settings = settingsOf({ CATALOGUE_FILE: file, TMDB_API_KEY: "k".repeat(32) });
      const onProgress = (progress: CollectProgress) => void seen.push({ ...progress });
      return { ...(await collectNetwork(settings, { onProgress })), settings, seen, file };
    }

    test("its rows keep their order, and it reports nothing", async () => {
      const { titles, collection, seen, file } = await collectFile(rows);
      expect(titles).toEqual(rows);
      expect(collection).toMatchObject({
        source: { kind: "file", label: "catalogue file mine.csv" },
        collected_at: null,
        reported_total: null,
        complete: null,
        requests: 0,
        windows: [],
        changes: [],
        settings: null,
        file: { name: "mine.csv", rows: 45, ...hashFile(file) },
      });
      expect(seen).toHaveLength(1);
      expect(seen[0]).toMatchObject({ distinct: 45, reported: null, done: true });
    });

    test("what was changed stands in the manifest", async () => {
      const { collection, settings, ...collected } = await collectFile(
        [...rows, rows[0]!, { ...rows[1]!, id: 9, genre_ids: [4711] }],
        (text) => text.replace(/,(2\d{3}-\d\d-\d\d),/g, ",$1 00:00:00,"),
      );
      saveCollection(settings, { ...collected, collection });
      expect(readManifest(settings)?.changes.map(({ column, what }) => [column, what])).toEqual([
        ["first_air_date", "had a time of day: cut off"],
        [null, "repeated an earlier row field for field: counted once"],
        ["genre_ids", 'had a genre that is not in TMDb\'s list: called "Unknown"'],
      ]);
    });

    test("ages are counted from the newest year with votes, announced series aside", async () => {
      const dated = (date: string | null, vote_count: number) => ({
        ...rows[0]!,
        first_air_date: date,
        vote_count,
      });
      const yearOf = async (titles: DiscoverTitle[]) => {
        const all = [...rows.map((row) => ({ ...row, ...dated(null, 0), id: row.id })), ...titles];
        return (await collectFile(all.map((row, i) => ({ ...row, id: i + 1 })))).collection
          .as_of_year;
      };
      expect(await yearOf([dated("2027-01-01", 0), dated("2024-05-01", 3)])).toBe(2024);
      expect(await yearOf([dated("2027-01-01", 0), dated("2024-05-01", 0)])).toBe(2027);
      expect(await yearOf([])).toBeUndefined();
    });

    test("an interrupted collection of a server keeps its answers", async () => {
      const collected = await collectFile(rows);
      const kept = checkpointPath(collected.settings);
      mkdirSync(dirname(kept), { recursive: true });
      writeFileSync(kept, "answers");
      saveCollection(collected.settings, collected);
      expect(existsSync(kept)).toBe(true);
    });

    test("a path that is no file is refused", async () => {
      await expect(collectNetwork(settingsOf({ CATALOGUE_FILE: folder }))).rejects.toThrow(
        `${folder} is not a file: set --catalogue (or CATALOGUE_FILE) to the path of a CSV`,
      );
    });
  });

  test("the server of the kernel is gone when the collection is done", async () => {
    const { tmdb, close } = await openTmdb(settingsOf());
    await tmdb.genres();
    await close();
    await expect(fetch(tmdb.baseUrl)).rejects.toThrow("fetch failed");
  });
});

/** Serve `series` rows on a port of their own and collect them as a configured server. */
async function collectFrom(
  series: number,
  env: NodeJS.ProcessEnv = {},
  options: CollectOptions = {},
) {
  const titles = simulateCatalogue({ series, seed: 3 });
  const sandbox = await startSandbox({ titles, label: "test catalogue", kind: "simulated" });
  const seen: CollectProgress[] = [];
  const settings = settingsOf({
    TMDB_BASE_URL: sandbox.baseUrl,
    TMDB_API_KEY: SANDBOX_KEY,
    ...env,
  });
  try {
    const collected = await collectNetwork(settings, {
      onProgress: (progress) => seen.push({ ...progress }),
      now: new Date("2026-01-15T00:00:00Z"),
      ...options,
    });
    return { ...collected, served: titles, seen, settings, asked: sandbox.requests };
  } finally {
    await sandbox.close();
  }
}

describe("with a key", () => {
  test("every series comes, and the collection tells how", async () => {
    const { titles, served, seen, collection, asked } = await collectFrom(61);
    expect(byId(titles)).toEqual(byId(served));
    expect(collection).toMatchObject({
      collected_at: "2026-01-15T00:00:00.000Z",
      complete: true,
      retries: 0,
      resumed: 0,
      sweeps: 1,
      windows: [{ window: "all series", reported: 61, distinct: 61 }],
      problems: [],
      settings: { language: "en-US", requests_per_second: 20, connections: 10 },
      versions: { project: "0.1.0", node: process.versions.node },
    });
    expect(collection.requests).toBe(asked);
    // Four pages, two asked before their number was known, and the genres.
    expect(asked).toBe(7);
    expect(seen.at(-1)).toMatchObject({
      distinct: 61,
      reported: 61,
      requests: 7,
      planned: 7,
      done: true,
    });
  });

  test("a network under another number than Netflix's has files of its own", async () => {
    const collected = await collectNetwork(settingsOf({ TMDB_NETWORK_ID: "49" }));
    const settings = settingsOf({ TMDB_NETWORK_ID: "49" });
    expect(saveCollection(settings, collected)).toEqual(["hbo_tv_all.csv", "hbo_tv_clean.csv"]);
    expect(readManifest(settings)?.source.label).toBe("simulated catalogue (seed 49)");
    expect(readManifest(settingsOf())).toBeNull();
  });

  test("an empty network is refused in a sentence", async () => {
    await expect(collectFrom(30, { TMDB_NETWORK_ID: "99999" })).rejects.toThrow(
      /^Network 99999 has no series; the analysis needs at least 20/,
    );
  });

  test("a network with fewer than 20 series is refused in a sentence", async () => {
    await expect(collectFrom(19)).rejects.toThrow(/Netflix \(network 213\) has only 19 series/);
  });

  test("a wrong key is refused in a sentence that does not show it", async () => {
    const key = "ffffffffffffffffffffffffffffffff";
    const failed = collectFrom(30, { TMDB_API_KEY: key });
    await expect(failed).rejects.toThrow(/refused the key \(HTTP 401/);
    await expect(failed).rejects.not.toThrow(new RegExp(key));
  });
});

test("when one page is refused for good, the pages that wait are not asked for", async () => {
  const page = { page: 1, total_pages: 100, total_results: 2000, results: [] };
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    if (requests > 5) return void response.writeHead(401).end("{}");
    response.end(JSON.stringify(request.url?.includes("genre") ? { genres: [] } : page));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const settings = settingsOf({
    TMDB_BASE_URL: `http://127.0.0.1:${port}/3`,
    TMDB_API_KEY: SANDBOX_KEY,
  });
  await expect(collectNetwork(settings)).rejects.toThrow(/refused the key \(HTTP 401\)/);
  await new Promise((resolve) => setTimeout(resolve, 600));
  // At 20 a second a dozen more would have come.
  expect(requests).toBeLessThan(9);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe("an interrupted collection", () => {
  /** A server that answers `answers` requests well and none after them. */
  async function failAfter<T>(answers: number, work: (env: NodeJS.ProcessEnv) => Promise<T>) {
    const titles = simulateCatalogue({ series: 300, seed: 3 });
    const sandbox = await startSandbox({ titles, label: "test catalogue", kind: "simulated" });
    const asked: string[] = [];
    let isBroken = true;
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      if (isBroken && asked.length > answers) return void response.writeHead(401).end("{}");
      void fetch(new URL(request.url ?? "", sandbox.baseUrl)).then(async (answer) => {
        response.setHeader("x-catalogue-kind", "simulated");
        response.setHeader("x-catalogue-label", "test%20catalogue");
        response.end(await answer.text());
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const env = {
      TMDB_BASE_URL: `http://127.0.0.1:${port}/3`,
      TMDB_API_KEY: SANDBOX_KEY,
      TMDB_REQUESTS_PER_SECOND: "unlimited",
      // One after the other: each has its answer before the next is asked.
      TMDB_CONNECTIONS: "1",
    };
    try {
      await expect(collectNetwork(settingsOf(env))).rejects.toThrow(/HTTP 401/);
      isBroken = false;
      const first = asked.splice(0);
      return { titles, first, second: asked, result: await work(env) };
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sandbox.close();
    }
  }

  test("continues where it was, and asks no answered question again", async () => {
    const { titles, first, second, result } = await failAfter(8, (env) =>
      collectNetwork(settingsOf(env)),
    );
    expect(byId(result.titles)).toEqual(byId(titles));
    expect(result.collection).toMatchObject({ resumed: 8, complete: true });
    const answered = first.slice(0, 8);
    expect(second.filter((url) => answered.includes(url))).toEqual([]);
  });

  test("keeps no key on disk", async () => {
    await failAfter(8, () => {
      expect(readFileSync(checkpointPath(settingsOf()), "utf8")).not.toContain(SANDBOX_KEY);
      return Promise.resolve();
    });
  });

  test("starts over when it is told to", async () => {
    const { result } = await failAfter(8, (env) =>
      collectNetwork(settingsOf(env), { fresh: true }),
    );
    expect(result.collection).toMatchObject({ resumed: 0, complete: true });
  });

  test("is refused when the server is another one", async () => {
    await failAfter(8, () => Promise.resolve());
    await expect(collectFrom(300)).rejects.toThrow(/is of network 213 at .* not of .* --fresh/);
  });

  test("leaves nothing behind once its files are saved", async () => {
    const { result } = await failAfter(8, (env) => collectNetwork(settingsOf(env)));
    expect(existsSync(checkpointPath(settingsOf()))).toBe(true);
    saveCollection(settingsOf(), result);
    expect(existsSync(checkpointPath(settingsOf()))).toBe(false);
  });
});

test("the end of one collection releases the folder for the next", async () => {
  await expect(collectFrom(19)).rejects.toThrow(/only 19 series/);
  const { collection } = await collectFrom(61, {}, { fresh: true });
  expect(collection.complete).toBe(true);
});
