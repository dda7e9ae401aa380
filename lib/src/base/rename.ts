/** Renames a file over another that another program may have open for a moment. */
import { renameSync } from "node:fs";

/** What {@link renameOver} needs of the operating system, replaceable in tests. */
export interface Renaming {
  platform: string;
  rename: (from: string, to: string) => void;
  /** Block for this many milliseconds. */
  wait: (ms: number) => void;
}

const SYSTEM: Renaming = {
  platform: process.platform,
  rename: renameSync,
  wait: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
};
/** Two seconds in all: long enough for a virus scanner, short enough for a user who waits. */
const PAUSES_MS = [10, 20, 50, 100, 200, 300, 400, 450, 470];
const HELD = ["EPERM", "EBUSY", "EACCES"];

/**
 * Rename a file over another. On Windows a file that a scanner, Excel or an indexer has open cannot
 * be replaced: there the rename is retried for two seconds.
 *
 * @throws the system's last error.
 */
export function renameOver(from: string, to: string, system: Renaming = SYSTEM): void {
  for (const pause of system.platform === "win32" ? PAUSES_MS : []) {
    try {
      system.rename(from, to);
      return;
    } catch (error) {
      if (!HELD.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
      system.wait(pause);
    }
  }
  system.rename(from, to);
}
