/** Runs notebooks on real kernels in tests; the first call of a fresh clone sets the project up. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, PROJECT_ROOT } from "../../lib/src/base/folders.js";
import {
  runNotebooks as run,
  type NotebookEvent,
  type RunNotebooksOptions,
} from "../../lib/src/jupyter/notebooks.js";
import { setUp } from "../../lib/src/jupyter/setup.js";

/** A cell of an executed notebook, as nbformat writes it; the texts are arrays of lines. */
export interface Cell {
  cell_type: string;
  source: string[];
  outputs?: {
    output_type: string;
    name?: string;
    text?: string[];
    data?: Record<string, unknown>;
  }[];
}

// What the person who runs the tests has set must not reach the notebooks, nor must jest's own.
const AMBIENT =
  /^(TMDB_|CATALOGUE_FILE$|DATA_DIR$|FIGURES_DIR$|AS_OF_YEAR$|RANDOM_STATE$|TFJS_BACKEND$|NODE_ENV$|JEST_)/;

/**
 * Run notebooks on real kernels, in order. The library that they import is the built one.
 *
 * @param options.env variables for the notebooks, over those of the tests' process.
 * @returns the events of the run.
 * @throws NotebookError when a cell fails.
 */
export async function runNotebooks(
  names: readonly string[],
  options: RunNotebooksOptions = {},
): Promise<NotebookEvent[]> {
  await setUp();
  const events: NotebookEvent[] = [];
  const ambient = Object.entries(process.env).filter(([name]) => !AMBIENT.test(name));
  const env = { ...Object.fromEntries(ambient), ...options.env };
  await run(names, {
    ...options,
    env,
    onEvent: (event) => {
      events.push(event);
      options.onEvent?.(event);
    },
  });
  return events;
}

/** Make a folder in the clone, where notebooks can import the library, for the length of a test. */
export function makeNotebookFolder(): { folder: string; remove: () => void } {
  mkdirSync(cacheFolder(PROJECT_ROOT), { recursive: true });
  const folder = mkdtempSync(join(cacheFolder(PROJECT_ROOT), "test-notebooks-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Write a notebook of code cells without outputs; returns its path. */
export function writeNotebook(folder: string, name: string, sources: readonly string[]): string {
  const cells = sources.map((source, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  }));
  const path = join(folder, `${name}.ipynb`);
  writeFileSync(path, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  return path;
}

/** The cells of a notebook that nbformat has written. */
export function readCells(path: string): Cell[] {
  return (JSON.parse(readFileSync(path, "utf8")) as { cells: Cell[] }).cells;
}

/** What a cell has printed to stdout. */
export function printed(cell: Cell | undefined): string {
  const streams = cell?.outputs?.filter(({ name }) => name === "stdout") ?? [];
  return streams.flatMap(({ text }) => text ?? []).join("");
}
