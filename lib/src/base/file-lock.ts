/** A short lock between processes, for work that waits for nothing. */
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename } from "node:path";
import { UserError } from "./errors.js";
import { isRunning } from "./files.js";

const OLD_MS = 60_000;
const POLL_MS = 20;

/**
 * Do work that only one process may do at a time.
 *
 * A lock whose process no longer runs, or that is older than a minute, is taken over.
 *
 * @param path the lock's file; removed afterwards.
 * @param waitMs how long to wait for another process, in milliseconds; default 5000.
 * @throws UserError if the other process does not finish in time.
 */
export function withFileLock<T>(path: string, work: () => T, waitMs = 5_000): T {
  const mine = `${process.pid} ${hostname()}`;
  const start = performance.now();
  while (!take(path, mine)) {
    const holder = read(path);
    if (holder === null) continue;
    // A lock with this process's own id is an earlier process's: nothing here waits while it holds
    // one.
    if (holder === mine || isAbandoned(path, holder)) {
      // Another process may have taken it over in the meantime.
      if (read(path) === holder) rmSync(path, { force: true });
    } else if (performance.now() - start > waitMs) {
      throw new UserError(
        `${basename(path)} is held by another process (${holder || "unknown"}): try again when it ` +
          `has finished; if no other process is running, delete ${path}.`,
      );
    } else {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
    }
  }
  try {
    return work();
  } finally {
    if (read(path) === mine) rmSync(path, { force: true });
  }
}

function take(path: string, mine: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(path, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  try {
    writeFileSync(descriptor, mine);
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Who holds the lock; null if it is free by now. */
function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function isAbandoned(path: string, holder: string): boolean {
  const [pid, host] = holder.split(" ");
  if (host === hostname() && Number(pid) > 0 && !isRunning(Number(pid))) return true;
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - modified > OLD_MS;
}
