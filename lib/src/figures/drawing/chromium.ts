/** A real browser, started for drawing and printing pages of our own. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { findBrowsers } from "./browsers.js";

const LAUNCH_MS = 20_000;

/**
 * A browser that runs, with the folder of its own files, which is to be deleted when it has ended;
 * or what was said by those that would not start.
 */
export type Opened = { browser: Browser; folder: string } | { problem: string };

/**
 * Start the first browser of this machine that will start.
 *
 * @param cacheDir where the folder of its own files is made.
 * @param browsers what lists the browsers to try, for tests.
 */
export async function openBrowser(cacheDir: string, browsers = findBrowsers): Promise<Opened> {
  const { chromium } = await import("playwright-core");
  const candidates = await browsers(cacheDir);
  // Playwright puts profiles into the folder for temporary files: into ours, not the system's.
  await mkdir(join(cacheDir, "tmp"), { recursive: true });
  const folder = await mkdtemp(join(cacheDir, "tmp", "browser-"));
  const problems: string[] = [];
  for (const { executablePath, args, env } of candidates) {
    try {
      const browser = await inTemporaryFolder(folder, () =>
        chromium.launch({
          executablePath,
          args,
          env: { ...process.env, ...env },
          // As root Chromium starts only without its sandbox; it loads nothing but our own pages.
          chromiumSandbox: false,
          handleSIGINT: false,
          timeout: LAUNCH_MS,
        }),
      );
      return { browser, folder };
    } catch (error) {
      problems.push(`${executablePath}: ${String(error).split("\n")[0]}`);
    }
  }
  await rm(folder, { recursive: true, force: true });
  return { problem: problems.join("; ") || "no browser was found" };
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

/** Print a page as PDF: the same page gives the same bytes. */
export async function printPage(
  tab: Page,
  options: Parameters<Page["pdf"]>[0] = {},
): Promise<Buffer> {
  return timelessPdf(await tab.pdf({ preferCSSPageSize: true, printBackground: true, ...options }));
}

/**
 * A PDF of Chromium without what differs from one printing to the next: the times, and the numbers
 * of the heads of tables, which count on from whatever the browser happened to number before.
 * Nothing changes its length, since a PDF holds the places of its parts in bytes.
 */
export function timelessPdf(pdf: Buffer): Buffer {
  const text = pdf.toString("latin1");
  const numbers = new Set(Array.from(text.matchAll(HEAD), ([, number]) => number!));
  // Kept in their order: the PDF has a sorted index of them.
  const renumbered = new Map(
    [...numbers].sort().map((number, i) => [number, String(i + 1).padStart(number.length, "0")]),
  );
  const timeless = text
    .replace(/\/(CreationDate|ModDate) \(D:\d{14}/g, "/$1 (D:20000101000000")
    .replace(HEAD, (_, number: string) => `(node${renumbered.get(number)})`);
  return Buffer.from(timeless, "latin1");
}

const HEAD = /\(node(\d{8})\)/g;
