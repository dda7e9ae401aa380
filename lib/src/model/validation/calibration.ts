import { sigmoid } from "../logistic/loss.js";
import { brierScore, calibrationCurve, logLoss } from "../metrics/index.js";
import { wilsonInterval } from "../../stats/summary.js";
import { calibrationLine, type CalibrationLine } from "./calibration-line.js";
import { count } from "./cross-validation.js";

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
  /** Slope, intercept and band; null where the chances are all equal or separate the labels. */
  line: CalibrationLine | null;
  /** Mean squared error of the chances. */
  brier: number;
  /** Mean of minus the logarithm of the chance that was given to what happened. */
  logLoss: number;
  /** The same where each series is given the share of hits. */
  baseLogLoss: number;
  /** The share of hits. */
  baseRate: number;
}

/**
 * Compare predicted chances with what came of them.
 *
 * @param y 0 or 1 for each row.
 * @param logOdds of each row, from a model that did not see it: nestedProbabilities gives them.
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
    const fractionOfHits = curve.probTrue[bin]!;
    const interval = wilsonInterval(Math.round(fractionOfHits * count), count);
    return { meanPredicted: curve.probPred[bin]!, fractionOfHits, count, interval };
  });
  const baseRate = count(y) / y.length;
  return {
    bins,
    line: calibrationLine(y, logOdds),
    brier: brierScore(y, probabilities),
    logLoss: logLoss(y, probabilities),
    baseLogLoss: logLoss(
      y,
      y.map(() => baseRate),
    ),
    baseRate,
  };
}
