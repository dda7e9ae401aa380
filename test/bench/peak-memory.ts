/** The most memory that this process has had resident. */
import { readFileSync } from "node:fs";

/** In bytes. Linux hands `maxRSS` on from the process that started this one; VmHWM is this one's own. */
export function peakBytes(): number {
  try {
    const kilobytes = /VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    if (kilobytes !== undefined) return 1024 * Number(kilobytes);
  } catch {
    // Not Linux.
  }
  return 1024 * process.resourceUsage().maxRSS;
}
