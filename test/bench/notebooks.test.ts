import { labelled, tableOf } from "../support/study.js";
/** The report of `npm run bench -- notebooks`, and what its contenders find. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONTENDERS, type Contender, type NotebookRun } from "./notebooks.js";
import { benchEnv, isBenchPythonReady, NOTEBOOK_PYTHON, PYTHON_NOTEBOOKS } from "./python.js";
import { notebookTable, notebookTargets } from "./notebooks-report.js";
import { targetLines } from "./collect-report.js";
import { collectNetwork, saveCollection } from "../../lib/src/collect/index.js";
import { NOTEBOOKS, runNotebooks } from "../../lib/src/jupyter/notebooks.js";
import { readSettings } from "../../lib/src/base/settings.js";
import { readCleanTitles } from "../../lib/src/data/stages.js";
import { crossValidate, validate } from "../support/judged.js";
import { readCells } from "../support/notebooks.js";

function run(contender: Contender, seconds: number, scale: number): NotebookRun {
  const times = (notebook: string, cells: number[]) => ({
    notebook,
    kernel: 2 * scale,
    cells: cells.map((cell) => scale * cell),
    seconds: 4 * scale,
  });
  const notebooks = [times("02_a", [0.5, 0.05, 0.07]), times("03_b", [0.9, 0.08])];
  return { contender, seconds, notebooks };
}

/** Three runs of each, of which the middle one counts. */
const RUNS: NotebookRun[] = [1, 3, 0.5].flatMap((scale) => [
  run("cold", 30 * scale, scale),
  run("python", 60 * scale, 2 * scale),
  run("python1", 75 * scale, 4 * scale),
  run("warm", 24 * scale, 0.5 * scale),
]);

test("the table has a row for each quantity, with medians over the runs", () => {
  expect(notebookTable(RUNS).split("\n")).toEqual([
    "|                                | ours, every figure drawn |  Python | Python, 1 thread | ours, figures drawn before | all drawn / Python | drawn before / Python |",
    "| ------------------------------ | -----------------------: | ------: | ---------------: | -------------------------: | -----------------: | --------------------: |",
    "| kernel ready, median           |                   2.00 s |  4.00 s |           8.00 s |                     1.00 s |               0.50 |                  0.25 |",
    "| first import, slowest notebook |                   900 ms |  1.80 s |           3.60 s |                     450 ms |               0.50 |                  0.25 |",
    "| cell, median                   |                    80 ms |  160 ms |           320 ms |                      40 ms |               0.50 |                  0.25 |",
    "| 02                             |                   4.00 s |  8.00 s |          16.00 s |                     2.00 s |               0.50 |                  0.25 |",
    "| 03                             |                   4.00 s |  8.00 s |          16.00 s |                     2.00 s |               0.50 |                  0.25 |",
    "| 02 to 05, wall time            |                  30.00 s | 60.00 s |          75.00 s |                    24.00 s |               0.50 |                  0.40 |",
  ]);
});

test("targets are compared with the runs that draw every figure", () => {
  expect(targetLines(notebookTargets(RUNS)).split("\n")).toEqual([
    "- met: 02 to 05, wall time / Python's: at most 1.0 (ambition 0.6), 0.50",
    "- met: first import, slowest notebook: at most 1.0 s, 0.90 s",
    "- met: cell, median: at most 100 ms, 80 ms",
  ]);
});

test.each([
  [
    "wall time",
    run("cold", 61, 1),
    "- NOT MET: 02 to 05, wall time / Python's: at most 1.0 (ambition 0.6), 1.02",
  ],
  [
    "first import",
    run("cold", 30, 1.2),
    "- NOT MET: first import, slowest notebook: at most 1.0 s, 1.08 s",
  ],
  ["median cell", run("cold", 30, 1.3), "- NOT MET: cell, median: at most 100 ms, 104 ms"],
])("a target that is missed is said so: %s", (_, cold, line) => {
  const runs = [cold, run("python", 60, 2), run("python1", 75, 2), run("warm", 24, 1)];
  expect(targetLines(notebookTargets(runs)).split("\n")).toContain(line);
});

test("both sides have notebooks 02 to 05, Python's without outputs", () => {
  expect(Object.keys(CONTENDERS)).toEqual(["cold", "python", "python1", "warm"]);
  for (const name of NOTEBOOKS.slice(1)) {
    const code = readCells(join(PYTHON_NOTEBOOKS, `${name}.ipynb`)).filter(
      ({ cell_type }) => cell_type === "code",
    );
    expect(code.length).toBeGreaterThan(3);
    expect(code.flatMap(({ outputs }) => outputs ?? [])).toEqual([]);
  }
});

describe("Python's side", () => {
  if (!isBenchPythonReady(NOTEBOOK_PYTHON)) {
    console.log(
      "Skipped: Python's notebooks are not run, because their environment is not installed; " +
        "npm run bench -- notebooks makes it.",
    );
  }
  const whenReady = isBenchPythonReady(NOTEBOOK_PYTHON) ? test : test.skip;

  whenReady(
    "finds the hits, the split's AUC and the cross-validated AUC that ours does",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "bench-notebooks-"));
      try {
        const variables = {
          DATA_DIR: join(folder, "data"),
          AS_OF_YEAR: "2026",
          RANDOM_STATE: "42",
        };
        const settings = readSettings(
          { ...variables, TMDB_REQUESTS_PER_SECOND: "unlimited" },
          folder,
        );
        saveCollection(settings, await collectNetwork(settings));
        const titles = labelled(readCleanTitles(settings));
        cpSync(join(folder, "data"), join(folder, "ours"), { recursive: true });
        await runNotebooks(NOTEBOOKS.slice(1), {
          env: benchEnv(1, NOTEBOOK_PYTHON, { ...process.env, ...variables }),
          folder: PYTHON_NOTEBOOKS,
          python: NOTEBOOK_PYTHON.executable,
          kernel: "python3",
          outputDir: folder,
        });
        const features = tableOf(titles, { asOfYear: 2026 });
        const { auc } = await validate(features);
        const { mean } = await crossValidate(features);
        const said = readFileSync(join(folder, "05_modeling_and_validation.ipynb"), "utf8");
        const [, theirs, cv] = /ROC-AUC (\d\.\d+); (\d\.\d+) in cross-validation/.exec(said) ?? [];
        expect(Number(theirs)).toBeCloseTo(auc, 2.5);
        expect(Number(cv)).toBeCloseTo(mean, 2.5);
        const hits = titles.filter(({ hit }) => hit === 1).length;
        const labels = readFileSync(join(folder, "02_define_hit_and_exploration.ipynb"), "utf8");
        expect(labels).toContain(`${hits} of 2,561 series are hits`);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    600_000,
  );
});
