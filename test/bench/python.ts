/** The Pythons of the benches: environments of their own, made on demand. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { lastLine, run } from "../../lib/src/base/child.js";
import { cacheFolder, containedEnv, PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { findPython } from "../../lib/src/jupyter/python.js";
import { UserError } from "../../lib/src/base/errors.js";

const SOURCES = join(PROJECT_ROOT, "lib", "python");
/** The study of `npm run bench -- model` in pandas and scikit-learn. */
export const SCRIPT = join(SOURCES, "bench_model.py");
/** Our notebooks 02 to 05 in pandas, scikit-learn and seaborn, under the same names. */
export const PYTHON_NOTEBOOKS = join(SOURCES, "bench");

/** An environment and what it is made from. */
export interface BenchPython {
  folder: string;
  requirements: string;
  /** The interpreter. */
  executable: string;
  /** What is installed, in words. */
  contents: string;
}

/** The environment of `npm run bench -- model`. */
export const MODEL_PYTHON = environment(
  "venv",
  join(SOURCES, "bench-requirements.txt"),
  "scikit-learn",
);
/** The environment of `npm run bench -- notebooks`. */
export const NOTEBOOK_PYTHON = environment(
  "notebooks",
  join(PYTHON_NOTEBOOKS, "requirements.txt"),
  "pandas, scikit-learn and seaborn",
);

function environment(name: string, requirements: string, contents: string): BenchPython {
  const folder = join(cacheFolder(PROJECT_ROOT), "bench", name);
  const executable = process.platform.startsWith("win")
    ? join(folder, "Scripts", "python.exe")
    : join(folder, "bin", "python");
  return { folder, requirements, executable, contents };
}

/** What {@link ensureBenchPython} can be told. */
export interface BenchPythonOptions {
  signal?: AbortSignal | undefined;
  /** Called with a few words for each longer step. */
  onProgress?: ((step: string) => void) | undefined;
}

/** Whether the environment is there, made from the present requirements. */
export function isBenchPythonReady(python: BenchPython = MODEL_PYTHON): boolean {
  const stamp = stampOf(python);
  return (
    existsSync(python.executable) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === readFileSync(python.requirements, "utf8")
  );
}

/** What the environment was made from; written last, so that an interrupted one has none. */
function stampOf({ folder }: BenchPython): string {
  return join(folder, "requirements.txt");
}

/**
 * Make the environment unless it is there.
 *
 * @throws UserError when there is no Python, or pip cannot install into it.
 */
export async function ensureBenchPython(
  wanted: BenchPython,
  { signal, onProgress }: BenchPythonOptions = {},
): Promise<void> {
  if (isBenchPythonReady(wanted)) return;
  const { folder, requirements, executable, contents } = wanted;
  const python = await findPython(process.env, signal);
  onProgress?.(`making its environment with Python ${python.version}`);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const options = { env: benchEnv(undefined, wanted), cwd: PROJECT_ROOT, signal };
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"];
  const steps = [
    { command: python.executable, args: ["-m", "venv", folder] },
    { command: executable, args: ["-m", "pip", "install", ...quiet, "-r", requirements] },
  ];
  for (const { command, args } of steps) {
    const { status, stdout, stderr, failure } = await run(command, args, options);
    if (status === 0) continue;
    throw new UserError(
      `The bench could not install ${contents} into ${folder}: ` +
        `${lastLine(stderr || stdout) || String(failure)}. ` +
        "It needs Python 3.11 or newer with venv, and the package index; then run the bench again.",
    );
  }
  writeFileAtomic.sync(stampOf(wanted), readFileSync(requirements));
}

/**
 * The environment's variables for scikit-learn: nothing that slows or redirects it.
 *
 * @param threads of its linear algebra; default all that the libraries take.
 * @param python default that of the model's bench.
 * @param variables what else is set; default `process.env`.
 */
export function benchEnv(
  threads?: number,
  python: BenchPython = MODEL_PYTHON,
  variables: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...containedEnv(PROJECT_ROOT, variables),
    VIRTUAL_ENV: python.folder,
  };
  // A choice of kernels meant for older builds of OpenBLAS slows the present one.
  for (const name of ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", ...THREADS]) {
    Reflect.deleteProperty(env, name);
  }
  if (threads !== undefined) for (const name of THREADS) env[name] = String(threads);
  return env;
}

const THREADS = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"] as const;
