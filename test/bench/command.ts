/** `npm run bench -- collect|model|notebooks`: measure one of them beside the alternatives. */
import { readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { benchCollect } from "./collect.js";
import { benchTable, benchTargets, targetLines, type Target } from "./collect-report.js";
import { replaceBetween } from "./markdown.js";
import { benchModel, DEFAULT_ROWS } from "./model.js";
import { modelTable, modelTargets } from "./model-report.js";
import { benchNotebooks } from "./notebooks.js";
import { notebookTable, notebookTargets } from "./notebooks-report.js";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { UserError } from "../../lib/src/base/errors.js";
import { formatCount } from "../../lib/src/base/format.js";
import { parseInteger, parseOptions, runMain } from "../../lib/src/commands/cli.js";
import { Progress } from "../../lib/src/commands/progress.js";
import { setUpStep } from "../../lib/src/commands/steps.js";

const USAGE = `Usage: npm run bench -- collect [options]
       npm run bench -- model [options]
       npm run bench -- notebooks [options]

collect: coverage and time of the collection beside plain page walks
  --series N      series of the catalogue (default 2561)
  --latency-ms N  milliseconds before each answer (default 350)
  --seed N        seed of the catalogue and of its order (default 213)

model: time and memory of the fit beside scikit-learn (installed into .cache on first use)
  --rows N,N,...  sizes of the catalogues (default ${DEFAULT_ROWS.join(",")})
  --repeats N     runs of each contender, of which the median counts (default 5)
  --seed N        seed of the catalogues (default 213)
  --write         put the table into docs/benchmarks.md

notebooks: time of 02 to 05 beside the same analysis in Python (installed into .cache on first use)
  --repeats N     runs of each contender, of which the median counts (default 3)
  --write         put the table into docs/benchmarks.md

Status 1 when a target is missed.`;

const TEXT = { type: "string" } as const;
const SEEDS = [0, 4_294_967_295] as const;

/** The options of each bench. */
const OPTIONS = {
  collect: { series: TEXT, "latency-ms": TEXT, seed: TEXT },
  model: { rows: TEXT, repeats: TEXT, seed: TEXT, write: { type: "boolean" } },
  notebooks: { repeats: TEXT, write: { type: "boolean" } },
} as const;

runMain(async (signal) => {
  const args = process.argv.slice(2);
  const [what = "nothing"] = args.filter((arg) => !arg.startsWith("-"));
  if (args.some((arg) => arg === "--help" || arg === "-h")) parseOptions(USAGE, {});
  if (what === "collect") return collect(signal);
  if (what === "model") return model(signal);
  if (what === "notebooks") return notebooks(signal);
  throw new UserError(
    `Expected what to measure, which is collect, model or notebooks, found ${what}. ${USAGE}`,
  );
});

async function collect(signal: AbortSignal): Promise<number> {
  const { values } = parse("collect");
  const progress = new Progress();
  const all = await benchCollect({
    series: integer("series", values.series, 2561, 20, 1_000_000),
    latencyMs: integer("latency-ms", values["latency-ms"], 350, 0, 60_000),
    seed: integer("seed", values.seed, 213, ...SEEDS),
    onBegin: (name) => progress.start(name),
    onEnd: ({ distinct, series }) =>
      progress.finish(`${formatCount(distinct)} of ${formatCount(series)} series`),
    signal,
  });
  return report(benchTable(all), benchTargets(all));
}

async function model(signal: AbortSignal): Promise<number> {
  const { values } = parse("model");
  const progress = new Progress();
  const sizes = values.rows?.split(",") ?? DEFAULT_ROWS.map(String);
  const [load = 0] = loadavg();
  const bench = await benchModel({
    rows: sizes.map((size) => parseInteger("rows", size.trim(), 200, 2_000_000)),
    repeats: integer("repeats", values.repeats, 5, 1, 100),
    seed: integer("seed", values.seed, 213, ...SEEDS),
    onBegin: (step) => progress.start(step),
    onProgress: (text) => progress.update(text),
    onEnd: (text) => progress.finish(text),
    signal,
  });
  sayIfBusy(load);
  const table = modelTable(bench);
  const status = report(table, modelTargets(bench));
  if (values.write === true) putIntoDocs("bench model", table);
  return status;
}

async function notebooks(signal: AbortSignal): Promise<number> {
  const { values } = parse("notebooks");
  const progress = new Progress();
  const [load = 0] = loadavg();
  await setUpStep(progress, signal);
  const runs = await benchNotebooks({
    repeats: integer("repeats", values.repeats, 3, 1, 100),
    onBegin: (step) => progress.start(step),
    onProgress: (text) => progress.update(text),
    onEnd: (text) => progress.finish(text),
    signal,
  });
  sayIfBusy(load);
  const table = notebookTable(runs);
  const status = report(table, notebookTargets(runs));
  if (values.write === true) putIntoDocs("bench notebooks", table);
  return status;
}

function sayIfBusy(load: number): void {
  if (load <= availableParallelism() / 2) return;
  console.log(
    `\nThe machine was at work for others (load ${load.toFixed(1)}): times are too long.`,
  );
}

function putIntoDocs(name: string, table: string): void {
  const page = join(PROJECT_ROOT, "docs", "benchmarks.md");
  writeFileAtomic.sync(page, replaceBetween(readFileSync(page, "utf8"), name, table));
}

/** Print the table and the targets. @returns the status of the command. */
function report(table: string, targets: readonly Target[]): number {
  console.log(`\n${table}\n\n${targetLines(targets)}`);
  return targets.every(({ met }) => met) ? 0 : 1;
}

function parse<K extends keyof typeof OPTIONS>(bench: K) {
  const parsed = parseOptions(USAGE, { options: OPTIONS[bench], allowPositionals: true });
  if (parsed.positionals.length > 1) {
    throw new UserError(`One thing is measured at a time: ${parsed.positionals.join(", ")}.`);
  }
  return parsed;
}

function integer(
  option: string,
  text: string | undefined,
  otherwise: number,
  low: number,
  high: number,
): number {
  return text === undefined ? otherwise : parseInteger(option, text, low, high);
}
