/** A report page as PDF, printed by a real browser. */
import { cacheFolder, PROJECT_ROOT } from "../base/folders.js";
import { rm } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import writeFileAtomic from "write-file-atomic";
import { findBrowsers } from "../figures/drawing/browsers.js";
import { openBrowser } from "../figures/drawing/chromium.js";
import { printPage } from "../figures/drawing/pdf.js";

const CACHE = cacheFolder(PROJECT_ROOT);
const PRINT_MS = 60_000;

/**
 * The result of {@link printPdf}: the path of the PDF with notes on the browser, or why there is no
 * PDF.
 */
export type Printed = { path: string; notes: string[] } | { problem: string };

/**
 * Print a page that `renderPage` made, beside it: `index.html` to `index.pdf` unless `path` says
 * otherwise. The same page gives the same bytes.
 *
 * Without a browser an older PDF of that name is deleted, as it may be of other data.
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
  const opened = await openBrowser(cacheDir, browsers);
  if ("problem" in opened) {
    await rm(path, { force: true });
    return opened;
  }
  try {
    const pdf = await print(opened.browser, page);
    await writeFileAtomic(path, pdf);
    return { path, notes: opened.notes };
  } finally {
    await opened.close();
  }
}

/** The sentence for a PDF that could not be made. */
export function missingPdf(problem: string): string {
  return (
    "The PDF was not made, because no browser could be started: install Google Chrome, Chromium or Edge, or set " +
    `CHROME_PATH to one, and run npm run report again. (${problem})`
  );
}

async function print(browser: Browser, page: string): Promise<Buffer> {
  const context = await browser.newContext({ offline: true, colorScheme: "light" });
  const tab = await context.newPage();
  tab.setDefaultTimeout(PRINT_MS);
  await tab.goto(pathToFileURL(page).href);
  // The page redraws its figures before printing; only the fonts, with which it measures text, must
  // be loaded.
  await tab.evaluate("document.fonts.ready.then(() => undefined)");
  return await printPage(tab, { outline: true, tagged: true });
}
