import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";

const HOOK = join(__dirname, "typescript-hook.cjs");

/**
 * Run a script in a process of its own, where `require("netflix-hits/...")` gives the sources.
 *
 * @param script JavaScript; `process.argv[1]` and on are `args`.
 */
export function startChild(script: string, args: readonly string[] = []): ChildProcess {
  return spawn(process.execPath, ["-r", HOOK, "-e", script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** The exit status of a child, or the signal that ended it. */
export function ended(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (status, signal) => resolve(status ?? String(signal)));
  });
}
