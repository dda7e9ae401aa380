/** The measurements of the model as a Markdown table, and what they were meant to be. */
import { formatCount } from "../../lib/src/base/format.js";
import { quantile } from "../../lib/src/stats/summary.js";
import type { Target } from "./collect-report.js";
import { markdownTable } from "./markdown.js";
import { THEIRS, type Contender, type Measured, type ModelBench } from "./model.js";

const NAMES: Readonly<Record<Contender, string>> = {
  tensorflow: "ours, tensorflow",
  wasm: "ours, wasm",
  cpu: "ours, cpu",
  recipe: "scikit-learn's recipe",
  lean: "scikit-learn, lean",
  grouped: "equal rows counted",
};

const HEAD = ["contender", "rows", "fit and predict", "ratio", "CSV to AUC", "ratio", "first run"];
const REST = ["peak memory", "AUC", "off the optimum"];

type Quantity = "fitSeconds" | "totalSeconds" | "peakBytes";

/**
 * One row for each contender and catalogue: medians, beside the best of Python's; of memory the peak over all
 * runs. The first run is cold: from CSV to AUC.
 */
export function modelTable(bench: ModelBench): string {
  const rows = bench.measured.map((one) => {
    const ratio = (quantity: Quantity) =>
      isOurs(one) ? ratioToBest(bench, one, quantity).ratio.toFixed(2) : "";
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
    const isLarge = one.rows >= 100_000;
    return [
      atMost(one, "fit and predict", isLarge ? 0.2 : 0.7, bench, "fitSeconds", BY_ROW),
      ...(isLarge ? [atMost(one, "fit and predict", 1, bench, "fitSeconds", ["grouped"])] : []),
      atMost(one, "CSV to AUC", isLarge ? 0.5 : 0.7, bench, "totalSeconds", THEIRS),
      atMost(one, "peak memory", 1, bench, "peakBytes", THEIRS),
      close(one, "coefficients off scikit-learn's optimum", 1e-8, offOptimum(bench, one)),
      close(one, "AUC off that of scikit-learn's optimum", 1e-8, auc),
    ];
  });
}

/** The contenders that fit each row by itself. */
const BY_ROW = ["recipe", "lean"] as const;

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

function atMost(
  one: Measured,
  name: string,
  limit: number,
  bench: ModelBench,
  quantity: Quantity,
  others: readonly Contender[],
): Target {
  const { ratio, best } = ratioToBest(bench, one, quantity, others);
  return {
    text: `${formatCount(one.rows)} rows, ${name} / that of ${NAMES[best]}: at most ${limit.toFixed(1)}, ${ratio.toFixed(2)}`,
    met: ratio <= limit,
  };
}

function close({ rows }: Measured, name: string, limit: number, difference: number): Target {
  return {
    text: `${formatCount(rows)} rows, ${name}: at most ${limit}, ${difference.toExponential(1)}`,
    met: difference <= limit,
  };
}

function ratioToBest(
  { measured }: ModelBench,
  one: Measured,
  quantity: Quantity,
  others: readonly Contender[] = THEIRS,
): { ratio: number; best: Contender } {
  const [best] = measured
    .filter(({ rows, contender }) => rows === one.rows && others.includes(contender))
    .sort((a, b) => medianOf(a, quantity) - medianOf(b, quantity));
  return { ratio: medianOf(one, quantity) / medianOf(best!, quantity), best: best!.contender };
}

function isOurs({ contender }: Measured): boolean {
  return !(THEIRS as readonly Contender[]).includes(contender);
}

function medianOf({ runs }: Measured, quantity: Quantity): number {
  const values = runs.map((run) => run[quantity]);
  return quantity === "peakBytes" ? Math.max(...values) : quantile(values, 0.5);
}

function formatSeconds(seconds: number): string {
  return seconds < 1 ? `${(1000 * seconds).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}
