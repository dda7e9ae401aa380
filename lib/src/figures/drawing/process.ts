/**
 * The drawing process: a child of the kernel that owns the browser, so that the kernel can end
 * without waiting for a browser, and no browser outlives the kernel.
 *
 * It handles the {@link DrawingRequest}s of its parent one after the other and answers each with a
 * {@link DrawingReply}. It ends with its parent, or after ten minutes without a request.
 */
import { readFileSync } from "node:fs";
import type { Browser, CDPSession, Page } from "playwright-core";
import { openBrowser, type Opened } from "./chromium.js";
import { printPage } from "./pdf.js";
import type { Figure } from "../../charts/figure.js";
import { facesIn, fontFaceCss, fontFaces, type FontFace } from "../fonts.js";
import { escapeHtml } from "../../base/escape.js";
import { bundleFor, bundlePath, type PlotlyBundle } from "../plotly-bundle.js";
import { FONT_FAMILY } from "../../charts/theme.js";
import type { DrawingReply, DrawingRequest, DrawnImages } from "./messages.js";

const IDLE_MS = 600_000;
const DRAW_MS = 30_000;
const JPEG_QUALITY = 85;

let browser: Promise<Browser> | undefined;
let close: Extract<Opened, { browser: Browser }>["close"] | undefined;
const pages = new Map<PlotlyBundle, Promise<DrawingPage>>();
let queue = Promise.resolve();
let idle: NodeJS.Timeout | undefined;

/** A page with plotly, and the fonts loaded in it. */
interface DrawingPage {
  tab: Page;
  session: CDPSession;
  fonts: Set<string>;
}

/** The globals of the page after {@link openPage}. */
interface PlotlyPage {
  Plotly: { toImage(figure: object, options: object): Promise<string> };
  drawingFonts: Map<string, FontFaceInPage>;
  seedRandom(): void;
}

type FontFaceInPage = { load(): Promise<unknown> };

/** A figure as SVG without fonts, or plotly's error. */
type Drawn = { svg: string } | { problem: string };

/** No browser could be started; the message says which were tried. */
class NoBrowser extends Error {}

async function startBrowser(cacheDir: string): Promise<Browser> {
  const opened = await openBrowser(cacheDir);
  if ("problem" in opened) throw new NoBrowser(opened.problem);
  close = opened.close;
  opened.browser.on("disconnected", () => void stop());
  return opened.browser;
}

async function openPage(owner: Browser, bundle: PlotlyBundle): Promise<DrawingPage> {
  const tab = await owner.newPage({ offline: true });
  tab.setDefaultTimeout(DRAW_MS);
  await tab.setContent(PAGE);
  // Plotly's ids and some jitter come from Math.random: seeded, so that the same figure gives the
  // same bytes.
  await tab.evaluate(`{
    let state;
    globalThis.seedRandom = () => (state = 213);
    Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    seedRandom();
    globalThis.drawingFonts = new Map();
  }`);
  await tab.addScriptTag({ path: bundlePath(bundle) });
  return { tab, session: await tab.context().newCDPSession(tab), fonts: new Set() };
}

/** In print, the elements with which plotly measures text would be on a second page. */
const PAGE = `<!doctype html><html lang="en"><style>
body { margin: 0; } #stage svg { display: block; }
@media print { html, body { overflow: hidden; } body > :not(#stage) { display: none; } }
</style><style id="paper"></style><body><div id="stage"></div></body></html>`;

async function draw(asked: DrawingRequest): Promise<DrawnImages | { problem: string }> {
  const request = { ...asked, figure: withFontFamily(asked.figure) };
  browser ??= startBrowser(request.cacheDir);
  const owner = await browser;
  const bundle = bundleFor(request.figure);
  const opened = pages.get(bundle) ?? openPage(owner, bundle);
  pages.set(bundle, opened);
  const page = await opened;
  const faces = fontFaces(visibleText(request.figure));
  await useFonts(page, faces);
  const drawn = await drawSvg(page, request);
  if ("problem" in drawn) return drawn;
  const images: DrawnImages = {};
  const { formats } = request;
  if (formats.includes("svg")) {
    images.svg = Buffer.from(completeSvg(drawn.svg, facesIn(faces, drawn.svg), request.title));
  }
  if (formats.every((format) => format === "svg")) return images;
  await stage(page, drawn.svg, request);
  if (formats.includes("png")) images.png = await photograph(page, request, "png");
  if (formats.includes("jpeg")) images.jpeg = await photograph(page, request, "jpeg");
  if (formats.includes("pdf")) images.pdf = await print(page, request);
  return images;
}

/** The figure with the theme's font families unless it has its own. */
function withFontFamily({ data, layout }: Figure): Figure {
  return { data, layout: { ...layout, font: { family: FONT_FAMILY, ...(layout["font"] ?? {}) } } };
}

/** The strings of a figure that can appear in an image. */
function visibleText(figure: object): string {
  return JSON.stringify(figure, (key, value: unknown) => (UNSEEN.has(key) ? undefined : value));
}

const UNSEEN = new Set(["customdata", "hovertext", "hovertemplate", "meta"]);

/** Make a page use only these fonts, and none that were loaded for earlier figures. */
async function useFonts({ tab, fonts }: DrawingPage, faces: FontFace[]): Promise<void> {
  const keyed = faces.map((face) => ({ ...face, key: `${face.file} ${face.unicodeRange}` }));
  const input = keyed.map(({ key, family, weight, unicodeRange, file }) => ({
    key,
    family,
    descriptors: { weight, unicodeRange },
    data: fonts.has(key) ? null : readFileSync(file).toString("base64"),
  }));
  await tab.evaluate(async (list) => {
    const { document, drawingFonts, FontFace } = globalThis as unknown as PlotlyPage & {
      document: { fonts: { clear(): void; add(face: FontFaceInPage): void } };
      FontFace: new (family: string, source: string, descriptors: object) => FontFaceInPage;
    };
    document.fonts.clear();
    for (const { key, family, descriptors, data } of list) {
      if (data !== null) {
        const source = `url(data:font/woff2;base64,${data})`;
        drawingFonts.set(key, new FontFace(family, source, descriptors));
      }
      const face = drawingFonts.get(key)!;
      document.fonts.add(face);
      await face.load();
    }
  }, input);
  for (const { key } of keyed) fonts.add(key);
}

async function drawSvg({ tab }: DrawingPage, request: DrawingRequest): Promise<Drawn> {
  const { figure, width, height } = request;
  return await tab.evaluate(
    ([input, options]) => {
      const page = globalThis as unknown as PlotlyPage;
      page.seedRandom();
      return page.Plotly.toImage({ ...input, config: { typesetMath: false } }, options).then(
        (svg) => ({ svg }),
        (error: unknown) => ({ problem: String(error) }),
      );
    },
    [figure, { format: "svg", width, height, imageDataOnly: true }] as const,
  );
}

/** The SVG with a title for screen readers and with its fonts. */
function completeSvg(svg: string, faces: readonly FontFace[], title: string): string {
  const head = `<title>${escapeHtml(title)}</title><style>${fontFaceCss(faces)}</style>`;
  return svg.replace(/^<svg\b([^>]*)>/, (_, attributes) => `<svg role="img"${attributes}>${head}`);
}

/** Put the SVG into the page, for screenshots and printing. */
async function stage({ tab, session }: DrawingPage, svg: string, request: DrawingRequest) {
  const { width, height, scale, title } = request;
  await session.send("Emulation.setDeviceMetricsOverride", {
    width,
    height,
    deviceScaleFactor: scale,
    mobile: false,
  });
  await tab.evaluate(
    ([content, paper, name]) => {
      const { document } = globalThis as unknown as {
        document: { title: string; getElementById(id: string): { innerHTML: string } };
      };
      document.title = name;
      document.getElementById("paper").innerHTML = paper;
      document.getElementById("stage").innerHTML = content;
    },
    [svg, `@page { size: ${width}px ${height}px; margin: 0; }`, title] as const,
  );
}

async function photograph(
  { session }: DrawingPage,
  { width, height }: DrawingRequest,
  format: "png" | "jpeg",
): Promise<Buffer> {
  // As a PNG, a figure without a background is transparent.
  const white = { r: 255, g: 255, b: 255, a: 255 };
  await session.send("Emulation.setDefaultBackgroundColorOverride", {
    color: format === "png" ? { r: 0, g: 0, b: 0, a: 0 } : white,
  });
  const { data } = await session.send("Page.captureScreenshot", {
    format,
    ...(format === "jpeg" ? { quality: JPEG_QUALITY } : {}),
    clip: { x: 0, y: 0, width, height, scale: 1 },
  });
  return Buffer.from(data, "base64");
}

/** One page of the figure's size, with text as text. */
function print({ tab }: DrawingPage, { width, height }: DrawingRequest): Promise<Buffer> {
  return printPage(tab, { width: `${width}px`, height: `${height}px` });
}

async function answer(request: DrawingRequest): Promise<void> {
  let reply: DrawingReply;
  try {
    const drawn = await draw(request);
    reply =
      "problem" in drawn
        ? { id: request.id, kind: "bad figure", problem: drawn.problem }
        : { id: request.id, images: drawn };
  } catch (error) {
    // Any other error means that the browser crashed; the parent sees this process end and tries
    // again.
    if (!(error instanceof NoBrowser)) {
      await stop();
      return;
    }
    reply = { id: request.id, kind: "no browser", problem: error.message };
  }
  process.send?.(reply);
  idle = setTimeout(() => void stop(), IDLE_MS);
}

let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // One that is still starting ends with this process.
  await close?.();
  process.exit();
}

process.on("message", (request: DrawingRequest) => {
  clearTimeout(idle);
  queue = queue.then(() => answer(request));
});
process.on("disconnect", () => void stop());
// Jupyter interrupts the whole process group of a kernel; this is meant for the kernel only.
process.on("SIGINT", () => undefined);
