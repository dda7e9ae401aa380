/** The figures that `show` has kept in `FIGURES_DIR`, read again. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import type { Figure } from "../charts/figure.js";

/** A figure as it is kept in `FIGURES_DIR`, for the report and for exports. */
export interface StoredFigure {
  name: string;
  caption: string;
  alt: string;
  /** Where the data came from, in words; null where the figure does not say. */
  source: string | null;
  /** The network's file-name slug. */
  network: string;
  figure: Figure;
}

/**
 * All figures of a folder in the order of their names; none when the folder does not exist.
 *
 * @throws UserError naming a file that is no figure.
 */
export function readStoredFigures(folder: string): StoredFigure[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.sort().map((file) => {
    try {
      const stored = JSON.parse(readFileSync(join(folder, file), "utf8")) as StoredFigure;
      if (!Array.isArray(stored.figure.data)) throw new TypeError("no data");
      return stored;
    } catch (error) {
      throw new UserError(
        `${join(folder, file)} is not a figure that a notebook wrote. Delete it and run npm start.`,
        { cause: error },
      );
    }
  });
}
