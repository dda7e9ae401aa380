/** Creates the project's Python environment from its pinned requirements. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { UserError } from "../base/errors.js";
import { lastLine, run } from "../base/child.js";
import { containedEnv, venvFolder, venvPython } from "../base/folders.js";
import { installRequirements, REQUIREMENTS } from "./pip.js";
import { findPython } from "./python.js";

/** Options of {@link ensureVenv}. */
export interface VenvOptions {
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  /** Called with a few words for each longer step. */
  onProgress?: ((step: string) => void) | undefined;
}

/** What an environment was made from; written last, so that an incomplete environment has none. */
interface Stamp {
  requirements: string;
  /** The path of the environment: a moved or copied one does not work. */
  folder: string;
  /** The real path of its Python, which changes if the system's Python is replaced. */
  executable: string;
  /** The value of PYTHON, or null. */
  wanted: string | null;
}

/** Whether the environment is complete and made from the current requirements. */
export function isVenvReady(root: string, env: NodeJS.ProcessEnv = process.env): boolean {
  try {
    const stamp = JSON.parse(readFileSync(stampPath(root), "utf8")) as Stamp;
    const now = makeStamp(root, env);
    return (
      stamp.requirements === now.requirements &&
      stamp.folder === now.folder &&
      stamp.executable === now.executable &&
      (now.wanted === null || stamp.wanted === now.wanted) &&
      existsSync(pythonHome(root))
    );
  } catch {
    return false;
  }
}

/**
 * Create `.venv` unless it is ready. It is recreated if it is incomplete, moved, or has other
 * requirements.
 *
 * @returns whether it was created.
 * @throws UserError if there is no suitable Python, pip cannot install into it or the disk cannot
 * be written.
 */
export async function ensureVenv(
  root: string,
  { env = process.env, signal, onProgress }: VenvOptions = {},
): Promise<boolean> {
  if (isVenvReady(root, env)) return false;
  const python = await findPython(env, signal);
  onProgress?.(`creating .venv with Python ${python.version}`);
  removeVenv(root);
  const contained = { env: containedEnv(root, env), cwd: root, signal };
  const made = await run(python.executable, ["-m", "venv", venvFolder(root)], contained);
  if (made.status !== 0) {
    throw new UserError(
      `Python ${python.version} at ${python.executable} could not create .venv: ` +
        `${lastLine(made.stderr || made.stdout) || String(made.failure)}. On Debian or Ubuntu: sudo apt install ` +
        "python3-venv. Or set PYTHON to another.",
    );
  }
  onProgress?.("installing JupyterLab into .venv (about half a minute)");
  await installRequirements(root, contained);
  writeFileAtomic.sync(stampPath(root), `${JSON.stringify(makeStamp(root, env), null, 2)}\n`);
  return true;
}

function removeVenv(root: string): void {
  try {
    rmSync(venvFolder(root), { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    throw new UserError(
      `Cannot remove the incomplete or outdated .venv (${(error as NodeJS.ErrnoException).code}): ` +
        "close JupyterLab and other programs that use it, or delete the folder yourself.",
      { cause: error },
    );
  }
}

function makeStamp(root: string, env: NodeJS.ProcessEnv): Stamp {
  return {
    requirements: createHash("sha256")
      .update(readFileSync(join(root, REQUIREMENTS)))
      .digest("hex"),
    folder: venvFolder(root),
    executable: realpathSync(venvPython(root)),
    wanted: env.PYTHON?.trim() || null,
  };
}

function stampPath(root: string): string {
  return join(venvFolder(root), "setup.json");
}

/** The folder of the Python whose standard library the environment uses. */
function pythonHome(root: string): string {
  const configuration = readFileSync(join(venvFolder(root), "pyvenv.cfg"), "utf8");
  return /^home *= *(.+?)\r?$/m.exec(configuration)?.[1] ?? "";
}
