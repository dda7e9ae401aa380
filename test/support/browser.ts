/** A real browser for tests; where there is none they are skipped, and say so. */
import { rmSync } from "node:fs";
import type { Browser } from "playwright-core";
import { openBrowser } from "netflix-hits/chromium";
import { cacheFolder, PROJECT_ROOT } from "netflix-hits/environment/folders";

/** The first browser that starts, or null with the reason on the console. */
export async function startBrowser(whatIsSkipped: string): Promise<Browser | null> {
  const opened = await openBrowser(cacheFolder(PROJECT_ROOT));
  if ("problem" in opened) {
    console.warn(`${whatIsSkipped}: skipped, ${opened.problem}`);
    return null;
  }
  opened.browser.on("disconnected", () => rmSync(opened.folder, { recursive: true, force: true }));
  return opened.browser;
}
