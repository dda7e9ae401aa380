import { labelled, tableOf } from "../support/study.js";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { targetLines } from "./collect-report.js";
import { markdownTable, replaceBetween } from "./markdown.js";
import type { Contender, Measured, ModelBench } from "./model.js";
import { benchModel, THEIRS } from "./model.js";
import { catalogueIn } from "./catalogue-file.js";
import { modelTable, modelTargets, offOptimum } from "./model-report.js";
import { studyCatalogue, type Run } from "./model-study.js";
import { peakBytes } from "./peak-memory.js";
import { benchEnv, isBenchPythonReady } from "./python.js";
import { writeCsv } from "../../lib/src/data/csv.js";
import { GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { cleanTitles, TITLE_COLUMNS, type Title } from "../../lib/src/data/titles.js";
import { validate } from "../support/judged.js";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";

const RUN: Run = {
  fitSeconds: 0.05,
  totalSeconds: 0.06,
  peakBytes: 170e6,
  auc: 0.859,
  hits: 178,
  intercept: -2,
  coefficients: { is_us: 0.5, is_korea: 0.25 },
  description: "what computed",
};

function measured(contender: Contender, rows: number, ...seconds: number[]): Measured {
  const runs = seconds.map((fitSeconds) => ({
    ...RUN,
    fitSeconds,
    totalSeconds: 2 * fitSeconds,
  }));
  return { rows, contender, runs };
}

function benchOf(...all: Measured[]): ModelBench {
  const optima = new Map(all.map(({ rows }) => [rows, RUN]));
  return { default: "wasm", measured: all, optima };
}

const BENCH = benchOf(
  measured("wasm", 220_000, 0.4, 9, 0.5),
  measured("recipe", 220_000, 2, 4, 3),
  measured("lean", 220_000, 2.5, 2.5, 8),
  measured("grouped", 220_000, 1, 1, 8),
);

test("the table has medians, and ratios to the fastest of Python's rows", () => {
  expect(modelTable(BENCH).split("\n")).toEqual([
    "| contender             |    rows | fit and predict | ratio | CSV to AUC | ratio | first run | peak memory |     AUC | off the optimum |",
    "| --------------------- | ------: | --------------: | ----: | ---------: | ----: | --------: | ----------: | ------: | --------------: |",
    "| ours, wasm (default)  | 220,000 |          500 ms |  0.50 |     1.00 s |  0.50 |    800 ms |      170 MB | 0.85900 |            0e+0 |",
    "| scikit-learn's recipe | 220,000 |          3.00 s |       |     6.00 s |       |    4.00 s |      170 MB | 0.85900 |            0e+0 |",
    "| scikit-learn, lean    | 220,000 |          2.50 s |       |     5.00 s |       |    5.00 s |      170 MB | 0.85900 |            0e+0 |",
    "| equal rows counted    | 220,000 |          1.00 s |       |     2.00 s |       |    2.00 s |      170 MB | 0.85900 |            0e+0 |",
  ]);
});

test("targets are compared with what was measured, those by row with the faster of the two", () => {
  expect(targetLines(modelTargets(BENCH)).split("\n")).toEqual([
    "- met: 220,000 rows, fit and predict / that of scikit-learn, lean: at most 0.2, 0.20",
    "- met: 220,000 rows, fit and predict / that of equal rows counted: at most 1.0, 0.50",
    "- met: 220,000 rows, CSV to AUC / that of equal rows counted: at most 0.5, 0.50",
    "- met: 220,000 rows, peak memory / that of scikit-learn's recipe: at most 1.0, 1.00",
    "- met: 220,000 rows, coefficients off scikit-learn's optimum: at most 1e-8, 0.0e+0",
    "- met: 220,000 rows, AUC off that of scikit-learn's optimum: at most 1e-8, 0.0e+0",
  ]);
});

function withOurs(rows: number, fields: Partial<Run>): ModelBench {
  const ours: Measured = { rows, contender: "wasm", runs: [{ ...RUN, ...fields }] };
  const theirs = THEIRS.map((contender) => measured(contender, rows, 0.05));
  return benchOf(ours, ...theirs);
}

const FIRST = "scikit-learn's recipe";
test.each<[number, Partial<Run>, string]>([
  [220_000, { fitSeconds: 0.011 }, `fit and predict / that of ${FIRST}: at most 0.2, 0.22`],
  [
    220_000,
    { fitSeconds: 0.051 },
    "fit and predict / that of equal rows counted: at most 1.0, 1.02",
  ],
  [2_561, { fitSeconds: 0.036 }, `fit and predict / that of ${FIRST}: at most 0.7, 0.72`],
  [2_561, { totalSeconds: 0.071 }, `CSV to AUC / that of ${FIRST}: at most 0.7, 0.71`],
  [220_000, { totalSeconds: 0.051 }, `CSV to AUC / that of ${FIRST}: at most 0.5, 0.51`],
  [2_561, { peakBytes: 340e6 }, `peak memory / that of ${FIRST}: at most 1.0, 2.00`],
  [2_561, { intercept: -2.001 }, "coefficients off scikit-learn's optimum: at most 1e-8, 1.0e-3"],
  [
    2_561,
    { coefficients: { is_us: 0.5 } },
    "coefficients off scikit-learn's optimum: at most 1e-8, NaN",
  ],
  [2_561, { auc: 0.86 }, "AUC off that of scikit-learn's optimum: at most 1e-8, 1.0e-3"],
])("%d rows with %o miss a target", (rows, fields, text) => {
  expect(targetLines(modelTargets(withOurs(rows, fields)))).toContain(
    `NOT MET: ${rows === 2_561 ? "2,561" : "220,000"} rows, ${text}`,
  );
});

test("the largest difference of all runs counts", () => {
  const bench = withOurs(2_000, {});
  const far = { ...RUN, coefficients: { is_us: 0.5, is_korea: 0.5 } };
  expect(offOptimum(bench, { rows: 2_000, contender: "wasm", runs: [RUN, far] })).toBe(0.25);
});

test("a table takes its place between the comments of a document", () => {
  const document = "before\n<!-- bench model -->\n\nold\n\n<!-- /bench model -->\nafter\n";
  expect(replaceBetween(document, "bench model", "new")).toBe(
    "before\n<!-- bench model -->\n\nnew\n\n<!-- /bench model -->\nafter\n",
  );
  expect(() => replaceBetween("nothing", "bench model", "new")).toThrow(
    "docs/benchmarks.md has no <!-- bench model -->",
  );
  expect(
    markdownTable([
      ["a", "b"],
      ["c", "d"],
    ]),
  ).toBe("| a   |   b |\n| --- | --: |\n| c   |   d |");
});

test("scikit-learn gets no variable that slows it, and the threads it is given", () => {
  process.env.OPENBLAS_CORETYPE = "Haswell";
  process.env.OMP_NUM_THREADS = "7";
  try {
    expect(benchEnv().OPENBLAS_CORETYPE).toBeUndefined();
    expect(benchEnv().OMP_NUM_THREADS).toBeUndefined();
    expect(benchEnv(1)).toMatchObject({ OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" });
  } finally {
    delete process.env.OPENBLAS_CORETYPE;
    delete process.env.OMP_NUM_THREADS;
  }
});

test("what is timed is what the notebooks call", async () => {
  const source = readFileSync(join(__dirname, "model-study.ts"), "utf8");
  // Of the calls between the first and the last look at the clock, each stands in a cell of notebooks 02, 04 or 05.
  const timed = source.slice(source.indexOf("const began"), source.indexOf("const ended"));
  const calls = [...timed.matchAll(/([\w.]+)\(/g)].map(([, name]) => name!);
  const cells = ["02", "04", "05"].flatMap((number) => cellsOf(number)).join("\n");
  const own = calls.filter((name) => name !== "performance.now");
  expect(own).toEqual(["readTitles", "labelHits", "study.hit.fit", "featuresOf", "validate"]);
  expect(own.filter((name) => !cells.includes(`${name}(`))).toEqual([]);

  const folder = mkdtempSync(join(tmpdir(), "bench-model-"));
  try {
    const titles = cleanTitles(simulateCatalogue({ series: 2000 }), GENRES);
    writeCsv(catalogueIn(folder), titles, Object.keys(TITLE_COLUMNS) as (keyof Title)[]);
    const run = await studyCatalogue(folder, "cpu");
    const table = tableOf(labelled(titles), { asOfYear: 2026 });
    const { auc, pipeline } = await validate(table, { backend: "cpu" });
    expect(run.auc).toBe(auc);
    expect(run.hits).toBe(table.y.filter((hit) => hit === 1).length);
    expect(Object.keys(run.coefficients)).toEqual(table.names);
    expect(Object.values(run.coefficients)).toEqual(pipeline.model.coef);
    expect(run.totalSeconds).toBeGreaterThan(run.fitSeconds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 30_000);

function cellsOf(number: string): string[] {
  const folder = join(PROJECT_ROOT, "notebooks");
  const name = readdirSync(folder).find((file) => file.startsWith(number))!;
  const { cells } = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
    cells: { cell_type: string; source: string[] }[];
  };
  return cells.filter((cell) => cell.cell_type === "code").map(({ source }) => source.join(""));
}

test("the peak of memory is at least what is resident now", () => {
  expect(peakBytes()).toBeGreaterThan(0.9 * process.memoryUsage().rss);
});

if (!isBenchPythonReady()) {
  process.stderr.write(
    "Not tested beside scikit-learn: it is not installed (npm run bench -- model installs it).\n",
  );
}

(isBenchPythonReady() ? test : test.skip)(
  "all contenders reach the same optimum on the same rows",
  async () => {
    const bench = await benchModel({ rows: [2_561], repeats: 1, backends: ["wasm"] });
    expect(bench.measured.map(({ contender }) => contender)).toEqual(["wasm", ...THEIRS]);
    const [ours, recipe, lean, grouped] = bench.measured as [
      Measured,
      Measured,
      Measured,
      Measured,
    ];
    expect(bench.measured.map(({ runs }) => runs[0]?.hits)).toEqual(
      Array(4).fill(ours.runs[0]?.hits),
    );
    expect(offOptimum(bench, ours)).toBeLessThan(1e-6);
    // Solvers stop where the gradient is below 1e-4.
    for (const theirs of [recipe, lean, grouped])
      expect(offOptimum(bench, theirs)).toBeLessThan(0.1);
    expect(bench.optima.get(2_561)?.auc).toBeCloseTo(ours.runs[0]?.auc!, 6);
  },
  120_000,
);
