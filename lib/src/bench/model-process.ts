/** One run of {@link studyCatalogue} in a process of its own: CATALOGUE.csv BACKEND; prints JSON. */
import type { BackendChoice } from "../settings.js";
import { studyCatalogue } from "./model-study.js";
import { peakBytes } from "./peak-memory.js";

async function main(): Promise<void> {
  const [path = "", backend = "auto"] = process.argv.slice(2);
  const study = await studyCatalogue(path, backend as BackendChoice);
  console.log(JSON.stringify({ ...study, peakBytes: peakBytes() }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
