/**
 * Which browser draws the figures: the one of `CHROME_PATH`, else the one that npm brings on Linux, which
 * is the same on all machines, else the system's.
 */
import { execFile } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../../base/errors.js";

/** A browser that may be able to draw. */
export interface Browser {
  executablePath: string;
  args: string[];
  /** Set for the browser, over the environment of the process. */
  env: Record<string, string>;
}

const LINUX_NAMES = [
  "google-chrome-stable",
  "google-chrome",
  "chromium",
  "chromium-browser",
  "microsoft-edge-stable",
  "microsoft-edge",
  "brave-browser",
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

/**
 * The path of a Chrome, Chromium or Edge on this machine, or null. `CHROME_PATH` goes before all
 * others.
 */
export function systemBrowser(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const candidates = env["CHROME_PATH"] ? [env["CHROME_PATH"]] : [];
  if (platform === "darwin") {
    // Programs may stand in the person's own folder of the same name.
    const homes = ["", env["HOME"] ?? ""];
    candidates.push(...MAC_PATHS.flatMap((path) => homes.map((home) => `${home}${path}`)));
  } else if (platform === "win32") {
    const folders = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]];
    candidates.push(
      ...WINDOWS_PATHS.flatMap((path) => folders.flatMap((dir) => (dir ? [join(dir, path)] : []))),
    );
  } else {
    const folders = (env["PATH"] ?? "").split(delimiter).filter(Boolean);
    candidates.push(...LINUX_NAMES.flatMap((name) => folders.map((dir) => join(dir, name))));
  }
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** @throws UserError when `CHROME_PATH` names no file. */
export function assertChosenBrowser(env: NodeJS.ProcessEnv = process.env): void {
  const path = env["CHROME_PATH"];
  if (!path || statSync(path, { throwIfNoEntry: false })?.isFile()) return;
  throw new UserError(
    `CHROME_PATH is "${path}", where no browser is: set it to the program of Chrome, Chromium or Edge, ` +
      "or remove it.",
  );
}

/**
 * The browsers to try, in order. The one that npm brings is listed only where it runs (Linux on
 * x64) and is installed; it is unpacked when it is first listed.
 */
export async function findBrowsers(cacheDir: string): Promise<Browser[]> {
  const bundle = await unpackBundle(cacheDir);
  const env = await browserEnvironment(cacheDir, bundle);
  const browsers: Browser[] = [];
  const system = systemBrowser();
  const isChosen = system !== null && system === process.env["CHROME_PATH"];
  if (isChosen) browsers.push({ executablePath: system, args: ARGS, env });
  if (bundle !== null) {
    const own = { executablePath: join(bundle, "chromium"), args: BUNDLE_ARGS };
    browsers.push({ ...own, env });
    // A bare machine lacks NSS; the package has it for AWS Lambda, which lacks it too.
    const libraries = join(bundle, "al2023", "lib");
    browsers.push({ ...own, env: { ...env, LD_LIBRARY_PATH: libraries } });
  }
  if (system !== null && !isChosen) browsers.push({ executablePath: system, args: ARGS, env });
  return browsers;
}

/**
 * What the browsers of this machine are, down to their versions, found without starting them: where
 * it is the same, the same figure gives the same bytes.
 */
export function browserIdentity(): string[] {
  const system = systemBrowser();
  const parts: string[] = [];
  if (system !== null) {
    const { size, mtimeMs } = statSync(system);
    parts.push(`${system} ${size} ${Math.round(mtimeMs)}`);
  }
  return [...parts, `bundle ${bundleVersion() ?? "none"}`];
}

/** Text is drawn from outlines that are not fitted to pixels, so that it is alike everywhere. */
const ARGS = [
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  "--disable-lcd-text",
  "--disable-gpu",
  "--no-first-run",
];

/**
 * The bundled browser has no setuid sandbox; it draws nothing but our own figures. One process
 * would start faster, but a crash of the page would then be a crash of the browser.
 */
const BUNDLE_ARGS = [
  ...ARGS,
  "--headless=shell",
  "--no-sandbox",
  "--no-zygote",
  "--in-process-gpu",
];

async function unpackBundle(cacheDir: string): Promise<string | null> {
  const version = bundleVersion();
  if (version === null) return null;
  const folder = join(cacheDir, "chromium", version);
  if (!existsSync(folder)) {
    await mkdir(dirname(folder), { recursive: true });
    const unpacked = await mkdtemp(`${folder}-`);
    try {
      await inflate(unpacked);
      await rename(unpacked, folder);
    } catch (error) {
      await rm(unpacked, { recursive: true, force: true });
      // Another kernel was faster: a folder stands there now, and it is whole.
      if (!existsSync(folder)) throw error;
    }
  }
  return folder;
}

/** The version of the installed bundle, or null where it does not run or was not installed. */
function bundleVersion(): string | null {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  try {
    const require = createRequire(__filename);
    // The package does not export its package.json; its main file lies two folders below it.
    const folder = resolve(dirname(require.resolve("@sparticuz/chromium")), "..", "..");
    return (require(join(folder, "package.json")) as { version: string }).version;
  } catch {
    return null;
  }
}

/**
 * Unpack the bundle into `folder`. The package unpacks into the folder for temporary files, and NSS
 * only if it believes to be on AWS Lambda: so it is told both, in a process of its own.
 */
async function inflate(folder: string): Promise<void> {
  const program = 'import("@sparticuz/chromium").then((m) => m.default.executablePath())';
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
  await promisify(execFile)(process.execPath, ["-e", program], { cwd: __dirname, env });
}

/**
 * Keep the browser's own files inside the cache folder, and give it the bundle's Open Sans besides
 * the system's fonts: figures then look the same on every Linux machine.
 */
async function browserEnvironment(
  cacheDir: string,
  bundle: string | null,
): Promise<Record<string, string>> {
  const home = join(cacheDir, "browser");
  await mkdir(home, { recursive: true });
  const env: Record<string, string> = {
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_CONFIG_HOME: join(home, "config"),
  };
  if (process.platform !== "linux") return env;
  env["HOME"] = home;
  const file = join(home, "fonts.conf");
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, fontConfiguration(bundle && join(bundle, "fonts", "fonts")));
  await rename(partial, file);
  env["FONTCONFIG_FILE"] = file;
  return env;
}

/** The first cache folder is the one that is written: the system's own is not ours to fill. */
function fontConfiguration(folder: string | null): string {
  const escaped = folder?.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  ${escaped === undefined ? "" : `<dir>${escaped}</dir>`}
</fontconfig>
`;
}
