/**
 * Our contender, in a process of its own: FOLDER BACKEND. For each line that comes in it runs
 * {@link studyCatalogue} and prints a line of JSON.
 */
import { createInterface } from "node:readline";
import type { BackendChoice } from "../../lib/src/base/settings.js";
import { studyCatalogue } from "./model-study.js";
import { peakBytes } from "./peak-memory.js";

async function main(): Promise<void> {
  const [folder = "", backend = "auto"] = process.argv.slice(2);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== "run") throw new Error(`expected "run", found "${line}"`);
    const run = await studyCatalogue(folder, backend as BackendChoice);
    console.log(JSON.stringify({ ...run, peakBytes: peakBytes() }));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
