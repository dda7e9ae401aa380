/**
 * Functions that cells call to show figures, tables and text.
 *
 * @module
 */
import { assertWritable } from "../base/files.js";
import { showMarkdown } from "../cell/show.js";
import { rmSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { DrawnImages } from "./drawing/messages.js";
import { UserError } from "../base/errors.js";
import { drawImages, drawingProblem, imageSize } from "./images.js";
import { FIGURE_CONFIG } from "./config.js";
import { assertFigureName } from "./name.js";
import type { Figure } from "../charts/figure.js";
import { publish } from "../cell/output.js";
import { md } from "../base/escape.js";
import { isUnjudged, type Outcome, type Unjudged } from "../base/outcome.js";
import { recordFigure } from "../data/provenance/figure-records.js";
import { settingsInUse } from "../base/settings.js";
import { ownNotebook } from "../base/notebooks.js";
import { readStoredFigure, type StoredFigure } from "./stored.js";

export {
  assertJudged,
  ifJudged,
  isUnjudged,
  type Outcome,
  type Unjudged,
} from "../base/outcome.js";
export { showSteps } from "../cell/progress.js";
export { showMarkdown, showTable } from "../cell/show.js";
export type { ArqueroTable, DanfoFrame, Tabular } from "../cell/tabular.js";

/** Name and description of a figure. */
export interface ShowOptions {
  /** Kebab-case; the names of its files in `FIGURES_DIR`. */
  name: string;
  /** The caption in Markdown, shown below the figure here and in the report. */
  caption?: string;
  /** The alternative text; default its title and subtitle. */
  alt?: string;
}

/**
 * Show a figure in one output: interactive, as an image for frontends without plotly, and as text.
 * Its image and its data are saved as `<name>.png` and `<name>.json` in the `FIGURES_DIR` of the
 * settings read last.
 *
 * An unchanged figure keeps its image. A changed one has no image if there is no browser: the first
 * time, a sentence says what to install, and a PNG of earlier data in `FIGURES_DIR` is left
 * unchanged.
 *
 * @throws UserError if the name is not in kebab-case, `FIGURES_DIR` cannot be written, or a notebook of your
 * own uses the figure name of another notebook.
 */
export async function show(
  figure: Figure,
  { name, caption = "", alt }: ShowOptions,
): Promise<void> {
  assertFigureName(name);
  const settings = settingsInUse();
  const notebook = ownNotebook();
  if (notebook !== null) assertOwn(settings.figuresDir, name, notebook);
  const text = alt ?? figureText(figure);
  const images =
    (isInJupyterLab() ? await drawImages(figure, ["png", "jpeg"]) : null) ??
    // An image that was drawn before needs no browser.
    (await drawImages(figure, ["png"]));
  const png = images?.png ?? null;
  await store(settings.figuresDir, png, {
    name,
    caption,
    alt: text,
    source: sourceOf(figure),
    network: settings.network.slug,
    ...(notebook === null ? {} : { notebook }),
    figure,
  });
  recordFigure(settings, name);
  const image = images === null ? null : imageBeside(images);
  const metadata = {
    // In JupyterLab too: nbconvert takes the alternative text of plotly's image from here.
    "image/png": { alt: text },
    // The image has two pixels per CSS px; without its size it would be shown twice as large.
    ...(image === null ? {} : { [image.type]: { ...imageSize(figure), alt: text } }),
  };
  publish(
    {
      "application/vnd.plotly.v1+json": { ...figure, config: FIGURE_CONFIG },
      ...(image === null ? {} : { [image.type]: Buffer.from(image.bytes).toString("base64") }),
      "text/plain": text,
    },
    { metadata },
  );
  if (caption !== "") showMarkdown(caption);
  if (png === null) explainMissingImage();
}

/**
 * The image beside the interactive figure: PNG, but JPEG in JupyterLab. There plotly would show a
 * PNG instead of the figure until the mouse is over it; without a PNG it draws the figure at once
 * and adds a PNG to the saved notebook itself, unless the notebook's tab is in the background, for
 * which there is the JPEG.
 */
function imageBeside({ png, jpeg }: DrawnImages): { type: string; bytes: Uint8Array } | null {
  if (jpeg !== undefined) return { type: "image/jpeg", bytes: jpeg };
  return png === undefined || isInJupyterLab() ? null : { type: "image/png", bytes: png };
}

/** JupyterLab's server sets the name of the session for its kernels. */
function isInJupyterLab(): boolean {
  return process.env["JPY_SESSION_NAME"] !== undefined;
}

/**
 * Show the figure of a result with its caption, or why there is no result. In that case a figure of
 * this name from an earlier run is removed, as it belongs to other data.
 *
 * @param name kebab-case; the names of the figure's files in `FIGURES_DIR`.
 * @param reading makes the caption, in Markdown.
 * @param draw makes the figure.
 * @example
 * await showJudged("cross-validation", await crossValidate(features), readings.crossValidationReading,
 *   (found) => charts.cvScoresChart(found.scores, { ...options, ...found }));
 */
export async function showJudged<T>(
  name: string,
  outcome: Outcome<T>,
  reading: (found: NoInfer<T>) => string,
  draw: (found: T) => Figure,
): Promise<void> {
  assertFigureName(name);
  if (!isUnjudged(outcome)) {
    await show(draw(outcome), { name, caption: reading(outcome) });
    return;
  }
  const { figuresDir } = settingsInUse();
  for (const end of ["json", "png"]) rmSync(join(figuresDir, `${name}.${end}`), { force: true });
  showMarkdown(reason(outcome, reading.name));
}

/** Show a sentence about a result, or why there is no result. */
export function showReading<T>(outcome: Outcome<T>, reading: (found: T) => string): void {
  showMarkdown(isUnjudged(outcome) ? reason(outcome, reading.name) : reading(outcome));
}

/** For what each reason was given first in this process. */
const given = new Map<string, string>();

/** The reason in full the first time; what hangs on the same is not judged for the same reason. */
function reason({ unjudged }: Unjudged, about: string): string {
  const first = given.get(unjudged) ?? about;
  given.set(unjudged, first);
  // A cell that is run again is the first one still.
  return first === about
    ? md`**Not judged.** ${unjudged}`
    : "**Not judged**, for the reason given above.";
}

/** A figure's title and subtitle as one line of text. */
export function figureText(figure: Figure): string {
  const title = figure.layout["title"] as
    { text?: string; subtitle?: { text?: string } } | undefined;
  return [title?.text, title?.subtitle?.text]
    .filter((part) => part)
    .join(". ")
    .replace(/<br>/g, " · ")
    .replace(/&lt;/g, "<")
    .replace(/&amp;/g, "&");
}

function sourceOf({ layout }: Figure): string | null {
  const meta = layout["meta"] as { source?: unknown } | undefined;
  return typeof meta?.source === "string" ? meta.source : null;
}

/** One's own figures do not take the place of others, which the report and its sentences count on. */
function assertOwn(folder: string, name: string, notebook: string): void {
  const stored = readStoredFigure(folder, name);
  if (stored === null || stored.notebook === notebook) return;
  const whose = stored.notebook === undefined ? "" : ` (${stored.notebook})`;
  throw new UserError(
    `The figure "${name}" in ${folder} is of another notebook${whose}. ` +
      `Give this one another name, or delete ${name}.json there if it is no longer needed.`,
  );
}

async function store(folder: string, png: Uint8Array | null, stored: StoredFigure): Promise<void> {
  assertWritable(folder);
  try {
    await writeFileAtomic(join(folder, `${stored.name}.json`), `${JSON.stringify(stored)}\n`);
    if (png !== null) await writeFileAtomic(join(folder, `${stored.name}.png`), Buffer.from(png));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError(
      `Cannot write ${stored.name} to ${folder} (${code}): make the folder writable or set ` +
        "FIGURES_DIR to another one.",
      { cause: error },
    );
  }
}

let explained = false;

function explainMissingImage(): void {
  if (explained) return;
  explained = true;
  console.log(
    "Figures have no static image: no browser could draw them. Install Google Chrome, Chromium or " +
      "Edge, or set CHROME_PATH to one, and run the notebook again. " +
      `(${drawingProblem() ?? "unknown reason"})`,
  );
}
