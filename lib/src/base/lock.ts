/**
 * A lock between processes: a file that names its holder, who keeps renewing its modification time. A lock
 * whose process no longer runs, or that was not renewed for a minute, is taken over.
 */
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "./errors.js";
import { isRunning } from "./files.js";

const TOUCH_MS = 5_000;
const OLD_MS = 60_000;
const POLL_MS = 20;
const LONG_POLL_MS = 200;
const MINE = `${process.pid} ${hostname()}`;

/** What this process holds. A lock with its id that is not here is an earlier process's. */
const held = new Map<string, NodeJS.Timeout>();

/**
 * Do work that only one call may do at a time, in this process or another; waits as long as it takes.
 *
 * @param path the lock's file; removed afterwards.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  while (takeLock(path) !== null) {
    await sleep(LONG_POLL_MS, undefined, signal ? { signal } : {});
  }
  try {
    return await work();
  } finally {
    releaseLock(path);
  }
}

/**
 * {@link withLock} for short work in functions that cells call without `await`.
 *
 * @param waitMs how long to wait for another process, in milliseconds; default 5000.
 * @throws UserError if the other process does not finish in time.
 */
export function withShortLock<T>(path: string, work: () => T, waitMs = 5_000): T {
  const start = performance.now();
  for (let holder = takeLock(path); holder !== null; holder = takeLock(path)) {
    if (performance.now() - start > waitMs) {
      throw new UserError(
        `${basename(path)} is held by another process (${holder || "unknown"}): try again when it ` +
          `has finished; if no other process is running, delete ${path}.`,
      );
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
  }
  try {
    return work();
  } finally {
    releaseLock(path);
  }
}

/**
 * Take a lock, without waiting, until {@link releaseLock}.
 *
 * @returns null, or who holds it: a process id and a machine, or "" where it has not written them yet.
 */
export function takeLock(path: string): string | null {
  while (!create(path)) {
    const holder = holderOf(path);
    if (holder === null) continue;
    if (!isAbandoned(path, holder)) return holder;
    // Another process may have taken it over in the meantime.
    if (holderOf(path) === holder) rmSync(path, { force: true });
  }
  held.set(path, setInterval(() => touch(path), TOUCH_MS).unref());
  return null;
}

/** Give a lock back; one that another process has taken over is left to it. */
export function releaseLock(path: string): void {
  clearInterval(held.get(path));
  held.delete(path);
  if (holderOf(path) === MINE) rmSync(path, { force: true });
}

function create(path: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(path, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  try {
    writeFileSync(descriptor, MINE);
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Somebody deleted its folder: the lock is lost, but the work continues.
  }
}

/** Who holds the lock; null if it is free by now. */
function holderOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function isAbandoned(path: string, holder: string): boolean {
  if (holder === MINE) return !held.has(path);
  const [pid, host] = holder.split(" ");
  if (host === hostname() && Number(pid) > 0 && !isRunning(Number(pid))) return true;
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - modified > OLD_MS;
}
