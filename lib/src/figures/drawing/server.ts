/**
 * One drawing process for all kernels of a run, so that a browser is started once rather than by
 * each notebook: a server on the loopback address, with a secret path that only the kernels know.
 */
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { deserialize, serialize } from "node:v8";
import { cacheFolder, PROJECT_ROOT } from "../../base/folders.js";
import { drawingRecipe, type DrawingAnswer, type DrawingQuestion } from "./messages.js";
import { drawInOwnProcess, endOwnProcess } from "./own-process.js";

/** The environment variable with the address for kernels. */
const ADDRESS = "NETFLIX_HITS_DRAWING";
/** Longer than drawing a figure may take. */
const ANSWER_MS = 120_000;

/** The result of {@link shareDrawing}. */
export interface SharedDrawing {
  /** For the environment of the kernels; empty if no server could be started. */
  env: Record<string, string>;
  close(): void;
}

/**
 * Let the kernels that get `env` draw in one process, until `close`. If no image has been drawn
 * yet, a browser is started at once, as it will be needed.
 */
export async function shareDrawing(cacheDir = cacheFolder(PROJECT_ROOT)): Promise<SharedDrawing> {
  const path = `/${randomBytes(24).toString("hex")}`;
  const recipe = drawingRecipe();
  const server = createServer((asked, response) => {
    answer(asked, response, { path, recipe }).catch(() => response.destroy());
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
  } catch {
    // Each kernel then starts its own browser.
    return { env: {}, close: () => undefined };
  }
  if (!hasImages(cacheDir)) void drawInOwnProcess(warmUp(cacheDir));
  const { port } = server.address() as AddressInfo;
  return {
    env: { [ADDRESS]: `http://127.0.0.1:${port}${path}` },
    close: () => {
      server.close();
      server.closeAllConnections();
      endOwnProcess();
    },
  };
}

/** Have the server in the environment draw; null if there is none, or if it cannot. */
export async function drawInSharedProcess(
  question: DrawingQuestion,
): Promise<DrawingAnswer | null> {
  const address = process.env[ADDRESS];
  if (address === undefined) return null;
  try {
    const bytes = await post(address, serialize({ recipe: drawingRecipe(), question }));
    return bytes === null ? null : (deserialize(bytes) as DrawingAnswer);
  } catch {
    return null;
  }
}

async function answer(
  asked: IncomingMessage,
  response: ServerResponse,
  { path, recipe }: { path: string; recipe: string },
): Promise<void> {
  if (asked.method !== "POST" || asked.url !== path) return void response.writeHead(404).end();
  const wanted = deserialize(await buffer(asked)) as { recipe: string; question: DrawingQuestion };
  // The library has changed since: this process would draw something else.
  if (wanted.recipe !== recipe) return void response.writeHead(409).end();
  response.end(serialize(await drawInOwnProcess(wanted.question)));
}

async function post(address: string, body: Buffer): Promise<Buffer | null> {
  return await new Promise((resolve, reject) => {
    // Without an agent: a kept connection would keep the kernel running.
    const asked = request(address, { method: "POST", agent: false, timeout: ANSWER_MS });
    asked.on("timeout", () => asked.destroy(new Error("no answer")));
    asked.on("error", reject);
    asked.on("response", (response) => {
      buffer(response).then((bytes) => resolve(response.statusCode === 200 ? bytes : null), reject);
    });
    asked.end(body);
  });
}

function hasImages(cacheDir: string): boolean {
  try {
    return readdirSync(join(cacheDir, "figures")).length > 0;
  } catch {
    return false;
  }
}

/** A figure that makes the browser load and compile what it needs for others. */
function warmUp(cacheDir: string): DrawingQuestion {
  const figure = {
    data: [{ type: "bar", x: ["a"], y: [1] }],
    layout: { title: { text: "Ready" } },
  };
  return { figure, formats: ["png"], title: "", width: 900, height: 520, scale: 2, cacheDir };
}
