import { loadBackend } from "../../lib/src/model/backend/index.js";
import { factoredHessian } from "../../lib/src/model/logistic/curvature.js";
import { LogisticLoss } from "../../lib/src/model/logistic/loss.js";
import { FeatureMatrix } from "../../lib/src/stats/matrix.js";

/** Rows of `width` columns of which `stored` are not 0, scaled, with half the weight on hits. */
function lossOf(rows: number, width: number, stored: number): LogisticLoss {
  const X = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: width }, (_, j) => ((7 * i + 3 * j) % width < stored ? 1 + (i % 5) : 0)),
  );
  const each = (start: number, step: number) =>
    Float64Array.from({ length: width }, (_, j) => start + step * j);
  const matrix = FeatureMatrix.from(X).standardised(each(0.5, 0.01), each(1, 0.1));
  const half = new Float64Array(rows).fill(0.5);
  return new LogisticLoss({ matrix, hits: half, others: half }, each(1, 0.05), true);
}

test.each<[string, number, number, number, number]>([
  ["sparse", 1e-3, 200, 40, 3],
  ["dense", 1e-3, 200, 40, 40],
  // 40,000 terms a sum, in float32 and on columns that are far from centred.
  ["more than one chunk", 0.05, 40_000, 12, 3],
])(
  "the Hessian of rows that are %s times its solution is the right side, up to float32",
  async (_, rounding, rows, width, stored) => {
    const { tf } = await loadBackend("cpu");
    const loss = lossOf(rows, width, stored);
    const curvature = Float64Array.from({ length: rows }, (_, i) => 0.1 + (i % 3) / 20);
    const solve = await factoredHessian(tf, loss, curvature);
    const right = Float64Array.from({ length: loss.size }, (_, j) => Math.sin(j + 1));
    // `curve` multiplies by the exact Hessian, by a way of its own.
    const back = loss.curve(curvature, solve(right));
    const off = back.map((value, j) => Math.abs(value - right[j]!));
    expect(Math.max(...off)).toBeLessThan(rounding);
  },
);
