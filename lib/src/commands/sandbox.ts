/** `npm run sandbox`: serve a simulated catalogue, or a CSV, through TMDb's API. */
import { UserError } from "../base/errors.js";
import { formatQuantity } from "../base/format.js";
import {
  catalogueLabel,
  DEFAULT_SEED,
  DEFAULT_SERIES,
  GENRES,
  simulateCatalogue,
} from "../sandbox/catalogue.js";
import { parseScenarios, SCENARIOS } from "../sandbox/scenarios.js";
import { SANDBOX_KEY, startSandbox, type SandboxOptions } from "../sandbox/server.js";
import { changeLine } from "../data/changes.js";
import { fileSource, readCatalogueFile } from "../collect/catalogue-file.js";
import { parseInteger, parseOptions, resolvePath, runMain } from "./cli.js";

const USAGE = `Usage: npm run sandbox -- [options]

  --port N          port on 127.0.0.1; 0 takes any free one (default 8213)
  --catalogue FILE  serve the rows of a CSV with the columns of discover/tv
  --series N        number of simulated series (default 2561)
  --seed N          seed of the simulation and of the scenarios (default 213)
  --scenario NAME   misbehaviour, also several: --scenario flaky slow; default drift for the simulated
                    catalogue and calm for a file
  --limit-per-second N  what the scenario rate-limit lets through (default 15)
  --latency-ms N    milliseconds before each answer (default 0)
  --network N       id of the network that the series are on (default 213)
  --key KEY         the key to accept instead of the sandbox's own
  --any-key         accept any key

Scenarios, besides all and calm (none):
${Object.entries(SCENARIOS)
  .map(([name, words]) => `  ${name.padEnd(16)}${words}`)
  .join("\n")}`;

const TEXT = { type: "string" } as const;
const OPTIONS = {
  port: TEXT,
  catalogue: TEXT,
  series: TEXT,
  seed: TEXT,
  "latency-ms": TEXT,
  network: TEXT,
  key: TEXT,
  "any-key": { type: "boolean" },
  scenario: { type: "string", multiple: true },
  "limit-per-second": TEXT,
} as const;

/** The number of series with the scenario huge unless one is given. */
const HUGE_SERIES = 250_000;

/**
 * Read the command line into the options of `startSandbox`, including the catalogue.
 *
 * @param argv the arguments, without Node and script.
 * @throws UserError naming an option that is unknown or invalid, or what is wrong with the file.
 */
export function readSandboxOptions(argv: string[]): Required<SandboxOptions> {
  const { values, positionals } = parseOptions(
    USAGE,
    { options: OPTIONS, allowPositionals: true },
    argv,
  );
  if (positionals.length > 0 && values.scenario === undefined) {
    throw new UserError(`Unexpected argument '${positionals[0]}'. ${USAGE}`);
  }
  const integer = (option: keyof typeof values, otherwise: number, low: number, high: number) => {
    const text = values[option];
    return typeof text === "string" ? parseInteger(option, text, low, high) : otherwise;
  };
  const key = values.key ?? SANDBOX_KEY;
  if (key.trim() === "") throw new UserError("--key: expected a key, found nothing.");
  const seed = integer("seed", DEFAULT_SEED, 0, 4_294_967_295);
  const named = values.scenario && parseScenarios([...values.scenario, ...positionals]);
  const scenarios = named ?? (values.catalogue === undefined ? (["drift"] as const) : []);
  const server = {
    scenarios,
    scenarioSeed: seed,
    timeScale: 1,
    limitPerSecond: integer("limit-per-second", 15, 1, 10_000),
    port: integer("port", 8213, 0, 65_535),
    networkId: integer("network", 213, 1, 9_999_999),
    latencyMs: integer("latency-ms", 0, 0, 60_000),
    key,
    acceptAnyKey: values["any-key"] ?? false,
  };
  if (values.catalogue === undefined) {
    const usual = scenarios.includes("huge") ? HUGE_SERIES : DEFAULT_SERIES;
    const series = integer("series", usual, 0, 1_000_000);
    const label = catalogueLabel({ series, seed });
    return { ...server, titles: simulateCatalogue({ series, seed }), label, kind: "simulated" };
  }
  if (values.series !== undefined) {
    throw new UserError("--series is only for the simulation: omit it, or omit --catalogue.");
  }
  const path = resolvePath(values.catalogue);
  const { titles, changes } = readCatalogueFile(path, GENRES);
  for (const change of changes) console.log(changeLine(change));
  return { ...server, titles, label: fileSource(path).label, kind: "file" };
}

/** Serve until the signal aborts. @throws UserError like its parts. */
export async function serve(argv: string[], signal: AbortSignal): Promise<number> {
  const options = readSandboxOptions(argv);
  const sandbox = await startSandbox(options);
  console.log(
    `Serving the ${options.label}: ${options.titles.length} series of network ` +
      `${options.networkId}, only to this machine.\n` +
      `  Scenarios: ${options.scenarios.join(", ") || "none"}\n` +
      `  TMDB_BASE_URL=${sandbox.baseUrl}\n` +
      `  TMDB_API_KEY=${sandbox.key}${options.acceptAnyKey ? " (or any other)" : ""}\n` +
      "Press Ctrl-C to stop.",
  );
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await sandbox.close();
  const { perSecond, connections } = sandbox.peaks;
  console.log(
    `Closed after ${formatQuantity(sandbox.requests, "request")}, at most ${perSecond} in any second, ` +
      `${formatQuantity(connections, "connection")}.`,
  );
  return 0;
}

if (require.main === module) runMain((signal) => serve(process.argv.slice(2), signal));
