/**
 * `manifest.json` in the data folder: where each collection came from and what the notebooks found
 * in it. Simulated data carry their mark here, and everything made from them repeats it.
 */
import { basename } from "node:path";
import { UserError } from "../base/errors.js";
import { hashFile } from "../base/files.js";
import { readCollections, updateManifest } from "./provenance/manifest-file.js";
import { seenHash } from "./provenance/seen-files.js";
import { stagePath, type Settings, type Stage } from "../base/settings.js";
import type { Change } from "./changes.js";
import type { RowProblem } from "./titles.js";

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
  /** Of the split that can be compared with other work. */
  roc_auc: number;
  /** DeLong's 95% interval of it. */
  roc_auc_interval?: [number, number];
  /** The rows on which it was measured. */
  validation?: { titles: number; hits: number };
  /** Mean ROC-AUC over repeated folds, its standard deviation and 95% interval. */
  cross_validated?: {
    mean: number;
    sd: number;
    interval: [number, number];
    folds: number;
    repeats: number;
  };
  /** Share of shuffled labels that reach `roc_auc`. */
  permutation_p?: number;
  average_precision?: number;
}

/** A part of the catalogue: how many series the API reports in it, and how many came. */
export interface WindowCoverage {
  /** Such as "2015-03-01 to 2016-08-14", "before 2001-05-06" or "without a date". */
  window: string;
  reported: number;
  distinct: number;
}

/** One network's collection. */
export interface Collection {
  source: Source;
  network_id: number;
  network: string;
  /** ISO 8601, UTC; null for a catalogue file, which does not say when its rows were collected. */
  collected_at: string | null;
  /** `total_results` of the API; null for a catalogue file, which reports nothing. */
  reported_total: number | null;
  /** Rows collected, one for each id. */
  distinct_ids: number;
  requests: number;
  /** Requests that were asked again after a fault. */
  retries: number;
  /** Answers that an earlier, interrupted run had left on disk. */
  resumed: number;
  /** Times the whole catalogue was gone through; more than one when it changed on the way. */
  sweeps: number;
  /** Every series that was reported has come; null where nothing was reported. */
  complete: boolean | null;
  /** The parts that were asked for; together they are the catalogue. */
  windows: WindowCoverage[];
  /** Rows that did not fit, lost or kept without a field. */
  problems: RowProblem[];
  /** Values, rows and columns that were left out or changed on the way in. */
  changes: Change[];
  /** How the server was asked; null where there was none. */
  settings: { language: string; requests_per_second: number | null; connections: number } | null;
  /** The catalogue file, where the rows come from one. */
  file?: CatalogueFile;
  /** The year from which ages are counted unless a setting says otherwise; default that of the collection. */
  as_of_year?: number;
  versions: { project: string; node: string };
  /** The CSV files made from it; absent as long as none is written. */
  stages?: Partial<Record<Stage, StageRecord>>;
  results?: Results;
}

/** A catalogue file as it was read. */
export interface CatalogueFile {
  name: string;
  bytes: number;
  sha256: string;
  /** Rows without the header, also those that came to nothing. */
  rows: number;
  /** When the file itself was changed last, and when it was read; ISO 8601, UTC. */
  modified_at: string;
  read_at: string;
}

/** A CSV file of a stage as it was written. */
export interface StageRecord {
  /** Its name in the data folder. */
  file: string;
  bytes: number;
  /** Without the header. */
  rows: number;
  sha256: string;
  /** What it was made from; null for the collected rows. */
  input: { file: string; sha256: string } | null;
}

/**
 * The configured network's collection, or null when the manifest has none.
 *
 * @throws UserError when the manifest is no JSON of this version.
 */
export function readManifest(settings: Settings): Collection | null {
  return readCollections(settings)[settings.network.slug] ?? null;
}

/**
 * The year from which a series' age is counted: the configured one, else the one that the collection
 * names (for a catalogue file the newest year in which a series with votes came out), else the year in which
 * the data were collected, else (without a manifest) the present one.
 */
export function readAsOfYear(settings: Settings, now: Date = new Date()): number {
  const { collected_at, as_of_year } = readManifest(settings) ?? {};
  const date = new Date(collected_at ?? now);
  return settings.asOfYear ?? as_of_year ?? date.getUTCFullYear();
}

/** Record a collection without files; with files it is `writeCollection` that does it. */
export function recordCollection(settings: Settings, collection: Collection): void {
  updateManifest(settings, () => collection);
}

/**
 * Record what notebook 05 found; without a collection in the manifest there is nothing to add to.
 *
 * @throws UserError when the features are no longer those that this process has read.
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
