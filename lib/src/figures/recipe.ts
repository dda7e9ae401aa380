/**
 * What a PNG was drawn from, kept inside of it. Two browsers, and two versions of one, smooth the same
 * letters differently: so an unchanged figure is known by its recipe and not by its bytes, and keeps
 * the image that it has on every machine.
 */
import { createHash } from "node:crypto";
import type { Figure } from "../charts/figure.js";
import { fontVersions } from "./fonts.js";
import { plotlyVersion } from "./plotly-bundle.js";
import { readPngText, withPngText } from "./png.js";

/** To be raised when a change to the programs that draw changes what an image looks like. */
const LOOK = 1;
const KEYWORD = "Recipe";
/** A PNG down to the end of its recipe takes fewer bytes. */
export const RECIPE_BYTES = 192;

/** The size of a PNG: CSS px, and its pixels for each of them. */
export interface PngSize {
  width: number;
  height: number;
  scale: number;
}

/**
 * The recipe of a figure's PNG: a hash of the figure (its data, its texts and its theme), its size, and
 * the versions of plotly and the fonts. The browser is no part of it.
 */
export function pngRecipe(figure: Figure, { width, height, scale }: PngSize): string {
  const ingredients = [figure, width, height, scale, plotlyVersion(), fontVersions(), LOOK];
  return createHash("sha256").update(JSON.stringify(ingredients)).digest("hex");
}

/** The PNG with its recipe inside. */
export function withRecipe(png: Buffer, recipe: string): Buffer {
  return withPngText(png, KEYWORD, recipe);
}

/** The recipe inside of a PNG, of which the first {@link RECIPE_BYTES} are enough; null without one. */
export function recipeOf(png: Buffer): string | null {
  const text = readPngText(png, KEYWORD);
  return text !== null && /^[0-9a-f]{64}$/.test(text) ? text : null;
}
