/**
 * The CSV files that connect the notebooks: each is written by one notebook and read by later ones.
 */
import { prepare, publish, type Prepared, columnsOf } from "./provenance/stage-writing.js";
import { readStage } from "./provenance/stage-reading.js";
import { discard } from "../base/files.js";
import { readManifest } from "./manifest.js";
import type { Collection } from "./collection.js";
import { type Settings } from "../base/settings.js";
import { DISCOVER_COLUMNS, TITLE_COLUMNS, type DiscoverTitle, type Title } from "./titles.js";

/**
 * Write the collected series to `*_tv_all.csv`, the cleaned ones to `*_tv_clean.csv` and the
 * collection to the manifest: all of them or, whatever happens, none.
 *
 * The records of later stages and the results are removed, as they belong to the previous
 * collection.
 *
 * @param cleaned may be a generator, so that a large catalogue is not held in memory twice.
 * @returns the names of the CSV files.
 * @throws UserError if the folder cannot be written or the disk is full.
 */
export function writeCollection(
  settings: Settings,
  titles: Iterable<DiscoverTitle>,
  cleaned: Iterable<Title>,
  { results: _, ...collection }: Collection,
): string[] {
  readManifest(settings); // An invalid manifest is reported before anything is written.
  const all = prepare(settings, "all", titles, columnsOf(DISCOVER_COLUMNS), null);
  const input = { file: all.record.file, sha256: all.record.sha256 };
  let clean: Prepared;
  try {
    clean = prepare(settings, "clean", cleaned, columnsOf(TITLE_COLUMNS), input);
  } catch (error) {
    discard([all.temporary]);
    throw error;
  }
  const stages = { all: all.record, clean: clean.record };
  return publish(settings, [all, clean], () => ({ ...collection, stages }));
}

/** Read `*_tv_all.csv`. @throws UserError if it does not exist or has invalid values. */
export function readAllTitles(settings: Settings): DiscoverTitle[] {
  return readStage(settings, "all", DISCOVER_COLUMNS);
}

/** Read `*_tv_clean.csv`. @throws UserError if it does not exist or has invalid values. */
export function readCleanTitles(settings: Settings): Title[] {
  return readStage(settings, "clean", TITLE_COLUMNS);
}
