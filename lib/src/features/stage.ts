/** `*_tv_features_v1.csv`: the features and the label, written by notebook 04. */
import { readStageFile } from "../data/provenance/stage-reading.js";
import type { StudyRecord } from "../data/collection.js";
import { stagePath, type Settings } from "../base/settings.js";
import type { Feature } from "./feature.js";
import { tableOfColumns } from "./columns.js";
import { describeColumns, eachFeatureRow, type FeatureTable } from "./table.js";
import { writeStage } from "../data/provenance/stage-writing.js";
import { readNumberColumns } from "../data/csv/rows.js";
import { UserError } from "../base/errors.js";
import { basename } from "node:path";
import { WRITTEN_BY } from "../data/provenance/stage-chain.js";

/**
 * Write the features to `*_tv_features_v1.csv`; returns the file's name.
 *
 * @param study what they were made by, for the manifest.
 * @throws UserError when the folder cannot be written or the disk is full.
 */
export function writeFeatures(
  settings: Settings,
  table: FeatureTable,
  study?: StudyRecord,
): string {
  const columns = ["id", "hit", ...table.names];
  return writeStage(settings, "features_v1", eachFeatureRow(table), columns, study);
}

/**
 * Read `*_tv_features_v1.csv`.
 *
 * @param described the study's features, which say what the columns mean; without them only names are known.
 * @throws UserError when it does not exist or does not fit.
 */
export function readFeatures(settings: Settings, described: readonly Feature[] = []): FeatureTable {
  const path = stagePath(settings, "features_v1");
  const { columns, values } = readStageFile(settings, "features_v1", readNumberColumns);
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
  const names = features.map(({ name }) => name);
  return tableOfColumns(
    {
      names,
      ...(described.length > 0 && { info: describeColumns(names, described) }),
      ids: Array.from(values[id]!, (value, i) => expectCell(value, "id", i, path)),
      y: Array.from(values[hit]!, (value, i) => expectLabel(value, i, path)),
    },
    features.map(({ at }) => values[at]!),
  );
}

function expectCell(value: number, column: string, row: number, path: string): number {
  if (Number.isNaN(value)) {
    throw new UserError(
      `${basename(path)}, data row ${row + 1}, column ${column}: expected a number, found ` +
        `nothing. Run notebook ${WRITTEN_BY.features_v1} again.`,
    );
  }
  return value;
}

function expectLabel(value: number, row: number, path: string): 0 | 1 {
  const label = expectCell(value, "hit", row, path);
  if (label !== 0 && label !== 1) {
    throw new UserError(
      `${basename(path)}, data row ${row + 1}, column hit: expected 0 or 1, found ${label}. ` +
        `Run notebook ${WRITTEN_BY.features_v1} again.`,
    );
  }
  return label;
}
