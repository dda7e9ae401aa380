/** Installs the requirements into `.venv` with pip. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lastLine, run, type RunOptions } from "../base/child.js";
import { UserError } from "../base/errors.js";
import { venvFolder, venvPython } from "../base/folders.js";

/** The pinned requirements, relative to the project's folder. */
export const REQUIREMENTS = join("notebooks", "requirements.txt");

/** pip's messages if the package index cannot be reached. */
export const UNREACHABLE =
  /NewConnectionError|NameResolutionError|name resolution|Max retries|timed out|ProxyError|SSLError|ConnectionError|getaddrinfo|No route to host|Connection (refused|reset|broken)/i;

const WANTS_LOGIN =
  "The proxy requires a login: set HTTPS_PROXY and HTTP_PROXY to http://user:password@host:port, with special characters " +
  "written as %40 for @, %23 for #, then run npm run setup again.";

/** Settings that make pip install elsewhere or nothing, and that no option overrides. */
const MISLEADING = /^\S*?(global|install|:env:)\.(target|prefix|root|python|dry-run)=(.*)$/m;
const QUIET = ["--disable-pip-version-check", "--no-input"];
const PROBE = "import jupyterlab, nbclient, nbconvert, nbformat, plotly";

/**
 * Install the requirements.
 *
 * @throws UserError if a setting makes pip install elsewhere, the package index cannot be reached,
 * or the
 *   installed packages cannot be imported.
 */
export async function installRequirements(root: string, options: RunOptions): Promise<void> {
  const python = venvPython(root);
  const obstacle = await pipObstacle(python, options);
  if (obstacle !== null) throw obstacle;
  const log = join(venvFolder(root), "pip.log");
  try {
    const installed = await run(python, [...pipInstall(root), "--log", log], options);
    if (installed.status !== 0) throw pipError(installed.stderr || installed.stdout, refusals(log));
  } finally {
    rmSync(log, { force: true });
  }
  const probed = await run(python, ["-c", PROBE], options);
  if (probed.status === 0) return;
  throw new UserError(
    "pip installed JupyterLab, but the Python of .venv cannot import it " +
      `(${lastLine(probed.stderr) || String(probed.failure)}). Check pip config list for a setting that ` +
      "changes where pip installs, then run npm run setup again.",
  );
}

/**
 * The sentence about a setting with which this Python's pip would install elsewhere; null without
 * one.
 */
export async function pipObstacle(python: string, options: RunOptions): Promise<UserError | null> {
  const settings = await run(python, ["-m", "pip", "config", "list", ...QUIET], options);
  return misleadingSetting(settings.stdout);
}

function pipInstall(root: string): string[] {
  const quiet = ["--quiet", ...QUIET, "--progress-bar", "off"];
  // Every package is pinned, so pip need not resolve dependencies; and few of the 100 packages are
  // ever used.
  const exact = ["--no-deps", "--no-compile", "--no-user", "--no-warn-script-location"];
  return ["-m", "pip", "install", ...quiet, ...exact, "-r", join(root, REQUIREMENTS)];
}

/**
 * The error for the first setting in `pip config list` that makes pip install elsewhere, or null.
 */
function misleadingSetting(list: string): UserError | null {
  const [, section = "", name = "", value = ""] = MISLEADING.exec(list) ?? [];
  if (name === "") return null;
  const remedy =
    section === ":env:"
      ? `remove the environment variable PIP_${name.toUpperCase().replace("-", "_")}`
      : `pip config unset ${section}.${name}, or set PIP_CONFIG_FILE to a file without it`;
  return new UserError(
    `pip's setting ${name} = ${value} keeps JupyterLab from being installed into .venv: ` +
      `${remedy}, then run npm run setup again. Nothing was installed.`,
  );
}

/** Why pip could not read the index, which it writes into its log alone. */
function refusals(log: string): string {
  try {
    return (
      readFileSync(log, "utf8")
        .match(/Could not fetch URL .*/g)
        ?.join("\n") ?? ""
    );
  } catch {
    return "";
  }
}

function pipError(output: string, refused: string): UserError {
  const error = /^ERROR: (.*)$/m.exec(output)?.[1]?.trim() ?? lastLine(output);
  if (/\b407\b/.test(output + refused)) return new UserError(WANTS_LOGIN);
  if (UNREACHABLE.test(output + refused)) {
    return new UserError(
      "pip could not reach the Python package index: check the network, the proxy " +
        "(HTTPS_PROXY) or PIP_INDEX_URL, then run npm run setup again.",
    );
  }
  return new UserError(
    `pip could not install ${REQUIREMENTS}: ${error}. Then run npm run setup again.`,
  );
}
