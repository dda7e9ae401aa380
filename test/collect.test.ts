import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectNetwork, coverage, openTmdb, type CollectProgress } from "netflix-hits/collect";
import { formatCsv } from "netflix-hits/csv";
import { SANDBOX_KEY, startSandbox } from "netflix-hits/sandbox/server";
import { simulateCatalogue } from "netflix-hits/sandbox/catalogue";
import { testSettings } from "./support/settings";
import { DISCOVER_COLUMNS, type DiscoverTitle } from "netflix-hits/titles";

const byId = (titles: DiscoverTitle[]) => [...titles].sort((a, b) => a.id - b.id);

describe("without a key", () => {
  test("the simulated catalogue is collected whole, every field equal", async () => {
    const { titles, genres, collection } = await collectNetwork(testSettings({}));
    expect(byId(titles)).toEqual(byId(simulateCatalogue()));
    expect(genres).toHaveLength(16);
    expect(collection).toMatchObject({
      source: { kind: "simulated", label: "simulated catalogue (seed 213)" },
      network_id: 213,
      reported_total: 2561,
      distinct_ids: 2561,
    });
    expect(coverage(collection)).toBe(1);
  });

  test("rows come by popularity, ties by id", async () => {
    const { titles } = await collectNetwork(testSettings({}));
    const sorted = [...titles].sort((a, b) => b.popularity - a.popularity || a.id - b.id);
    expect(titles.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
  });

  test("a catalogue file is served in its place and named as the source", async () => {
    const folder = mkdtempSync(join(tmpdir(), "collect-"));
    const file = join(folder, "mine.csv");
    const rows = simulateCatalogue({ series: 45, seed: 1 });
    const columns = Object.keys(DISCOVER_COLUMNS) as (keyof DiscoverTitle)[];
    writeFileSync(file, formatCsv(rows, columns));
    const { titles, collection } = await collectNetwork(testSettings({ CATALOGUE_FILE: file }));
    expect(byId(titles)).toEqual(byId(rows));
    expect(collection.source).toEqual({ kind: "file", label: "catalogue file mine.csv" });
    rmSync(folder, { recursive: true });
  });

  test("the server of the kernel is gone when the collection is done", async () => {
    const { tmdb, close } = await openTmdb(testSettings({}));
    await tmdb.genres();
    await close();
    await expect(fetch(tmdb.baseUrl)).rejects.toThrow("fetch failed");
  });
});

/** Serve `series` rows on a port of their own and collect them as a configured server. */
async function collectFrom(series: number, env: NodeJS.ProcessEnv = {}) {
  const titles = simulateCatalogue({ series, seed: 3 });
  const sandbox = await startSandbox({ titles, label: "test catalogue", kind: "simulated" });
  const seen: CollectProgress[] = [];
  const settings = testSettings({
    TMDB_BASE_URL: sandbox.baseUrl,
    TMDB_API_KEY: SANDBOX_KEY,
    ...env,
  });
  try {
    const collected = await collectNetwork(settings, {
      onProgress: (progress) => seen.push({ ...progress }),
      now: new Date("2026-01-15T00:00:00Z"),
    });
    return { ...collected, titles: collected.titles, served: titles, seen };
  } finally {
    await sandbox.close();
  }
}

describe("with a key", () => {
  test("every page is asked for once, and progress ends complete", async () => {
    const { titles, served, seen, collection } = await collectFrom(61);
    expect(byId(titles)).toEqual(byId(served));
    expect(collection.requests).toBe(5);
    expect(collection.collected_at).toBe("2026-01-15T00:00:00.000Z");
    expect(seen.at(-1)).toEqual({ pagesDone: 4, pagesTotal: 4, distinct: 61, reported: 61 });
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
  const settings = testSettings({
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
