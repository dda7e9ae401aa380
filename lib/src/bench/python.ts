/** The Python of `npm run bench -- model`: scikit-learn in an environment of its own, made on demand. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { lastLine, run } from "../environment/child.js";
import { cacheFolder, containedEnv, PROJECT_ROOT } from "../environment/folders.js";
import { findPython } from "../environment/python.js";
import { UserError } from "../errors.js";

/** The study in pandas and scikit-learn. */
export const SCRIPT = join(PROJECT_ROOT, "lib", "python", "bench_model.py");
const REQUIREMENTS = join(PROJECT_ROOT, "lib", "python", "bench-requirements.txt");
const FOLDER = join(cacheFolder(PROJECT_ROOT), "bench", "venv");
/** What the environment was made from; written last, so that an interrupted one has none. */
const STAMP = join(FOLDER, "requirements.txt");

/** The environment's interpreter. */
export const BENCH_PYTHON = process.platform.startsWith("win")
  ? join(FOLDER, "Scripts", "python.exe")
  : join(FOLDER, "bin", "python");

/** What {@link ensureBenchPython} can be told. */
export interface BenchPythonOptions {
  signal?: AbortSignal | undefined;
  /** Called with a few words for each longer step. */
  onProgress?: ((step: string) => void) | undefined;
}

/** Whether the environment is there, made from the present requirements. */
export function isBenchPythonReady(): boolean {
  return (
    existsSync(BENCH_PYTHON) &&
    existsSync(STAMP) &&
    readFileSync(STAMP, "utf8") === readFileSync(REQUIREMENTS, "utf8")
  );
}

/**
 * Make the environment unless it is there.
 *
 * @throws UserError when there is no Python, or pip cannot install into it.
 */
export async function ensureBenchPython({
  signal,
  onProgress,
}: BenchPythonOptions = {}): Promise<void> {
  if (isBenchPythonReady()) return;
  const python = await findPython(process.env, signal);
  onProgress?.(`making its environment with Python ${python.version}`);
  rmSync(FOLDER, { recursive: true, force: true, maxRetries: 3 });
  const options = { env: benchEnv(), cwd: PROJECT_ROOT, signal };
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"];
  const steps = [
    { command: python.executable, args: ["-m", "venv", FOLDER] },
    { command: BENCH_PYTHON, args: ["-m", "pip", "install", ...quiet, "-r", REQUIREMENTS] },
  ];
  for (const { command, args } of steps) {
    const { status, stdout, stderr, failure } = await run(command, args, options);
    if (status === 0) continue;
    throw new UserError(
      `scikit-learn could not be installed into ${FOLDER}: ` +
        `${lastLine(stderr || stdout) || String(failure)}. ` +
        "It needs Python 3.11 or newer with venv, and the package index; then run the bench again.",
    );
  }
  writeFileAtomic.sync(STAMP, readFileSync(REQUIREMENTS));
}

/**
 * The environment's variables for scikit-learn: nothing that slows or redirects it.
 *
 * @param threads of its linear algebra; default all that the libraries take.
 */
export function benchEnv(threads?: number): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...containedEnv(PROJECT_ROOT, process.env),
    VIRTUAL_ENV: FOLDER,
  };
  // A choice of kernels meant for older builds of OpenBLAS slows the present one.
  for (const name of ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", ...THREADS]) delete env[name];
  if (threads !== undefined) for (const name of THREADS) env[name] = String(threads);
  return env;
}

const THREADS = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"] as const;
