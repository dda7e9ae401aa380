/**
 * The data folder at one moment. What says several things of the same files (a report, the head of a
 * notebook) takes all of them from one snapshot: each file is hashed once, the manifest is read once, and
 * no two sentences are about different states of a file.
 */
import { basename } from "node:path";
import { UserError } from "../../base/errors.js";
import { hashFile } from "../../base/files.js";
import { stagePath, type Settings, type Stage } from "../../base/settings.js";
import type { Collection } from "../collection.js";
import { openSource, type ByteSource } from "../csv/source.js";
import { readCollections, recover, type Collections } from "./manifest-file.js";
import { rememberSeen } from "./seen-files.js";

/** The manifest and the stages' files of the configured network as they are when first asked for. */
export class Snapshot {
  /** @hidden */
  readonly collections: Collections;
  readonly #hashes = new Map<Stage, string | null>();

  /** @throws UserError when the manifest is of another version. */
  constructor(readonly settings: Settings) {
    recover(settings);
    this.collections = readCollections(settings);
  }

  /** The configured network's collection; null when the manifest has none. */
  get collection(): Collection | null {
    return this.collections[this.settings.network.slug] ?? null;
  }

  /** The SHA-256 of a stage's file; null when there is none. @throws UserError when it cannot be read. */
  hashOf(stage: Stage): string | null {
    const known = this.#hashes.get(stage);
    if (known !== undefined) return known;
    const hash = hashFile(stagePath(this.settings, stage))?.sha256 ?? null;
    this.#hashes.set(stage, hash);
    return hash;
  }

  /**
   * Read a stage's file, and remember it as the one that the rows come from.
   *
   * @throws UserError when it is no longer the file of this snapshot, or what `read` throws.
   * @hidden
   */
  read<T>(stage: Stage, read: (source: ByteSource) => T): T {
    const path = stagePath(this.settings, stage);
    const expected = this.hashOf(stage);
    const source = openSource(path);
    const rows = read(source);
    const { sha256 } = source.digest();
    if (sha256 !== expected) {
      throw new UserError(
        `${basename(path)} was replaced while it was being read; expected one file for a whole reading. ` +
          "Run this again once nothing writes to the data folder.",
      );
    }
    rememberSeen(path, sha256);
    return rows;
  }
}
