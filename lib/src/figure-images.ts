/**
 * Figures as images, drawn by a real browser: plotly does not run in Node, and what imitates a
 * browser there gets the width of text wrong.
 */
import { fork, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { browserIdentity } from "./browsers.js";
import type { Figure } from "./figure.js";
import { fontVersions } from "./fonts.js";
import { plotlyVersion } from "./plotly-bundle.js";
import { DEFAULT_HEIGHT } from "./theme.js";

/** Chromium's images have at most as many pixels in one direction. */
export const MOST_PIXELS = 16_384;

/** Size of an image. */
export interface ImageOptions {
  /** In CSS px; default 900. */
  width?: number;
  /** In CSS px; default the height in the figure's layout, else 520. */
  height?: number;
  /**
   * Pixels of a PNG or JPEG for each CSS px; default 2, for displays of high density, and less for a
   * figure that would have more than {@link MOST_PIXELS}.
   */
  scale?: number;
  /** What an SVG or PDF is called inside, for those who cannot see it; default "Figure". */
  title?: string;
  /** For browsers and drawn images; default `.cache` in the project's folder. */
  cacheDir?: string;
}

/** A kind of image that the browser draws. */
export type ImageFormat = "png" | "jpeg" | "svg" | "pdf";

/** Images of one figure by their format. */
export type DrawnImages = Partial<Record<ImageFormat, Uint8Array>>;

/** What the drawing process is asked. */
export interface DrawingRequest {
  id: number;
  figure: Figure;
  formats: ImageFormat[];
  /** What the images are called inside. */
  title: string;
  width: number;
  height: number;
  scale: number;
  cacheDir: string;
}

/** What the drawing process answers: the images, or why there are none. */
export type DrawingReply =
  | { id: number; images: DrawnImages }
  | { id: number; kind: "bad figure" | "no browser" | "crash"; problem: string };

const ROOT = resolve(__dirname, "..", "..");
/** Compiled, because the tests run this module from its TypeScript and a process cannot. */
const PROCESS_FILE = join(ROOT, "lib", "dist", "drawing-process.js");
/** The programs that make an image what it is. */
const PROGRAM_FILES = [
  "drawing-process",
  "chromium",
  "fonts",
  "html",
  "plotly-bundle",
  "browsers",
].map((name) => join(ROOT, "lib", "dist", `${name}.js`));
const REPLY_MS = 90_000;

let problem: string | null = null;

/** Why the last {@link drawImages} gave null, or null if it did not. */
export function drawingProblem(): string | null {
  return problem;
}

/** Width and height of a figure's image in CSS px, where the options leave them open. */
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

/** A figure as PNG; see {@link drawImages}. */
export async function drawPng(figure: Figure, options: ImageOptions = {}): Promise<Buffer | null> {
  const images = await drawImages(figure, ["png"], options);
  return images === null ? null : Buffer.from(images.png as Uint8Array);
}

/**
 * Draw a figure: as PNG; as SVG with its fonts inside; as PDF of one page that is cut to the figure,
 * with its text as text.
 *
 * The same figure gives the same bytes, and is drawn once: a second call, in this run or a later one,
 * reads `<cacheDir>/figures`.
 *
 * @returns an image for each of the formats, or null when no browser can draw;
 * {@link drawingProblem} then says why.
 * @throws Error when plotly does not take the figure.
 */
export async function drawImages(
  figure: Figure,
  formats: readonly ImageFormat[],
  options: ImageOptions = {},
): Promise<DrawnImages | null> {
  const { title = "Figure", cacheDir = join(ROOT, ".cache") } = options;
  const size = imageSize(figure, options);
  const scale = options.scale ?? Math.min(2, MOST_PIXELS / Math.max(size.width, size.height));
  const key = createHash("sha256")
    .update(JSON.stringify([figure, size, scale, title, recipe(), browserIdentity()]))
    .digest("hex");
  const fileOf = (format: ImageFormat): string => join(cacheDir, "figures", `${key}.${format}`);
  const images: DrawnImages = {};
  for (const format of formats) {
    if (existsSync(fileOf(format))) images[format] = await readFile(fileOf(format));
  }
  const missing = formats.filter((format) => images[format] === undefined);
  if (missing.length === 0) return images;
  const question = { figure, formats: missing, ...size, scale, title, cacheDir };
  let reply = await request(question);
  if ("kind" in reply && reply.kind === "crash") reply = await request(question);
  if ("images" in reply) {
    problem = null;
    for (const format of missing) {
      const image = Buffer.from(reply.images[format] as Uint8Array);
      await keep(fileOf(format), image);
      images[format] = image;
    }
    return images;
  }
  if (reply.kind === "bad figure") {
    throw new Error(`plotly cannot draw this figure: ${reply.problem}`);
  }
  problem = reply.problem;
  return null;
}

/** What besides the figure and the browser an image depends on. */
function recipe(): string[] {
  const program = createHash("sha256");
  for (const file of PROGRAM_FILES) program.update(readFileSync(file));
  return [`plotly ${plotlyVersion()}`, ...fontVersions(), `program ${program.digest("hex")}`];
}

interface Drawing {
  process: ChildProcess;
  waiting: Map<number, (reply: DrawingReply) => void>;
}

let drawing: Drawing | undefined;
let lastId = 0;

/** Ask the drawing process, starting it if there is none; it answers one request at a time. */
async function request(question: Omit<DrawingRequest, "id">): Promise<DrawingReply> {
  drawing ??= startDrawing();
  const { process: child, waiting } = drawing;
  const id = (lastId += 1);
  const sleeping = waiting.size === 0;
  return await new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      settle({ id, kind: "no browser", problem: `no answer within ${REPLY_MS / 1000} s` });
    }, REPLY_MS);
    const settle = (reply: DrawingReply): void => {
      clearTimeout(timer);
      waiting.delete(id);
      // Node ends when nothing but an idle drawing process is left; until then it must wait.
      if (waiting.size === 0) child.channel?.unref();
      resolve(reply);
    };
    waiting.set(id, settle);
    if (sleeping) child.channel?.ref();
    child.send({ id, ...question } satisfies DrawingRequest, (error) => {
      if (error !== null) settle({ id, kind: "crash", problem: error.message });
    });
  });
}

function startDrawing(): Drawing {
  // Without the parent's flags: a kernel under a debugger would have its child wait for one.
  const child = fork(PROCESS_FILE, { stdio: "ignore", serialization: "advanced", execArgv: [] });
  const started: Drawing = { process: child, waiting: new Map() };
  const end = (reason: string): void => {
    if (drawing === started) drawing = undefined;
    for (const [id, settle] of [...started.waiting]) {
      settle({ id, kind: "crash", problem: reason });
    }
  };
  child.on("message", (reply: DrawingReply) => started.waiting.get(reply.id)?.(reply));
  child.on("error", (error) => end(error.message));
  child.on("exit", () => end("the process that draws ended"));
  child.unref();
  child.channel?.unref();
  return started;
}

async function keep(file: string, image: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, image);
}
