/** `*_tv_with_hit.csv`: the labelled series, written by notebook 02. */
import { writeStage, columnsOf } from "../data/provenance/stage-writing.js";
import { Snapshot } from "../data/provenance/snapshot.js";
import { readStage } from "../data/provenance/stage-reading.js";
import type { StudyRecord } from "../data/collection.js";
import type { Settings } from "../base/settings.js";
import type { Column, Schema } from "../data/csv.js";
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
  const columns = columnsOf({ ...LABELLED_COLUMNS, ...joinedColumns(study) });
  return writeStage(settings, "with_hit", titles, columns, study);
}

/**
 * Read `*_tv_with_hit.csv`, with the columns that the study joined to the series.
 *
 * @param data default the data folder as it is now.
 * @throws UserError when it does not exist or does not fit.
 */
export function readLabelledTitles(
  settings: Settings,
  data = new Snapshot(settings),
): LabelledTitle[] {
  const study = data.collection?.stages?.with_hit?.study;
  const schema: Schema<LabelledTitle> = { ...LABELLED_COLUMNS, ...joinedColumns(study) };
  return readStage(settings, "with_hit", schema, data);
}

/** The schema of the joined columns. */
function joinedColumns(study: StudyRecord | undefined): Schema<LabelledTitle> {
  const columns = (study?.joins ?? []).flatMap((join) => join.columns);
  const schema = columns.map(({ name, type }) => {
    const column: Column = { type: type === "date" ? "string" : type, nullable: true };
    return [name, column];
  });
  // They are the study's own: the type of the rows does not know them.
  return Object.fromEntries(schema) as Schema<LabelledTitle>;
}
