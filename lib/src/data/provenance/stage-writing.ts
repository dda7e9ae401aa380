/** Writing stages: a CSV file together with its record in the manifest. */
import { basename } from "node:path";
import { csvChunks, type Schema } from "../csv.js";
import { writeTemporary, type TemporaryFile } from "../../base/files.js";
import type { Collection, StageRecord, StudyRecord } from "../collection.js";
import { updateManifest } from "./manifest-file.js";
import { forgetSeen, seenHash } from "./seen-files.js";
import { Snapshot } from "./snapshot.js";
import { INPUT_OF } from "./stage-chain.js";
import { stagePath, type Settings, type Stage } from "../../base/settings.js";

/** A written file and its record for the manifest. */
export interface Prepared {
  path: string;
  temporary: TemporaryFile;
  record: StageRecord;
}

/**
 * Write the CSV of a stage and its record together. Without a collection in the manifest the CSV
 * was made from files that were copied by hand, and no record is written.
 *
 * @param study what the rows were made by.
 * @returns the file's name.
 */
export function writeStage<T>(
  settings: Settings,
  stage: Stage,
  rows: Iterable<T>,
  columns: readonly (keyof T)[],
  study?: StudyRecord,
): string {
  const prepared = prepare(settings, stage, rows, columns, inputOf(new Snapshot(settings), stage));
  const record: StageRecord = { ...prepared.record, ...(study && { study }) };
  publish(settings, [prepared], (collection) => {
    if (collection === null) return null;
    const { results, ...rest } = collection;
    const before = rest.stages?.[stage];
    const isSame = before?.sha256 === record.sha256 && before.study?.hash === study?.hash;
    const stages = { ...rest.stages, [stage]: record };
    // Results computed from other rows, or with another study, are outdated.
    return { ...rest, stages, ...(isSame && results ? { results } : {}) };
  });
  return record.file;
}

/** The input of a stage: the file as this process has read it, otherwise as it is now. */
function inputOf(data: Snapshot, stage: Stage): StageRecord["input"] {
  const input = INPUT_OF[stage];
  if (input === null) return null;
  const path = stagePath(data.settings, input);
  const recorded = data.collection?.stages?.[input]?.sha256;
  const sha256 = seenHash(path) ?? data.hashOf(input) ?? recorded;
  return sha256 === undefined ? null : { file: basename(path), sha256 };
}

/** Write the CSV of a stage to a temporary file. */
export function prepare<T>(
  settings: Settings,
  stage: Stage,
  rows: Iterable<T>,
  columns: readonly (keyof T)[],
  input: StageRecord["input"],
): Prepared {
  const path = stagePath(settings, stage);
  let count = 0;
  const counted = function* () {
    for (const row of rows) {
      count += 1;
      yield row;
    }
  };
  const temporary = writeTemporary(path, csvChunks(counted(), columns));
  const { bytes, sha256 } = temporary;
  return { path, temporary, record: { file: basename(path), bytes, rows: count, sha256, input } };
}

/** Put prepared files in place together with a change to the manifest; returns their names. */
export function publish(
  settings: Settings,
  files: readonly Prepared[],
  change: (collection: Collection | null) => Collection | null,
): string[] {
  const temporaries = files.map(({ temporary }) => temporary);
  updateManifest(settings, change, temporaries);
  for (const { path } of files) forgetSeen(path);
  return files.map(({ record }) => record.file);
}

/** The columns of a schema, in order. */
export function columnsOf<T>(schema: Schema<T>): (keyof T)[] {
  return Object.keys(schema) as (keyof T)[];
}
