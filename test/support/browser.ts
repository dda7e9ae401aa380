/** A real browser for tests; where there is none they are skipped, and say so. */
import { chromium, type Browser } from "playwright-core";
import { findBrowsers } from "netflix-hits/browsers";
import { cacheFolder, PROJECT_ROOT } from "netflix-hits/environment/folders";

/** The first browser that starts, or null with the reason on the console. */
export async function startBrowser(whatIsSkipped: string): Promise<Browser | null> {
  const faults: string[] = [];
  for (const { executablePath, args, env } of await findBrowsers(cacheFolder(PROJECT_ROOT))) {
    try {
      const ambient = process.env as Record<string, string>;
      return await chromium.launch({ executablePath, args, env: { ...ambient, ...env } });
    } catch (error) {
      faults.push(String(error).split("\n")[0] as string);
    }
  }
  console.warn(`${whatIsSkipped}: skipped, ${faults.join("; ") || "no browser was found"}`);
  return null;
}
