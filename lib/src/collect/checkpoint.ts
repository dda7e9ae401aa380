/**
 * The answers of a collection that is under way, on disk, so that a run that was killed continues.
 *
 * A file of lines: a header that says what is collected, then one line for each answer under the
 * name of its query. Each line begins with a hash of the rest, and is appended in one piece as soon as
 * the answer is there: after a kill at most the last line is torn, and it is dropped.
 */
import { createHash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../base/errors.js";
import { assertWritable, createFile, isRunning } from "../base/files.js";
import type { Settings } from "../base/settings.js";

const VERSION = 1;
/** Older answers would mix two states of the catalogue. */
const MAX_AGE_MS = 24 * 3_600_000;
/** A clock may be set back a little between two runs. */
const CLOCK_SLACK_MS = 10 * 60_000;
const HASH_LENGTH = 16;
const CHUNK = 1 << 20;
const NEW_LINE = 0x0a;

/** What a checkpoint is of: answers to other questions must not be mixed in. */
export interface CheckpointIdentity {
  /** The server's address, or the name of the catalogue that this process serves itself. */
  server: string;
  network_id: number;
}

interface Header extends CheckpointIdentity {
  checkpoint: number;
  begun_at: string;
}

/** Where an answer stands in the file, in bytes. */
interface Place {
  at: number;
  length: number;
}
type Places = Map<string, Place>;

/** How to open a checkpoint. */
export interface CheckpointOptions {
  /** Start over, whatever is there; default false. */
  fresh?: boolean;
  /** The present time; default now. */
  now?: Date;
}

/** The file of the configured network's checkpoint. */
export function checkpointPath(settings: Settings): string {
  return join(settings.dataDir, ".checkpoint", `${settings.network.slug}.jsonl`);
}

/** The checkpoint of one collection; close it when done. */
export class Checkpoint {
  /** Answers that were there when it was opened. */
  readonly kept: number;
  readonly #path: string;
  readonly #file: number;
  #size: number;
  #isOpen = true;
  /** Where the answer to each query stands in the file. */
  readonly #places: Places;

  private constructor(path: string, file: number, size: number, places: Places) {
    this.#path = path;
    this.#file = file;
    this.#size = size;
    this.#places = places;
    this.kept = places.size;
  }

  /**
   * Open the checkpoint at `path`, and make it if there is none.
   *
   * @throws UserError when another process collects the same, or when the file is damaged, is of another
   * server or network, or is older than a day, with what to do.
   */
  static open(
    path: string,
    identity: CheckpointIdentity,
    { fresh = false, now = new Date() }: CheckpointOptions = {},
  ): Checkpoint {
    assertWritable(dirname(path));
    takeLock(path);
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
      releaseLock(path);
      throw error;
    }
  }

  /** The recorded answer to a query, undefined if there is none. */
  recall(query: string): unknown {
    const place = this.#places.get(query);
    if (place === undefined) return undefined;
    const line = Buffer.alloc(place.length);
    readSync(this.#file, line, 0, place.length, place.at);
    return (parseLine(line.toString("utf8")) as { answer: unknown }).answer;
  }

  /** Record the answer to a query; it survives a kill from the moment that this returns. */
  record(query: string, answer: unknown): void {
    // By now the number of the file may be another file's.
    if (!this.#isOpen) throw new UserError("The collection has ended before this answer came.");
    const place = this.#append({ query, answer });
    this.#places.set(query, place);
  }

  /** Leave the file for the next run; one without an answer is of no use to it. */
  close(): void {
    this.#isOpen = false;
    closeSync(this.#file);
    if (this.#places.size === 0) rmSync(this.#path, { force: true });
    releaseLock(this.#path);
    removeIfEmpty(dirname(this.#path));
  }

  #append(value: unknown): Place {
    const line = Buffer.from(formatLine(JSON.stringify(value)));
    const at = this.#size;
    try {
      appendFileSync(this.#file, line);
    } catch (error) {
      // What got through of the line is taken back, so that the file stays whole.
      ftruncateSync(this.#file, at);
      throw new UserError(
        `Cannot write ${this.#path} (${String((error as NodeJS.ErrnoException).code)}): make room and ` +
          "run again; what has come is kept.",
        { cause: error },
      );
    }
    this.#size += line.length;
    return { at, length: line.length - 1 };
  }
}

/** Remove the configured network's checkpoint: its answers are in the CSV files. */
export function removeCheckpoint(settings: Settings): void {
  const path = checkpointPath(settings);
  rmSync(path, { force: true });
  removeIfEmpty(dirname(path));
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Other networks have theirs in it.
  }
}

function formatLine(text: string): string {
  return `${hash(text)} ${text}\n`;
}

/** The value of a line, undefined if the line is damaged. */
function parseLine(line: string): unknown {
  const text = line.slice(HASH_LENGTH + 1);
  if (line[HASH_LENGTH] !== " " || line.slice(0, HASH_LENGTH) !== hash(text)) return undefined;
  return JSON.parse(text);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);
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

/** Check every line, and note where the answers are: they are read again only when they are asked for. */
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
  // A run that was killed before its first answer has left nothing that could be mixed up.
  if (places.size === 0) size = 0;
  else checkHeader(path, header, identity, now);
  if (fstatSync(file).size > size) ftruncateSync(file, size);
  return { size, places };
}

/** The lines that are ended, without their ends. */
function* lines(file: number): Generator<Buffer> {
  let rest = Buffer.alloc(0);
  for (let at = 0; ;) {
    const chunk = Buffer.alloc(CHUNK);
    const length = readSync(file, chunk, 0, CHUNK, at);
    if (length === 0) return;
    at += length;
    let buffer = Buffer.concat([rest, chunk.subarray(0, length)]);
    for (let end = buffer.indexOf(NEW_LINE); end >= 0; end = buffer.indexOf(NEW_LINE)) {
      yield buffer.subarray(0, end);
      buffer = buffer.subarray(end + 1);
    }
    rest = buffer;
  }
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
      "run again with the settings of then, or ",
    );
  }
  const age = now.getTime() - Date.parse(String(header.begun_at));
  if (!(age <= MAX_AGE_MS && age >= -CLOCK_SLACK_MS)) {
    throw refusal(
      path,
      `was begun at ${header.begun_at}, more than a day from now: the catalogue has changed since`,
    );
  }
}

function refusal(path: string, what: string, otherwise = ""): UserError {
  return new UserError(
    `The checkpoint of an interrupted collection, ${path}, ${what}: ${otherwise}start over with ` +
      "npm run collect -- --fresh (or delete the file). Earlier CSV files are untouched.",
  );
}

const ownLocks = new Set<string>();

/** One collection of a network into a folder at a time. */
function takeLock(path: string): void {
  const lock = `${path}.lock`;
  try {
    if (!createFile(lock, String(process.pid))) {
      const pid = Number(readFileSync(lock, "utf8"));
      // A process of the same number as ours, but not us, is one that was killed before.
      if (pid === process.pid ? ownLocks.has(lock) : pid > 0 && isRunning(pid)) {
        throw new UserError(
          `Process ${pid} is collecting the same network into the same folder. Wait for its end, or ` +
            `delete ${lock} if there is no such process.`,
        );
      }
      rmSync(lock, { force: true });
      if (!createFile(lock, String(process.pid))) {
        takeLock(path);
        return;
      }
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `Cannot write ${lock} (${String((error as NodeJS.ErrnoException).code)}). Make room, check the ` +
        "permissions of the data folder, or set DATA_DIR to another one.",
      { cause: error },
    );
  }
  ownLocks.add(lock);
}

function releaseLock(path: string): void {
  rmSync(`${path}.lock`, { force: true });
  ownLocks.delete(`${path}.lock`);
}
