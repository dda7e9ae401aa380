/** The Python of `npm run bench -- notebooks`: an environment of its own, made on demand. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { lastLine, run } from "../environment/child.js";
import { cacheFolder, containedEnv, PROJECT_ROOT } from "../environment/folders.js";
import { findPython } from "../environment/python.js";
import { UserError } from "../errors.js";

/** Our notebooks 02 to 05 in pandas, scikit-learn and seaborn, under the same names. */
export const PYTHON_NOTEBOOKS = join(PROJECT_ROOT, "lib", "python", "bench");
const REQUIREMENTS = join(PYTHON_NOTEBOOKS, "requirements.txt");
const FOLDER = join(cacheFolder(PROJECT_ROOT), "bench-notebooks");
/** What the environment was made from; written last, so that an interrupted one has none. */
const STAMP = join(FOLDER, "requirements.txt");

/** The environment's interpreter. */
export const NOTEBOOK_PYTHON = process.platform.startsWith("win")
  ? join(FOLDER, "Scripts", "python.exe")
  : join(FOLDER, "bin", "python");

/** What {@link ensureNotebookPython} can be told. */
export interface NotebookPythonOptions {
  signal?: AbortSignal | undefined;
  /** Called with a few words for each longer step. */
  onProgress?: ((step: string) => void) | undefined;
}

/** Whether the environment is there, made from the present requirements. */
export function isNotebookPythonReady(): boolean {
  return (
    existsSync(NOTEBOOK_PYTHON) &&
    existsSync(STAMP) &&
    readFileSync(STAMP, "utf8") === readFileSync(REQUIREMENTS, "utf8")
  );
}

/**
 * Make the environment unless it is there.
 *
 * @throws UserError when there is no Python, or pip cannot install into it.
 */
export async function ensureNotebookPython({
  signal,
  onProgress,
}: NotebookPythonOptions = {}): Promise<void> {
  if (isNotebookPythonReady()) return;
  const python = await findPython(process.env, signal);
  onProgress?.(`making its environment with Python ${python.version}`);
  rmSync(FOLDER, { recursive: true, force: true, maxRetries: 3 });
  const env = containedEnv(PROJECT_ROOT, process.env);
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"];
  const steps = [
    { command: python.executable, args: ["-m", "venv", FOLDER] },
    { command: NOTEBOOK_PYTHON, args: ["-m", "pip", "install", ...quiet, "-r", REQUIREMENTS] },
  ];
  for (const { command, args } of steps) {
    const ended = await run(command, args, { env, cwd: PROJECT_ROOT, signal });
    if (ended.status === 0) continue;
    throw new UserError(
      `pandas, scikit-learn and seaborn could not be installed into ${FOLDER}: ` +
        `${lastLine(ended.stderr || ended.stdout) || String(ended.failure)}. ` +
        "They need Python 3.11 or newer with venv, and the package index; then run the bench again.",
    );
  }
  writeFileAtomic.sync(STAMP, readFileSync(REQUIREMENTS));
}

/** The variables of the Python notebooks: nothing that slows their linear algebra. */
export function pythonEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // A choice of kernels meant for older builds of OpenBLAS slows the present one.
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...kept } = env;
  return kept;
}
