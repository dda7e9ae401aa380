/** Runs notebooks on real kernels, through nbclient in the project's Python environment. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chosenBrowser } from "../figures/drawing/installed.js";
import { shareDrawing } from "../figures/drawing/server.js";
import { keepImages } from "../figures/kept.js";
import { UserError } from "../base/errors.js";
import { lastLine } from "../base/child.js";
import { endTree } from "../base/process-tree.js";
import { NOTEBOOKS } from "../base/notebooks.js";
import { readSettings } from "../base/settings.js";
import { cacheFolder, containedEnv, PROJECT_ROOT, venvPython } from "../base/folders.js";

/** How long the runner may take to end its kernels. */
const GRACE_MS = 4_000;

export { NOTEBOOKS } from "../base/notebooks.js";

/** The progress of a run; `cell` counts code cells from 1, like `In [1]`. */
export interface NotebookEvent {
  event: "started" | "cell" | "waiting" | "finished";
  notebook: string;
  cell: number;
  cells: number;
  /** What a cell waits for, where it says so. */
  message?: string;
  /**
   * Times of a finished notebook: in all, for the start of its kernel, and for each of its code
   * cells.
   */
  seconds?: number;
  kernel_seconds?: number;
  cell_seconds?: number[];
}

/** Options of {@link runNotebooks}. */
export interface RunNotebooksOptions {
  /** The project's folder. */
  root?: string;
  /** The environment of the notebooks; default `process.env`. */
  env?: NodeJS.ProcessEnv;
  /** The folder of the notebooks; default the project's `notebooks`. */
  folder?: string;
  /** Where the executed copies go; default in place. */
  outputDir?: string | undefined;
  /** The Python that runs the runner; default that of `.venv`. */
  python?: string;
  /** The name of the kernel specification; default tslab. */
  kernel?: string;
  onEvent?: (event: NotebookEvent) => void;
  signal?: AbortSignal | undefined;
}

/** A notebook that failed; the message says all that the user needs to know. */
export class NotebookError extends UserError {
  constructor(
    message: string,
    readonly notebook: string,
    /** The code cell, counted from 1; 0 if it failed before the first. */
    readonly cell: number,
  ) {
    super(message);
    this.name = "NotebookError";
  }
}

/**
 * The notebooks that the selectors name, each by its name, the beginning of it, such as "03", or its path; the
 * five of the analysis when there is no selector. In the order of their names, which is the analysis' own.
 *
 * @param options.folder where the notebooks are; default `notebooks` of the project.
 * @param options.from what relative paths are relative to; default the working folder.
 * @throws UserError listing the notebooks when a selector fits none, or naming a file of another folder.
 */
export function selectNotebooks(
  selectors: readonly string[],
  { folder = join(PROJECT_ROOT, "notebooks"), from = process.cwd() } = {},
): string[] {
  if (selectors.length === 0) return [...NOTEBOOKS];
  const files = readdirSync(folder).filter((file) => file.endsWith(".ipynb"));
  const names = [...new Set([...NOTEBOOKS, ...files.map((file) => file.slice(0, -6))])].sort();
  const selected = new Set(
    selectors.flatMap((selector) => {
      const wanted = wantedName(selector, folder, from);
      const exact = names.filter((name) => name === wanted);
      const found = exact.length > 0 ? exact : names.filter((name) => name.startsWith(wanted));
      if (wanted !== "" && found.length > 0) return found;
      throw new UserError(
        `There is no notebook "${selector}": name one by its beginning, such as 03. There are ` +
          `${names.join(", ")}.`,
      );
    }),
  );
  return names.filter((name) => selected.has(name));
}

/** The name that a selector means, or the beginning of one. */
function wantedName(selector: string, folder: string, from: string): string {
  const name = basename(selector).replace(/\.ipynb$/, "");
  if (!/[\\/]/.test(selector) || resolve(from, dirname(selector)) === resolve(folder)) return name;
  // As it stands in the README, wherever it is called.
  if (resolve(folder, "..", dirname(selector)) === resolve(folder)) return name;
  throw new UserError(
    `${selector} is not in ${folder}: notebooks run there, where they find the library. Move it there.`,
  );
}

/**
 * Run notebooks in order, each on a fresh kernel; the environment must have been set up.
 *
 * A notebook is written only when all its cells have succeeded; the first that fails ends the run
 * and keeps its earlier file.
 *
 * @param names names without `.ipynb`.
 * @throws NotebookError with the sentence that the failing cell gave.
 * @throws the signal's reason when it aborts.
 */
export async function runNotebooks(
  names: readonly string[],
  options: RunNotebooksOptions = {},
): Promise<void> {
  const { root = PROJECT_ROOT, env = process.env, outputDir, onEvent, signal } = options;
  const folder = options.folder ?? join(root, "notebooks");
  signal?.throwIfAborted();
  const paths = names.map((name) => join(folder, `${name}.ipynb`));
  const missing = paths.find((path) => !existsSync(path));
  if (missing) throw new UserError(`${missing} does not exist. Restore it, for example from git.`);
  const contained = containedEnv(root, env);
  mkdirSync(contained.JUPYTER_RUNTIME_DIR ?? cacheFolder(root), { recursive: true });
  const script = join(root, "lib", "python", "run_notebooks.py");
  const output = outputDir === undefined ? [] : ["--output-dir", outputDir];
  const kernel = options.kernel === undefined ? [] : ["--kernel", options.kernel];
  const python = options.python ?? venvPython(root);
  if (options.kernel === undefined) {
    chosenBrowser(env); // A wrong one is reported before anything runs.
    keepImages({ notebooks: paths, folder: readSettings(env).figuresDir }, cacheFolder(root));
  }
  const drawing = options.kernel === undefined ? await shareDrawing() : null;
  const child = spawn(python, [script, ...output, ...kernel, ...paths], {
    cwd: root,
    env: { ...contained, ...drawing?.env },
    // The runner ends when its stdin closes, so it cannot outlive this process.
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  // Not by a signal: on Windows programs cannot handle it, and the kernels would keep running.
  let late: NodeJS.Timeout | undefined;
  const stop = () => {
    child.stdin.end();
    late = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  };
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  try {
    await follow(child, onEvent);
  } finally {
    clearTimeout(late);
    drawing?.close();
    signal?.removeEventListener("abort", stop);
    signal?.throwIfAborted();
  }
}

interface RunnerEvent {
  event: NotebookEvent["event"] | "kernel" | "failed";
  notebook: string;
  cell: number;
  cells: number;
  seconds?: number;
  message?: string;
  expected?: boolean;
  pid?: number;
}

/** Handle the runner's events until it ends. */
async function follow(child: ChildProcess, onEvent: RunNotebooksOptions["onEvent"]): Promise<void> {
  const kernels: number[] = [];
  let failure: NotebookError | null = null;
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin?.on("error", () => {}); // The runner may already have ended.
  const ended = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (status, signal) => resolve(signal ?? `status ${status}`));
  });
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      const event = JSON.parse(line) as RunnerEvent;
      if (event.event === "kernel") kernels.push(event.pid ?? 0);
      else if (event.event === "failed") failure = describeFailure(event);
      else onEvent?.(event as NotebookEvent);
    }
  }
  const how = await ended;
  if (failure) throw failure;
  if (how === "status 0") return;
  // A killed runner could not end its kernels; each leads a process group.
  for (const pid of kernels) endTree(pid);
  throw new UserError(
    `The notebooks' runner ended early (${lastLine(stderr) || how}). Delete .venv and run npm run ` +
      "setup, then try again.",
  );
}

function describeFailure({ message = "", expected, notebook, cell }: RunnerEvent): NotebookError {
  const text = expected ? message : `Notebook ${notebook}, cell In [${cell}]: ${message}`;
  return new NotebookError(text, notebook, cell);
}
