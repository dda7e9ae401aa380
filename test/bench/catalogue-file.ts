/** The catalogues of `npm run bench -- model`: simulated once, then kept in `.cache/bench`. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lastLine, run } from "../../lib/src/base/child.js";
import { cacheFolder, PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { hashFile } from "../../lib/src/base/files.js";
import { benchProgram } from "./program.js";

const DIST = join(PROJECT_ROOT, "lib", "dist");
/** Heap for the largest catalogue; Node's own limit is half of this on a small machine. */
const HEAP_MB = 8192;

/** The catalogue in a folder of {@link ensureCatalogue}. */
export function catalogueIn(folder: string): string {
  return join(folder, "netflix_tv_clean.csv");
}

/**
 * A data folder with a catalogue of this many simulated series, made unless it is there. It is made anew once
 * the simulator has changed.
 *
 * @throws Error with what the writer said when it failed.
 */
export async function ensureCatalogue(
  rows: number,
  { seed, signal }: { seed: number; signal?: AbortSignal | undefined },
): Promise<string> {
  const all = join(cacheFolder(PROJECT_ROOT), "bench");
  const kept = `titles-${rows}-seed-${seed}-`;
  const folder = join(all, `${kept}${simulatorVersion()}`);
  const path = catalogueIn(folder);
  if (existsSync(path)) return folder;
  mkdirSync(all, { recursive: true });
  for (const file of readdirSync(all)) {
    if (file.startsWith(kept)) rmSync(join(all, file), { recursive: true, force: true });
  }
  mkdirSync(folder);
  const program = benchProgram("catalogue-process.ts", path, String(rows), String(seed));
  const args = [`--max-old-space-size=${HEAP_MB}`, ...program];
  const { status, stderr } = await run(process.execPath, args, { env: process.env, signal });
  if (status !== 0) throw new Error(`${path} could not be made: ${lastLine(stderr)}`);
  return folder;
}

/** Eight digits that change with what makes the catalogue. */
function simulatorVersion(): string {
  const parts = readdirSync(join(DIST, "sandbox")).filter((file) => file.endsWith(".js"));
  const files = [
    ...parts.sort().map((file) => join("sandbox", file)),
    join("data", "titles.js"),
    join("data", "csv.js"),
  ];
  const hash = createHash("sha256");
  for (const file of files) hash.update(hashFile(join(DIST, file))?.sha256 ?? "");
  return hash.digest("hex").slice(0, 8);
}
