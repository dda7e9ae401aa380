import { labelled, study } from "../support/study.js";
/**
 * The report in a real browser, without a network: that it opens quickly and silently, draws every figure with all
 * its marks, can be sorted from the keyboard, is accessible in both themes, and prints whole and light. The
 * screenshots and the PDF stay in `.cache/screenshots`.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import * as charts from "../../lib/src/charts/index.js";
import { renderComparison } from "../../lib/src/report/comparison.js";
import { cacheFolder, PROJECT_ROOT } from "../../lib/src/base/folders.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import { networkById } from "../../lib/src/base/networks.js";
import type { ReportContent } from "../../lib/src/report/content.js";
import { renderReport } from "../../lib/src/report/index.js";
import { missingPdf, printPdf } from "../../lib/src/report/pdf.js";
import { GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { cleanTitles } from "../../lib/src/data/titles.js";
import { recordedOf } from "../support/default-claims.js";
import { browserTest, openFile, startBrowser, type OpenedPage } from "../support/browser.js";
import { collectionOf } from "../support/collection.js";
import { figureCsv } from "../../lib/src/figures/figure-csv.js";
import { GALLERY } from "../support/figure-gallery.js";
import { drawnMarks, marksOf } from "../support/marks.js";

const ATTACK = "<img src=x onerror=alert(1)>";
const source = { kind: "simulated", label: "simulated catalogue (seed 213)" } as const;
const options = { source: source.label, date: "2026-01-15" };

const clean = cleanTitles(simulateCatalogue(), GENRES);
const titles = labelled(clean).map((title, i) =>
  // A genre and a country of other people's making, with enough series to be judged.
  i % 40 === 0 ? { ...title, name: ATTACK, primary_genre: ATTACK, primary_country: ATTACK } : title,
);
const thresholds = study.hit.fit(titles).least;

const FIGURES: Readonly<Record<string, Figure>> = {
  "popularity-and-votes": charts.popularityVotesChart(titles, { ...options, thresholds }),
  "popularity-by-hit": charts.popularityByHitChart(titles, { ...options, thresholds }),
  "hit-rate-by-year": charts.hitRateByYearChart(titles, options),
  "hit-rate-by-genre": charts.genreHitRateChart(titles, options),
  "hit-rate-by-country": charts.hitRateByCountryChart(titles, options),
  "hit-rate-by-completeness": charts.hitRateByCompletenessChart(titles, options),
  "hits-and-non-hits": charts.hitCountsChart(titles, options),
  "top-genres": charts.topGenresChart(titles, options),
  "release-year": charts.releaseYearHistogram(titles, options),
  "roc-curve": GALLERY["roc"]!,
  "cross-validation": GALLERY["cv-scores-50"]!,
  calibration: GALLERY["calibration-10"]!,
  "other-definitions": GALLERY["sensitivity-6"]!,
  "adjusted-rates": GALLERY["adjusted-rates-30"]!,
  "odds-ratios": GALLERY["odds-ratios-30"]!,
  // Taller than a page of paper.
  coefficients: GALLERY["coefficients-300"]!,
};

const content: ReportContent = {
  network: "Netflix",
  source,
  collection: collectionOf({
    reported_total: 2561,
    distinct_ids: 2561,
    results: {
      titles: 2561,
      hits: 231,
      roc_auc: 0.7997,
      roc_auc_interval: [0.744, 0.846],
      validation: { titles: 641, hits: 58 },
    },
  }),
  titles,
  asOfYear: 2026,
  findings: recordedOf(titles, { asOfYear: 2026 }),
  figures: Object.entries(FIGURES).map(([name, figure]) => ({
    name,
    figure,
    caption: ATTACK,
    alt: `The figure ${name} of ${ATTACK}`,
    source: source.label,
    network: "netflix",
  })),
  leftOut: [],
  notices: [],
};

const screenshots = join(cacheFolder(PROJECT_ROOT), "screenshots");
let browser: Browser | null;
let folder: string;
let report: string;
let comparison: string;

beforeAll(async () => {
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), "report-page-"));
  mkdirSync(screenshots, { recursive: true });
  report = join(folder, "index.html");
  writeFileSync(report, renderReport(content));
  comparison = join(folder, "networks.html");
  const { collection, findings } = content;
  const networks = [213, 49, 2552].map((id) => ({
    ...{ network: networkById(id), source, collection, findings: findings?.judged ?? [] },
    titles: titles.filter((title) => title.id % 3 !== id % 3),
    asOf: { asOfYear: 2026 },
  }));
  writeFileSync(comparison, renderComparison(networks));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

function pageTest(name: string, body: (browser: Browser) => Promise<void>): void {
  browserTest(name, async () => body(browser!), 120_000);
}

/** The page once all its figures are drawn. */
async function open(
  owner: Browser,
  file: string,
  colorScheme: "light" | "dark" = "light",
): Promise<OpenedPage> {
  const opened = await openFile(owner, file, {
    viewport: { width: 1280, height: 900 },
    colorScheme,
  });
  const figures = await opened.page.locator("[data-plot]").count();
  await opened.page.locator(`html[data-drawn="${figures}"]`).waitFor({ state: "attached" });
  return opened;
}

/** A figure as it is printed. */
interface Printed {
  name: string;
  height: number;
  width: number;
  ground: string;
  breaks: string;
}

/** What axe-core finds serious or worse, with where it is. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  return await page.evaluate(`axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).join(" | ")))`);
}

pageTest(
  "every figure is drawn with all its marks, and nothing is said or asked for",
  async (owner) => {
    const { page, faults } = await open(owner, report);
    const plots = page.locator("[data-plot]");
    const names = await plots.evaluateAll((elements) =>
      (elements as unknown as { dataset: { plot: string } }[]).map(({ dataset }) => dataset.plot),
    );
    expect([...names].sort()).toEqual(Object.keys(FIGURES).sort());
    const drawn = await plots.evaluateAll(drawnMarks);
    expect(names.map((name, i) => [name, drawn[i]])).toEqual(
      names.map((name) => [name, marksOf(FIGURES[name]!)]),
    );
    expect(await page.locator("main img").count()).toBe(0);
    expect(await page.locator("figcaption").first().textContent()).toBe(ATTACK);
    await page.screenshot({ path: join(screenshots, "report.png") });
    expect(faults).toEqual([]);
    await page.context().close();
  },
);

pageTest("the data of a figure are saved as CSV, without the network", async (owner) => {
  const { page } = await open(owner, report);
  const buttons = page.locator("[data-save]");
  expect(await buttons.count()).toBe(await page.locator("[data-plot]").count());
  const saving = page.waitForEvent("download");
  await page.locator('[data-save="hit-rate-by-genre"]').click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe("hit-rate-by-genre.csv");
  const saved = readFileSync(await download.path(), "utf8");
  expect(saved).toBe(`\uFEFF${figureCsv(FIGURES["hit-rate-by-genre"]!)}`);
  await page.close();
});

pageTest("the page is below 8 MB, and its text is there within two seconds", async (owner) => {
  expect(statSync(report).size).toBeLessThan(8e6);
  const { page } = await open(owner, report);
  const [text, all] = await page.evaluate<[number, number]>(
    "[performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.now()]",
  );
  console.log(
    `The report: text after ${Math.round(text)} ms, all figures after ${Math.round(all)} ms`,
  );
  expect(text).toBeLessThan(2000);
  await page.context().close();
});

pageTest("axe-core finds nothing serious, in the light and in the dark", async (owner) => {
  for (const file of [report, comparison]) {
    for (const theme of ["light", "dark"] as const) {
      const { page, faults } = await open(owner, file, theme);
      expect([theme, await violations(page)]).toEqual([theme, []]);
      expect(faults).toEqual([]);
      await page.context().close();
    }
  }
});

pageTest("figures follow the theme of the system, also when it changes", async (owner) => {
  const { page } = await open(owner, report, "dark");
  const ground = () =>
    page.locator("[data-plot=top-genres] .main-svg").first().getAttribute("style");
  expect(await ground()).toContain("rgb(21, 24, 28)");
  await page.screenshot({ path: join(screenshots, "report-dark.png") });
  await page.emulateMedia({ colorScheme: "light" });
  await page
    .locator("[data-plot=top-genres] .main-svg[style*='rgb(255, 255, 255)']")
    .first()
    .waitFor({ state: "attached" });
  await page.context().close();
});

pageTest("a table is sorted by its heads from the keyboard, up and then down", async (owner) => {
  const { page } = await open(owner, report);
  const table = page.locator("#findings-genre ~ .scroll table.sortable").first();
  const counts = async () =>
    (await table.locator("tbody td:nth-child(2)").allTextContents()).map((text) =>
      Number(text.replace(",", "")),
    );
  const head = table.getByRole("button", { name: "series" });
  await head.focus();
  await page.keyboard.press("Enter");
  const up = await counts();
  expect(up.length).toBeGreaterThan(5);
  expect(up).toEqual([...up].sort((a, b) => a - b));
  expect(await table.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
  await page.keyboard.press("Space");
  expect(await counts()).toEqual([...up].reverse());
  expect(await table.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
  await page.context().close();
});

pageTest(
  "on paper figures are light, fit a page and are not cut, and each page is marked",
  async (owner) => {
    const { page } = await open(owner, report, "dark");
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const figures = await page.evaluate<
      Printed[]
    >(`[...document.querySelectorAll("figure")].map((figure) => ({
    name: figure.id,
    height: figure.querySelector(".main-svg").getBoundingClientRect().height,
    width: figure.querySelector(".main-svg").getBoundingClientRect().width,
    ground: figure.querySelector(".main-svg").style.background,
    breaks: getComputedStyle(figure).breakInside,
  }))`);
    expect(figures).toHaveLength(Object.keys(FIGURES).length);
    for (const { name, height, width, ground, breaks } of figures) {
      // A4 without its margins is 680 px wide and 1,024 px high, and the running head and foot take some.
      expect([name, height <= 880, width <= 680, ground, breaks]).toEqual([
        name,
        true,
        true,
        "rgb(255, 255, 255)",
        "avoid",
      ]);
    }
    const display = `getComputedStyle(document.querySelector(".running-head")).display`;
    expect(await page.evaluate(display)).toBe("table-header-group");
    await page.context().close();
  },
);

pageTest("the PDF has the mark on each page and is the same the second time", async () => {
  const path = join(screenshots, "report.pdf");
  expect(await printPdf(report, path)).toHaveProperty("path", path);
  const pdf = readFileSync(path);
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  await printPdf(report, join(folder, "again.pdf"));
  expect(readFileSync(join(folder, "again.pdf")).equals(pdf)).toBe(true);
  const pages = pdfPages(path);
  if (pages === null) {
    console.warn("The text of the PDF's pages: not looked at, pdftotext was not found");
    return;
  }
  expect(pages.length).toBeGreaterThan(10);
  for (const text of pages) expect(text).toContain("Simulated catalogue (seed 213)");
});

test("without a browser there is a sentence, and no PDF of other data", async () => {
  const path = join(folder, "old.pdf");
  writeFileSync(path, "old");
  const printed = await printPdf(report, path, folder, () => Promise.resolve([]));
  expect(printed).toEqual({ problem: "no browser was found" });
  expect(() => statSync(path)).toThrow(/ENOENT/);
  expect(missingPdf("no browser was found")).toMatch(
    /^The PDF was not made, because no browser could be started: install Google Chrome.*\(no browser was found\)$/,
  );
});

/** The text of each page, or null where the program that reads it is not there. */
function pdfPages(path: string): string[] | null {
  try {
    const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
    return text.split("\f").slice(0, -1);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
