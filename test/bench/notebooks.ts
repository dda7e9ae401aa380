/** Notebooks 02 to 05 headless, beside the same analysis in Python: their wall time and its parts. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectNetwork, saveCollection } from "../../lib/src/collect/index.js";
import { cacheFolder, PROJECT_ROOT } from "../../lib/src/base/folders.js";
import {
  NOTEBOOKS,
  runNotebooks,
  type RunNotebooksOptions,
} from "../../lib/src/jupyter/notebooks.js";
import { readSettings } from "../../lib/src/base/settings.js";
import {
  benchEnv,
  ensureBenchPython,
  NOTEBOOK_PYTHON,
  PYTHON_NOTEBOOKS,
  type BenchPythonOptions,
} from "./python.js";

/**
 * The contenders, in the order in which they take turns: Python, on ipykernel, with the threads that its
 * linear algebra takes and with one.
 */
export const CONTENDERS = {
  cold: "ours, every figure drawn",
  python: "Python",
  python1: "Python, 1 thread",
  warm: "ours, figures drawn before",
} as const;
export type Contender = keyof typeof CONTENDERS;

/** One notebook of one run, in seconds. */
interface NotebookTimes {
  notebook: string;
  /** From the start of the kernel's process until it answers. */
  kernel: number;
  /** Each code cell, in order; the first imports. */
  cells: number[];
  /** All of it; a kernel that was started ahead counts from when it was waited for. */
  seconds: number;
}

/** One run of one contender. */
export interface NotebookRun {
  contender: Contender;
  /** Wall time of the runner's process, in seconds. */
  seconds: number;
  notebooks: NotebookTimes[];
}

/** What to measure. */
export interface NotebookBenchOptions {
  /** Runs of each contender; default 3. */
  repeats?: number;
  /** Told as each step begins. */
  onBegin?: (step: string) => void;
  /** Told what the step is at. */
  onProgress?: (text: string) => void;
  /** Told as each step has ended. */
  onEnd?: (text: string) => void;
  signal?: AbortSignal;
}

/**
 * Run the contenders in turn on copies of one simulated catalogue, all of them by the same runner, which
 * starts the next kernels while a notebook runs. The images that figures were drawn as before
 * are thrown away for the cold runs.
 *
 * @throws UserError when the contender's Python cannot be installed; NotebookError when a cell fails; the
 * signal's reason when it aborts.
 */
export async function benchNotebooks({
  repeats = 3,
  onBegin,
  onProgress,
  onEnd,
  signal,
}: NotebookBenchOptions = {}): Promise<NotebookRun[]> {
  onBegin?.(NOTEBOOK_PYTHON.contents);
  await ensureBenchPython(NOTEBOOK_PYTHON, { signal, onProgress });
  onEnd?.("ready");
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const runs: NotebookRun[] = [];
  try {
    onBegin?.("Catalogue");
    await collectCatalogue(join(folder, "data"), signal);
    onEnd?.("collected");
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      for (const contender of Object.keys(CONTENDERS) as Contender[]) {
        onBegin?.(`Run ${repeat} of ${repeats}, ${CONTENDERS[contender]}`);
        runs.push(await runContender(contender, folder, { signal, onProgress }));
        onEnd?.("done");
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return runs;
}

/** The simulated catalogue, collected and cleaned as notebook 01 does. */
async function collectCatalogue(dataDir: string, signal: AbortSignal | undefined): Promise<void> {
  // The folder has no .env: its key and its network are not asked for.
  const settings = readSettings(
    { DATA_DIR: dataDir, TMDB_REQUESTS_PER_SECOND: "unlimited" },
    dataDir,
  );
  saveCollection(settings, await collectNetwork(settings, signal ? { signal } : {}));
}

/** One run of notebooks 02 to 05 on a copy of `data` in the folder. */
async function runContender(
  contender: Contender,
  folder: string,
  { signal, onProgress }: BenchPythonOptions = {},
): Promise<NotebookRun> {
  const home = join(folder, contender);
  cpSync(join(folder, "data"), join(home, "data"), { recursive: true });
  if (contender === "cold") {
    rmSync(join(cacheFolder(PROJECT_ROOT), "figures"), { recursive: true, force: true });
  }
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: join(home, "data"),
    FIGURES_DIR: join(home, "figures"),
    TMDB_NETWORK_ID: "213",
    AS_OF_YEAR: "2026",
    RANDOM_STATE: "42",
  };
  const theirs: RunNotebooksOptions = {
    env: benchEnv(contender === "python1" ? 1 : undefined, NOTEBOOK_PYTHON, env),
    folder: PYTHON_NOTEBOOKS,
    python: NOTEBOOK_PYTHON.executable,
    kernel: "python3",
  };
  const notebooks: NotebookTimes[] = [];
  const began = performance.now();
  await runNotebooks(NOTEBOOKS.slice(1), {
    ...(contender === "cold" || contender === "warm" ? { env } : theirs),
    outputDir: join(home, "notebooks"),
    signal,
    onEvent: ({ event, notebook, cell, cells, seconds, kernel_seconds, cell_seconds }) => {
      if (event === "cell") onProgress?.(`${notebook}, cell ${cell} of ${cells}`);
      if (event !== "finished") return;
      const times = { kernel: kernel_seconds ?? NaN, cells: cell_seconds ?? [] };
      notebooks.push({ notebook, ...times, seconds: seconds ?? NaN });
    },
  });
  const seconds = (performance.now() - began) / 1000;
  rmSync(home, { recursive: true, force: true });
  return { contender, seconds, notebooks };
}
