/** Renames a file over another that somebody else may hold open for a moment. */
import { renameSync } from "node:fs";

/** What {@link renameOver} asks of the system; default the system itself. */
export interface Renaming {
  platform: string;
  rename: (from: string, to: string) => void;
  /** Wait without returning. */
  wait: (ms: number) => void;
}

const SYSTEM: Renaming = {
  platform: process.platform,
  rename: renameSync,
  wait: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
};
/** Together two seconds: a virus scanner is done by then, and a person who waits is not cross yet. */
const PAUSES_MS = [10, 20, 50, 100, 200, 300, 400, 450, 470];
const HELD = ["EPERM", "EBUSY", "EACCES"];

/**
 * Rename a file over another. On Windows a file that a scanner, Excel or an indexer holds cannot be
 * replaced: there it is tried again for two seconds.
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
