/** What a simulation is: data with a known truth, drawn many times, and how often the library finds it. */
import { formatCount } from "../../lib/src/base/format.js";
import { markdownTable } from "../bench/markdown.js";

/** One simulation, in a file of its own; `registry.ts` knows all of them. */
export interface Simulation {
  /** One line of `--help`: what is drawn, and what must hold. */
  about: string;
  /** Runs unless told otherwise. */
  runs: number;
  /** Draw and measure. The same seed and runs give the same measures. */
  run(options: SimulationOptions): Promise<Measure[]>;
}

/** What {@link Simulation.run} is told. */
export interface SimulationOptions {
  runs: number;
  /** An integer from 0 to 2**32 - 1. */
  seed: number;
  signal?: AbortSignal | undefined;
  /** Told after each run. */
  onProgress?: (done: number, total: number) => void;
}

/** One number that was measured, with what it has to be. */
export interface Measure {
  /** Such as "coverage of the adjusted rate of US". */
  what: string;
  found: number;
  /** Smallest and largest value that is as it should be; null for a number that is only shown. */
  wanted: readonly [number, number] | null;
  /** How often it was drawn, such as runs times features. */
  of: number;
  /** Default three decimals. */
  format?: (value: number) => string;
}

/** Whether it is as it should be; a number that is only shown always is. */
export function isMet({ found, wanted }: Measure): boolean {
  return wanted === null || (found >= wanted[0] && found <= wanted[1]);
}

/** A row for each measure, as a Markdown table. */
export function measureTable(measures: readonly Measure[]): string {
  const rows = measures.map((measure) => {
    const { what, found, wanted, of, format = (value: number) => value.toFixed(3) } = measure;
    const range = wanted === null ? "" : wanted.map(format).join(" to ");
    const verdict = wanted === null ? "" : isMet(measure) ? "met" : "NOT MET";
    return [what, format(found), range, formatCount(of), verdict];
  });
  return markdownTable([["measure", "found", "wanted", "of", "verdict"], ...rows]);
}

/** The share of these that are true; NaN of none. */
export function share(values: readonly boolean[]): number {
  return values.filter(Boolean).length / values.length;
}

/** Do `run` as often as wanted, each with a seed of its own, unless the signal aborts. */
export async function eachRun<T>(
  { runs, seed, signal, onProgress }: SimulationOptions,
  run: (seed: number) => Promise<T> | T,
): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < runs; i += 1) {
    // A turn for Ctrl-C and for the line that tells the progress.
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    results.push(await run((seed + i * 7919) % 2 ** 32));
    onProgress?.(results.length, runs);
  }
  return results;
}
