/**
 * Figures as images, drawn by a real browser: plotly does not run in Node, and what imitates a
 * browser there gets the width of text wrong.
 */
import { fork, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { browserIdentity } from "./browsers.js";
import type { Figure } from "./figure.js";
import { DEFAULT_HEIGHT } from "./theme.js";

/** Size of an image. */
export interface ImageOptions {
  /** In CSS px; default 900. */
  width?: number;
  /** In CSS px; default the height in the figure's layout, else 520. */
  height?: number;
  /** Pixels of the image for each CSS px; default 2, for displays of high density. */
  scale?: number;
  /** For browsers and drawn images; default `.cache` in the project's folder. */
  cacheDir?: string;
}

/** What the drawing process is asked. */
export interface DrawingRequest {
  id: number;
  figure: Figure;
  width: number;
  height: number;
  scale: number;
  cacheDir: string;
}

/** What the drawing process answers: an image, or why there is none. */
export type DrawingReply =
  | { id: number; png: Uint8Array }
  | { id: number; kind: "bad figure" | "no browser" | "crash"; problem: string };

const ROOT = resolve(__dirname, "..", "..");
/** Compiled, because the tests run this module from its TypeScript and a process cannot. */
const PROCESS_FILE = join(ROOT, "lib", "dist", "drawing-process.js");
const REPLY_MS = 90_000;

let problem: string | null = null;

/** Why the last {@link drawPng} gave null, or null if it did not. */
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

/**
 * Draw a figure as PNG. The same figure gives the same bytes, and is drawn once: a second call, in
 * this run or a later one, reads `<cacheDir>/figures`.
 *
 * @returns null when no browser can draw; {@link drawingProblem} then says why.
 * @throws Error when plotly does not take the figure.
 */
export async function drawPng(figure: Figure, options: ImageOptions = {}): Promise<Buffer | null> {
  const { scale = 2, cacheDir = join(ROOT, ".cache") } = options;
  const size = imageSize(figure, options);
  const key = createHash("sha256")
    .update(JSON.stringify([figure, size, scale, plotlyVersion(), browserIdentity()]))
    .digest("hex");
  const file = join(cacheDir, "figures", `${key}.png`);
  if (existsSync(file)) return await readFile(file);
  const question = { figure, ...size, scale, cacheDir };
  let reply = await request(question);
  if ("kind" in reply && reply.kind === "crash") reply = await request(question);
  if ("png" in reply) {
    problem = null;
    const png = Buffer.from(reply.png);
    await keep(file, png);
    return png;
  }
  if (reply.kind === "bad figure") {
    throw new Error(`plotly cannot draw this figure: ${reply.problem}`);
  }
  problem = reply.problem;
  return null;
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

function plotlyVersion(): string {
  const file = createRequire(__filename)("plotly.js/package.json") as { version: string };
  return file.version;
}

async function keep(file: string, png: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, png);
}
