/**
 * Figures as files for reports and slides.
 *
 * @module
 */
import { join } from "node:path";
import { figureCsv } from "./figure-csv.js";
import { figureText } from "./show.js";
import { UserError } from "../base/errors.js";
import { drawImages, drawingProblem, imageSize, MOST_PIXELS, type ImageOptions } from "./images.js";
import type { Figure } from "../charts/figure.js";
import { discard, replaceFile, writeTemporary, type TemporaryFile } from "../base/files.js";
import { assertFigureName } from "./name.js";
import { settingsInUse } from "../base/settings.js";
import { withTheme, type Theme } from "../charts/palette.js";

/** The formats in which a figure can be exported. */
export const EXPORT_FORMATS = ["png", "svg", "pdf", "html", "csv"] as const;

/** One of {@link EXPORT_FORMATS}. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Options of {@link exportFigure}. */
export interface ExportOptions {
  /** Default PNG and SVG. */
  formats?: readonly ExportFormat[];
  /** In CSS px, 100 to 8,000; default 900, or the width of the window in HTML. */
  width?: number;
  /** In CSS px, 100 to 8,000; default the height in the figure's layout, otherwise 520. */
  height?: number;
  /** Pixels of a PNG per CSS px, 0.5 to 8; default 2, less for figures larger than 8,192 px. */
  scale?: number;
  /** Default light, whatever the theme of the figure. */
  theme?: Theme;
  /** Default `FIGURES_DIR` of the settings read last; created if it does not exist. */
  folder?: string;
  /** The caption of the figure in Markdown, shown below it in HTML. */
  caption?: string;
  /** The alternative text; default its title and subtitle. */
  alt?: string;
}

/**
 * Write a figure to files `<name>.<format>`: PNG; SVG with embedded fonts; PDF with one page of the
 * size of the figure; interactive HTML that needs no network. The same figure gives the same bytes.
 * Either all files are written or none.
 *
 * @example await exportFigure(figure, "hit-rate-by-genre", { formats: ["pdf"], width: 1200 });
 *
 * @param name in kebab-case.
 * @returns the paths of the files, in the order of the formats.
 * @throws UserError if the name, a format or a size is invalid, the folder cannot be written, or no
 * browser can draw (HTML needs none).
 */
export async function exportFigure(
  figure: Figure,
  name: string,
  options: ExportOptions = {},
): Promise<string[]> {
  assertFigureName(name);
  const { folder = settingsInUse().figuresDir, theme = "light" } = options;
  const formats = [...new Set(options.formats ?? (["png", "svg"] as const))];
  checkFormats(formats);
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a cell may pass anything
  if (theme !== "light" && theme !== "dark") {
    throw new UserError(`theme: expected "light" or "dark", found "${String(theme)}".`);
  }
  checkSize(figure, formats, options);
  const themed = withTheme(figure, theme);
  const contents = await makeAll(themed, name, formats, options);
  const files: TemporaryFile[] = [];
  try {
    for (const [i, format] of formats.entries()) {
      const content = contents[i]!;
      files.push(writeTemporary(join(folder, `${name}.${format}`), [content]));
    }
    files.forEach(replaceFile);
  } catch (error) {
    discard(files);
    throw error;
  }
  return formats.map((format) => join(folder, `${name}.${format}`));
}

async function makeAll(
  figure: Figure,
  name: string,
  formats: readonly ExportFormat[],
  options: ExportOptions,
): Promise<(string | Uint8Array)[]> {
  const title = options.alt ?? (figureText(figure) || name);
  const drawn = formats.filter(
    (format): format is Exclude<ExportFormat, "html" | "csv"> =>
      format !== "html" && format !== "csv",
  );
  const images =
    drawn.length === 0 ? {} : await drawImages(figure, drawn, { ...sizeOf(options), title });
  if (images === null) {
    const list = drawn.map((format) => format.toUpperCase()).join(", ");
    throw new UserError(
      `${name} was not exported: no browser could draw it as ${list}. Install Google Chrome, ` +
        "Chromium or Edge, or set CHROME_PATH to one; the formats html and csv need no browser. " +
        `(${drawingProblem() ?? "unknown reason"})`,
    );
  }
  const { figurePage } = await import("./page.js");
  const { caption = "", width, height } = options;
  const size = { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
  return formats.map((format) => {
    if (format === "csv") return figureCsv(figure);
    if (format === "html") return figurePage(figure, { title, caption, ...size });
    return images[format] as Uint8Array;
  });
}

function sizeOf({ width, height, scale }: ExportOptions): ImageOptions {
  return {
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(scale === undefined ? {} : { scale }),
  };
}

function checkFormats(formats: readonly string[]): void {
  const known: readonly string[] = EXPORT_FORMATS;
  const wrong = formats.find((format) => !known.includes(format));
  if (wrong !== undefined || formats.length === 0) {
    const found = wrong === undefined ? "none" : `"${wrong}"`;
    throw new UserError(`formats: expected some of ${known.join(", ")}, found ${found}.`);
  }
}

function checkSize(figure: Figure, formats: readonly ExportFormat[], options: ExportOptions): void {
  const { width, height, scale } = options;
  for (const [key, value] of Object.entries({ width, height })) {
    if (value === undefined || (Number.isInteger(value) && value >= 100 && value <= 8_000))
      continue;
    throw new UserError(
      `${key}: expected an integer from 100 to 8000 (px), found ${String(value)}.`,
    );
  }
  if (scale === undefined) return;
  if (!(scale >= 0.5 && scale <= 8)) {
    throw new UserError(`scale: expected a number from 0.5 to 8, found ${String(scale)}.`);
  }
  for (const [key, value] of Object.entries(imageSize(figure, sizeOf(options)))) {
    if (!formats.includes("png") || value * scale <= MOST_PIXELS) continue;
    throw new UserError(
      `${key} ${value} at scale ${scale} is more than ${MOST_PIXELS} pixels: use a smaller scale, ` +
        "or the formats svg or pdf, which have no pixels.",
    );
  }
}
