/** Collection of every series of a network: where to ask, and how to get all pages. */
import { basename } from "node:path";
import { assertWritable } from "./csv.js";
import { assertEnoughTitles } from "./hits.js";
import type { Collection, Source } from "./manifest.js";
import { Secret } from "./secret.js";
import { networkTitle, type Settings } from "./settings.js";
import { Tmdb, MAX_PAGE } from "./tmdb.js";
import type { DiscoverTitle, Genre } from "./titles.js";

/** A collected network: its series, the names of their genres, and how they were got. */
export interface CollectedNetwork {
  titles: DiscoverTitle[];
  genres: Genre[];
  collection: Collection;
}

/** How far a collection has come. */
export interface CollectProgress {
  pagesDone: number;
  pagesTotal: number;
  /** Distinct ids so far. */
  distinct: number;
  /** The API's `total_results`. */
  reported: number;
}

/** A place to collect from, to be closed when done. */
export interface OpenTmdb {
  tmdb: Tmdb;
  close: () => Promise<void>;
}

/** What {@link collectNetwork} can be told. */
export interface CollectOptions {
  onProgress?: (progress: CollectProgress) => void;
  signal?: AbortSignal;
  /** The time of the collection; default now. */
  now?: Date;
}

/**
 * Collect every series of the configured network, and TMDb's names of the genres.
 *
 * Asks TMDb when there is a key; without one it serves the simulated catalogue on a loopback port of
 * this process and asks that, over the same wire. A configured catalogue file goes before both.
 *
 * @throws UserError when the server cannot be reached or refuses, the network has too few series, or
 * the data folder cannot be written.
 */
export async function collectNetwork(
  settings: Settings,
  { onProgress, signal, now = new Date() }: CollectOptions = {},
): Promise<CollectedNetwork> {
  // A collection that cannot be saved is not begun.
  assertWritable(settings.dataDir);
  // When one page fails for good, those that wait for their turn are not asked for any more.
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const { tmdb, close } = await openTmdb(settings, either);
  try {
    const genres = await tmdb.genres();
    const { titles, reported } = await collectTitles(tmdb, settings.networkId, onProgress);
    assertEnoughTitles(titles.length, networkTitle(settings));
    const collection: Collection = {
      source: tmdb.source as Source,
      network_id: settings.networkId,
      network: settings.network.name,
      collected_at: now.toISOString(),
      reported_total: reported,
      distinct_ids: titles.length,
      requests: tmdb.requests,
    };
    return { titles, genres, collection };
  } finally {
    stop.abort();
    await close();
  }
}

/** A client of the configured server, or of a sandbox in this process when there is no key. */
export async function openTmdb(settings: Settings, signal?: AbortSignal): Promise<OpenTmdb> {
  const cancel = signal ? { signal } : {};
  const { apiKey, baseUrl, catalogueFile } = settings;
  // A catalogue file is named for a run on purpose, a key stays in .env: the file goes first.
  if (apiKey !== null && catalogueFile === null) {
    return { tmdb: new Tmdb({ baseUrl, apiKey, ...cancel }), close: () => Promise.resolve() };
  }
  const sandbox = await startOwnSandbox(settings);
  const tmdb = new Tmdb({
    baseUrl: sandbox.baseUrl,
    apiKey: new Secret(sandbox.key),
    // Politeness is for other people's servers.
    requestsPerSecond: Infinity,
    ...cancel,
  });
  return { tmdb, close: () => sandbox.close() };
}

async function startOwnSandbox({ catalogueFile, networkId }: Settings) {
  const { startSandbox } = await import("./sandbox/server.js");
  if (catalogueFile !== null) {
    const { readDiscoverCsv } = await import("./titles.js");
    const label = `catalogue file ${basename(catalogueFile)}`;
    return startSandbox({ titles: readDiscoverCsv(catalogueFile), label, kind: "file", networkId });
  }
  const { simulateCatalogue, catalogueLabel } = await import("./sandbox/catalogue.js");
  const titles = simulateCatalogue();
  return startSandbox({ titles, label: catalogueLabel(), kind: "simulated", networkId });
}

/**
 * Every page of a network's series in the default order, one row for each id.
 *
 * @returns the series by descending popularity, ties by ascending id (TMDb's default order, freed from
 * the order of arrival), and the total that the API reported last.
 */
async function collectTitles(
  tmdb: Tmdb,
  networkId: number,
  onProgress: CollectOptions["onProgress"],
): Promise<{ titles: DiscoverTitle[]; reported: number }> {
  const byId = new Map<number, DiscoverTitle>();
  let reported = 0;
  let pagesDone = 0;
  let pagesTotal = 1;
  const collectPage = async (page: number): Promise<void> => {
    const answer = await tmdb.discover({ with_networks: networkId, page });
    for (const title of answer.results) if (!byId.has(title.id)) byId.set(title.id, title);
    reported = answer.total_results;
    if (page === 1) pagesTotal = Math.max(1, Math.min(answer.total_pages, MAX_PAGE));
    pagesDone += 1;
    onProgress?.({ pagesDone, pagesTotal, distinct: byId.size, reported });
  };
  await collectPage(1);
  const rest = Array.from({ length: pagesTotal - 1 }, (_, i) => i + 2);
  await Promise.all(rest.map(collectPage));
  const titles = [...byId.values()].sort((a, b) => b.popularity - a.popularity || a.id - b.id);
  return { titles, reported };
}

/** The share of the reported series that was collected. */
export function coverage({ distinct_ids, reported_total }: Collection): number {
  return distinct_ids / reported_total;
}
