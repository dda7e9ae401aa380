/** `*_tv_with_hit.csv`: the labelled series, written by notebook 02. */
import { writeStage, columnsOf } from "../data/provenance/stage-writing.js";
import type { Snapshot } from "../data/provenance/snapshot.js";
import { readStage } from "../data/provenance/stage-reading.js";
import type { StudyRecord } from "../data/collection.js";
import type { Settings } from "../base/settings.js";
import { type LabelledTitle, LABELLED_COLUMNS } from "./hits.js";

/**
 * Write the labelled series to `*_tv_with_hit.csv`; returns the file's name.
 *
 * @param study what the label was made by, for the manifest.
 * @throws UserError when the folder cannot be written or the disk is full.
 */
export function writeLabelledTitles(
  settings: Settings,
  titles: readonly LabelledTitle[],
  study?: StudyRecord,
): string {
  return writeStage(settings, "with_hit", titles, columnsOf(LABELLED_COLUMNS), study);
}

/**
 * Read `*_tv_with_hit.csv`.
 *
 * @param data default the data folder as it is now.
 * @throws UserError when it does not exist or does not fit.
 */
export function readLabelledTitles(settings: Settings, data?: Snapshot): LabelledTitle[] {
  return readStage(settings, "with_hit", LABELLED_COLUMNS, data);
}
