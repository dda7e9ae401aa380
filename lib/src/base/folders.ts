/** The project's folders. Python and Jupyter write here too, and nothing in the home folder. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { withSchemes } from "./proxy.js";

/** The folder of this package, with its package.json. */
export const PACKAGE_ROOT = resolve(__dirname, "..", "..");

/**
 * The root of the repository; where the library is installed as a package, the working directory.
 */
export const PROJECT_ROOT = existsSync(resolve(PACKAGE_ROOT, "..", "notebooks"))
  ? resolve(PACKAGE_ROOT, "..")
  : process.cwd();

/** The project's own Python environment. */
export function venvFolder(root: string): string {
  return join(root, ".venv");
}

/** The Python of the project's environment. */
export function venvPython(root: string, platform: string = process.platform): string {
  return platform === "win32"
    ? join(venvFolder(root), "Scripts", "python.exe")
    : join(venvFolder(root), "bin", "python");
}

/** The folder for files that can be deleted at any time. */
export function cacheFolder(root: string): string {
  return join(root, ".cache");
}

// These would lead Python or Jupyter to another environment, or make outputs depend on the
// caller's.
const UNWANTED = [
  "PYTHONHOME",
  "PYTHONPATH",
  "PIP_USER",
  "PIP_TARGET",
  "PIP_PREFIX",
  "JUPYTER_PATH",
  "JUPYTER_CONFIG_PATH",
  "JUPYTERLAB_DIR",
  // Set in the kernels of a Jupyter server; processes started from there are not kernels.
  "JPY_SESSION_NAME",
  "FORCE_COLOR",
];

/**
 * The environment for pip, Jupyter and the kernels: that of this process, with every folder in
 * which Jupyter and IPython write moved from the home folder into the project's `.cache`.
 */
export function containedEnv(root: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const jupyter = join(cacheFolder(root), "jupyter");
  const contained: NodeJS.ProcessEnv = {
    ...env,
    VIRTUAL_ENV: venvFolder(root),
    JUPYTER_CONFIG_DIR: join(jupyter, "config"),
    JUPYTER_DATA_DIR: join(jupyter, "data"),
    JUPYTER_RUNTIME_DIR: join(jupyter, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(jupyter, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(jupyter, "workspaces"),
    JUPYTER_PREFER_ENV_PATH: "1",
    IPYTHONDIR: join(cacheFolder(root), "ipython"),
    PYTHONIOENCODING: "utf-8",
  };
  return withSchemes(
    Object.fromEntries(Object.entries(contained).filter(([name]) => !UNWANTED.includes(name))),
  );
}
