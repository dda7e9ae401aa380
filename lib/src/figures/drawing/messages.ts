/** The messages between the drawing process and its clients. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../base/folders.js";
import { browserIdentity } from "./browsers.js";
import type { Figure } from "../../charts/figure.js";
import { fontVersions } from "../fonts.js";
import { plotlyVersion } from "../plotly-bundle.js";

/** A format of images that the browser draws. */
export type ImageFormat = "png" | "jpeg" | "svg" | "pdf";

/** Images of one figure by their format. */
export type DrawnImages = Partial<Record<ImageFormat, Uint8Array>>;

/** A figure to be drawn. */
export interface DrawingQuestion {
  figure: Figure;
  formats: ImageFormat[];
  /** The title inside the images. */
  title: string;
  width: number;
  height: number;
  scale: number;
  cacheDir: string;
}

/** The images, or why there are none. */
export type DrawingAnswer =
  { images: DrawnImages } | { kind: "bad figure" | "no browser" | "crash"; problem: string };

/** What the drawing process receives, and replies with the same id. */
export type DrawingRequest = DrawingQuestion & { id: number };
export type DrawingReply = DrawingAnswer & { id: number };

/** Compiled files, because tests run these modules from TypeScript, which a child process cannot. */
const DIST = join(PACKAGE_ROOT, "dist");
/** The program of the drawing process. */
export const PROCESS_FILE = join(DIST, "figures", "drawing", "process.js");
/** The programs that determine an image. */
const PROGRAM_FILES = [
  PROCESS_FILE,
  ...[
    "figures/drawing/chromium",
    "figures/fonts",
    "base/escape",
    "figures/plotly-bundle",
    "figures/drawing/browsers",
    "figures/drawing/pdf",
  ].map((name) => join(DIST, `${name}.js`)),
];

/**
 * What an image depends on besides the figure: plotly, the fonts, these programs and the browser.
 */
export function drawingRecipe(): string {
  const program = createHash("sha256");
  for (const file of PROGRAM_FILES) program.update(readFileSync(file));
  return [
    `plotly ${plotlyVersion()}`,
    ...fontVersions(),
    `program ${program.digest("hex")}`,
    ...browserIdentity(),
  ].join("\n");
}
