/** Which browsers of this machine did not start in time, so that not every run waits for them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { programIdentity, type Browser } from "./browsers.js";

/** How often in a row, and when last, in milliseconds since 1970. */
interface Hang {
  times: number;
  at: number;
}

/** The first time it may have been a busy machine. */
const FIRST_PAUSE_MS = 3_600_000;
const PAUSE_MS = 7 * 24 * FIRST_PAUSE_MS;

/** The file that remembers; whoever deletes it has all browsers tried again. */
export function hungFile(cacheDir: string): string {
  return join(cacheDir, "browsers-that-hang.json");
}

/** Until when a browser is not to be tried, in milliseconds since 1970; null where it may be. */
export function pausedUntil(cacheDir: string, browser: Browser, now = Date.now()): number | null {
  const hang = read(cacheDir)[key(browser)];
  if (hang === undefined) return null;
  const until = hang.at + (hang.times > 1 ? PAUSE_MS : FIRST_PAUSE_MS);
  // A clock that was set back must not make it longer.
  return now < until && hang.at <= now ? until : null;
}

/**
 * Remember that a browser did not start in time: for an hour, and for a week when it hangs again.
 */
export async function rememberHang(
  cacheDir: string,
  browser: Browser,
  now = Date.now(),
): Promise<void> {
  const hangs = read(cacheDir);
  const times = (hangs[key(browser)]?.times ?? 0) + 1;
  await write(cacheDir, { ...hangs, [key(browser)]: { times, at: now } });
}

/** A browser has started after all. */
export async function forgetHang(cacheDir: string, browser: Browser): Promise<void> {
  const { [key(browser)]: hang, ...others } = read(cacheDir);
  if (hang !== undefined) await write(cacheDir, others);
}

/** A browser that is renewed, or started in another way, is another. */
function key({ executablePath, sandbox, env }: Browser): string {
  const libraries = env["LD_LIBRARY_PATH"] === undefined ? "" : " with its own libraries";
  return `${programIdentity(executablePath)}${sandbox ? " in its sandbox" : ""}${libraries}`;
}

function read(cacheDir: string): Record<string, Hang> {
  try {
    return JSON.parse(readFileSync(hungFile(cacheDir), "utf8")) as Record<string, Hang>;
  } catch {
    return {};
  }
}

/** Where the cache cannot be written nothing is remembered, and nothing else is lost. */
async function write(cacheDir: string, hangs: Record<string, Hang>): Promise<void> {
  const text = `${JSON.stringify(hangs, null, 2)}\n`;
  await writeFileAtomic(hungFile(cacheDir), text).catch(() => undefined);
}
