/** A real browser for tests; where there is none they are skipped. */
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser } from "../../lib/src/figures/drawing/chromium.js";
import { cacheFolder, PROJECT_ROOT } from "../../lib/src/base/folders.js";

/** Whether `find-browser.cjs` found one that starts. */
const hasBrowser = process.env.TEST_WITHOUT_BROWSER === undefined;

/** `test`; where no browser starts it is skipped, for the reason that `find-browser.cjs` has printed. */
export const browserTest = hasBrowser ? test : test.skip;

/** The first browser that starts, for `beforeAll`; null where there is none and every test of it is skipped. */
export async function startBrowser(): Promise<Browser | null> {
  if (!hasBrowser) return null;
  const opened = await openBrowser(cacheFolder(PROJECT_ROOT));
  if ("problem" in opened) throw new Error(opened.problem);
  opened.browser.on("disconnected", () => void opened.close());
  return opened.browser;
}

/** A page, and whatever it said on the console, asked of a network, threw or put up as a dialog. */
export interface OpenedPage {
  page: Page;
  faults: string[];
}

/** Open a file without a network; `page.context().close()` ends it. */
export async function openFile(
  owner: Browser,
  file: string,
  options: BrowserContextOptions,
): Promise<OpenedPage> {
  const context = await owner.newContext({ ...options, offline: true });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const url = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url() !== url && !/^(data|blob):/.test(request.url())) faults.push(request.url());
  });
  await page.goto(url);
  return { page, faults };
}
