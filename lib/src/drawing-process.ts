/**
 * The process that draws figures: a child of the kernel that owns the browser, so that the kernel
 * can end without waiting for a browser, and so that no browser outlives the kernel.
 *
 * It reads {@link DrawingRequest}s from its parent one after the other and answers each with a
 * {@link DrawingReply}. It ends when the parent does, or when it had nothing to draw for a minute.
 */
import { rmSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Browser as PlaywrightBrowser, Page } from "playwright-core";
import { findBrowsers, type Browser } from "./browsers.js";
import type { DrawingReply, DrawingRequest } from "./figure-images.js";

const IDLE_MS = 60_000;
const LAUNCH_MS = 20_000;
const DRAW_MS = 30_000;

let browser: Promise<PlaywrightBrowser> | undefined;
const pages = new Map<string, Promise<Page>>();
let queue = Promise.resolve();
let idle: NodeJS.Timeout | undefined;

/** What the page has once plotly is loaded. */
interface PlotlyPage {
  Plotly: { toImage(figure: object, options: object): Promise<string> };
}

/** A data URL of an image, or what plotly said. */
type Drawn = { url: string } | { problem: string };

/** No browser could be started; the message says what was tried. */
class NoBrowser extends Error {}

/** The traces of plotly's cartesian bundle, which a page reads in a third of the time. */
const CARTESIAN = new Set(
  "bar box contour heatmap histogram histogram2d histogram2dcontour image pie scatter violin".split(
    " ",
  ),
);

async function startBrowser(cacheDir: string): Promise<PlaywrightBrowser> {
  // Playwright puts profiles into the folder for temporary files, and leaves them after a crash.
  await mkdir(join(cacheDir, "tmp"), { recursive: true });
  const temporary = await mkdtemp(join(cacheDir, "tmp", "drawing-"));
  process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));
  process.env["TMPDIR"] = process.env["TEMP"] = process.env["TMP"] = temporary;
  const problems: string[] = [];
  for (const candidate of await findBrowsers(cacheDir)) {
    try {
      const started = await launch(candidate);
      started.on("disconnected", () => void stop());
      return started;
    } catch (error) {
      problems.push(`${candidate.executablePath}: ${String(error).split("\n")[0]}`);
    }
  }
  throw new NoBrowser(problems.join("; ") || "no browser was found");
}

async function launch({ executablePath, args, env }: Browser): Promise<PlaywrightBrowser> {
  const { chromium } = await import("playwright-core");
  return await chromium.launch({
    executablePath,
    args,
    env: { ...process.env, ...env },
    // As root Chromium starts only without its sandbox; it loads nothing but our own figures.
    chromiumSandbox: false,
    handleSIGINT: false,
    timeout: LAUNCH_MS,
  });
}

async function openPage(owner: PlaywrightBrowser, bundle: string): Promise<Page> {
  const tab = await owner.newPage({ deviceScaleFactor: 1, offline: true });
  tab.setDefaultTimeout(DRAW_MS);
  // Plotly draws its ids and some jitter from Math.random: seeded, so that bytes can be repeated.
  await tab.evaluate(`{
    let state = 213;
    Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  }`);
  const main = createRequire(__filename).resolve("plotly.js/package.json");
  await tab.addScriptTag({ path: join(dirname(main), "dist", `${bundle}.min.js`) });
  return tab;
}

async function draw({ figure, width, height, scale, cacheDir }: DrawingRequest): Promise<Drawn> {
  browser ??= startBrowser(cacheDir);
  const owner = await browser;
  const isCartesian = figure.data.every(({ type = "scatter" }) => CARTESIAN.has(type as string));
  const bundle = isCartesian ? "plotly-cartesian" : "plotly";
  const page = pages.get(bundle) ?? openPage(owner, bundle);
  pages.set(bundle, page);
  const tab = await page;
  return await tab.evaluate(
    ([input, options]) =>
      (globalThis as unknown as PlotlyPage).Plotly.toImage(
        { ...input, config: { typesetMath: false } },
        { format: "png", ...options },
      ).then(
        (url) => ({ url }),
        (error: unknown) => ({ problem: String(error) }),
      ),
    [figure, { width, height, scale }] as const,
  );
}

async function answer(request: DrawingRequest): Promise<void> {
  let reply: DrawingReply;
  try {
    const drawn = await draw(request);
    reply =
      "url" in drawn
        ? { id: request.id, png: Buffer.from(drawn.url.replace(/^[^,]*,/, ""), "base64") }
        : { id: request.id, kind: "bad figure", problem: drawn.problem };
  } catch (error) {
    // Anything else is a browser that died; the parent sees this process end and asks again.
    if (!(error instanceof NoBrowser)) return await stop();
    reply = { id: request.id, kind: "no browser", problem: error.message };
  }
  process.send?.(reply);
  idle = setTimeout(() => void stop(), IDLE_MS);
}

let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  const owner = await browser?.catch(() => undefined);
  await owner?.close().catch(() => undefined);
  process.exit();
}

process.on("message", (request: DrawingRequest) => {
  clearTimeout(idle);
  queue = queue.then(() => answer(request));
});
process.on("disconnect", () => void stop());
// Jupyter interrupts a kernel with its whole process group; the kernel alone is meant.
process.on("SIGINT", () => undefined);
