/** What notebooks of one's own are called. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { StoredFigure } from "../figures/stored.js";

/**
 * The titles of the notebooks that made these figures: the first heading of each. One that is no longer there, or
 * has no heading, is left out.
 *
 * @param root the project's folder.
 */
export function notebookTitles(
  figures: readonly StoredFigure[],
  root: string,
): ReadonlyMap<string, string> {
  const names = new Set(figures.flatMap(({ notebook }) => notebook ?? []));
  const titles = [...names].map((name): [string, string | null] => [
    name,
    titleOf(join(root, "notebooks", `${basename(name)}.ipynb`)),
  ]);
  return new Map(titles.filter((entry): entry is [string, string] => entry[1] !== null));
}

interface Cell {
  cell_type?: string;
  source?: string | string[];
}

function titleOf(path: string): string | null {
  try {
    const { cells = [] } = JSON.parse(readFileSync(path, "utf8")) as { cells?: Cell[] };
    const prose = cells.filter(({ cell_type: type }) => type === "markdown");
    const text = prose.map(({ source = "" }) => [source].flat().join("")).join("\n");
    return /^#\s+(\S.*?)\s*$/m.exec(text)?.[1] ?? null;
  } catch {
    return null;
  }
}
