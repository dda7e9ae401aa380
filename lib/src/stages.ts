/** The CSV files that join the notebooks: each is written by one notebook and read by later ones. */
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { readCsv, readNumericCsv, writeCsv, type Schema } from "./csv.js";
import { UserError } from "./errors.js";
import { featureRows, type FeatureTable } from "./features.js";
import { LABELLED_COLUMNS, type LabelledTitle } from "./hits.js";
import { stagePath, type Settings, type Stage } from "./settings.js";
import {
  assertUniqueIds,
  DISCOVER_COLUMNS,
  TITLE_COLUMNS,
  type DiscoverTitle,
  type Title,
} from "./titles.js";

/** The notebook that writes each stage. */
export const WRITTEN_BY: Readonly<Record<Stage, string>> = {
  all: "01_data_collection",
  clean: "01_data_collection",
  with_hit: "02_define_hit_and_exploration",
  features_v1: "04_feature_engineering",
};

/** Write the collected series to `*_tv_all.csv`; returns the file's name. */
export function writeAllTitles(settings: Settings, titles: readonly DiscoverTitle[]): string {
  return write(settings, "all", titles, DISCOVER_COLUMNS);
}

/** Write the cleaned series to `*_tv_clean.csv`; returns the file's name. */
export function writeCleanTitles(settings: Settings, titles: readonly Title[]): string {
  return write(settings, "clean", titles, TITLE_COLUMNS);
}

/** Write the labelled series to `*_tv_with_hit.csv`; returns the file's name. */
export function writeLabelledTitles(settings: Settings, titles: readonly LabelledTitle[]): string {
  return write(settings, "with_hit", titles, LABELLED_COLUMNS);
}

/** Write the features to `*_tv_features_v1.csv`; returns the file's name. */
export function writeFeatures(settings: Settings, table: FeatureTable): string {
  const path = stagePath(settings, "features_v1");
  writeCsv(path, featureRows(table), ["id", "hit", ...table.names]);
  return basename(path);
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
  const path = existingPath(settings, "features_v1");
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
  const path = existingPath(settings, stage);
  return assertUniqueIds(readCsv(path, schema), basename(path));
}

function existingPath(settings: Settings, stage: Stage): string {
  const path = stagePath(settings, stage);
  if (!existsSync(path)) {
    throw new UserError(
      `${path} does not exist yet: run notebook ${WRITTEN_BY[stage]} first ` +
        `(npm run notebooks -- ${WRITTEN_BY[stage].slice(0, 2)}).`,
    );
  }
  return path;
}

function write<T>(settings: Settings, stage: Stage, rows: readonly T[], schema: Schema<T>): string {
  const path = stagePath(settings, stage);
  writeCsv(path, rows, Object.keys(schema) as (keyof T)[]);
  return basename(path);
}
