import { sigmoid } from "../logistic/loss.js";
import { normalCriticalValue } from "../../stats/distributions.js";

/** How predicted and true log-odds go together. */
export interface CalibrationLine {
  /**
   * What the true log-odds rise by for one of the predicted: 1 where chances are as far apart as they are
   * said to be, below 1 where they are too extreme (overconfident).
   */
  slope: number;
  slopeInterval: [number, number];
  /** What has to be added to the predicted log-odds, their slope left at 1: 0 where chances are right on average. */
  intercept: number;
  interceptInterval: [number, number];
  /** The fitted share of hits at predicted chances, with its pointwise 95% band. */
  band: { predicted: number[]; found: number[]; low: number[]; high: number[] };
}

/** Points of the band. */
const POINTS = 41;
const Z = normalCriticalValue(0.95);

/**
 * Calibration slope and intercept: a logistic regression of what happened on the predicted log-odds (Cox,
 * Biometrika 45, 1958; Van Calster et al., BMC Medicine 17, 2019), without a penalty, with Wald's 95%
 * intervals.
 *
 * @param y 0 or 1 for each row.
 * @param logOdds of each row, from a model that did not see it.
 * @returns null where there is no such line: chances that are all equal, or that separate the labels.
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

/** a + b x fitted by Newton's method, with the inverse of the information; b stays 1 unless `free`. */
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
    // Half steps keep far starts from overshooting; near the optimum they are whole.
    const size = Math.max(Math.abs(da), Math.abs(db));
    const length = Math.min(1, 2 / size);
    a += length * da;
    b += length * db;
    if (size < 1e-10) return { a, b, ...inverse };
    if (Math.abs(b) > 1e3 || Math.abs(a) > 1e4) return null;
  }
  return null;
}
