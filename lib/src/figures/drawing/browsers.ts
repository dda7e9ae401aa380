/**
 * Which browser draws the figures: the one of `CHROME_PATH`, else the one that npm brings on Linux,
 * which is the same on all machines, else one that is installed.
 */
import { execFile } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { chosenBrowser, installedBrowsers } from "./installed.js";

/**
 * The variable that marks a browser, and all that it starts, as one that is ended with the process
 * that draws.
 */
export const MARK = "NETFLIX_HITS_BROWSER";

/** A browser that may be able to draw. */
export interface Browser {
  executablePath: string;
  args: string[];
  /** Set for the browser, over the environment of the process. */
  env: Record<string, string>;
  /** Whether Chromium's own sandbox is around its pages. */
  sandbox: boolean;
  /** Whether `CHROME_PATH` names it. */
  isChosen?: boolean;
}

/**
 * The browsers to try, in order. The one that npm brings is listed only where it runs (Linux on
 * x64) and is installed; it is unpacked when it is first listed. Each is listed with Chromium's
 * sandbox and then without it, as some systems forbid the sandbox; for root, who cannot have it,
 * only without.
 *
 * @throws UserError when `CHROME_PATH` names no program.
 */
export async function findBrowsers(cacheDir: string): Promise<Browser[]> {
  const bundle = await unpackBundle(cacheDir);
  const env = await browserEnvironment(cacheDir, bundle);
  const chosen = chosenBrowser();
  const programs: { path: string; own: Partial<Browser>; isBundle?: boolean }[] = [];
  if (chosen !== null) programs.push({ path: chosen, own: { isChosen: true } });
  if (bundle !== null) {
    const path = join(bundle, "chromium");
    // A bare machine lacks NSS; the package has it for AWS Lambda, which lacks it too.
    const libraries = { ...env, LD_LIBRARY_PATH: join(bundle, "al2023", "lib") };
    programs.push(
      { path, own: {}, isBundle: true },
      { path, own: { env: libraries }, isBundle: true },
    );
  }
  for (const path of installedBrowsers()) if (path !== chosen) programs.push({ path, own: {} });
  const choices = process.getuid?.() === 0 ? [false] : [true, false];
  return programs.flatMap(({ path: executablePath, own, isBundle = false }) =>
    choices.map((sandbox) => {
      const args = isBundle ? bundleArgs(sandbox) : ARGS;
      return { executablePath, args, env, sandbox, ...own };
    }),
  );
}

/**
 * What the browsers of this machine are, down to their versions, found without starting them: where
 * it is the same, the same figure gives the same bytes.
 */
export function browserIdentity(): string[] {
  const chosen = chosenBrowser();
  const paths = [...(chosen === null ? [] : [chosen]), ...installedBrowsers()];
  return [...paths.map(programIdentity), `bundle ${bundleVersion() ?? "none"}`];
}

/** A program's path, its size and when it was changed. */
export function programIdentity(path: string): string {
  const { size = 0, mtimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return `${path} ${size} ${Math.round(mtimeMs)}`;
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
 * The bundled browser is a headless shell. One process would start faster, but a crash of the page
 * would then be a crash of the browser.
 */
function bundleArgs(sandbox: boolean): string[] {
  // The sandbox needs the zygote, from which pages are forked.
  return [...ARGS, "--headless=shell", "--in-process-gpu", ...(sandbox ? [] : ["--no-zygote"])];
}

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
