/**
 * `manifest.json` in the data folder: where each collection came from and what the notebooks found
 * in it. Simulated data carry their mark here, and everything made from them repeats it.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { assertWritable } from "./csv.js";
import { UserError } from "./errors.js";
import type { Settings } from "./settings.js";

/** Where rows came from: TMDb itself, the simulation, a served file, or another server. */
export type SourceKind = "live" | "simulated" | "file" | "server" | "unknown";

/** A source and the words for it, such as "TMDb" or "simulated catalogue (seed 213)". */
export interface Source {
  kind: SourceKind;
  label: string;
}

/** What notebook 05 found. */
export interface Results {
  titles: number;
  hits: number;
  roc_auc: number;
}

/** One network's collection. */
export interface Collection {
  source: Source;
  network_id: number;
  network: string;
  /** ISO 8601, UTC. */
  collected_at: string;
  /** `total_results` of the API. */
  reported_total: number;
  /** Rows collected, one for each id. */
  distinct_ids: number;
  requests: number;
  results?: Results;
}

interface Manifest {
  version: 1;
  /** Keyed by the network's file-name slug. */
  collections: Record<string, Collection>;
}

const UNKNOWN: Source = { kind: "unknown", label: "a CSV of unknown origin" };

/**
 * The configured network's collection, or null when the manifest has none.
 *
 * @throws UserError when the manifest is no JSON of version 1.
 */
export function readManifest(settings: Settings): Collection | null {
  return readAll(settings).collections[settings.network.slug] ?? null;
}

/** Where the configured network's data came from. */
export function readSource(settings: Settings): Source {
  return readManifest(settings)?.source ?? UNKNOWN;
}

/**
 * The year from which a series' age is counted: the configured one, else the year in which the data
 * were collected, else (without a manifest) the present one.
 */
export function readAsOfYear(settings: Settings, now: Date = new Date()): number {
  const collectedAt = readManifest(settings)?.collected_at ?? now.toISOString();
  return settings.asOfYear ?? new Date(collectedAt).getUTCFullYear();
}

/** Record a new collection, and with it forget the results of the one before. */
export function recordCollection(settings: Settings, collection: Collection): void {
  write(settings, collection);
}

/** Record what notebook 05 found; without a collection in the manifest there is nothing to add to. */
export function recordResults(settings: Settings, results: Results): void {
  const collection = readManifest(settings);
  if (collection !== null) write(settings, { ...collection, results });
}

function write(settings: Settings, collection: Collection): void {
  const manifest = readAll(settings);
  manifest.collections[settings.network.slug] = collection;
  assertWritable(settings.dataDir);
  writeFileAtomic.sync(manifestPath(settings), `${JSON.stringify(manifest, null, 2)}\n`);
}

function readAll(settings: Settings): Manifest {
  const path = manifestPath(settings);
  if (!existsSync(path)) return { version: 1, collections: {} };
  try {
    const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
    if (manifest.version !== 1 || typeof manifest.collections !== "object") throw new TypeError();
    return manifest;
  } catch (error) {
    throw new UserError(
      `${path} is not a manifest of this version. Delete it and run notebook 01 again.`,
      { cause: error },
    );
  }
}

function manifestPath(settings: Settings): string {
  return join(settings.dataDir, "manifest.json");
}
