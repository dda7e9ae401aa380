/**
 * The kernel for a Jupyter of the person's own, for VS Code and for papermill: registered and taken
 * away.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { UserError } from "../base/errors.js";
import { PROJECT_ROOT } from "../base/folders.js";
import { kernelProcess, kernelSpecification, writeIfChanged } from "./kernel.js";

/** The name for papermill and `jupyter execute`; any other tslab is called "tslab". */
export const USER_KERNEL = "what-makes-a-hit";
const DISPLAY_NAME = "TypeScript (What makes a hit?)";

/** Where Jupyter looks for the person's own kernels. */
export interface UserKernelOptions {
  /** The project's folder. */
  root?: string;
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
}

/**
 * Register this project's kernel for the person, beside whatever kernels there are.
 *
 * @returns the path of its `kernel.json`.
 * @throws UserError when the name is taken by another copy of the project, or the folder cannot be
 * written.
 */
export function registerUserKernel(options: UserKernelOptions = {}): string {
  const { root = PROJECT_ROOT } = options;
  const path = specificationPath(options);
  assertOurs(path, root);
  const specification = kernelSpecification(root, process.execPath, DISPLAY_NAME);
  writing(path, () => writeIfChanged(path, specification));
  return path;
}

/**
 * Take the kernel away again.
 *
 * @returns the folder that was removed, null where there was none.
 * @throws UserError as {@link registerUserKernel}.
 */
export function removeUserKernel(options: UserKernelOptions = {}): string | null {
  const path = specificationPath(options);
  if (!existsSync(path)) return null;
  assertOurs(path, options.root ?? PROJECT_ROOT);
  const folder = resolve(path, "..");
  writing(folder, () => rmSync(folder, { recursive: true }));
  return folder;
}

/**
 * The path of its `kernel.json` if it is registered and starts this copy of the project, else null.
 */
export function findUserKernel(options: UserKernelOptions = {}): string | null {
  const path = specificationPath(options);
  return programOf(path) === kernelProcess(options.root ?? PROJECT_ROOT) ? path : null;
}

function specificationPath({
  env = process.env,
  platform = process.platform,
}: UserKernelOptions): string {
  return join(dataFolder(env, platform), "kernels", USER_KERNEL, "kernel.json");
}

/** As `jupyter --data-dir` has it. */
function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const chosen = env["JUPYTER_DATA_DIR"];
  if (chosen) return resolve(chosen);
  const home = env["HOME"] ?? env["USERPROFILE"] ?? homedir();
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32") {
    return join(env["APPDATA"] ?? join(home, "AppData", "Roaming"), "jupyter");
  }
  return join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "jupyter");
}

/** @throws UserError when another copy of the project, one that is still there, has the name. */
function assertOurs(path: string, root: string): void {
  const program = programOf(path);
  if (program === null || program === kernelProcess(root) || !existsSync(program)) return;
  throw new UserError(
    `The kernel ${USER_KERNEL} in ${path} is that of another folder and starts ${program}. Run npm run kernel -- ` +
      "--remove there first.",
  );
}

/** The program that a specification has Node run; null where there is none. */
function programOf(path: string): string | null {
  try {
    const { argv } = JSON.parse(readFileSync(path, "utf8")) as { argv?: string[] };
    return argv?.[1] ?? "";
  } catch {
    return null;
  }
}

function writing(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      `Cannot write ${path} (${code}): set JUPYTER_DATA_DIR to a folder of Jupyter's that you may write.`,
      { cause: error },
    );
  }
}
