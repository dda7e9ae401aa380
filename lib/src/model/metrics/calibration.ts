/** Whether probabilities match observed shares. */
import { UserError } from "../../base/errors.js";
import { quantileOfSorted } from "../../stats/summary.js";
import { assertProbabilities } from "./rows.js";
import { sortAscending } from "./sort.js";

/** A calibration curve: a point for each bin with rows, in ascending order of probability. */
export interface CalibrationCurve {
  /** The share of hits in the bin. */
  probTrue: number[];
  /** The mean probability in the bin. */
  probPred: number[];
  /** Rows in the bin. */
  counts: number[];
}

/** Options of {@link calibrationCurve}. */
export interface CalibrationOptions {
  /** Number of bins; default 5. */
  nBins?: number;
  /**
   * "uniform" (default) cuts [0, 1] into bins of equal width, "quantile" cuts the rows into bins of
   * about equal size (quantiles of R type 7).
   */
  strategy?: "uniform" | "quantile";
}

/**
 * The calibration curve: the share of hits and the mean probability in each bin, which are equal if
 * the probabilities are right. As in scikit-learn's `calibration_curve`, a probability on the edge
 * of two bins belongs to the lower one, and empty bins are left out.
 *
 * @param y 0 or 1 for each row.
 * @param probabilities of a 1, for each row.
 * @throws UserError when there are no rows, the lengths differ, a label is neither 0 nor 1, a
 * probability lies outside [0, 1], or an option is out of its range.
 */
export function calibrationCurve(
  y: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  { nBins = 5, strategy = "uniform" }: CalibrationOptions = {},
): CalibrationCurve {
  if (!Number.isInteger(nBins) || nBins < 1) {
    throw new UserError(`nBins: expected an integer of at least 1, found ${nBins}.`);
  }
  assertProbabilities(y, probabilities);
  const edges = innerEdges(probabilities, nBins, strategy);
  const hits = new Float64Array(nBins);
  const sums = new Float64Array(nBins);
  const counts = new Float64Array(nBins);
  for (let row = 0; row < y.length; row += 1) {
    const p = probabilities[row]!;
    let bin = 0;
    while (bin < edges.length && edges[bin]! < p) bin += 1;
    hits[bin] = hits[bin]! + y[row]!;
    sums[bin] = sums[bin]! + p;
    counts[bin] = counts[bin]! + 1;
  }
  const filled = Array.from(counts.keys()).filter((bin) => counts[bin] !== 0);
  const mean = (values: Float64Array) => filled.map((bin) => values[bin]! / counts[bin]!);
  return {
    probTrue: mean(hits),
    probPred: mean(sums),
    counts: filled.map((bin) => counts[bin]!),
  };
}

/** The edges between bins, ascending, rounded as numpy's `linspace` and `percentile` round them. */
function innerEdges(probabilities: ArrayLike<number>, nBins: number, strategy: string): number[] {
  const shares = Array.from({ length: nBins - 1 }, (_, i) => (i + 1) * (1 / nBins));
  if (strategy === "uniform") return shares;
  if (strategy === "quantile") {
    const sorted = sortAscending(Float64Array.from(probabilities));
    return shares.map((share) => quantileOfSorted(sorted, (share * 100) / 100));
  }
  throw new UserError(`strategy: expected "uniform" or "quantile", found "${strategy}".`);
}
