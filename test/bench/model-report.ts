/** The measurements of the model as a Markdown table, and what they were meant to be. */
import { formatCount } from "../../lib/src/base/format.js";
import { quantile } from "../../lib/src/stats/summary.js";
import type { Target } from "./collect-report.js";
import { markdownTable } from "./markdown.js";
import type { Contender, Measured, ModelBench } from "./model.js";

const NAMES: Readonly<Record<Contender, string>> = {
  tensorflow: "ours, tensorflow",
  wasm: "ours, wasm",
  cpu: "ours, cpu",
  sklearn: "scikit-learn",
  "sklearn-1-thread": "scikit-learn, 1 thread",
};

const HEAD = ["contender", "rows", "fit and predict", "ratio", "CSV to AUC", "ratio", "first run"];
const REST = ["peak memory", "AUC", "off the optimum"];

type Quantity = "fitSeconds" | "totalSeconds" | "peakBytes";

/**
 * One row for each contender and catalogue: medians, beside scikit-learn's better one of its two; of memory
 * the peak over all runs. The first run is cold: from CSV to AUC.
 */
export function modelTable(bench: ModelBench): string {
  const rows = bench.measured.map((one) => {
    const ratio = (quantity: Quantity) =>
      isOurs(one) ? ratioToBest(bench, one, quantity).toFixed(2) : "";
    return [
      one.contender === bench.default ? `${NAMES[one.contender]} (default)` : NAMES[one.contender],
      formatCount(one.rows),
      formatSeconds(medianOf(one, "fitSeconds")),
      ratio("fitSeconds"),
      formatSeconds(medianOf(one, "totalSeconds")),
      ratio("totalSeconds"),
      formatSeconds(one.runs[0]!.totalSeconds),
      `${formatCount(Math.round(medianOf(one, "peakBytes") / 1e6))} MB`,
      one.runs[0]!.auc.toFixed(5),
      offOptimum(bench, one).toExponential(0),
    ];
  });
  return markdownTable([[...HEAD, ...REST], ...rows]);
}

/** What is aimed at on each catalogue by the default backend, each with the measured value. */
export function modelTargets(bench: ModelBench): Target[] {
  const ours = bench.measured.filter(({ contender }) => contender === bench.default);
  return ours.flatMap((one) => {
    const optimum = bench.optima.get(one.rows)!;
    const auc = Math.abs(one.runs[0]!.auc - optimum.auc);
    return [
      atMost(one, "fit and predict / scikit-learn's", limitOf(one), bench, "fitSeconds"),
      atMost(one, "CSV to AUC / scikit-learn's", 1, bench, "totalSeconds"),
      atMost(one, "peak memory / scikit-learn's", 1, bench, "peakBytes"),
      close(one, "coefficients off scikit-learn's optimum", offOptimum(bench, one)),
      close(one, "AUC off that of scikit-learn's optimum", auc),
    ];
  });
}

/** The largest difference of a coefficient, or of the intercept, from scikit-learn's exact optimum. */
export function offOptimum(bench: ModelBench, { rows, runs }: Measured): number {
  const optimum = bench.optima.get(rows)!;
  const names = Object.keys(optimum.coefficients);
  const differences = runs.map(({ coefficients, intercept }) => {
    const isSame = Object.keys(coefficients).length === names.length;
    const each = names.map((name) =>
      Math.abs((coefficients[name] ?? NaN) - optimum.coefficients[name]!),
    );
    // A feature that one of them lacks makes NaN, which no limit admits.
    return isSame ? Math.max(Math.abs(intercept - optimum.intercept), ...each) : NaN;
  });
  return Math.max(...differences);
}

/** Time of scikit-learn's fit that ours may take: half of it once there is something to compute. */
function limitOf({ rows }: Measured): number {
  return rows < 100_000 ? 1 : 0.5;
}

function atMost(
  one: Measured,
  name: string,
  limit: number,
  bench: ModelBench,
  quantity: Quantity,
): Target {
  const ratio = ratioToBest(bench, one, quantity);
  return {
    text: `${formatCount(one.rows)} rows, ${name}: at most ${limit.toFixed(1)}, ${ratio.toFixed(2)}`,
    met: ratio <= limit,
  };
}

function close({ rows }: Measured, name: string, difference: number): Target {
  return {
    text: `${formatCount(rows)} rows, ${name}: at most 0.0001, ${difference.toExponential(1)}`,
    met: difference <= 1e-4,
  };
}

function ratioToBest({ measured }: ModelBench, one: Measured, quantity: Quantity): number {
  const theirs = measured.filter((other) => other.rows === one.rows && !isOurs(other));
  return medianOf(one, quantity) / Math.min(...theirs.map((other) => medianOf(other, quantity)));
}

function isOurs({ contender }: Measured): boolean {
  return contender !== "sklearn" && contender !== "sklearn-1-thread";
}

function medianOf({ runs }: Measured, quantity: Quantity): number {
  const values = runs.map((study) => study[quantity]);
  return quantity === "peakBytes" ? Math.max(...values) : quantile(values, 0.5);
}

function formatSeconds(seconds: number): string {
  return seconds < 1 ? `${(1000 * seconds).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}
