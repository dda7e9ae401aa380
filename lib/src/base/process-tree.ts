/** Ends a process and all its descendants. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What {@link endTree} needs of the operating system, replaceable in tests. */
export interface System {
  platform: string;
  /** As `process.kill`. */
  kill: (pid: number, signal: NodeJS.Signals) => void;
  /** Start a program without waiting for it. */
  start: (command: string, args: readonly string[]) => void;
}

const SYSTEM: System = {
  platform: process.platform,
  kill: (pid, signal) => void process.kill(pid, signal),
  start: (command, args) => {
    spawn(command, args, { stdio: "ignore", windowsHide: true }).on("error", () => undefined);
  },
};

/**
 * End a process that leads a group, and the whole group, at once. Windows has no groups: there
 * `taskkill` ends the process and its descendants. Does nothing if the process has already ended.
 */
export function endTree(pid: number | undefined, system: System = SYSTEM): void {
  if (pid === undefined || pid <= 0) return;
  if (system.platform === "win32") {
    system.start("taskkill", ["/PID", String(pid), "/T", "/F"]);
    return;
  }
  try {
    system.kill(-pid, "SIGKILL");
  } catch {
    // It has already ended.
  }
}

/**
 * End at once every process of this user's whose environment has a variable with this value, whoever started
 * it: also one that has left its group. Linux alone shows environments; elsewhere nothing happens.
 */
export function endMarked(name: string, value: string, system: System = SYSTEM): void {
  if (system.platform !== "linux") return;
  for (const pid of processIds()) {
    if (pid === process.pid || !environmentOf(pid).includes(`${name}=${value}`)) continue;
    try {
      system.kill(pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
}

function processIds(): number[] {
  return readdirSync("/proc").flatMap((file) => (/^\d+$/.test(file) ? Number(file) : []));
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    // It has ended, or is another user's.
    return [];
  }
}
