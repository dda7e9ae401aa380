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

/**
 * The path of a CSV with this many simulated series, made unless it is there. It is made anew once the
 * simulator has changed.
 *
 * @throws Error with what the writer said when it failed.
 */
export async function ensureCatalogue(
  rows: number,
  { seed, signal }: { seed: number; signal?: AbortSignal | undefined },
): Promise<string> {
  const folder = join(cacheFolder(PROJECT_ROOT), "bench");
  const kept = `titles-${rows}-seed-${seed}-`;
  const path = join(folder, `${kept}${simulatorVersion()}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    if (file.startsWith(kept)) rmSync(join(folder, file), { force: true });
  }
  const program = benchProgram("catalogue-process.ts", path, String(rows), String(seed));
  const args = [`--max-old-space-size=${HEAP_MB}`, ...program];
  const { status, stderr } = await run(process.execPath, args, { env: process.env, signal });
  if (status !== 0) throw new Error(`${path} could not be made: ${lastLine(stderr)}`);
  return path;
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
