/** The CSV files that join the notebooks: each is written by one notebook and read by later ones. */
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { readCsv, readNumericCsv, type Schema } from "./csv.js";
import { UserError } from "../base/errors.js";
import { featureRows, type FeatureTable } from "../features/index.js";
import { discard, hashFile } from "../base/files.js";
import { LABELLED_COLUMNS, type LabelledTitle } from "../label/index.js";
import { assertLineage } from "./provenance/lineage.js";
import { readManifest, type Collection } from "./manifest.js";
import { rememberSeen } from "./provenance/seen-files.js";
import { notebookOf, WRITTEN_BY } from "./provenance/stage-chain.js";
import { prepare, publish, writeStage, type Prepared } from "./provenance/stage-writing.js";
import { stagePath, type Settings, type Stage } from "../base/settings.js";
import {
  assertUniqueIds,
  DISCOVER_COLUMNS,
  TITLE_COLUMNS,
  type DiscoverTitle,
  type Title,
} from "./titles.js";

/**
 * Write the collected series to `*_tv_all.csv`, the cleaned ones to `*_tv_clean.csv` and the collection
 * to the manifest: all of them or, whatever happens on the way, none.
 *
 * The records of later stages and the results are dropped: they are of the collection before.
 *
 * @param cleaned may come one by one, so that a large catalogue is not held twice.
 * @returns the names of the CSV files.
 * @throws UserError when the folder cannot be written or the disk is full.
 */
export function writeCollection(
  settings: Settings,
  titles: Iterable<DiscoverTitle>,
  cleaned: Iterable<Title>,
  { results: _, ...collection }: Collection,
): string[] {
  readManifest(settings); // One that cannot be added to is told before anything is written.
  const all = prepare(settings, "all", titles, keysOf(DISCOVER_COLUMNS), null);
  const input = { file: all.record.file, sha256: all.record.sha256 };
  let clean: Prepared;
  try {
    clean = prepare(settings, "clean", cleaned, keysOf(TITLE_COLUMNS), input);
  } catch (error) {
    discard([all.temporary]);
    throw error;
  }
  const stages = { all: all.record, clean: clean.record };
  return publish(settings, [all, clean], () => ({ ...collection, stages }));
}

/**
 * Write the labelled series to `*_tv_with_hit.csv`; returns the file's name.
 *
 * @throws UserError when the folder cannot be written or the disk is full.
 */
export function writeLabelledTitles(settings: Settings, titles: readonly LabelledTitle[]): string {
  return writeStage(settings, "with_hit", titles, keysOf(LABELLED_COLUMNS));
}

/**
 * Write the features to `*_tv_features_v1.csv`; returns the file's name.
 *
 * @throws UserError when the folder cannot be written or the disk is full.
 */
export function writeFeatures(settings: Settings, table: FeatureTable): string {
  const columns = ["id", "hit", ...table.names];
  return writeStage(settings, "features_v1", eachFeatureRow(table), columns);
}

/** Read `*_tv_all.csv`. @throws UserError when it does not exist or does not fit. */
export function readAllTitles(settings: Settings): DiscoverTitle[] {
  return read(settings, "all", DISCOVER_COLUMNS);
}

/** Read `*_tv_clean.csv`. @throws UserError when it does not exist or does not fit. */
export function readCleanTitles(settings: Settings): Title[] {
  return read(settings, "clean", TITLE_COLUMNS);
}

/** Read `*_tv_with_hit.csv`. @throws UserError when it does not exist or does not fit. */
export function readLabelledTitles(settings: Settings): LabelledTitle[] {
  return read(settings, "with_hit", LABELLED_COLUMNS);
}

/** Read `*_tv_features_v1.csv`. @throws UserError when it does not exist or does not fit. */
export function readFeatures(settings: Settings): FeatureTable {
  const path = checkedPath(settings, "features_v1");
  const { columns, rows } = readNumericCsv(path);
  const [id, hit] = [columns.indexOf("id"), columns.indexOf("hit")];
  if (id < 0 || hit < 0) {
    throw new UserError(
      `${basename(path)}: column ${id < 0 ? "id" : "hit"} is missing. Run notebook ` +
        `${WRITTEN_BY.features_v1} again.`,
    );
  }
  const features = columns
    .map((name, at) => ({ name, at }))
    .filter(({ at }) => at !== id && at !== hit);
  return {
    names: features.map(({ name }) => name),
    ids: rows.map((row, i) => expectCell(row[id], "id", i, path)),
    y: rows.map((row, i) => expectLabel(row[hit], i, path)),
    X: rows.map((row) => features.map(({ at }) => row[at] ?? null)),
  };
}

function expectCell(
  value: number | null | undefined,
  column: string,
  row: number,
  path: string,
): number {
  if (value === null || value === undefined) {
    throw new UserError(
      `${basename(path)}, data row ${row + 1}, column ${column}: expected a number, found ` +
        `nothing. Run notebook ${WRITTEN_BY.features_v1} again.`,
    );
  }
  return value;
}

function expectLabel(value: number | null | undefined, row: number, path: string): 0 | 1 {
  const label = expectCell(value, "hit", row, path);
  if (label !== 0 && label !== 1) {
    throw new UserError(
      `${basename(path)}, data row ${row + 1}, column hit: expected 0 or 1, found ${label}. ` +
        `Run notebook ${WRITTEN_BY.features_v1} again.`,
    );
  }
  return label;
}

function read<T extends { id: number }>(settings: Settings, stage: Stage, schema: Schema<T>): T[] {
  const path = checkedPath(settings, stage);
  return assertUniqueIds(readCsv(path, schema), basename(path));
}

function checkedPath(settings: Settings, stage: Stage): string {
  const path = stagePath(settings, stage);
  if (!existsSync(path)) {
    throw new UserError(
      `${path} does not exist yet: run notebook ${WRITTEN_BY[stage]} first ` +
        `(npm run notebooks -- ${notebookOf(stage)}).`,
    );
  }
  assertLineage(settings, stage);
  rememberSeen(path, hashFile(path)?.sha256 ?? "");
  return path;
}

function keysOf<T>(schema: Schema<T>): (keyof T)[] {
  return Object.keys(schema) as (keyof T)[];
}

/** One row after the other: all of them at once are several times the table. */
function* eachFeatureRow({ names, ids, y, X }: FeatureTable) {
  for (let row = 0; row < ids.length; row += 1) {
    const only = { ids: [ids[row]], y: [y[row]], X: [X[row]] } as Omit<FeatureTable, "names">;
    yield* featureRows({ names, ...only });
  }
}
