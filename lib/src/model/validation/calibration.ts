import { sigmoid } from "../logistic/loss.js";
import { brierScore, calibrationCurve, logLoss } from "../metrics/index.js";
import { wilsonInterval } from "../../stats/summary.js";
import { calibrationLine, type CalibrationLine } from "./calibration-line.js";
import { count } from "./cross-validation.js";

/** Series with similar predicted probabilities, and their share of hits. */
export interface CalibrationBin {
  meanPredicted: number;
  fractionOfHits: number;
  count: number;
  /** Wilson's 95% interval of the share of hits. */
  interval: [number, number];
}

/** How well predicted probabilities match the observed shares of hits. */
export interface Calibration {
  /** In ascending order of probability, each with about the same number of series. */
  bins: CalibrationBin[];
  /** Slope, intercept and band; null if the probabilities are all equal or separate the labels. */
  line: CalibrationLine | null;
  /** Mean squared error of the probabilities. */
  brier: number;
  /** Mean of minus the logarithm of the probability of the actual label. */
  logLoss: number;
  /** The same if the share of hits is predicted for every series. */
  baseLogLoss: number;
  /** The share of hits. */
  baseRate: number;
}

/**
 * Compare predicted probabilities with the labels.
 *
 * @param y 0 or 1 for each row.
 * @param logOdds the log-odds of each row, from a model that was not fitted on it, such as those of
 * {@link nestedProbabilities}.
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
