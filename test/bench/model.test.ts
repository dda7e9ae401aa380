import { labelled, tableOf } from "../support/study.js";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { targetLines } from "./collect-report.js";
import { markdownTable, replaceBetween } from "./markdown.js";
import type { Contender, Measured, ModelBench } from "./model.js";
import { benchModel } from "./model.js";
import { modelTable, modelTargets, offOptimum } from "./model-report.js";
import { studyCatalogue, type Study } from "./model-study.js";
import { peakBytes } from "./peak-memory.js";
import { benchEnv, isBenchPythonReady } from "./python.js";
import { writeCsv } from "../../lib/src/data/csv.js";
import { GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { cleanTitles, TITLE_COLUMNS, type Title } from "../../lib/src/data/titles.js";
import { validate } from "../support/judged.js";

const STUDY: Study = {
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
    ...STUDY,
    fitSeconds,
    totalSeconds: 2 * fitSeconds,
  }));
  return { rows, contender, runs };
}

function benchOf(...all: Measured[]): ModelBench {
  const optima = new Map(all.map(({ rows }) => [rows, STUDY]));
  return { default: "wasm", measured: all, optima };
}

const BENCH = benchOf(
  measured("wasm", 220_000, 0.4, 9, 0.5),
  measured("sklearn", 220_000, 2, 4, 3),
  measured("sklearn-1-thread", 220_000, 1, 1, 8),
);

test("the table has medians, and ratios to the faster of scikit-learn's rows", () => {
  expect(modelTable(BENCH).split("\n")).toEqual([
    "| contender              |    rows | fit and predict | ratio | CSV to AUC | ratio | first run | peak memory |     AUC | off the optimum |",
    "| ---------------------- | ------: | --------------: | ----: | ---------: | ----: | --------: | ----------: | ------: | --------------: |",
    "| ours, wasm (default)   | 220,000 |          500 ms |  0.50 |     1.00 s |  0.50 |    800 ms |      170 MB | 0.85900 |            0e+0 |",
    "| scikit-learn           | 220,000 |          3.00 s |       |     6.00 s |       |    4.00 s |      170 MB | 0.85900 |            0e+0 |",
    "| scikit-learn, 1 thread | 220,000 |          1.00 s |       |     2.00 s |       |    2.00 s |      170 MB | 0.85900 |            0e+0 |",
  ]);
});

test("targets are compared with what was measured", () => {
  expect(targetLines(modelTargets(BENCH)).split("\n")).toEqual([
    "- met: 220,000 rows, fit and predict / scikit-learn's: at most 0.5, 0.50",
    "- met: 220,000 rows, CSV to AUC / scikit-learn's: at most 1.0, 0.50",
    "- met: 220,000 rows, peak memory / scikit-learn's: at most 1.0, 1.00",
    "- met: 220,000 rows, coefficients off scikit-learn's optimum: at most 0.0001, 0.0e+0",
    "- met: 220,000 rows, AUC off that of scikit-learn's optimum: at most 0.0001, 0.0e+0",
  ]);
});

function withOurs(rows: number, fields: Partial<Study>): ModelBench {
  const ours: Measured = { rows, contender: "wasm", runs: [{ ...STUDY, ...fields }] };
  return benchOf(ours, measured("sklearn", rows, 0.05));
}

test.each<[number, Partial<Study>, string]>([
  [220_000, { fitSeconds: 0.026 }, "fit and predict / scikit-learn's: at most 0.5, 0.52"],
  [2_000, { fitSeconds: 0.051 }, "fit and predict / scikit-learn's: at most 1.0, 1.02"],
  [2_000, { totalSeconds: 0.11 }, "CSV to AUC / scikit-learn's: at most 1.0, 1.10"],
  [2_000, { peakBytes: 340e6 }, "peak memory / scikit-learn's: at most 1.0, 2.00"],
  [2_000, { intercept: -2.001 }, "coefficients off scikit-learn's optimum: at most 0.0001, 1.0e-3"],
  [
    2_000,
    { coefficients: { is_us: 0.5 } },
    "coefficients off scikit-learn's optimum: at most 0.0001, NaN",
  ],
  [2_000, { auc: 0.86 }, "AUC off that of scikit-learn's optimum: at most 0.0001, 1.0e-3"],
])("%d rows with %o miss a target", (rows, fields, text) => {
  expect(targetLines(modelTargets(withOurs(rows, fields)))).toContain(
    `NOT MET: ${rows === 2_000 ? "2,000" : "220,000"} rows, ${text}`,
  );
});

test("the largest difference of all runs counts", () => {
  const bench = withOurs(2_000, {});
  const far = { ...STUDY, coefficients: { is_us: 0.5, is_korea: 0.5 } };
  expect(offOptimum(bench, { rows: 2_000, contender: "wasm", runs: [STUDY, far] })).toBe(0.25);
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

test("from columns comes what the notebooks' way through rows gives", async () => {
  const folder = mkdtempSync(join(tmpdir(), "bench-model-"));
  try {
    const path = join(folder, "clean.csv");
    const titles = cleanTitles(simulateCatalogue({ series: 2000 }), GENRES);
    writeCsv(path, titles, Object.keys(TITLE_COLUMNS) as (keyof Title)[]);
    const study = await studyCatalogue(path, "cpu");
    const table = tableOf(labelled(titles), { asOfYear: 2026 });
    const { auc, pipeline } = await validate(table, { backend: "cpu" });
    expect(study.auc).toBe(auc);
    expect(study.hits).toBe(table.y.filter((hit) => hit === 1).length);
    expect(Object.keys(study.coefficients)).toEqual(table.names);
    expect(Object.values(study.coefficients)).toEqual(pipeline.model.coef);
    expect(study.totalSeconds).toBeGreaterThan(study.fitSeconds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 30_000);

test("the peak of memory is at least what is resident now", () => {
  expect(peakBytes()).toBeGreaterThan(0.9 * process.memoryUsage().rss);
});

if (!isBenchPythonReady()) {
  process.stderr.write(
    "Not tested beside scikit-learn: it is not installed (npm run bench -- model installs it).\n",
  );
}

(isBenchPythonReady() ? test : test.skip)(
  "both contenders reach the same optimum on the same rows",
  async () => {
    const bench = await benchModel({ rows: [2_000], repeats: 1, backends: ["wasm"] });
    expect(bench.measured.map(({ contender }) => contender)).toEqual([
      "wasm",
      "sklearn",
      "sklearn-1-thread",
    ]);
    const [ours, theirs] = bench.measured as [Measured, Measured];
    expect(ours.runs[0]?.hits).toBe(theirs.runs[0]?.hits);
    expect(offOptimum(bench, ours)).toBeLessThan(1e-6);
    // Its default solver stops where the gradient is below 1e-4.
    expect(offOptimum(bench, theirs)).toBeLessThan(0.1);
    expect(bench.optima.get(2_000)?.auc).toBeCloseTo(ours.runs[0]?.auc!, 6);
  },
  120_000,
);
