/**
 * Other people's words in figures, drawn by a real browser: plotly reads a little HTML in labels and
 * hover texts, so a genre could be a link or a title could be bold.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import * as charts from "../../lib/src/charts/index.js";
import { exportFigure } from "../../lib/src/figures/export.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import { labelledTitle } from "../support/titles.js";
import { browserTest, startBrowser } from "../support/browser.js";

const TEXT = `<a href="http://x">x</a><b>y</b>&lt;<img src=x onerror=alert(1)>`;
/** What every chart shows of it, as labels are cut. */
const SHOWN = '<a href="http://x">';
const options = { source: TEXT };

const titles = Array.from({ length: 60 }, (_, i) =>
  labelledTitle({
    id: i + 1,
    hit: i % 3 === 0 ? 1 : 0,
    name: TEXT,
    primary_genre: i % 2 === 0 ? TEXT : "Drama",
    primary_country: i % 2 === 0 ? TEXT : "US",
    popularity: 1 + i,
    vote_count: 1 + i,
  }),
);

const FIGURES: Record<string, Figure> = {
  topCountries: charts.topCountriesChart(titles, options),
  topGenres: charts.topGenresChart(titles, options),
  genreHitRate: charts.genreHitRateChart(titles, options),
  hitRateByCountry: charts.hitRateByCountryChart(titles, options),
  popularityVotes: charts.popularityVotesChart(titles, options),
  coefficients: charts.coefficientChart([{ feature: TEXT, coefficient: 1 }], options),
  own: charts.countChart(
    titles,
    { name: "own", label: TEXT, plural: TEXT, value: () => "x", describe: () => TEXT },
    options,
  ),
};

let browser: Browser | null;
let folder: string;

beforeAll(async () => {
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), "hostile-text-"));
}, 60_000);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** What this test uses of plotly in the page. */
interface PlotlyPage {
  Plotly: { Fx: { hover(plot: string, points: object[]): void } };
  document: { getElementById(id: string): { data: unknown[] } };
}

browserTest.each(Object.entries(FIGURES))(
  "%s shows a hostile text as it is written, and when the mouse is on a mark",
  async (name, figure) => {
    const file = name.toLowerCase();
    await exportFigure(figure, file, { formats: ["html"], folder });
    const page = await browser!.newPage({ offline: true });
    const faults: string[] = [];
    page.on("dialog", (dialog) => {
      faults.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("console", (message) => faults.push(message.text()));
    await page.goto(pathToFileURL(join(folder, `${file}.html`)).href);
    const plot = page.locator("#plot");
    await plot.locator(".trace").first().waitFor({ state: "attached" });
    expect(await plot.textContent()).toContain(SHOWN);

    const traces = await page.evaluate(
      () => (globalThis as unknown as PlotlyPage).document.getElementById("plot").data.length,
    );
    let hovered = 0;
    for (let curveNumber = 0; curveNumber < traces; curveNumber += 1) {
      await page.evaluate(
        (point) => (globalThis as unknown as PlotlyPage).Plotly.Fx.hover("plot", [point]),
        { curveNumber, pointNumber: 0 },
      );
      const label = plot.locator(".hoverlayer .hovertext");
      if ((await label.count()) === 0) continue;
      const text = (await label.allTextContents()).join(" ");
      if (text.includes("<a")) expect(text).toContain(SHOWN);
      hovered += text.includes(SHOWN) ? 1 : 0;
    }
    expect([name, hovered > 0]).toEqual([name, true]);
    // A link or a weight would be an element or a style of its own.
    expect(
      await plot.locator("a:not(.modebar a), img, image, [style*='font-weight: bold']").count(),
    ).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  },
  60_000,
);
