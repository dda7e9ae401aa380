/** `npm run bench -- collect`: measure the collection beside plain loops. */
import { benchCollect, type Measured } from "../bench/collect.js";
import { benchTable, benchTargets, targetLines } from "../bench/collect-report.js";
import { UserError } from "../errors.js";
import { formatCount } from "../format.js";
import { parseInteger, parseOptions, runMain } from "./cli.js";
import { Progress } from "./progress.js";

const USAGE = `Usage: npm run bench -- collect [options]

  --series N      series of the catalogue (default 2561)
  --latency-ms N  milliseconds before each answer (default 350)
  --seed N        seed of the catalogue and of its order (default 213)

Status 1 when a target is missed.`;

const TEXT = { type: "string" } as const;

runMain(async (signal) => {
  const { values, positionals } = parseOptions(USAGE, {
    options: { series: TEXT, "latency-ms": TEXT, seed: TEXT },
    allowPositionals: true,
  });
  if (positionals.join(" ") !== "collect") {
    const found = positionals.join(" ") || "nothing";
    throw new UserError(`Expected what to measure, which is collect, found ${found}. ${USAGE}`);
  }
  const integer = (option: keyof typeof values, otherwise: number, low: number, high: number) => {
    const text = values[option];
    return text === undefined ? otherwise : parseInteger(option, text, low, high);
  };
  const progress = new Progress();
  const all = await benchCollect({
    series: integer("series", 2561, 20, 1_000_000),
    latencyMs: integer("latency-ms", 350, 0, 60_000),
    seed: integer("seed", 213, 0, 4_294_967_295),
    onBegin: (name) => progress.start(name),
    onEnd: (measured) => progress.finish(outcome(measured)),
    signal,
  });
  const targets = benchTargets(all);
  console.log(`\n${benchTable(all)}\n\n${targetLines(targets)}`);
  return targets.every(({ met }) => met) ? 0 : 1;
});

function outcome({ distinct, series }: Measured): string {
  return `${formatCount(distinct)} of ${formatCount(series)} series`;
}
