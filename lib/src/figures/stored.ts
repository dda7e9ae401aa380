/** Reading the figures that `show` has saved in `FIGURES_DIR`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import type { Figure } from "../charts/figure.js";

/** A saved figure, for the report and for exports. */
export interface StoredFigure {
  name: string;
  caption: string;
  alt: string;
  /** Where the data came from, in words; null if the figure does not say. */
  source: string | null;
  /** The network's file-name slug. */
  network: string;
  /** The name of the notebook of one's own that made it; absent in those of the analysis. */
  notebook?: string;
  figure: Figure;
}

/**
 * All figures of a folder, ordered by name; none if the folder does not exist.
 *
 * @throws UserError naming a file that is not a figure.
 */
export function readStoredFigures(folder: string): StoredFigure[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.sort().map((file) => readFigureFile(join(folder, file)));
}

/**
 * The figure of that name; null when there is none.
 *
 * @throws UserError when its file is no figure.
 */
export function readStoredFigure(folder: string, name: string): StoredFigure | null {
  const path = join(folder, `${name}.json`);
  return existsSync(path) ? readFigureFile(path) : null;
}

function readFigureFile(path: string): StoredFigure {
  try {
    const stored = JSON.parse(readFileSync(path, "utf8")) as StoredFigure;
    if (!Array.isArray(stored.figure.data)) throw new TypeError("no data");
    return stored;
  } catch (error) {
    throw new UserError(
      `${path} is not a figure that a notebook wrote. Delete it and run npm start.`,
      { cause: error },
    );
  }
}
