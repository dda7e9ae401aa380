/**
 * The collection, notebook 01: requesting every series of a network, keeping the responses, and
 * saying how complete they are. Uses sandbox (without a key), data and cell; the only room that
 * makes requests.
 *
 * @module
 */
import { PACKAGE_ROOT } from "../base/folders.js";
import { assertWritable } from "../base/files.js";
import type { CollectProgress } from "./progress.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Checkpoint, checkpointPath, removeCheckpoint } from "./checkpoint.js";
import { fileSource, readCatalogueFile } from "./catalogue-file.js";
import { enumerate, type Enumeration } from "./enumerate.js";
import { assertEnoughTitles } from "../data/titles.js";
import { interruptSignal } from "../cell/interrupt.js";
import { Journal } from "./journal.js";
import type { Collection } from "../data/collection.js";
import { openTmdb } from "./open-tmdb.js";
import { networkTitle, type Settings } from "../base/settings.js";
import { cleaningChanges } from "../data/changes.js";
import { passedOver } from "../data/passed-over.js";
import { writeCollection } from "../data/stages.js";
import { cleanEach, type DiscoverTitle, type Genre } from "../data/titles.js";
import type { TmdbLimits } from "./tmdb/options.js";
import { LANGUAGE } from "./tmdb/request.js";

export { lostTitles, plainWalk, type PlainWalk } from "./plain-walk.js";
export { showProgress, type CollectProgress } from "./progress.js";
export * from "./readings.js";

/** A collected network: its series, the names of their genres, and how they were collected. */
export interface CollectedNetwork {
  titles: DiscoverTitle[];
  genres: Genre[];
  collection: Collection;
}

/** Options of {@link collectNetwork}. */
export interface CollectOptions {
  /** Called after each response, and once at the end. */
  onProgress?: (progress: CollectProgress) => void;
  /** Stops the collection; its responses are kept, and a later call continues from there. */
  signal?: AbortSignal;
  /** The time of the collection; default now. */
  now?: Date;
  /** Start over and discard the responses of an interrupted collection; default false. */
  fresh?: boolean;
  /** Limits of the client that replace those of the settings, such as its timeouts. */
  limits?: Partial<TmdbLimits>;
}

/**
 * Collect every series of the configured network, and TMDb's names of the genres.
 *
 * Requests go to TMDb if there is a key; without one this process serves the simulated catalogue on
 * a loopback port, with the same protocol. The series are ordered by popularity, the highest first,
 * ties by id.
 *
 * A configured catalogue file takes precedence over both: it is read in its own order.
 *
 * Every response is saved in the data folder at once: an interrupted collection continues where it
 * was, until {@link saveCollection} has written its files.
 *
 * @throws UserError if the server cannot be reached or refuses, the network has too few series, the
 * data folder cannot be written, or the saved responses of an interrupted collection are of another
 * one.
 */
export async function collectNetwork(
  settings: Settings,
  { onProgress, signal, now = new Date(), fresh = false, limits = {} }: CollectOptions = {},
): Promise<CollectedNetwork> {
  // Do not start a collection that cannot be saved.
  assertWritable(settings.dataDir);
  if (settings.catalogueFile !== null) {
    return collectFile(settings, settings.catalogueFile, onProgress, now);
  }
  // The kernel only reports an interrupted cell to Jupyter: the work is stopped here.
  const interrupt = interruptSignal();
  // If one part fails, the requests that are waiting are not sent.
  const stop = new AbortController();
  const signals = [stop.signal, interrupt.signal, ...(signal ? [signal] : [])];
  let journal: Journal | undefined;
  const { tmdb, identity, close } = await openTmdb(settings, {
    ...limits,
    signal: AbortSignal.any(signals),
    onWait: (words) => journal?.wait(words),
  });
  try {
    const checkpoint = Checkpoint.open(checkpointPath(settings), identity, { fresh, now });
    try {
      const asked = new Journal(tmdb, checkpoint, onProgress);
      journal = asked;
      const [genres, catalogue] = await Promise.all([
        asked.genres(),
        enumerate(
          (query, urgent) =>
            asked.discover({ with_networks: settings.networkId, ...query }, urgent),
          { onProgress: (distinct, reported) => asked.tell(distinct, reported) },
        ),
      ]);
      assertEnoughTitles(catalogue.titles.length, networkTitle(settings));
      asked.tell(catalogue.titles.length, catalogue.reported, true);
      const titles = catalogue.titles.sort((a, b) => b.popularity - a.popularity || a.id - b.id);
      const collection = describe(settings, asked, catalogue, now);
      return {
        titles,
        genres,
        collection: {
          ...collection,
          changes: [...catalogue.changes, ...cleaningChanges(titles, genres)],
        },
      };
    } finally {
      stop.abort();
      checkpoint.close();
    }
  } finally {
    interrupt.release();
    await close();
  }
}

async function collectFile(
  settings: Settings,
  path: string,
  onProgress: CollectOptions["onProgress"],
  now: Date,
): Promise<CollectedNetwork> {
  const { GENRES } = await import("../sandbox/catalogue.js");
  const { titles, genres, changes, file, asOfYear } = readCatalogueFile(path, GENRES, now);
  assertEnoughTitles(titles.length, networkTitle(settings));
  onProgress?.({ ...NOTHING_ASKED, distinct: titles.length, reported: null, done: true });
  const collection: Collection = {
    source: fileSource(path),
    network_id: settings.networkId,
    network: settings.network.name,
    collected_at: null,
    reported_total: null,
    distinct_ids: titles.length,
    requests: 0,
    retries: 0,
    resumed: 0,
    sweeps: 0,
    complete: null,
    windows: [],
    problems: [],
    changes,
    passed_over: passedOver(settings),
    settings: null,
    file,
    ...(asOfYear !== undefined && { as_of_year: asOfYear }),
    versions: { project: projectVersion(), node: process.versions.node },
  };
  return { titles, genres, collection };
}

const NOTHING_ASKED = { requests: 0, planned: 0, rate: null, secondsLeft: null } as const;

/**
 * Write `*_tv_all.csv`, `*_tv_clean.csv` and the manifest, all or none of them.
 *
 * @returns the names of the CSV files.
 * @throws UserError if they cannot be written; earlier files are then unchanged, and the responses
 * are kept for the next collection.
 */
export function saveCollection(
  settings: Settings,
  { titles, genres, collection }: CollectedNetwork,
): string[] {
  const files = writeCollection(settings, titles, cleanEach(titles, genres), collection);
  // A file has no responses: saved ones belong to an interrupted collection.
  if (collection.source.kind !== "file") removeCheckpoint(settings);
  return files;
}

function describe(
  settings: Settings,
  { tmdb, source, resumed }: Journal,
  { titles, reported, complete, sweeps, windows, problems }: Enumeration,
  now: Date,
): Omit<Collection, "changes"> {
  const { requestsPerSecond, connections } = tmdb.options;
  return {
    source,
    network_id: settings.networkId,
    network: settings.network.name,
    collected_at: now.toISOString(),
    reported_total: reported,
    distinct_ids: titles.length,
    requests: tmdb.requests,
    retries: tmdb.retries,
    resumed,
    sweeps,
    complete,
    windows,
    problems,
    passed_over: passedOver(settings),
    settings: {
      language: LANGUAGE,
      // JSON has no Infinity.
      requests_per_second: Number.isFinite(requestsPerSecond) ? requestsPerSecond : null,
      connections,
    },
    versions: { project: projectVersion(), node: process.versions.node },
  };
}

function projectVersion(): string {
  const file = readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8");
  return (JSON.parse(file) as { version: string }).version;
}
