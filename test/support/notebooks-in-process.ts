/** Runs the cells of notebooks in this process: many small catalogues in the time of one kernel. */
import { recordFigure } from "../../lib/src/data/provenance/figure-records.js";
import { writeCollection } from "../../lib/src/data/stages.js";
import { cleanTitles, type DiscoverTitle } from "../../lib/src/data/titles.js";
import { NOTEBOOKS } from "../../lib/src/jupyter/notebooks.js";
import { writeReport } from "../../lib/src/report/index.js";
import { GENRES } from "../../lib/src/sandbox/catalogue.js";
import type { Study } from "../../lib/src/study/index.js";
import { collectionOf } from "./collection.js";
import { study } from "./study.js";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isUnjudged, type Outcome } from "../../lib/src/base/outcome.js";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { readSettings } from "../../lib/src/base/settings.js";
import { tableHtml, tableText, type Table, type TableFormat } from "../../lib/src/cell/tables.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import { figureText, ifJudged } from "../../lib/src/figures/show.js";

/** Options that make long work short; each is put over what a cell gives as the last argument. */
export type Shorter = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Module = Readonly<Record<string, unknown>>;
type Cells = (load: (name: string) => Module) => Promise<void>;

const LIB = join(PROJECT_ROOT, "lib");
const { exports: PUBLIC } = JSON.parse(readFileSync(join(LIB, "package.json"), "utf8")) as {
  exports: Record<string, { default?: string }>;
};

/**
 * Run the code cells of a notebook on the sources of the library, with the settings of `process.env`.
 * Figures are kept as `show` keeps them, but not drawn.
 *
 * @param shorter by the name of a function of `netflix-hits/validation`.
 * @param own the study; default that of the notebooks.
 * @returns every sentence that the notebook shows: its readings, and the captions and words of figures.
 */
async function runCells(notebook: string, shorter: Shorter, own: Study = study): Promise<string[]> {
  const said: string[] = [];
  await cellsOf(notebook)((name) => {
    if (name === "netflix-hits/show") return showing(said);
    if (name === "./study") return { study: own };
    const module = loaded(name);
    return name === "netflix-hits/validation" ? shortened(module, shorter) : module;
  });
  return said;
}

/** The cells as one function, their imports turned into calls of `load`. */
function cellsOf(notebook: string): Cells {
  const path = join(PROJECT_ROOT, "notebooks", `${notebook}.ipynb`);
  const { cells } = JSON.parse(readFileSync(path, "utf8")) as {
    cells: { cell_type: string; source: string[] }[];
  };
  const code = cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => source.join(""))
    .join("\n")
    .replace(/^import \* as (\w+) from (".*?");$/gm, "var $1 = load($2);")
    .replace(/^import (\{.*?\}) from (".*?");$/gm, "var $1 = load($2);");
  const AsyncFunction = runCells.constructor as new (name: string, code: string) => Cells;
  return new AsyncFunction("load", code);
}

function loaded(name: string): Module {
  const built = PUBLIC[name.replace("netflix-hits", ".")]?.default;
  if (built === undefined) throw new Error(`${name} is no public module`);
  const source = built.replace("./dist", "src").replace(/\.js$/, ".ts");
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only the cells know which.
  return require(join(LIB, source)) as Module;
}

function shortened(module: Module, shorter: Shorter): Module {
  const short = Object.entries(shorter).map(([name, options]) => {
    const long = module[name] as (...args: unknown[]) => unknown;
    const call = (...args: unknown[]): unknown =>
      long(...args.slice(0, -1), { ...(args.at(-1) as object), ...options });
    return [name, call] as const;
  });
  return { ...module, ...Object.fromEntries(short) };
}

/** `netflix-hits/show`, which draws nothing and keeps what is said. */
function showing(said: string[]): Module {
  const show = (
    figure: Figure,
    { name, caption = "" }: { name: string; caption?: string },
  ): void => {
    const settings = readSettings();
    const { figuresDir, network } = settings;
    const alt = figureText(figure);
    said.push(caption, alt);
    const { source } = figure.layout["meta"] as { source: string };
    mkdirSync(figuresDir, { recursive: true });
    const stored = { name, caption, alt, source, network: network.slug, figure };
    writeFileSync(join(figuresDir, `${name}.json`), JSON.stringify(stored));
    recordFigure(settings, name);
  };
  const showMarkdown = (text: string): void => void said.push(text);
  const showReading = (outcome: Outcome<unknown>, reading: (found: unknown) => string): void =>
    showMarkdown(isUnjudged(outcome) ? outcome.unjudged : reading(outcome));
  return {
    show,
    showMarkdown,
    showReading,
    ifJudged,
    showJudged: (
      name: string,
      outcome: Outcome<unknown>,
      reading: (found: unknown) => string,
      draw: (found: unknown) => Figure,
    ): void => {
      if (isUnjudged(outcome)) showMarkdown(outcome.unjudged);
      else show(draw(outcome), { name, caption: reading(outcome) });
    },
    showSteps: () => undefined,
    showTable: (table: Table, format?: TableFormat): void => {
      tableHtml(table, format);
      said.push(tableText(table, format));
    },
  };
}

/**
 * Run the notebooks 02 to 05 and the report on these series.
 *
 * @returns every sentence and table that they show, the report's last, and its page.
 */
export async function runThrough(
  titles: readonly DiscoverTitle[],
  { shorter, own = study }: { shorter: Shorter; own?: Study },
): Promise<{ said: string[]; page: string }> {
  const folder = mkdtempSync(join(tmpdir(), "run-through-"));
  const before = { ...process.env };
  const env = {
    DATA_DIR: join(folder, "data"),
    FIGURES_DIR: join(folder, "figures"),
    TMDB_NETWORK_ID: "213",
    AS_OF_YEAR: "2026",
    RANDOM_STATE: "42",
    TFJS_BACKEND: "cpu",
  };
  try {
    Object.assign(process.env, env);
    const settings = readSettings();
    const counts = { reported_total: titles.length, distinct_ids: titles.length };
    writeCollection(settings, titles, cleanTitles(titles, GENRES), collectionOf(counts));
    const said: string[] = [];
    for (const notebook of NOTEBOOKS.slice(1))
      said.push(...(await runCells(notebook, shorter, own)));
    const page = readFileSync(writeReport(settings), "utf8");
    return { said: [...said, ...paragraphs(page)], page };
  } finally {
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text of a page, without scripts and styles, part by part. */
function paragraphs(html: string): string[] {
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/g, "")
    .split(/<\/?(?:p|td|th|li|h\d|figcaption|div|section|dd|dt)\b[^>]*>/)
    .map((part) => part.replace(/<[^>]*>/g, "").trim())
    .filter((part) => part !== "");
}
