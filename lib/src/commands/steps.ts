/** Steps that several commands have in common, each with its line of progress. */
import { join } from "node:path";
import { NotebookError, runNotebooks, type RunNotebooksOptions } from "../jupyter/notebooks.js";
import { setUp } from "../jupyter/setup.js";
import { showControls } from "../base/escape.js";
import { readSettings, type Settings } from "../base/settings.js";
import type { Progress } from "./progress.js";

/**
 * The settings of a run. If the notebooks go to another folder, so do the figures, unless
 * `FIGURES_DIR` is set. Variables that have no effect are reported on stderr.
 *
 * @param env the environment of the notebooks; the folder of the figures is added to it.
 */
export function settingsFor(env: NodeJS.ProcessEnv, outputDir: string | undefined): Settings {
  const settings = readSettings(env);
  for (const note of settings.notes) console.error(showControls(note));
  const usual = join(settings.root, "assets", "figures");
  if (!outputDir || settings.figuresDir !== usual) return settings;
  env.FIGURES_DIR = join(outputDir, "figures");
  return readSettings(env);
}

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
