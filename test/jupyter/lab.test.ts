/**
 * The notebooks in JupyterLab, in a real browser: opened, run from the menu, looked at. What must be seen is
 * taken from the notebooks' own cells and from the figures that they keep. The screenshots stay in
 * `.cache/screenshots`.
 */
import { cleanTitles } from "../../lib/src/data/titles.js";
import { GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { popularity, quantile, reaches, slugOf, votes } from "../../lib/src/study/index.js";
import { study } from "../support/study.js";
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { cacheFolder, containedEnv, PROJECT_ROOT, venvPython } from "../../lib/src/base/folders.js";
import { NOTEBOOKS } from "../../lib/src/jupyter/notebooks.js";
import { setUp } from "../../lib/src/jupyter/setup.js";
import type { StoredFigure } from "../../lib/src/figures/stored.js";
import { browserTest, startBrowser } from "../support/browser.js";
import { drawnMarks, marksOf, type Marks } from "../support/marks.js";
import { makeNotebookFolder, readCells } from "../support/notebooks.js";

const TOKEN = "a-token-of-this-test";
/** Exported by the button above it, as a reader would. */
const SAVED = "hit-rate-by-genre";

const screenshots = join(cacheFolder(PROJECT_ROOT), "screenshots");
let notebooks: ReturnType<typeof makeNotebookFolder>;
let lab: ChildProcess | undefined;
let base: string;
let browser: Browser | null = null;

beforeAll(async () => {
  browser = await startBrowser();
  if (browser === null) return;
  await setUp();
  mkdirSync(screenshots, { recursive: true });
  notebooks = makeNotebookFolder();
  for (const name of NOTEBOOKS) copyWithoutOutputs(name);
  await startLab();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (lab === undefined) return;
  const ended = new Promise((resolve) => lab?.once("exit", resolve));
  lab.kill("SIGTERM");
  await ended;
  notebooks.remove();
}, 60_000);

/** What a notebook shows must come from this run, not from the commit. */
function copyWithoutOutputs(name: string): void {
  const path = join(notebooks.folder, `${name}.ipynb`);
  cpSync(join(PROJECT_ROOT, "notebooks", `${name}.ipynb`), path);
  cpSync(join(PROJECT_ROOT, "notebooks", "study.ts"), join(notebooks.folder, "study.ts"));
  const notebook = JSON.parse(readFileSync(path, "utf8")) as { cells: Record<string, unknown>[] };
  for (const cell of notebook.cells) {
    if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
  }
  writeFileSync(path, JSON.stringify(notebook));
}

async function startLab(): Promise<void> {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const settings = join(notebooks.folder, "settings");
  const tracker = join(settings, "@jupyterlab", "notebook-extension");
  mkdirSync(tracker, { recursive: true });
  // JupyterLab keeps only the cells in view in the page; this test looks at all of them.
  writeFileSync(join(tracker, "tracker.jupyterlab-settings"), '{"windowingMode":"none"}');
  const options = [
    `--ServerApp.root_dir=${notebooks.folder}`,
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    `--IdentityProvider.token=${TOKEN}`,
    "--ServerApp.allow_root=True",
    "--no-browser",
  ];
  const env = {
    ...containedEnv(PROJECT_ROOT, process.env),
    JUPYTERLAB_SETTINGS_DIR: settings,
    JUPYTERLAB_WORKSPACES_DIR: join(notebooks.folder, "workspaces"),
    TMDB_API_KEY: "",
    TMDB_BASE_URL: "",
    CATALOGUE_FILE: "",
    TMDB_NETWORK_ID: "213",
    DATA_DIR: join(notebooks.folder, "data"),
    FIGURES_DIR: join(notebooks.folder, "figures"),
    AS_OF_YEAR: "2026",
  };
  lab = spawn(venvPython(PROJECT_ROOT), ["-m", "jupyterlab", ...options], { env, stdio: "ignore" });
  for (let attempt = 0; attempt < 240; attempt += 1) {
    const answer = await fetch(`${base}/api/status?token=${TOKEN}`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("JupyterLab did not start within a minute");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function runAll(page: Page): Promise<void> {
  await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
  // Asked to run before it knows its kernel, JupyterLab asks back which one to take.
  await page.getByText("TypeScript | Idle").waitFor();
  await page.getByRole("menuitem", { name: "Run", exact: true }).click();
  await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
  const prompts = page.locator(".jp-CodeCell .jp-InputPrompt");
  await until(async () => {
    const texts = await prompts.allTextContents();
    return texts.length > 0 && texts.every((text) => /\[\d+\]/.test(text));
  });
}

/** Ask until the answer is yes; the test's own time limit ends it otherwise. */
async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** The names of the figures that a notebook shows, in order. */
function figureNames(notebook: string): string[] {
  const cells = readCells(join(notebooks.folder, `${notebook}.ipynb`));
  const code = cells.flatMap((cell) => (cell.cell_type === "code" ? [cell.source.join("")] : []));
  return code.flatMap((source) => {
    const calls = source.match(/\bawait show(Judged)?\(/g)?.length ?? 0;
    const names = [...source.matchAll(/(?:\bname: |\bshowJudged\()"([a-z0-9-]+)"/g)].map(
      ([, name]) => name!,
    );
    // A call whose name this does not see would be a figure that is not looked at.
    const byGroup = [...source.matchAll(/\bname: `([a-z0-9-]+)\$\{slugOf\(by\)\}`/g)];
    expect([source, names.length + byGroup.length]).toEqual([source, calls]);
    const grouped = byGroup.flatMap(([, start]) => study.groups.map((by) => start! + slugOf(by)));
    return [...names, ...grouped];
  });
}

function keptMarks(name: string): Marks[] {
  const path = join(notebooks.folder, "figures", `${name}.json`);
  return marksOf((JSON.parse(readFileSync(path, "utf8")) as StoredFigure).figure);
}

/** Keep every bar of progress that stands in the page, however shortly. */
async function watchProgress(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(`{
    const seen = new Set();
    globalThis.progressSeen = seen;
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll(".jp-OutputArea-output pre")) {
        if (/^[█░]{12}/.test(textContent)) seen.add(textContent.trim());
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  }`);
  return async () => await page.evaluate("[...progressSeen]");
}

/** The image that the camera above a figure saves. */
async function saveImage(page: Page, at: number): Promise<Buffer> {
  const figure = page.locator(".jp-OutputArea .js-plotly-plot").nth(at);
  await figure.scrollIntoViewIfNeeded();
  await figure.hover();
  const saving = page.waitForEvent("download");
  await figure.locator(".modebar-btn[data-title*='png' i]").click();
  return readFileSync(await (await saving).path());
}

browserTest.each(NOTEBOOKS)(
  "%s runs from the menu without an error and draws its figures",
  async (name) => {
    const names = figureNames(name);
    const page = await browser!.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(120_000);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    const progress = await watchProgress(page);
    await page.goto(`${base}/lab/tree/${name}.ipynb?reset&token=${TOKEN}`);
    await runAll(page);
    const errors = page.locator("[data-mime-type='application/vnd.jupyter.stderr']");
    expect(await errors.allTextContents()).toEqual([]);
    if (name === "01_data_collection") {
      const states = await progress();
      expect(new Set(states.map((state) => /([\d,]+) of/.exec(state)?.[1])).size).toBeGreaterThan(
        1,
      );
      expect(states.at(-1)).toMatch(/^█+ ([\d,]+) of \1 series/);
    }

    const drawn = page.locator(".jp-OutputArea .js-plotly-plot:has(.trace, .heatmaplayer image)");
    await until(async () => (await drawn.count()) >= names.length);
    expect(await drawn.count()).toBe(names.length);
    const marks = await drawn.evaluateAll(drawnMarks);
    expect(names.map((figure, i) => [figure, marks[i]])).toEqual(
      names.map((figure) => [figure, keptMarks(figure)]),
    );
    if (names.includes(SAVED)) {
      const image = await saveImage(page, names.indexOf(SAVED));
      expect(image.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
      expect(image.length).toBeGreaterThan(10_000);
      writeFileSync(join(screenshots, `${SAVED}-saved.png`), image);
    }
    if (names.length > 0) await drawn.last().scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(screenshots, `${name}.png`) });

    // JupyterLab puts its own image of each drawn figure into the notebook that it saves.
    await page.waitForTimeout(1_000);
    await page.keyboard.press("Control+s");
    await page.locator(".jp-mod-dirty").waitFor({ state: "detached" });
    const outputs = readCells(join(notebooks.folder, `${name}.ipynb`)).flatMap(
      (cell) => cell.outputs ?? [],
    );
    expect(outputs.filter(({ output_type }) => output_type === "error")).toEqual([]);
    const images = outputs.filter(({ data }) => data?.["image/png"] !== undefined);
    expect(images).toHaveLength(names.length);
    expect(faults).toEqual([]);
    await page.close();
  },
  180_000,
);

/** Restart the kernel and run all cells, from the menu. */
async function restartAndRunAll(page: Page): Promise<void> {
  await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
  await page.getByText("TypeScript | Idle").waitFor();
  await page.getByRole("menuitem", { name: "Kernel", exact: true }).click();
  await page.getByRole("menuitem", { name: /^Restart Kernel and Run All Cells/ }).click();
  await page.locator(".jp-Dialog .jp-mod-accept").click();
  const prompts = page.locator(".jp-CodeCell .jp-InputPrompt");
  await page.locator(".jp-CodeCell .jp-InputPrompt", { hasText: "[*]" }).first().waitFor();
  await until(async () => (await prompts.allTextContents()).every((text) => /\[\d+\]/.test(text)));
}

/** Replace lines of the file in the editor: from that with `first` in it to before that with `next`. */
async function replaceLines(page: Page, first: string, next: string, by: string): Promise<void> {
  const line = (text: string) => page.locator(".jp-FileEditor .cm-line", { hasText: text }).first();
  await line(first).click({ position: { x: 2, y: 5 } });
  await page.keyboard.press("Home");
  await line(next).click({ modifiers: ["Shift"], position: { x: 2, y: 5 } });
  await page.keyboard.insertText(by);
}

browserTest(
  "a study that is changed in the editor is what all notebooks speak of, and an own chart is exported",
  async () => {
    const page = await browser!.newPage({ viewport: { width: 1400, height: 2400 } });
    page.setDefaultTimeout(120_000);
    await page.goto(`${base}/lab/tree/study.ts?reset&token=${TOKEN}`);
    const titles = cleanTitles(simulateCatalogue(), GENRES);
    const changed = reaches([popularity, quantile(0.95)], [votes, quantile(0.5)]);
    const hits = titles.filter(changed.fit(titles).isHit).length;
    await replaceLines(
      page,
      "hit: {",
      "// What the model may know",
      "hit: s.reaches([s.popularity, s.quantile(0.95)], [s.votes, s.quantile(0.5)]),\n\n",
    );
    await page.keyboard.press("Control+s");
    const file = join(notebooks.folder, "study.ts");
    await until(() => Promise.resolve(!readFileSync(file, "utf8").includes("90th percentile")));

    for (const name of NOTEBOOKS.slice(1)) {
      await page.goto(`${base}/lab/tree/${name}.ipynb?reset&token=${TOKEN}`);
      await restartAndRunAll(page);
      const errors = page.locator("[data-mime-type='application/vnd.jupyter.stderr']");
      expect([name, await errors.allTextContents()]).toEqual([name, []]);
      const said = (await page.locator(".jp-OutputArea-output").allTextContents()).join("\n");
      expect(said).not.toMatch(/top 10%|90% quantile|90th percentile|made by another study/);
      if (!name.startsWith("04")) expect(said).toContain(`${hits} hits`);
      if (!name.startsWith("03")) continue;
      await page.locator(".jp-CodeCell .jp-InputPrompt").last().click();
      await page.keyboard.press("Escape");
      await page.keyboard.press("b");
      await page.keyboard.press("Enter");
      await page.keyboard.insertText(
        'import { exportFigure } from "netflix-hits/export";\nconst own = charts.rateChart(released, originalLanguage, options);\nconsole.log(await exportFigure(own, "own-chart", { formats: ["svg"] }));',
      );
      await page.keyboard.press("Shift+Enter");
      const svg = join(notebooks.folder, "figures", "own-chart.svg");
      await until(() => Promise.resolve(existsSync(svg)));
      expect(readFileSync(svg, "utf8")).toMatch(/^<svg[\s\S]*Korean[\s\S]*<\/svg>\s*$/);
    }
    await page.screenshot({ path: join(screenshots, "changed-study.png") });
    await page.close();
  },
  240_000,
);
