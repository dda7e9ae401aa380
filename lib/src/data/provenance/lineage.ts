/**
 * Whether the CSV file of a stage is the one that its notebook wrote, made from the current files:
 * the manifest has the SHA-256 of each file and of the file it was made from.
 */
import { basename } from "node:path";
import { UserError } from "../../base/errors.js";
import { stagePath, type Stage } from "../../base/settings.js";
import type { Collections } from "./manifest-file.js";
import type { Snapshot } from "./snapshot.js";
import { chainTo, notebookOf } from "./stage-chain.js";

/** What the manifest says about a stage's file and the files that it was made from. */
export interface Lineage {
  /** The stages whose files were changed after their notebooks wrote them, in order. */
  edited: Stage[];
  /** A sentence about the first file that does not belong to the others; null if all do. */
  stale: string | null;
}

/**
 * Compare the files up to a stage with the manifest.
 *
 * Without a collection in the manifest there is nothing to compare. A file that does not exist
 * counts as unchanged.
 *
 * @throws UserError if a file cannot be read.
 */
export function checkLineage(data: Snapshot, stage: Stage): Lineage {
  const { settings, collections, collection } = data;
  const lineage: Lineage = { edited: [], stale: null };
  if (collection === null) return lineage;
  let input: string | null = null;
  let study: string | null = null;
  for (const at of chainTo(stage)) {
    const record = collection.stages?.[at];
    const file = basename(stagePath(settings, at));
    const found = data.hashOf(at);
    const isThere = found !== null || (record !== undefined && at !== stage);
    const madeFrom = record?.input ?? null;
    if (found !== null && record === undefined) {
      lineage.stale ??= `${file} is left over from an earlier collection (manifest.json has no record of it): ${again(at)}`;
    } else if (isThere && input !== null && madeFrom !== null && madeFrom.sha256 !== input) {
      lineage.stale ??= `${file} was made from an earlier ${madeFrom.file}: ${again(at)}`;
    } else if (isThere && study !== null && (record?.study?.hash ?? study) !== study) {
      lineage.stale ??= `${file} was made by an earlier study: ${again(at)}`;
    } else if (found !== null && record !== undefined && found !== record.sha256) {
      const original = findCopied(collections, found);
      if (original === null) lineage.edited.push(at);
      else lineage.stale ??= `${file} is a copy of ${original}: ${again(at)}`;
    }
    input = found ?? record?.sha256 ?? null;
    study = record?.study?.hash ?? null;
  }
  return lineage;
}

/**
 * Check that a stage's file belongs to the collection in the manifest.
 *
 * @throws UserError naming the stale file and what to run.
 */
export function assertLineage(data: Snapshot, stage: Stage): void {
  const { stale } = checkLineage(data, stage);
  if (stale !== null) throw new UserError(stale);
}

/** The file of any network or stage that has exactly these bytes. */
function findCopied(collections: Collections, sha256: string): string | null {
  const records = Object.values(collections).flatMap(({ stages }) => Object.values(stages ?? {}));
  return records.find((record) => record.sha256 === sha256)?.file ?? null;
}

function again(stage: Stage): string {
  const notebook = notebookOf(stage);
  return `run notebook ${notebook} again (npm run notebooks -- ${notebook}).`;
}
