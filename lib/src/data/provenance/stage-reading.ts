/** Reading stages: CSV files that belong to the collection in the manifest. */
import { basename } from "node:path";
import { UserError } from "../../base/errors.js";
import { stagePath, type Settings, type Stage } from "../../base/settings.js";
import { readRows, type Schema } from "../csv/rows.js";
import type { ByteSource } from "../csv/source.js";
import { assertUniqueIds } from "../titles.js";
import { assertLineage } from "./lineage.js";
import { Snapshot } from "./snapshot.js";
import { WRITTEN_BY, notebookOf } from "./stage-chain.js";

/**
 * Read the CSV of a stage.
 *
 * @param data default the data folder as it is now.
 * @throws UserError if it does not exist, is stale or has invalid values.
 */
export function readStage<T extends { id: number }>(
  settings: Settings,
  stage: Stage,
  schema: Schema<T>,
  data?: Snapshot,
): T[] {
  const rows = readStageFile(settings, stage, (source) => readRows(source, schema), data);
  return assertUniqueIds(rows, basename(stagePath(settings, stage)));
}

/**
 * {@link readStage} for a file without a schema.
 *
 * @param read what makes rows of the file.
 * @throws UserError naming the notebook to run.
 */
export function readStageFile<T>(
  settings: Settings,
  stage: Stage,
  read: (source: ByteSource) => T,
  data = new Snapshot(settings),
): T {
  if (data.hashOf(stage) === null) {
    throw new UserError(
      `${stagePath(settings, stage)} does not exist yet: run notebook ${WRITTEN_BY[stage]} first ` +
        `(npm run notebooks -- ${notebookOf(stage)}).`,
    );
  }
  assertLineage(data, stage);
  return data.read(stage, read);
}
