import { sigmoid } from "../logistic/loss.js";
import { brierScore, calibrationCurve } from "../metrics/index.js";
import { wilsonInterval } from "../../stats/summary.js";

/** Series with about the same predicted chance, and how many of them are hits. */
export interface CalibrationBin {
  meanPredicted: number;
  fractionOfHits: number;
  count: number;
  /** Wilson's 95% interval of the share of hits. */
  interval: [number, number];
}

/** Whether predicted chances mean what they say. */
export interface Calibration {
  /** From the lowest chances up, each with about the same number of series. */
  bins: CalibrationBin[];
  /** Mean squared error of the chances. */
  brier: number;
  /** The share of hits. */
  baseRate: number;
}

/**
 * Compare predicted chances with what came of them.
 *
 * @param y 0 or 1 for each row.
 * @param logOdds of each row, from a model that did not see it: crossValidate gives them.
 * @param nBins default 10, cut at quantiles.
 */
export function calibrate(
  y: readonly number[],
  logOdds: readonly number[],
  nBins = 10,
): Calibration {
  const probabilities = logOdds.map(sigmoid);
  const curve = calibrationCurve(y, probabilities, { nBins, strategy: "quantile" });
  const bins = curve.counts.map((count, bin) => {
    const fractionOfHits = curve.probTrue[bin] as number;
    const interval = wilsonInterval(Math.round(fractionOfHits * count), count);
    return { meanPredicted: curve.probPred[bin] as number, fractionOfHits, count, interval };
  });
  const baseRate = y.reduce((sum, label) => sum + label, 0) / y.length;
  return { bins, brier: brierScore(y, probabilities), baseRate };
}
