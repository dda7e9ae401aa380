/**
 * The notebooks in JupyterLab, in a real browser: opened, run from the menu, looked at. The
 * screenshots stay in `.cache/screenshots`.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { findBrowsers } from "netflix-hits/browsers";
import {
  cacheFolder,
  containedEnv,
  PROJECT_ROOT,
  venvPython,
} from "netflix-hits/environment/folders";
import { NOTEBOOKS } from "netflix-hits/environment/notebooks";
import { setUp } from "netflix-hits/environment/setup";
import { makeNotebookFolder, readCells } from "./support/notebooks";

const TOKEN = "a-token-of-this-test";
const FIGURES: Readonly<Record<string, number>> = {
  "01_data_collection": 0,
  "02_define_hit_and_exploration": 1,
  "03_eda_hit_analysis": 10,
  "04_feature_engineering": 0,
  "05_modeling_and_validation": 2,
};

const screenshots = join(cacheFolder(PROJECT_ROOT), "screenshots");
let notebooks: ReturnType<typeof makeNotebookFolder>;
let lab: ChildProcess;
let base: string;
let browser: Browser;

beforeAll(async () => {
  await setUp();
  mkdirSync(screenshots, { recursive: true });
  notebooks = makeNotebookFolder();
  for (const name of NOTEBOOKS) copyWithoutOutputs(name);
  [browser] = await Promise.all([launchBrowser(), startLab()]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  const ended = new Promise((resolve) => lab.once("exit", resolve));
  lab.kill("SIGTERM");
  await ended;
  notebooks.remove();
}, 60_000);

/** What a notebook shows must come from this run, not from the commit. */
function copyWithoutOutputs(name: string): void {
  const path = join(notebooks.folder, `${name}.ipynb`);
  cpSync(join(PROJECT_ROOT, "notebooks", `${name}.ipynb`), path);
  const notebook = JSON.parse(readFileSync(path, "utf8")) as { cells: Record<string, unknown>[] };
  for (const cell of notebook.cells) {
    if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
  }
  writeFileSync(path, JSON.stringify(notebook));
}

async function launchBrowser(): Promise<Browser> {
  const faults: unknown[] = [];
  for (const { executablePath, args, env } of await findBrowsers(cacheFolder(PROJECT_ROOT))) {
    try {
      const ambient = process.env as Record<string, string>;
      return await chromium.launch({ executablePath, args, env: { ...ambient, ...env } });
    } catch (error) {
      faults.push(error);
    }
  }
  throw new Error(`No browser could be started: ${faults.map(String).join("; ") || "none found"}`);
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

test.each(NOTEBOOKS)(
  "%s runs from the menu without an error and draws its figures",
  async (name) => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(60_000);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${base}/lab/tree/${name}.ipynb?reset&token=${TOKEN}`);
    await runAll(page);
    const errors = page.locator("[data-mime-type='application/vnd.jupyter.stderr']");
    expect(await errors.allTextContents()).toEqual([]);

    const figures = FIGURES[name] as number;
    const drawn = page.locator(".jp-OutputArea .js-plotly-plot:has(.trace)");
    await until(async () => (await drawn.count()) >= figures);
    expect(await drawn.count()).toBe(figures);
    if (figures > 0) await drawn.last().scrollIntoViewIfNeeded();
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
    expect(images).toHaveLength(figures);
    expect(faults).toEqual([]);
    await page.close();
  },
  90_000,
);
