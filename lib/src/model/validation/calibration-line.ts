import { sigmoid } from "../logistic/loss.js";
import { normalCriticalValue } from "../../stats/distributions.js";

/** The relation of predicted and true log-odds. */
export interface CalibrationLine {
  /**
   * The change of the true log-odds per unit of the predicted ones: ideally 1, below 1 if
   * probabilities are too extreme (overconfident).
   */
  slope: number;
  slopeInterval: [number, number];
  /**
   * The shift of the predicted log-odds with a slope of 1: 0 if probabilities are right on average.
   */
  intercept: number;
  interceptInterval: [number, number];
  /** The fitted share of hits at predicted probabilities, with its pointwise 95% band. */
  band: { predicted: number[]; found: number[]; low: number[]; high: number[] };
}

/** Points of the band. */
const POINTS = 41;
const Z = normalCriticalValue(0.95);

/**
 * Calibration slope and intercept: a logistic regression of the labels on the predicted log-odds
 * (Cox, Biometrika 45, 1958; Van Calster et al., BMC Medicine 17, 2019), without a penalty, with
 * Wald's 95% intervals.
 *
 * @param y 0 or 1 for each row.
 * @param logOdds the log-odds of each row, from a model that was not fitted on it.
 * @returns null if there is no such line: probabilities are all equal, or separate the labels.
 */
export function calibrationLine(
  y: readonly number[],
  logOdds: readonly number[],
): CalibrationLine | null {
  const both = fitLine(y, logOdds, true);
  const shift = fitLine(y, logOdds, false);
  if (both === null || shift === null) return null;
  const { a, b, aa, ab, bb } = both;
  const around = (value: number, variance: number): [number, number] => [
    value - Z * Math.sqrt(variance),
    value + Z * Math.sqrt(variance),
  ];
  const [low, high] = [Math.min(...logOdds), Math.max(...logOdds)];
  const at = Array.from({ length: POINTS }, (_, i) => low + ((high - low) * i) / (POINTS - 1));
  const ends = at.map((x) => around(a + b * x, aa + 2 * x * ab + x * x * bb));
  return {
    slope: b,
    slopeInterval: around(b, bb),
    intercept: shift.a,
    interceptInterval: around(shift.a, shift.aa),
    band: {
      predicted: at.map(sigmoid),
      found: at.map((x) => sigmoid(a + b * x)),
      low: ends.map(([end]) => sigmoid(end)),
      high: ends.map(([, end]) => sigmoid(end)),
    },
  };
}

/**
 * a + b x fitted by Newton's method, with the inverse of the information; b stays 1 unless `free`.
 */
function fitLine(y: readonly number[], x: readonly number[], free: boolean) {
  let [a, b] = [0, 1];
  for (let step = 0; step < 50; step += 1) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
    for (let row = 0; row < y.length; row += 1) {
      const value = x[row]!;
      const p = sigmoid(a + b * value);
      const [pull, weight] = [y[row]! - p, p * (1 - p)];
      ga += pull;
      gb += pull * value;
      haa += weight;
      hab += weight * value;
      hbb += weight * value * value;
    }
    const det = free ? haa * hbb - hab * hab : haa;
    if (!(det > 1e-12 * Math.max(1, haa * hbb))) return null;
    const inverse = free
      ? { aa: hbb / det, ab: -hab / det, bb: haa / det }
      : { aa: 1 / haa, ab: 0, bb: 0 };
    const [da, db] = [inverse.aa * ga + inverse.ab * gb, inverse.ab * ga + inverse.bb * gb];
    // Half steps far from the optimum avoid overshooting; close to it they are full steps.
    const size = Math.max(Math.abs(da), Math.abs(db));
    const length = Math.min(1, 2 / size);
    a += length * da;
    b += length * db;
    if (size < 1e-10) return { a, b, ...inverse };
    if (Math.abs(b) > 1e3 || Math.abs(a) > 1e4) return null;
  }
  return null;
}
