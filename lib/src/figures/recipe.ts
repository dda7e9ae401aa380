/**
 * A hash of what a PNG was drawn from, stored inside it. Different browsers, and different versions
 * of one, smooth the same letters differently: an unchanged figure is therefore recognised by its
 * recipe rather than by its bytes, and keeps its image on every machine.
 */
import { createHash } from "node:crypto";
import type { Figure } from "../charts/figure.js";
import { fontVersions } from "./fonts.js";
import { plotlyVersion } from "./plotly-bundle.js";
import { readPngText, withPngText } from "./png.js";

/** Increase this when a change to the drawing programs changes what images look like. */
const LOOK = 1;
const KEYWORD = "Recipe";
/** A PNG up to the end of its recipe is shorter than this. */
export const RECIPE_BYTES = 192;

/** The size of a PNG: CSS px, and pixels per CSS px. */
export interface PngSize {
  width: number;
  height: number;
  scale: number;
}

/**
 * The recipe of a figure's PNG: a hash of the figure (its data, texts and theme), its size, and the
 * versions of plotly and the fonts. The browser is not part of it.
 */
export function pngRecipe(figure: Figure, { width, height, scale }: PngSize): string {
  const ingredients = [figure, width, height, scale, plotlyVersion(), fontVersions(), LOOK];
  return createHash("sha256").update(JSON.stringify(ingredients)).digest("hex");
}

/** The PNG with its recipe. */
export function withRecipe(png: Buffer, recipe: string): Buffer {
  return withPngText(png, KEYWORD, recipe);
}

/** The recipe in a PNG, for which the first {@link RECIPE_BYTES} suffice; null if there is none. */
export function recipeOf(png: Buffer): string | null {
  const text = readPngText(png, KEYWORD);
  return text !== null && /^[0-9a-f]{64}$/.test(text) ? text : null;
}
