/** Steps that several commands take, each with its line of progress. */
import { NotebookError, runNotebooks, type RunNotebooksOptions } from "../jupyter/notebooks.js";
import { setUp } from "../jupyter/setup.js";
import type { Progress } from "./progress.js";

/** Set up what is missing. */
export async function setUpStep(progress: Progress, signal: AbortSignal): Promise<void> {
  progress.start("Set-up");
  try {
    const made = await setUp({ signal, onProgress: (text) => progress.announce(text) });
    progress.finish(made ? "Python environment and kernel are ready" : "nothing to do");
  } catch (error) {
    progress.fail("failed");
    throw error;
  }
}

/** Run notebooks. */
export async function notebooksStep(
  progress: Progress,
  names: readonly string[],
  options: RunNotebooksOptions,
): Promise<void> {
  try {
    await runNotebooks(names, { ...options, onEvent: (event) => progress.show(event) });
  } catch (error) {
    const where = error instanceof NotebookError && error.cell > 0 ? ` in In [${error.cell}]` : "";
    progress.fail(options.signal?.aborted ? "stopped" : `failed${where}`);
    throw error;
  }
}
