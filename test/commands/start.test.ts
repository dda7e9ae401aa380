/** `npm start` on a catalogue in which much is amiss: what its last lines say. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { formatCsv } from "../../lib/src/data/csv.js";
import { DISCOVER_COLUMNS, type DiscoverTitle } from "../../lib/src/data/titles.js";
import { hitCountsChart } from "../../lib/src/charts/index.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "start-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Sixty series, the third with a date of no kind, the fourth twice. */
function catalogue(): string {
  const rows = simulateCatalogue({ series: 60, seed: 4 }).map((row, i) =>
    i === 2 ? { ...row, first_air_date: "soon" } : row,
  );
  const columns = Object.keys(DISCOVER_COLUMNS) as (keyof DiscoverTitle)[];
  const path = join(folder, "mine.csv");
  writeFileSync(path, formatCsv([...rows, rows[3]!], columns));
  return path;
}

async function start(
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const command = join(PROJECT_ROOT, "lib", "dist", "commands", "start.js");
  const child = spawn(process.execPath, [command, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (text: Buffer) => (said.stdout += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said.stderr += text.toString()));
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { status, ...said };
}

test("npm start says in its last lines what was left out, changed and passed over", async () => {
  const [dataDir, figuresDir] = [join(folder, "data"), join(folder, "figures")];
  mkdirSync(dataDir);
  mkdirSync(figuresDir);
  writeFileSync(join(dataDir, "other.csv"), "a\n1\n");
  const figure = hitCountsChart([{ hit: 1 }], { source: "another catalogue" });
  const foreign = { name: "foreign", caption: "", alt: "", source: "another catalogue" };
  writeFileSync(
    join(figuresDir, "foreign.json"),
    JSON.stringify({ ...foreign, network: "netflix", figure }),
  );
  const args = ["--catalogue", catalogue(), "--output-dir", join(folder, "notebooks")];
  const { status, stdout, stderr } = await start(args, {
    ...{ DATA_DIR: dataDir, FIGURES_DIR: figuresDir, TMDB_NETWORK_ID: "213", AS_OF_YEAR: "2026" },
    TMDB_APIKEY: "0123456789abcdef0123456789abcdef",
  });
  expect(stderr).toBe("The environment variable TMDB_APIKEY has no effect: write TMDB_API_KEY.\n");
  expect(status).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.slice(lines.indexOf("Left out or changed when the series were read:"))).toEqual([
    "Left out or changed when the series were read:",
    'first_air_date: 1 of 61 values (1.6%) could not be read as a date: read as missing, such as "soon" (data row 3).',
    expect.stringMatching(
      /^1 of 61 rows \(1\.6%\) repeated an earlier row field for field: counted once, such as "id \d+" \(data row 61\)\.$/,
    ),
    "The environment variable TMDB_APIKEY has no effect: write TMDB_API_KEY.",
    `1 file in ${dataDir} is not part of this collection: other.csv.`,
    "1 figure made from other data was left out of the report: foreign.",
  ]);
}, 240_000);
