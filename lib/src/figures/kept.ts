/** Images that already exist in notebooks and folders, reused for unchanged figures. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { isPng } from "./png.js";
import { RECIPE_BYTES, recipeOf } from "./recipe.js";

/** Where images may be. */
export interface ImageSources {
  /** Paths of notebooks with their outputs. */
  notebooks: readonly string[];
  /** A folder of PNG files. */
  folder: string;
}

/** The file of a drawn PNG in a cache folder. */
export function keptPng(cacheDir: string, recipe: string): string {
  return join(cacheDir, "figures", `${recipe}.png`);
}

/**
 * Put the images with a recipe into the cache, so that unchanged figures are not drawn again and
 * need no browser. Notebooks and files that cannot be read are skipped.
 */
export function keepImages({ notebooks, folder }: ImageSources, cacheDir: string): void {
  for (const png of [...notebooks.flatMap(imagesOfNotebook), ...imagesOfFolder(folder)]) {
    const recipe = recipeOf(Buffer.from(png.slice(0, BASE64_BEGINNING), "base64"));
    if (recipe === null || existsSync(keptPng(cacheDir, recipe))) continue;
    const bytes = Buffer.from(png, "base64");
    if (!isPng(bytes)) continue;
    mkdirSync(join(cacheDir, "figures"), { recursive: true });
    writeFileAtomic.sync(keptPng(cacheDir, recipe), bytes);
  }
}

/** Base64 has four characters for three bytes. */
const BASE64_BEGINNING = (RECIPE_BYTES / 3) * 4;

interface Notebook {
  cells?: { outputs?: { data?: Record<string, unknown> }[] }[];
}

/** PNGs in base64; some programs split it into lines. */
function imagesOfNotebook(path: string): string[] {
  try {
    const { cells = [] } = JSON.parse(readFileSync(path, "utf8")) as Notebook;
    const outputs = cells.flatMap((cell) => cell.outputs ?? []);
    const images = outputs.map(({ data }) => data?.["image/png"]);
    return images
      .map((image) => (Array.isArray(image) ? image.join("") : image))
      .flatMap((image) => (typeof image === "string" ? image.replace(/\s/g, "") : []));
  } catch {
    return [];
  }
}

function imagesOfFolder(folder: string): string[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith(".png"));
    return files.map((name) => readFileSync(join(folder, name)).toString("base64"));
  } catch {
    return [];
  }
}
