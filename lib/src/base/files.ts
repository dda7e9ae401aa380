/**
 * Files that are written whole or not at all: first to a temporary file beside the target, flushed
 * to disk, then renamed.
 */
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { UserError } from "./errors.js";
import { renameOver } from "./rename.js";

/** A temporary file that has been written but not yet renamed to its target. */
export interface TemporaryFile {
  /** The file that it will replace; if that is a link, the file it points to. */
  target: string;
  path: string;
  bytes: number;
  sha256: string;
}

const READ_BYTES = 1 << 20;
/** Distinguishes the process ids of this machine from those of others that share the folder. */
const HOST = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
const TEMPORARY = /^\.([0-9a-f]{8})-(\d+)-\d+\.tmp$/;

/**
 * Temporary files of this process. One with its id that is not listed here is an earlier process's.
 */
const own = new Set<string>();
let written = 0;

/**
 * Write a temporary file for `target` and flush it to disk.
 *
 * Temporary files that a killed process of this machine left for the same target are removed first.
 *
 * @param chunks the text or bytes, in pieces of any size.
 * @throws UserError if the folder cannot be written or the disk is full; no temporary file is left.
 */
export function writeTemporary(
  target: string,
  chunks: Iterable<string | Uint8Array>,
): TemporaryFile {
  try {
    makeFolder(dirname(target));
    const file = resolveTarget(target);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
      throw Object.assign(new Error("a folder"), { code: "EISDIR" });
    }
    removeLeftovers(file);
    written += 1;
    return writeTo(`${file}.${HOST}-${process.pid}-${written}.tmp`, file, chunks);
  } catch (error) {
    throw cannotWrite(target, error);
  }
}

function writeTo(
  path: string,
  target: string,
  chunks: Iterable<string | Uint8Array>,
): TemporaryFile {
  const hash = createHash("sha256");
  let bytes = 0;
  const descriptor = openSync(path, "wx");
  own.add(path);
  try {
    try {
      for (const chunk of chunks) {
        const buffer = Buffer.from(chunk);
        hash.update(buffer);
        bytes += buffer.length;
        writeFileSync(descriptor, buffer);
      }
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    // Keep the permissions of the earlier file.
    if (existsSync(target)) chmodSync(path, statSync(target).mode & 0o7777);
  } catch (error) {
    remove(path);
    throw error;
  }
  return { target, path, bytes, sha256: hash.digest("hex") };
}

/** Rename a temporary file to its target. @throws UserError if that fails. */
export function replaceFile({ path, target }: TemporaryFile): void {
  try {
    renameOver(path, target);
    own.delete(path);
    syncFolder(dirname(target));
  } catch (error) {
    remove(path);
    throw cannotWrite(target, error);
  }
}

/** Remove temporary files that were not renamed. */
export function discard(files: readonly TemporaryFile[]): void {
  for (const { path } of files) remove(path);
}

function remove(path: string): void {
  rmSync(path, { force: true });
  own.delete(path);
}

/** Size and SHA-256 of a file, read in pieces; null if it does not exist. */
export function hashFile(path: string): { bytes: number; sha256: string } | null {
  if (!existsSync(path)) return null;
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  let bytes = 0;
  try {
    const descriptor = openSync(path, "r");
    try {
      for (let read = -1; read !== 0; bytes += read) {
        read = readSync(descriptor, buffer, 0, READ_BYTES, null);
        hash.update(buffer.subarray(0, read));
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError(
      `Cannot read ${path} (${code}). Check that it is a file and that you may read it.`,
      {
        cause: error,
      },
    );
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** The file that a link points to; for any other path the path itself. */
export function resolveTarget(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/**
 * Make sure that files can be written to a folder; it is created if need be.
 *
 * @throws UserError naming the folder.
 */
export function assertWritable(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** The error for a file that cannot be written; a UserError stays as it is. */
export function cannotWrite(path: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const isFull = ["ENOSPC", "EDQUOT", "EFBIG"].includes(code);
  const isHeld = code === "EBUSY" || (code === "EPERM" && process.platform === "win32");
  const advice = isFull
    ? "the disk is full: free some space"
    : isHeld
      ? "close the program that has it open, such as Excel"
      : "choose a writable folder";
  return new UserError(
    `Cannot write ${path} (${code}): ${advice}, or set DATA_DIR or FIGURES_DIR to another. ` +
      "Earlier files are untouched.",
    { cause: error },
  );
}

/** Whether a process with this id is running on this machine. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** One folder at a time: Node's recursive `mkdirSync` never returns below `/proc`. */
function makeFolder(folder: string): void {
  if (!existsSync(folder)) {
    makeFolder(dirname(folder));
    mkdirSync(folder);
  } else if (!statSync(folder).isDirectory()) {
    throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
  }
}

function removeLeftovers(target: string): void {
  const [folder, name] = [dirname(target), basename(target)];
  for (const file of readdirSync(folder)) {
    if (!file.startsWith(name)) continue;
    const [, host, pid] = TEMPORARY.exec(file.slice(name.length)) ?? [];
    const path = join(folder, file);
    const isLeft = Number(pid) === process.pid ? !own.has(path) : !isRunning(Number(pid));
    if (host === HOST && isLeft) rmSync(path, { force: true });
  }
}

/** A rename survives a power cut once its folder is flushed to disk; Windows has no such call. */
function syncFolder(folder: string): void {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(folder, "r");
    fsyncSync(descriptor);
  } catch {
    // The files are written; only the order in which they reach the disk is left to the system.
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
