/**
 * Figures as images, drawn by a real browser: plotly does not run in Node, and imitations of a
 * browser measure text wrongly.
 */
import { cacheFolder, PROJECT_ROOT } from "../base/folders.js";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { draw } from "./drawing/index.js";
import { drawingRecipe, type DrawnImages, type ImageFormat } from "./drawing/messages.js";
import type { Figure } from "../charts/figure.js";
import { DEFAULT_HEIGHT } from "../charts/theme.js";
import { keptPng } from "./kept.js";
import { pngRecipe, withRecipe, type PngSize } from "./recipe.js";

/** The most pixels in one direction of Chromium's images. */
export const MOST_PIXELS = 16_384;

/** Size of an image. */
export interface ImageOptions {
  /** In CSS px; default 900. */
  width?: number;
  /** In CSS px; default the height in the figure's layout, otherwise 520. */
  height?: number;
  /**
   * Pixels of a PNG or JPEG per CSS px; default 2, for high-density displays, and less if the image
   * would have more than {@link MOST_PIXELS}.
   */
  scale?: number;
  /** The title inside an SVG or PDF, for screen readers; default "Figure". */
  title?: string;
  /** For browsers and drawn images; default `.cache` in the project's folder. */
  cacheDir?: string;
}

let problem: string | null = null;

/** Why the last {@link drawImages} returned null; null if it did not. */
export function drawingProblem(): string | null {
  return problem;
}

/** Width and height of a figure's image in CSS px. */
export function imageSize(
  figure: Figure,
  { width, height }: ImageOptions = {},
): { width: number; height: number } {
  const own = figure.layout["height"];
  return {
    width: width ?? 900,
    height: height ?? (typeof own === "number" ? own : DEFAULT_HEIGHT),
  };
}

/** The same, with the pixels of a PNG per CSS px. */
export function pngSize(figure: Figure, options: ImageOptions = {}): PngSize {
  const size = imageSize(figure, options);
  const most = MOST_PIXELS / Math.max(size.width, size.height);
  return { ...size, scale: options.scale ?? Math.min(2, most) };
}

/** A figure as PNG; see {@link drawImages}. */
export async function drawPng(figure: Figure, options: ImageOptions = {}): Promise<Buffer | null> {
  const images = await drawImages(figure, ["png"], options);
  return images === null ? null : Buffer.from(images.png as Uint8Array);
}

/**
 * Draw a figure: as PNG; as SVG with embedded fonts; as PDF with one page of the size of the figure
 * and with text as text.
 *
 * The same figure gives the same bytes and is drawn once: later calls, even in other runs, read
 * `<cacheDir>/figures`. After a change of the browser a cached PNG is still used; other images are
 * drawn again.
 *
 * @returns an image for each of the formats, or null if no browser can draw; {@link drawingProblem}
 * then says why.
 * @throws Error if plotly rejects the figure.
 */
export async function drawImages(
  figure: Figure,
  formats: readonly ImageFormat[],
  options: ImageOptions = {},
): Promise<DrawnImages | null> {
  const { title = "Figure", cacheDir = cacheFolder(PROJECT_ROOT) } = options;
  const size = pngSize(figure, options);
  const recipe = pngRecipe(figure, size);
  const fileOf = (format: ImageFormat): string =>
    format === "png"
      ? keptPng(cacheDir, recipe)
      : join(cacheDir, "figures", `${hash([recipe, title, drawingRecipe()])}.${format}`);
  const images: DrawnImages = {};
  for (const format of formats) {
    if (existsSync(fileOf(format))) images[format] = await readFile(fileOf(format));
  }
  const missing = formats.filter((format) => images[format] === undefined);
  if (missing.length === 0) return images;
  const question = { figure, formats: missing, ...size, title, cacheDir };
  const answer = await draw(question);
  if ("images" in answer) {
    problem = null;
    for (const format of missing) {
      const drawn = Buffer.from(answer.images[format] as Uint8Array);
      const image = format === "png" ? withRecipe(drawn, recipe) : drawn;
      await keep(fileOf(format), image);
      images[format] = image;
    }
    return images;
  }
  if (answer.kind === "bad figure") {
    throw new Error(`plotly cannot draw this figure: ${answer.problem}`);
  }
  problem = answer.problem;
  return null;
}

function hash(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

async function keep(file: string, image: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, image);
}
