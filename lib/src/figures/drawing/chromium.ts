/**
 * A real browser, started for drawing and printing pages of our own, and ended whatever it does.
 */
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { isRunning } from "../../base/files.js";
import { endMarked } from "../../base/process-tree.js";
import { findBrowsers, MARK, type Browser as Candidate } from "./browsers.js";
import { forgetHang, hungFile, pausedUntil, rememberHang } from "./hung.js";

const LAUNCH_MS = 20_000;
/** What mkdtemp and Chromium put behind a folder's name for a socket, whose path may have 103 bytes on every system. */
const SOCKET = "XXXXXX/org.chromium.Chromium.XXXXXX/SingletonSocket";
const SOCKET_BYTES = 103;

/** A browser that runs; or why none does. */
export type Opened =
  | {
      browser: Browser;
      /** The path of its program. */
      program: string;
      /** Whether Chromium's sandbox is around its pages. */
      sandbox: boolean;
      /**
       * What the person should know: a browser that was given up, a sandbox that is not to be had.
       */
      notes: string[];
      /** End the browser with all that it has started, and delete its files. */
      close: () => Promise<void>;
    }
  | { problem: string };

/**
 * Start the first browser of this machine that starts and opens a page. One that hangs is ended and
 * remembered. When this process ends, the browser ends with it.
 *
 * @param cacheDir where the folder of its own files is made.
 * @param browsers what lists the browsers to try, for tests.
 * @param launchMs how long a browser may take, in milliseconds.
 */
export async function openBrowser(
  cacheDir: string,
  browsers = findBrowsers,
  launchMs = LAUNCH_MS,
): Promise<Opened> {
  const candidates = await browsers(cacheDir);
  const folder = await makeFolder(cacheDir);
  const mark = process.env[MARK] ?? folder;
  const end = (): void => {
    endMarked(MARK, mark);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once("exit", end);
  const failures: Failure[] = [];
  for (const candidate of candidates) {
    const until = pausedUntil(cacheDir, candidate);
    const problem =
      until === null ? null : `hung before; it is tried again after ${formatTime(until)}`;
    const started = problem ?? (await launch(candidate, folder, mark, launchMs));
    if (typeof started !== "string") {
      await forgetHang(cacheDir, candidate);
      const close = async (): Promise<void> => {
        await started.close().catch(() => undefined);
        process.off("exit", end);
        end();
      };
      const { executablePath: program, sandbox } = candidate;
      return {
        ...{ browser: started, program, sandbox },
        notes: notes(candidate, failures, cacheDir),
        close,
      };
    }
    endMarked(MARK, mark);
    const hung = started === HUNG;
    if (hung) await rememberHang(cacheDir, candidate);
    const what = hung ? `did not start within ${launchMs / 1000} s and was given up` : started;
    failures.push({ candidate, problem: what, hung: hung || until !== null });
  }
  process.off("exit", end);
  end();
  const problems = failures.map(
    ({ candidate, problem }) => `${candidate.executablePath} ${problem}`,
  );
  const hint = failures.some(({ hung }) => hung) ? [howToTryAgain(cacheDir)] : [];
  return { problem: [...new Set(problems), ...hint].join("; ") || "no browser was found" };
}

interface Failure {
  candidate: Candidate;
  /** What it did, a clause. */
  problem: string;
  hung: boolean;
}

/**
 * What the name of the folder for a browser's own files begins with. They stand in the project's cache, as Playwright
 * would use the system's folder; in the system's after all where the project's path is too long for Chromium's socket.
 */
export function browserFolder(cacheDir: string): string {
  const name = `browser-${process.pid}-`;
  const inside = join(cacheDir, "tmp", name);
  return Buffer.byteLength(inside + SOCKET) <= SOCKET_BYTES ? inside : join(tmpdir(), name);
}

async function makeFolder(cacheDir: string): Promise<string> {
  const parent = join(cacheDir, "tmp");
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const pid = Number(/^browser-(\d+)-/.exec(name)?.[1]);
    // What a process that was killed has left.
    if (pid > 0 && !isRunning(pid)) await rm(join(parent, name), { recursive: true, force: true });
  }
  return await mkdtemp(browserFolder(cacheDir));
}

const HUNG = "hung";

/** A browser that has opened a page, or in a few words why it has not. */
async function launch(
  { executablePath, args, env, sandbox }: Candidate,
  folder: string,
  mark: string,
  launchMs: number,
): Promise<Browser | string> {
  const { chromium } = await import("playwright-core");
  const began = performance.now();
  let browser: Browser | undefined;
  try {
    browser = await inTemporaryFolder(folder, () =>
      chromium.launch({
        executablePath,
        args,
        env: { ...process.env, ...env, [MARK]: mark },
        chromiumSandbox: sandbox,
        handleSIGINT: false,
        timeout: launchMs,
      }),
    );
    await withinTime(
      browser.newPage().then((page) => page.close()),
      launchMs - (performance.now() - began),
    );
    return browser;
  } catch (error) {
    // Not waited for: one that hangs does not close.
    void browser?.close().catch(() => undefined);
    return error instanceof Error && error.name === "TimeoutError"
      ? HUNG
      : launchProblem(String(error));
  }
}

async function withinTime(work: Promise<void>, ms: number): Promise<void> {
  const late = Object.assign(new Error("too late"), { name: "TimeoutError" });
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      work,
      new Promise<void>((_, reject) => (timer = setTimeout(() => reject(late), ms))),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

/** In a few words what Playwright's message, with the output of the browser, says. */
function launchProblem(message: string): string {
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(message)?.[1];
  if (library !== undefined) return `lacks the library ${library}`;
  if (/No usable sandbox|Chromium sandboxing failed/.test(message))
    return "may not use its sandbox";
  const [, status, signal] = /process did exit: exitCode=(\w+), signal=(\w+)/.exec(message) ?? [];
  if (signal !== undefined && signal !== "null") return `was ended by ${signal}`;
  if (status !== undefined && status !== "null") return `ended at once with status ${status}`;
  const code = /\bE[A-Z]{3,}\b/.exec(message)?.[0];
  return `could not be started (${code ?? message.split("\n")[0]})`;
}

/** What the person should know of those that failed before this one started. */
function notes(started: Candidate, failures: readonly Failure[], cacheDir: string): string[] {
  const path = started.executablePath;
  const lines = failures.flatMap(({ candidate, problem, hung }) => {
    const other = candidate.executablePath;
    if (other === path) {
      return candidate.sandbox && !started.sandbox
        ? `${path} draws without Chromium's sandbox, as with it it ${problem}; it opens only this project's own pages.`
        : [];
    }
    const whose = candidate.isChosen ? "CHROME_PATH: " : "";
    return hung || candidate.isChosen ? `${whose}${other} ${problem}; ${path} draws instead.` : [];
  });
  const hint = failures.some(({ hung }) => hung) ? [`${howToTryAgain(cacheDir)}.`] : [];
  return [...new Set([...lines, ...hint])];
}

function howToTryAgain(cacheDir: string): string {
  return `Delete ${hungFile(cacheDir)} to have it tried again at once`;
}

function formatTime(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace("T", " ") + " UTC";
}

async function inTemporaryFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const names = ["TMPDIR", "TEMP", "TMP"];
  const before = names.map((name) => process.env[name]);
  try {
    for (const name of names) process.env[name] = folder;
    return await work();
  } finally {
    names.forEach((name, i) => {
      if (before[i] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[i];
    });
  }
}
