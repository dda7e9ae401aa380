/**
 * `manifest.json` in the data folder: where each collection came from and what the notebooks found
 * in it. Simulated data are marked here, and everything made from them repeats the mark.
 */
import type { AsOf } from "./released.js";
import type { Collection, Results } from "./collection.js";
import { basename } from "node:path";
import { UserError } from "../base/errors.js";
import { hashFile } from "../base/files.js";
import { readCollections, updateManifest } from "./provenance/manifest-file.js";
import { seenHash } from "./provenance/seen-files.js";
import { stagePath, type Settings } from "../base/settings.js";

/**
 * The configured network's collection, or null if the manifest has none.
 *
 * @throws UserError if the manifest is not JSON of this version.
 */
export function readManifest(settings: Settings): Collection | null {
  return readCollections(settings)[settings.network.slug] ?? null;
}

/**
 * The year from which a series' age is counted: the configured one, otherwise the one in the
 * collection (for a catalogue file the latest year in which a series with votes was released),
 * otherwise the year in which the data were collected or, without a manifest, the current year.
 *
 * @param collection default the one in the manifest.
 */
export function readAsOfYear(
  settings: Settings,
  now: Date = new Date(),
  collection: Collection | null = readManifest(settings),
): number {
  const { collected_at, as_of_year } = collection ?? {};
  const date = new Date(collected_at ?? now);
  return settings.asOfYear ?? as_of_year ?? date.getUTCFullYear();
}

/**
 * The last day on which a series of the collection can have been released: the day of the
 * collection, otherwise the last day of the year from which ages are counted. ISO 8601.
 */
export function readLastDay(
  settings: Settings,
  now: Date = new Date(),
  collection: Collection | null = readManifest(settings),
): string {
  const collectedAt = collection?.collected_at ?? null;
  return collectedAt === null
    ? `${readAsOfYear(settings, now, collection)}-12-31`
    : collectedAt.slice(0, "2026-01-31".length);
}

/**
 * The point in time from which the configured network's catalogue is seen.
 *
 * @param collection default the one in the manifest.
 */
export function readAsOf(
  settings: Settings,
  collection: Collection | null = readManifest(settings),
): Required<AsOf> & { asOfYear: number } {
  const now = new Date();
  return {
    asOfYear: readAsOfYear(settings, now, collection),
    lastDay: readLastDay(settings, now, collection),
  };
}

/** Record which figures the report has left out. */
export function recordFiguresLeftOut(settings: Settings, names: readonly string[]): void {
  const known = readManifest(settings)?.figures_left_out ?? [];
  // A folder that cannot be written is no hindrance as long as there is nothing new.
  if (JSON.stringify(known) === JSON.stringify(names)) return;
  updateManifest(settings, (entry) => entry && { ...entry, figures_left_out: [...names] });
}

/** Record a collection without files; `writeCollection` records one with files. */
export function recordCollection(settings: Settings, collection: Collection): void {
  updateManifest(settings, () => collection);
}

/**
 * Record the results of notebook 05; does nothing if the manifest has no collection.
 *
 * @throws UserError if the features are no longer those that this process has read.
 */
export function recordResults(settings: Settings, results: Results): void {
  const path = stagePath(settings, "features_v1");
  updateManifest(settings, (collection) => {
    if (collection === null) return null;
    const read = seenHash(path);
    const isReplaced =
      collection.stages?.features_v1 === undefined || hashFile(path)?.sha256 !== read;
    if (read !== null && isReplaced) {
      throw new UserError(
        `${basename(path)} or its collection was replaced after these results were computed: run ` +
          "notebook 05 again from its first cell. The results were not recorded.",
      );
    }
    return { ...collection, results };
  });
}
