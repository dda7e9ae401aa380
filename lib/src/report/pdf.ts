/** A page of ours as PDF, printed by a real browser. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser as PlaywrightBrowser } from "playwright-core";
import writeFileAtomic from "write-file-atomic";
import { findBrowsers } from "../browsers.js";

const CACHE = join(resolve(__dirname, "..", "..", ".."), ".cache");
const LAUNCH_MS = 20_000;
const PRINT_MS = 60_000;

/** What came of {@link printPdf}: the path of the PDF, or why there is none. */
export type Printed = { path: string } | { problem: string };

/**
 * Print a page that `renderPage` made, beside it: `index.html` to `index.pdf` unless `path` says otherwise.
 * The same page gives the same bytes.
 *
 * Without a browser an older PDF of that name is deleted: it would be of other data.
 *
 * @param cacheDir for the browser's own files; default `.cache` in the project's folder.
 * @param browsers what lists the browsers to try, for tests.
 */
export async function printPdf(
  page: string,
  path = page.replace(/\.html$/, ".pdf"),
  cacheDir = CACHE,
  browsers = findBrowsers,
): Promise<Printed> {
  const opened = await startBrowser(cacheDir, browsers);
  if ("problem" in opened) {
    await rm(path, { force: true });
    return opened;
  }
  try {
    const pdf = await print(opened.browser, page);
    await writeFileAtomic(path, pdf);
    return { path };
  } finally {
    await opened.browser.close();
    await opened.cleanUp();
  }
}

/** The sentence for a PDF that could not be made. */
export function missingPdf(problem: string): string {
  return (
    "The PDF was not made, because no browser could be started: install Google Chrome, Chromium or Edge, or set " +
    `CHROME_PATH to one, and run npm run report again. (${problem})`
  );
}

async function print(browser: PlaywrightBrowser, page: string): Promise<Buffer> {
  const context = await browser.newContext({ offline: true, colorScheme: "light" });
  const tab = await context.newPage();
  tab.setDefaultTimeout(PRINT_MS);
  await tab.goto(pathToFileURL(page).href);
  // Before the page prints it draws its figures anew; only what it measures text with must be there.
  await tab.evaluate("document.fonts.ready.then(() => undefined)");
  const pdf = await tab.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    outline: true,
    tagged: true,
  });
  // Of the same length: a PDF has the places of its parts in bytes.
  const timeless = pdf
    .toString("latin1")
    .replace(/\/(CreationDate|ModDate) \(D:\d{14}/g, "/$1 (D:20000101000000");
  return Buffer.from(timeless, "latin1");
}

type Opened = { browser: PlaywrightBrowser; cleanUp: () => Promise<void> } | { problem: string };

async function startBrowser(cacheDir: string, browsers: typeof findBrowsers): Promise<Opened> {
  const { chromium } = await import("playwright-core");
  const problems: string[] = [];
  for (const { executablePath, args, env } of await browsers(cacheDir)) {
    // Playwright puts profiles into the folder for temporary files: into ours, not the system's.
    await mkdir(join(cacheDir, "tmp"), { recursive: true });
    const temporary = await mkdtemp(join(cacheDir, "tmp", "printing-"));
    const cleanUp = (): Promise<void> => rm(temporary, { recursive: true, force: true });
    const before = { ...process.env };
    try {
      process.env["TMPDIR"] = process.env["TEMP"] = process.env["TMP"] = temporary;
      const browser = await chromium.launch({
        executablePath,
        args,
        env: { ...process.env, ...env },
        // As root Chromium starts only without its sandbox; it loads nothing but our own page.
        chromiumSandbox: false,
        handleSIGINT: false,
        timeout: LAUNCH_MS,
      });
      return { browser, cleanUp };
    } catch (error) {
      problems.push(`${executablePath}: ${String(error).split("\n")[0]}`);
      await cleanUp();
    } finally {
      for (const name of ["TMPDIR", "TEMP", "TMP"]) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  }
  return { problem: problems.join("; ") || "no browser was found" };
}
