/** Our fit beside scikit-learn's on the same catalogues: time, memory, and whether they agree. */
import type { Backend } from "../../lib/src/model/backend/index.js";
import { hasNativeBinding } from "../../lib/src/model/backend/native-package.js";
import { catalogueIn, ensureCatalogue } from "./catalogue-file.js";
import { startContender, type ContenderProcess } from "./contender-process.js";
import { benchProgram } from "./program.js";
import type { Run } from "./model-study.js";
import { benchEnv, ensureBenchPython, MODEL_PYTHON, SCRIPT } from "./python.js";

/** All TV series on TMDb are about 220,000. */
export const DEFAULT_ROWS: readonly number[] = [2_561, 220_000, 1_000_000];

/** The ways of `bench_model.py`, which says what each is. */
export const THEIRS = ["recipe", "lean", "grouped"] as const;
/** A backend of ours, or a way in scikit-learn. */
export type Contender = Backend["name"] | (typeof THEIRS)[number];

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
  runs: Run[];
}

/** What {@link benchModel} found. */
export interface ModelBench {
  /** Our backend that is chosen where nobody chooses and the native one is not set up. */
  default: Backend["name"];
  measured: Measured[];
  /** scikit-learn's exact optimum on each catalogue (newton-cholesky, tol 1e-10), by rows. */
  optima: Map<number, Run>;
}

/**
 * Run the contenders on each catalogue, taking turns, so that whatever else the machine does meets all of
 * them. Each is one process for all its runs, as a notebook is: the first run is cold, the median warm.
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
  await ensureBenchPython(MODEL_PYTHON, { signal, onProgress });
  onEnd?.("ready");
  const bench: ModelBench = {
    default: backends[0]!,
    measured: [],
    optima: new Map(),
  };
  for (const count of rows) {
    onBegin?.(`${count} rows`);
    onProgress?.("making the catalogue");
    const folder = await ensureCatalogue(count, { seed, signal });
    const contenders: Contender[] = [...backends, ...THEIRS];
    const running = contenders.map((contender) => {
      const measured: Measured = { rows: count, contender, runs: [] };
      return { process: start(contender, folder), measured };
    });
    try {
      for (let repeat = 1; repeat <= repeats; repeat += 1) {
        for (const { process, measured } of running) {
          signal?.throwIfAborted();
          onProgress?.(`run ${repeat} of ${repeats}, ${measured.contender}`);
          measured.runs.push(await process.run());
        }
      }
    } finally {
      await Promise.all(running.map(({ process }) => process.close()));
    }
    onProgress?.("scikit-learn's exact optimum");
    const exact = startContender(
      MODEL_PYTHON.executable,
      [SCRIPT, catalogueIn(folder), "optimum"],
      benchEnv(),
    );
    bench.optima.set(count, await exact.run());
    await exact.close();
    bench.measured.push(...running.map(({ measured }) => measured));
    onEnd?.(`${repeats} runs of ${contenders.length} contenders`);
  }
  return bench;
}

/** Our backends on this machine; first the one that a fresh clone takes. */
function installedBackends(): Backend["name"][] {
  return ["wasm", "cpu", ...(hasNativeBinding() ? (["tensorflow"] as const) : [])];
}

function start(contender: Contender, folder: string): ContenderProcess {
  if ((THEIRS as readonly string[]).includes(contender)) {
    const args = [SCRIPT, catalogueIn(folder), contender];
    return startContender(MODEL_PYTHON.executable, args, benchEnv());
  }
  const args = benchProgram("model-process.ts", folder, contender);
  // Objects of a million rows are more than Node takes by itself on a small machine.
  return startContender(process.execPath, ["--max-old-space-size=8192", ...args], process.env);
}
