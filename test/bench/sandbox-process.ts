/** A sandbox in a process of its own, so that client and server do not share a core's time. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";

/** The built command: tests too start this one. */
const COMMAND = join(PROJECT_ROOT, "lib", "dist", "commands", "sandbox.js");

/** What a sandbox has seen, told at its end. */
export interface ServerCount {
  requests: number;
  /** The most requests in any one second, null where the sandbox does not tell. */
  perSecond: number | null;
  /** The most connections open at once, null where the sandbox does not tell. */
  connections: number | null;
}

/** A running sandbox. */
export interface SandboxProcess {
  baseUrl: string;
  key: string;
  /** End it. @returns what it has seen. */
  close: () => Promise<ServerCount>;
}

/**
 * Start `npm run sandbox` with these options on any free port.
 *
 * @throws Error with what it said when it does not start.
 */
export async function startSandboxProcess(options: readonly string[]): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [COMMAND, "--port", "0", ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(child, "close");
  const end = () => child.kill("SIGTERM");
  process.once("exit", end);
  const isReady = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      said += `${line}\n`;
      if (line.includes("TMDB_API_KEY=")) resolve();
    });
    ended.then(() => reject(new Error(`The sandbox did not start: ${said.trim()}`)), reject);
  });
  await isReady;
  return {
    baseUrl: /TMDB_BASE_URL=(\S+)/.exec(said)?.[1] ?? "",
    key: /TMDB_API_KEY=(\S+)/.exec(said)?.[1] ?? "",
    close: async () => {
      end();
      await ended;
      process.off("exit", end);
      return readCount(said);
    },
  };
}

/** Read "Closed after 129 requests, ..." */
function readCount(said: string): ServerCount {
  const number = (pattern: RegExp): number | null => {
    const found = pattern.exec(said)?.[1];
    return found === undefined ? null : Number(found.replaceAll(",", ""));
  };
  return {
    requests: number(/Closed after ([\d,]+) request/) ?? NaN,
    perSecond: number(/([\d,]+) (?:requests )?(?:in any|a|per|in one) second/),
    connections: number(/([\d,]+) connections?/),
  };
}
