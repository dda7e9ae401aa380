/** Our fit beside scikit-learn's on the same catalogues: time, memory, and whether they agree. */
import { join } from "node:path";
import type { Backend } from "../backend.js";
import { lastLine, run } from "../environment/child.js";
import { PROJECT_ROOT } from "../environment/folders.js";
import { UserError } from "../errors.js";
import { hasNativeBinding } from "../native-package.js";
import { ensureCatalogue } from "./catalogue-file.js";
import type { Study } from "./model-study.js";
import { BENCH_PYTHON, benchEnv, ensureBenchPython, SCRIPT } from "./python.js";

const OURS = join(PROJECT_ROOT, "lib", "dist", "bench", "model-process.js");

/** All TV series on TMDb are about 220,000. */
export const DEFAULT_ROWS: readonly number[] = [2_000, 220_000, 1_000_000];

/** A backend of ours, or scikit-learn with the threads that it takes or with one. */
export type Contender = Backend["name"] | "sklearn" | "sklearn-1-thread";

/** What to measure. */
export interface ModelBenchOptions {
  /** Sizes of the catalogues; default {@link DEFAULT_ROWS}. */
  rows?: readonly number[];
  /** Runs of each contender; default 5. */
  repeats?: number;
  /** Seed of the catalogues; default 213. */
  seed?: number;
  /** Our backends, the default one first; by default those that are installed. */
  backends?: readonly Backend["name"][];
  /** Told as each step begins. */
  onBegin?: (step: string) => void;
  /** Told what the step is at. */
  onProgress?: (text: string) => void;
  /** Told as each step has ended. */
  onEnd?: (text: string) => void;
  signal?: AbortSignal;
}

/** All runs of one contender on one catalogue. */
export interface Measured {
  rows: number;
  contender: Contender;
  runs: Study[];
}

/** What {@link benchModel} found. */
export interface ModelBench {
  /** Our backend that is chosen where nobody chooses. */
  default: Backend["name"];
  measured: Measured[];
  /** scikit-learn's exact optimum on each catalogue (newton-cholesky, tol 1e-10), by rows. */
  optima: Map<number, Study>;
}

/**
 * Run the contenders on each catalogue, each run in a fresh process, taking turns, so that whatever else
 * the machine does meets all of them.
 *
 * @throws UserError when scikit-learn cannot be installed; the signal's reason when it aborts.
 */
export async function benchModel({
  rows = DEFAULT_ROWS,
  repeats = 5,
  seed = 213,
  backends = installedBackends(),
  onBegin,
  onProgress,
  onEnd,
  signal,
}: ModelBenchOptions = {}): Promise<ModelBench> {
  onBegin?.("scikit-learn");
  await ensureBenchPython({ signal, onProgress });
  onEnd?.("ready");
  const bench: ModelBench = {
    default: backends[0] as Backend["name"],
    measured: [],
    optima: new Map(),
  };
  for (const count of rows) {
    onBegin?.(`${count} rows`);
    onProgress?.("making the catalogue");
    const path = await ensureCatalogue(count, { seed, signal });
    const contenders: Contender[] = [...backends, "sklearn", "sklearn-1-thread"];
    const measured = contenders.map((contender): Measured => ({
      rows: count,
      contender,
      runs: [],
    }));
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      for (const { contender, runs } of measured) {
        onProgress?.(`run ${repeat} of ${repeats}, ${contender}`);
        runs.push(await runContender(contender, path, signal));
      }
    }
    onProgress?.("scikit-learn's exact optimum");
    bench.optima.set(count, await runPython(path, ["--optimum"], undefined, signal));
    bench.measured.push(...measured);
    onEnd?.(`${repeats} runs of ${contenders.length} contenders`);
  }
  return bench;
}

/** Our backends on this machine, the default one first. */
export function installedBackends(): Backend["name"][] {
  return hasNativeBinding() ? ["tensorflow", "wasm", "cpu"] : ["wasm", "cpu"];
}

/** One run of one contender in a process of its own. */
export function runContender(
  contender: Contender,
  path: string,
  signal?: AbortSignal,
): Promise<Study> {
  if (contender === "sklearn") return runPython(path, [], undefined, signal);
  if (contender === "sklearn-1-thread") return runPython(path, [], 1, signal);
  return readStudy(process.execPath, [OURS, path, contender], process.env, signal);
}

function runPython(
  path: string,
  options: readonly string[],
  threads: number | undefined,
  signal: AbortSignal | undefined,
): Promise<Study> {
  return readStudy(BENCH_PYTHON, [SCRIPT, path, ...options], benchEnv(threads), signal);
}

async function readStudy(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<Study> {
  const { status, stdout, stderr, failure } = await run(command, args, { env, signal });
  if (status === 0) return JSON.parse(lastLine(stdout)) as Study;
  const said = lastLine(stderr) || (failure ?? "it was ended, perhaps for want of memory");
  throw new UserError(`A contender did not finish (${args.join(" ")}): ${said}.`);
}
