/** Reading stages: CSV files that belong to the collection in the manifest. */
import { type Settings, type Stage, stagePath } from "../../base/settings.js";
import { assertUniqueIds } from "../titles.js";
import { UserError } from "../../base/errors.js";
import { WRITTEN_BY, notebookOf } from "./stage-chain.js";
import { assertLineage } from "./lineage.js";
import { rememberSeen } from "./seen-files.js";
import { hashFile } from "../../base/files.js";
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { readCsv, type Schema } from "../csv.js";

/**
 * Read the CSV of a stage.
 *
 * @throws UserError if it does not exist, is stale or has invalid values.
 */
export function readStage<T extends { id: number }>(
  settings: Settings,
  stage: Stage,
  schema: Schema<T>,
): T[] {
  const path = checkedPath(settings, stage);
  return assertUniqueIds(readCsv(path, schema), basename(path));
}

/**
 * The path of a stage's CSV, if it exists and belongs to the collection.
 *
 * @throws UserError naming the notebook to run.
 */
export function checkedPath(settings: Settings, stage: Stage): string {
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
