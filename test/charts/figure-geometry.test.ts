/**
 * The text of every chart of the gallery, measured in a real browser: at 600 px, the narrowest that
 * the theme is made for, none leaves the figure and no two lie over each other.
 */
import type { Browser, Page } from "playwright-core";
import type { Figure } from "../../lib/src/charts/figure.js";
import { bundlePath } from "../../lib/src/figures/plotly-bundle.js";
import { browserTest, startBrowser } from "../support/browser.js";
import { GALLERY } from "../support/figure-gallery.js";

const WIDTH = 600;

let browser: Browser | null;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  if (browser === null) return;
  page = await browser.newPage({ offline: true, viewport: { width: WIDTH, height: 800 } });
  await page.setContent('<body style="margin:0"><div id="figure"></div></body>');
  await page.addScriptTag({ path: bundlePath("plotly-cartesian") });
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

/** As much of the browser's types as is needed there. */
interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
interface Element {
  textContent: string | null;
  getBoundingClientRect(): Box;
  querySelector(selector: string): Element;
  querySelectorAll(selector: string): Iterable<Element>;
}
interface Window {
  document: { getElementById(id: string): Element };
  Plotly: { newPlot(on: Element, data: unknown, layout: object, config: object): Promise<void> };
}

/** Draws a figure; the number of its texts, and a sentence on each that is badly placed. */
async function offenders(figure: Figure, width: number): Promise<{ texts: number; bad: string[] }> {
  return await page.evaluate(
    async ([input, px]) => {
      const { document, Plotly } = globalThis as unknown as Window;
      const root = document.getElementById("figure");
      const layout = { ...input.layout, width: px };
      await Plotly.newPlot(root, input.data, layout, { staticPlot: true, typesetMath: false });
      const frame = root.querySelector(".main-svg").getBoundingClientRect();
      const texts = [...root.querySelectorAll("text")]
        .map((each) => ({ text: each.textContent ?? "", box: each.getBoundingClientRect() }))
        .filter(({ box }) => box.right > box.left)
        .sort((a, b) => a.box.top - b.box.top);
      const bad = texts
        // Half a pixel is the rounding of the browser.
        .filter(
          ({ box }) =>
            box.left < frame.left - 0.5 ||
            box.right > frame.right + 0.5 ||
            box.top < frame.top - 0.5 ||
            box.bottom > frame.bottom + 0.5,
        )
        .map(({ text }) => `"${text}" leaves the figure`);
      texts.forEach((a, i) => {
        for (const b of texts.slice(i + 1)) {
          if (b.box.top > a.box.bottom) break;
          const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const down = Math.min(a.box.bottom, b.box.bottom) - b.box.top;
          // Boxes have the height of the line, which is more than that of its letters.
          if (across > 1 && down > 3) bad.push(`"${a.text}" lies over "${b.text}"`);
        }
      });
      return { texts: texts.length, bad };
    },
    [figure, width] as const,
  );
}

browserTest(
  "nothing is written over other text or beyond the figure's edge at 600 px",
  async () => {
    const all: Record<string, string[]> = {};
    for (const [name, figure] of Object.entries(GALLERY)) {
      const { texts, bad } = await offenders(figure, WIDTH);
      // Each has a title, a subtitle and something in it.
      if (texts < 3) bad.push("nothing is drawn");
      if (bad.length > 0) all[name] = bad.slice(0, 5);
    }
    expect(all).toEqual({});
  },
  90_000,
);

browserTest(
  "text that does collide, or is cut, is found",
  async () => {
    const at = { x: 0.5, y: 0.5, xref: "paper", yref: "paper", showarrow: false };
    const bad: Figure = {
      data: [{ type: "bar", x: [1], y: [1] }],
      layout: {
        title: { text: "A title" },
        annotations: [
          { ...at, text: "one text" },
          { ...at, text: "another text" },
          { ...at, y: 0.2, x: 1.2, text: "too far to the right" },
        ],
      },
    };
    expect((await offenders(bad, WIDTH)).bad).toEqual([
      '"too far to the right" leaves the figure',
      '"one text" lies over "another text"',
    ]);
  },
  60_000,
);
