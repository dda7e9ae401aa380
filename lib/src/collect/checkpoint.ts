/**
 * The responses of a running collection, on disk, so that it can continue after a kill.
 *
 * A file of lines: a header that says what is collected, then one line for each response with its
 * query. Each line begins with a hash of the rest, and is appended in one write as soon as the
 * response arrives: after a kill at most the last line is incomplete, and it is dropped.
 */
import {
  appendFileSync,
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../base/errors.js";
import { assertWritable } from "../base/files.js";
import { releaseLock, takeLock } from "../base/lock.js";
import type { Settings } from "../base/settings.js";
import { formatLine, lines, parseLine } from "./checkpoint-lines.js";

const VERSION = 2;
/** Older responses would mix two states of the catalogue. */
const MAX_AGE_MS = 24 * 3_600_000;
/** Allows for a clock that is set back a little between two runs. */
const CLOCK_SLACK_MS = 10 * 60_000;

/** Identifies a collection: responses of another one must not be mixed in. */
export interface CheckpointIdentity {
  /** The server's address, or the name of the catalogue that this process serves. */
  server: string;
  network_id: number;
}

interface Header extends CheckpointIdentity {
  checkpoint: number;
  begun_at: string;
}

/** The position of a response in the file, in bytes. */
interface Place {
  at: number;
  length: number;
}
type Places = Map<string, Place>;

/** Options of a checkpoint. */
export interface CheckpointOptions {
  /** Start over and discard saved responses; default false. */
  fresh?: boolean;
  /** The current time; default now. */
  now?: Date;
}

/** The file of the configured network's checkpoint. */
export function checkpointPath(settings: Settings): string {
  return join(settings.dataDir, ".checkpoint", `${settings.network.slug}.jsonl`);
}

/** The checkpoint of one collection; close it when done. */
export class Checkpoint {
  /** The number of responses when it was opened. */
  readonly kept: number;
  readonly #path: string;
  readonly #file: number;
  #size: number;
  #isOpen = true;
  /** The position of the response to each query. */
  readonly #places: Places;

  private constructor(path: string, file: number, size: number, places: Places) {
    this.#path = path;
    this.#file = file;
    this.#size = size;
    this.#places = places;
    this.kept = places.size;
  }

  /**
   * Open the checkpoint at `path`, or create it.
   *
   * @throws UserError if another process collects the same network, or if the file is damaged, is
   * of another server or network, or is older than a day.
   */
  static open(
    path: string,
    identity: CheckpointIdentity,
    { fresh = false, now = new Date() }: CheckpointOptions = {},
  ): Checkpoint {
    assertWritable(dirname(path));
    takeCheckpoint(path);
    try {
      if (fresh) rmSync(path, { force: true });
      const file = openFile(path);
      try {
        const { size, places } = readPlaces(path, file, identity, now);
        const checkpoint = new Checkpoint(path, file, size, places);
        if (size === 0) {
          const header: Header = { checkpoint: VERSION, ...identity, begun_at: now.toISOString() };
          checkpoint.#append(header);
        }
        return checkpoint;
      } catch (error) {
        closeSync(file);
        throw error;
      }
    } catch (error) {
      releaseLock(lockOf(path));
      throw error;
    }
  }

  /** The saved response to a query; undefined if there is none. */
  recall(query: string): unknown {
    const place = this.#places.get(query);
    if (place === undefined) return undefined;
    const line = Buffer.alloc(place.length);
    readSync(this.#file, line, 0, place.length, place.at);
    return (parseLine(line.toString("utf8")) as { answer: unknown }).answer;
  }

  /** Save the response to a query; it survives a kill once this has returned. */
  record(query: string, answer: unknown): void {
    // The file descriptor may already belong to another file.
    if (!this.#isOpen)
      throw new UserError("The collection had ended before this response arrived.");
    const place = this.#append({ query, answer });
    this.#places.set(query, place);
  }

  /** Close the file and keep it for the next run; it is removed if it has no responses. */
  close(): void {
    this.#isOpen = false;
    closeSync(this.#file);
    if (this.#places.size === 0) rmSync(this.#path, { force: true });
    releaseLock(lockOf(this.#path));
    removeIfEmpty(dirname(this.#path));
  }

  #append(value: unknown): Place {
    const line = Buffer.from(formatLine(JSON.stringify(value)));
    const at = this.#size;
    try {
      appendFileSync(this.#file, line);
    } catch (error) {
      // Remove the part of the line that was written, so that the file stays valid.
      ftruncateSync(this.#file, at);
      throw new UserError(
        `Cannot write ${this.#path} (${String((error as NodeJS.ErrnoException).code)}): free some space and ` +
          "run again; the responses so far are kept.",
        { cause: error },
      );
    }
    this.#size += line.length;
    return { at, length: line.length - 1 };
  }
}

/** Remove the configured network's checkpoint when its responses are in the CSV files. */
export function removeCheckpoint(settings: Settings): void {
  const path = checkpointPath(settings);
  rmSync(path, { force: true });
  removeIfEmpty(dirname(path));
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds checkpoints of other networks.
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, "a+");
  } catch (error) {
    throw new UserError(
      `Cannot write ${path} (${String((error as NodeJS.ErrnoException).code)}). Check the permissions ` +
        "of the data folder, or set DATA_DIR to another one.",
      { cause: error },
    );
  }
}

/**
 * Check every line and note the positions of the responses, which are read again when they are
 * needed.
 */
function readPlaces(path: string, file: number, identity: CheckpointIdentity, now: Date) {
  const places: Places = new Map();
  let [size, number] = [0, 0];
  let header: Partial<Header> = {};
  for (const line of lines(file)) {
    number += 1;
    const value = parseLine(line.toString("utf8")) as
      (Partial<Header> & { query?: string }) | undefined;
    if (value === undefined || (number > 1 && typeof value.query !== "string")) {
      throw refusal(path, `is damaged in line ${number}`);
    }
    if (number === 1) header = value;
    else places.set(value.query!, { at: size, length: line.length });
    size += line.length + 1;
  }
  // A run that was killed before its first response has left nothing that could be mixed up.
  if (places.size === 0) size = 0;
  else checkHeader(path, header, identity, now);
  if (fstatSync(file).size > size) ftruncateSync(file, size);
  return { size, places };
}

function checkHeader(
  path: string,
  header: Partial<Header>,
  identity: CheckpointIdentity,
  now: Date,
): void {
  if (header.checkpoint !== VERSION) {
    throw refusal(path, "was made by another version of this project");
  }
  if (header.server !== identity.server || header.network_id !== identity.network_id) {
    throw refusal(
      path,
      `is of network ${header.network_id} at ${header.server}, not of network ` +
        `${identity.network_id} at ${identity.server}`,
      "run again with those settings, or ",
    );
  }
  const age = now.getTime() - Date.parse(String(header.begun_at));
  if (!(age <= MAX_AGE_MS && age >= -CLOCK_SLACK_MS)) {
    throw refusal(
      path,
      `was started at ${header.begun_at}, more than a day from now: the catalogue has changed since`,
    );
  }
}

function refusal(path: string, what: string, otherwise = ""): UserError {
  return new UserError(
    `The checkpoint of an interrupted collection, ${path}, ${what}: ${otherwise}start over with ` +
      "npm run collect -- --fresh (or delete the file). Earlier CSV files are unchanged.",
  );
}

/** Allow only one collection of a network into a folder at a time. */
function takeCheckpoint(path: string): void {
  const lock = lockOf(path);
  let holder: string | null;
  try {
    holder = takeLock(lock);
  } catch (error) {
    throw new UserError(
      `Cannot write ${lock} (${String((error as NodeJS.ErrnoException).code)}). Free some space, check the ` +
        "permissions of the data folder, or set DATA_DIR to another one.",
      { cause: error },
    );
  }
  if (holder === null) return;
  throw new UserError(
    `Process ${holder.replace(" ", " of ")} is collecting the same network into the same folder. Wait until ` +
      `it ends, or delete ${lock} if there is no such process.`,
  );
}

function lockOf(path: string): string {
  return `${path}.lock`;
}
