/** Saved figures that have no image of their current data. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pngSize } from "./images.js";
import { pngRecipe, recipeOf } from "./recipe.js";
import type { StoredFigure } from "./stored.js";

/** The figures of a folder whose PNG is missing or is of an earlier figure of that name. */
function figuresWithoutImage(
  folder: string,
  stored: readonly StoredFigure[],
): { name: string; hasOther: boolean }[] {
  return stored.flatMap(({ name, figure }) => {
    const path = join(folder, `${name}.png`);
    const png = existsSync(path) ? readFileSync(path) : null;
    if (png !== null && recipeOf(png) === pngRecipe(figure, pngSize(figure))) return [];
    return [{ name, hasOther: png !== null }];
  });
}

/** One line about them for the end of a run; null if every figure has its image. */
export function missingImages(folder: string, stored: readonly StoredFigure[]): string | null {
  const missing = figuresWithoutImage(folder, stored);
  if (missing.length === 0) return null;
  const names = missing.map(({ name, hasOther }) =>
    hasOther ? `${name} (its PNG shows earlier data)` : name,
  );
  return (
    `no browser could draw an image of ${names.join(", ")}: install Google Chrome, Chromium or Edge, ` +
    "or set CHROME_PATH to one, and run the command again"
  );
}
