/** `npm run simulate -- NAME`: draw data with a known truth and count how often it is found. */
import { SIMULATIONS } from "./registry.js";
import { isMet, measureTable, type Simulation } from "./simulation.js";
import { UserError } from "../../lib/src/base/errors.js";
import { parseInteger, parseOptions, runMain } from "../../lib/src/commands/cli.js";
import { Progress } from "../../lib/src/commands/progress.js";

const NAMES = Object.keys(SIMULATIONS);
const LIST = Object.entries(SIMULATIONS)
  .map(([name, { about, runs }]) => `${name} (${runs} runs)\n  ${about}`)
  .join("\n\n");

const USAGE = `Usage: npm run simulate -- NAME [--runs N] [--seed N]

${LIST}

  --runs N  how often the data are drawn
  --seed N  seed of the draws (default 1)

Status 1 when a measure is not as it should be.`;

runMain(async (signal) => {
  const { values, positionals } = parseOptions(USAGE, {
    options: { runs: { type: "string" }, seed: { type: "string" } },
    allowPositionals: true,
  });
  const [name = "nothing", ...more] = positionals;
  if (more.length > 0) throw new UserError(`One simulation at a time: ${positionals.join(", ")}.`);
  const simulation = simulationOf(name);
  const runs =
    values.runs === undefined ? simulation.runs : parseInteger("runs", values.runs, 1, 1e6);
  const seed = values.seed === undefined ? 1 : parseInteger("seed", values.seed, 0, 2 ** 32 - 1);
  const progress = new Progress();
  progress.start(name);
  const measures = await simulation.run({
    runs,
    seed,
    signal,
    onProgress: (done, total) => progress.update(`${done} of ${total} runs`),
  });
  progress.finish(`${name}: ${runs} runs`);
  console.log(`\n${measureTable(measures)}`);
  return measures.every(isMet) ? 0 : 1;
});

function simulationOf(name: string): Simulation {
  const simulation = Object.hasOwn(SIMULATIONS, name) ? SIMULATIONS[name] : undefined;
  if (simulation !== undefined) return simulation;
  throw new UserError(
    `Expected what to simulate, one of ${NAMES.join(", ")}; found ${name}. ${USAGE}`,
  );
}
