/**
 * `manifest.json` on disk. It and the CSV files that it describes change together: the change takes
 * effect when the manifest is renamed, and if the process is killed before it has renamed the CSV
 * files too, the next process does so.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { UserError } from "../../base/errors.js";
import {
  assertWritable,
  cannotWrite,
  discard,
  replaceFile,
  resolveTarget,
  writeTemporary,
  type TemporaryFile,
} from "../../base/files.js";
import { withShortLock } from "../../base/lock.js";
import type { Collection } from "../collection.js";
import { STAGES } from "./stage-chain.js";
import { stagePath, type Settings } from "../../base/settings.js";

const VERSION = 2;
const count = z.number().int().nonnegative();
const fileHash = z.string().regex(/^[0-9a-f]{64}$/);
const fileName = z.string().regex(/^[^/\\]+$/);

const stageSchema = z.looseObject({
  file: fileName,
  bytes: count,
  rows: count,
  sha256: fileHash,
  input: z.looseObject({ file: fileName, sha256: fileHash }).nullable(),
  study: z.looseObject({ hash: z.string() }).optional(),
});

const changeSchema = z.looseObject({
  column: z.string().nullable(),
  unit: z.enum(["value", "row", "column"]),
  count: count,
  of: count,
  what: z.string(),
  lost: z.boolean(),
  example: z.string().nullable(),
  row: count.nullable(),
});

/** The fields that are used; others are kept as they are. */
const collectionSchema = z.looseObject({
  source: z.looseObject({
    kind: z.enum(["live", "simulated", "file", "server", "unknown"]),
    label: z.string(),
  }),
  network_id: count,
  network: z.string(),
  collected_at: z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)))
    .nullable(),
  reported_total: count.nullable(),
  distinct_ids: count,
  requests: count,
  retries: count,
  resumed: count,
  sweeps: count,
  complete: z.boolean().nullable(),
  windows: z.array(z.looseObject({ window: z.string(), reported: count, distinct: count })),
  problems: z.array(
    z.looseObject({
      id: z.number().nullable(),
      field: z.string(),
      problem: z.string(),
      kept: z.boolean(),
    }),
  ),
  // Older manifests do not have this list.
  changes: z.array(changeSchema).default([]),
  passed_over: z.array(z.string()).optional(),
  figures_left_out: z.array(z.string()).optional(),
  as_of_year: z.number().int().optional(),
  stages: z
    .looseObject({
      all: stageSchema.optional(),
      clean: stageSchema.optional(),
      with_hit: stageSchema.optional(),
      features_v1: stageSchema.optional(),
    })
    .optional(),
  results: z.looseObject({ titles: count, hits: count, roc_auc: z.number().optional() }).optional(),
});

const manifestSchema = z.object({
  version: z.literal(VERSION),
  collections: z.record(z.string(), collectionSchema),
});

/** The collections in a data folder, by the networks' slugs. */
export type Collections = Readonly<Record<string, Collection>>;

/**
 * Every collection of the data folder.
 *
 * @throws UserError if the manifest is not JSON of this version.
 */
export function readCollections(settings: Settings): Collections {
  const path = manifestPath(settings);
  if (!existsSync(path)) return {};
  try {
    const { collections } = manifestSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    return collections as unknown as Collections;
  } catch (error) {
    throw new UserError(
      `${path} is not a manifest of this version. Delete it and run notebook 01 again.`,
      { cause: error },
    );
  }
}

/**
 * Change the configured network's entry in the manifest and put the files that it then describes in
 * place: all of them or, whatever happens, none.
 *
 * Other networks' entries are kept, even if their processes write at the same time.
 *
 * @param change takes the current entry and returns the new one; null leaves the manifest
 * unchanged.
 * @param files temporary files, not yet renamed; removed if something fails.
 * @throws UserError if the folder cannot be written or the manifest is of another version.
 */
export function updateManifest(
  settings: Settings,
  change: (entry: Collection | null) => Collection | null,
  files: readonly TemporaryFile[] = [],
): void {
  const path = manifestPath(settings);
  try {
    assertWritable(settings.dataDir);
    withShortLock(`${path}.lock`, () => {
      const collections = readCollections(settings);
      const slug = settings.network.slug;
      finishReplacing(settings, collections[slug] ?? null);
      const entry = change(collections[slug] ?? null);
      if (entry === null) {
        files.forEach(replaceFile);
        return;
      }
      const entries = Object.entries({ ...collections, [slug]: entry }).sort(([a], [b]) =>
        a < b ? -1 : 1,
      );
      const manifest = { version: VERSION, collections: Object.fromEntries(entries) };
      const temporary = writeTemporary(path, [`${JSON.stringify(manifest, null, 2)}\n`]);
      commit(files, temporary);
    });
  } catch (error) {
    throw cannotWrite(path, error);
  } finally {
    discard(files);
  }
}

function commit(files: readonly TemporaryFile[], manifest: TemporaryFile): void {
  const pending: TemporaryFile[] = [];
  try {
    for (const file of files) {
      const path = pendingPath(file.target, file.sha256);
      renameSync(file.path, path);
      pending.push({ ...file, path });
    }
    replaceFile(manifest);
  } catch (error) {
    discard([...pending, manifest]);
    throw error;
  }
  // From here on the files are valid: one that cannot be renamed now is left to the next process.
  for (const { path, target } of pending) renameSync(path, target);
}

/** Finish the work of a process that was killed after it had replaced the manifest. */
export function recover(settings: Settings): void {
  if (listPending(settings).length > 0) updateManifest(settings, () => null);
}

/** Rename pending files that the manifest describes; remove others, which never took effect. */
function finishReplacing(settings: Settings, entry: Collection | null): void {
  for (const { stage, target, path } of listPending(settings)) {
    const sha256 = entry?.stages?.[stage]?.sha256;
    if (sha256 !== undefined && path === pendingPath(target, sha256)) renameSync(path, target);
    else rmSync(path, { force: true });
  }
}

function listPending(settings: Settings) {
  return STAGES.flatMap((stage) => {
    const target = resolveTarget(stagePath(settings, stage));
    const name = basename(target);
    const folder = dirname(target);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter(
        (file) =>
          file.startsWith(`${name}.`) && /^\.[0-9a-f]{16}\.new$/.test(file.slice(name.length)),
      )
      .map((file) => ({ stage, target, path: join(folder, file) }));
  });
}

function pendingPath(target: string, sha256: string): string {
  return `${target}.${sha256.slice(0, 16)}.new`;
}

function manifestPath(settings: Settings): string {
  return join(settings.dataDir, "manifest.json");
}
