/** A lock between processes: a file whose modification time its holder keeps renewing. */
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createFile, isRunning } from "./files.js";

const TOUCH_MS = 5_000;
const STALE_MS = 60_000;
const POLL_MS = 200;

/**
 * Do work that only one process may do at a time.
 *
 * A lock whose process no longer runs, or that was not renewed for a minute, is taken over.
 *
 * @param path the lock's file; removed afterwards.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  while (!createFile(path, String(process.pid))) {
    if (isStale(path)) rmSync(path, { force: true });
    else await sleep(POLL_MS, undefined, signal ? { signal } : {});
  }
  const touching = setInterval(() => touch(path), TOUCH_MS);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    rmSync(path, { force: true });
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Somebody deleted .cache: the lock is lost, but the work continues.
  }
}

function isStale(path: string): boolean {
  try {
    if (Date.now() - statSync(path).mtimeMs > STALE_MS) return true;
    const pid = Number(readFileSync(path, "utf8"));
    return pid > 0 && !isRunning(pid);
  } catch {
    return false;
  }
}
