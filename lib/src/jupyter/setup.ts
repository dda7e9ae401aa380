/** Sets up what notebooks need: the Python environment and the kernel in it. */
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import { cacheFolder, PROJECT_ROOT } from "../base/folders.js";
import { registerKernel, writeLabDefaults } from "./kernel.js";
import { withLock } from "../base/lock.js";
import { ensureVenv, isVenvReady, type VenvOptions } from "./venv.js";

/** Options of {@link setUp}. */
export interface SetUpOptions extends VenvOptions {
  /** The project's folder. */
  root?: string;
}

const NOT_WRITABLE = ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"];

/**
 * Set up what is missing: `.venv` with the pinned requirements, the tslab kernel and JupyterLab's
 * defaults. Takes milliseconds if nothing is missing. Concurrent processes wait for the first one.
 *
 * @returns whether the environment was created.
 * @throws UserError if something is missing that the user has to provide.
 */
export async function setUp({
  root = PROJECT_ROOT,
  ...options
}: SetUpOptions = {}): Promise<boolean> {
  try {
    const made =
      !isVenvReady(root, options.env) &&
      (await withLock(
        join(cacheFolder(root), "setup.lock"),
        () => ensureVenv(root, options),
        options.signal,
      ));
    registerKernel(root);
    writeLabDefaults(root);
    return made;
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined || !NOT_WRITABLE.includes(code)) throw error;
    throw new UserError(`Cannot write ${path ?? root} (${code}): set-up writes into ${root}.`, {
      cause: error,
    });
  }
}
