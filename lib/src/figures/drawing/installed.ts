/** The Chromes, Chromiums and browsers made from them that are installed on this machine. */
import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { UserError } from "../../base/errors.js";
import { PROJECT_ROOT } from "../../base/folders.js";

const LINUX_NAMES = [
  "google-chrome-stable",
  "google-chrome",
  "chromium",
  "chromium-browser",
  "microsoft-edge-stable",
  "microsoft-edge",
  "brave-browser-stable",
  "brave-browser",
  "brave",
  "vivaldi-stable",
  "vivaldi",
];

const MAC_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
];

const WINDOWS_PATHS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
  "BraveSoftware\\Brave-Browser\\Application\\brave.exe",
];

/** Inside the folders that Playwright downloads, such as `chromium-1234/chrome-linux64`. */
const PLAYWRIGHT_PROGRAMS = [
  "chrome",
  "headless_shell",
  "chrome-headless-shell",
  "chrome.exe",
  "headless_shell.exe",
  "chrome-headless-shell.exe",
  "Chromium.app/Contents/MacOS/Chromium",
  "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
];

/**
 * The paths of the browsers of this machine that can draw, the preferred first: those of the
 * system, then those that Playwright has downloaded for other projects, the newest first.
 * `CHROME_PATH` is not among them unless it is found anyway.
 */
export function installedBrowsers(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const candidates = [...systemPaths(env, platform), ...playwrightPaths(env, platform)];
  return [...new Set(candidates)].filter(isFile);
}

function systemPaths(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === "darwin") {
    // Programs may stand in the person's own folder of the same name.
    const homes = ["", env["HOME"] ?? ""];
    return MAC_PATHS.flatMap((path) => homes.map((home) => `${home}${path}`));
  }
  if (platform === "win32") {
    const folders = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]];
    return WINDOWS_PATHS.flatMap((path) => folders.flatMap((dir) => (dir ? join(dir, path) : [])));
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return LINUX_NAMES.flatMap((name) => folders.map((dir) => join(dir, name)));
}

function playwrightPaths(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const versions = playwrightFolders(env, platform).flatMap((folder) =>
    namesIn(folder).flatMap((name) => {
      const revision = /^chromium(?:_headless_shell)?-(\d+)$/.exec(name)?.[1];
      return revision === undefined ? [] : { path: join(folder, name), revision: Number(revision) };
    }),
  );
  versions.sort((a, b) => b.revision - a.revision);
  return versions.flatMap(({ path }) =>
    namesIn(path)
      .filter((name) => name.startsWith("chrome-"))
      .flatMap((name) => PLAYWRIGHT_PROGRAMS.map((program) => join(path, name, program))),
  );
}

/**
 * As Playwright itself finds them: `PLAYWRIGHT_BROWSERS_PATH`, where "0" is inside its package, and
 * its default.
 */
function playwrightFolders(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const home = env["HOME"] ?? env["USERPROFILE"] ?? homedir();
  const cache =
    platform === "darwin"
      ? join(home, "Library", "Caches")
      : platform === "win32"
        ? (env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"))
        : env["XDG_CACHE_HOME"] || join(home, ".cache");
  const chosen = env["PLAYWRIGHT_BROWSERS_PATH"];
  const first =
    chosen === "0"
      ? join(PROJECT_ROOT, "node_modules", "playwright-core", ".local-browsers")
      : chosen && resolve(env["INIT_CWD"] ?? "", chosen);
  return [...(first ? [first] : []), join(cache, "ms-playwright")];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/**
 * The browser that `CHROME_PATH` names, null without it.
 *
 * @throws UserError when no program is there.
 */
export function chosenBrowser(env: NodeJS.ProcessEnv = process.env): string | null {
  const path = env["CHROME_PATH"]?.trim();
  if (!path) return null;
  const fault = isFile(path) ? whyNotStarted(path) : "where no browser is";
  if (fault === null) return path;
  throw new UserError(
    `CHROME_PATH is "${path}", ${fault}: set it to the program of Chrome, Chromium or Edge, ` +
      "or remove it.",
  );
}

function whyNotStarted(path: string): string | null {
  try {
    accessSync(path, constants.X_OK);
    return null;
  } catch {
    return "a file that is not a program you may start";
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
