/** What is seen of figures and tables where there is little room, in a real browser. */
import type { Browser, Locator, Page } from "playwright-core";
import { tableHtml, type Table } from "../../lib/src/cell/tables.js";
import { FIT_NARROW } from "../../lib/src/figures/narrow.js";
import { bundlePath } from "../../lib/src/figures/plotly-bundle.js";
import { reportTable } from "../../lib/src/report/table.js";
import { REPORT_STYLE } from "../../lib/src/report/style.js";
import { browserTest, startBrowser } from "../support/browser.js";
import { GALLERY } from "../support/figure-gallery.js";

/** The output of a cell in JupyterLab whose window has 1,500 px, and the text of the report on a phone. */
const [LAB, PHONE] = [1048, 358];

/** As much of the browser's types as is needed there. */
interface Element {
  textContent: string | null;
  scrollLeft: number;
  scrollWidth: number;
  style: { background: string };
  getBoundingClientRect(): { left: number; right: number; top: number; bottom: number };
  querySelectorAll(selector: string): Iterable<Element>;
}
interface Window {
  document: { getElementById(id: string): Element };
  Plotly: { newPlot(on: Element, data: unknown, layout: object, config: object): Promise<void> };
  fitNarrow: (layout: object, config: object, width: number) => void;
}

let browser: Browser | null;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  if (browser === null) return;
  page = await browser.newPage({ offline: true, viewport: { width: LAB, height: 900 } });
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

/** As wide as the findings are. */
const wide: Table = {
  columns: ["claim", "verdict", "effect", "size", "95% interval", "n", "adjusted p"],
  rows: [
    [
      "Lower hit rate without a genre or a date (series with votes)",
      "not enough data",
      "hit rate of the newer half of the years less that of the older",
      "−12.1 points",
      "−15.9 to −10.6 points",
      2561,
      "below 0.001",
    ],
    ["Hit rates differ between countries", "supported", "Cramér's V", "0.10", "–", 342, "no test"],
  ],
};

async function show(width: number, html: string, style = ""): Promise<Locator> {
  await page.setContent(
    `<style>body { margin: 0; } ${style}</style><div style="width:${width}px">${html}</div>`,
  );
  return page.locator("table").locator("..");
}

/** The cells that end beyond the edge of what scrolls, as far as it is not scrolled. */
async function cutCells(region: Locator): Promise<string[]> {
  return await region.evaluate((found) => {
    const element = found as unknown as Element;
    const { right } = element.getBoundingClientRect();
    return [...element.querySelectorAll("th, td")]
      .filter((cell) => cell.getBoundingClientRect().right > right + 0.5)
      .map((cell) => cell.textContent ?? "");
  });
}

/** Whether there is a shadow at the edges of a region: whether it looks otherwise than without. */
async function shadows(region: Locator): Promise<{ left: boolean; right: boolean }> {
  const strips = async () => {
    const box = (await region.boundingBox())!;
    const clip = { y: box.y, width: 12, height: box.height };
    return {
      left: await page.screenshot({ clip: { ...clip, x: box.x } }),
      right: await page.screenshot({ clip: { ...clip, x: box.x + box.width - 12 } }),
    };
  };
  const as = await strips();
  const background = await region.evaluate((element) => {
    const { style } = element as unknown as Element;
    const { background } = style;
    style.background = "none";
    return background;
  });
  const plain = await strips();
  await region.evaluate((element, value) => {
    (element as unknown as Element).style.background = value;
  }, background);
  return { left: !as.left.equals(plain.left), right: !as.right.equals(plain.right) };
}

browserTest(
  "a table as wide as the findings breaks its long texts and shows every column in JupyterLab",
  async () => {
    expect(await cutCells(await show(LAB, tableHtml(wide)))).toEqual([]);
  },
  60_000,
);

browserTest.each([
  ["a notebook", tableHtml(wide), ""],
  ["the report", reportTable(wide), REPORT_STYLE],
])(
  "on a phone a table of %s has a shadow at the edge behind which it goes on",
  async (_, html, style) => {
    const region = await show(PHONE, html, style);
    expect(await cutCells(region)).toContain("adjusted p");
    expect(await shadows(region)).toEqual({ left: false, right: true });
    await region.evaluate((found) => {
      const element = found as unknown as Element;
      element.scrollLeft = element.scrollWidth;
    });
    expect(await shadows(region)).toEqual({ left: true, right: false });
  },
  60_000,
);

/** Titles of a figure that leave it, or that lie over the title below them. */
async function cutTitles(figure: object, width: number): Promise<string[]> {
  return await page.evaluate(
    async ([input, px]) => {
      const { document, Plotly, fitNarrow } = globalThis as unknown as Window;
      const root = document.getElementById("figure");
      const { data, layout } = input as { data: unknown; layout: object };
      const config = { typesetMath: false };
      fitNarrow(layout, config, px);
      await Plotly.newPlot(root, data, { ...layout, width: px }, config);
      const frame = root.getBoundingClientRect();
      const boxes = [...root.querySelectorAll(".gtitle, .gtitle-subtitle")].map((title) =>
        title.getBoundingClientRect(),
      );
      const isOver = boxes.length > 1 && boxes[1]!.top < boxes[0]!.bottom - 3;
      return [...root.querySelectorAll(".gtitle, .gtitle-subtitle, [class$=title][class^=x]")]
        .filter((title) => {
          const { left, right } = title.getBoundingClientRect();
          return left < frame.left - 0.5 || right > frame.left + px + 0.5;
        })
        .map(({ textContent }) => textContent ?? "")
        .concat(isOver ? ["the subtitle lies over the title"] : []);
    },
    [figure, width] as const,
  );
}

browserTest(
  "on a phone no title of a figure is cut",
  async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.setContent('<body style="margin:0"><div id="figure"></div></body>');
    await page.addScriptTag({ path: bundlePath("plotly-cartesian") });
    await page.addScriptTag({ content: `${FIT_NARROW}; globalThis.fitNarrow = fitNarrow;` });
    const cut: Record<string, string[]> = {};
    for (const [name, figure] of Object.entries(GALLERY)) {
      const titles = await cutTitles(figure, PHONE);
      if (titles.length > 0) cut[name] = titles;
    }
    expect(cut).toEqual({});
    // Without being fitted they are.
    await page.evaluate("globalThis.fitNarrow = () => {}");
    expect(await cutTitles(GALLERY["roc"]!, PHONE)).not.toEqual([]);
  },
  120_000,
);
