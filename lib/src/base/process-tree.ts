/** Ends a process with everything that it has started. */
import { spawn } from "node:child_process";

/** What {@link endTree} asks of the system; default the system itself. */
export interface System {
  platform: string;
  /** As `process.kill`. */
  kill: (pid: number, signal: NodeJS.Signals) => void;
  /** Start a program that nobody waits for. */
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
 * End at once a process that leads a group, and the group with it. Windows has no groups: there its own
 * tool ends the process and what descends from it. One that has ended already is left alone.
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
    // It has ended.
  }
}
