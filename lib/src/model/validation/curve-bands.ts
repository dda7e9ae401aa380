import { studentQuantile } from "../../stats/student.js";
import { bootstrapInterval, pick } from "../../stats/bootstrap.js";
import {
  averagePrecision,
  precisionRecallCurve,
  rocCurve,
  type PrecisionRecallCurve,
  type RocCurve,
} from "../metrics/index.js";
import { count } from "./cross-validation.js";
import { logitInterval } from "./fold-mean.js";
import type { Validation } from "./single-split.js";

/** A pointwise 95% band of a curve. */
export interface Band {
  /** Positions on the horizontal axis. */
  at: number[];
  low: number[];
  high: number[];
}

/** The uncertainty of the curves of a validation part. */
export interface CurveBands {
  averagePrecision: number;
  /** 95%, inside (0, 1); absent for fewer than 5 hits, where it would hold nearly everything. */
  averagePrecisionInterval?: [number, number];
  /** Band of the true positive rate at false positive rates. */
  rocBand: Band;
  /** Band of the precision at recalls. */
  precisionBand: Band;
}

/** Hits from which on an interval of average precision says something. */
const LEAST_HITS = 5;

/** A validation with its curves and their bands. */
export interface JudgedCurves extends Validation, CurveBands, Pick<RocCurve, "fpr" | "tpr"> {
  /** Validation rows, and hits among them. */
  n: number;
  hits: number;
  precisionRecall: PrecisionRecallCurve;
}

/** A validation with {@link curveBands} and the precision-recall curve. */
export function withCurves(validation: Validation): JudgedCurves {
  const { y, probabilities } = validation;
  return {
    ...validation,
    ...curveBands(y, probabilities),
    fpr: validation.roc.fpr,
    tpr: validation.roc.tpr,
    n: y.length,
    hits: count(y),
    precisionRecall: precisionRecallCurve(y, probabilities),
  };
}

/** Steps of the bands' horizontal axis. */
const STEPS = 50;

/**
 * Average precision with its interval, and pointwise bands of the ROC and the precision-recall
 * curve, from the stratified bootstrap: hits and others are resampled separately.
 *
 * The interval of average precision is computed on the logit scale with Student's t for the number
 * of hits. Its variance is the mean of that of the bootstrap, which alone is too small (90% of 95%
 * intervals contain the true value with 45 hits), and that of a share of the hits (Boyd, Eng and
 * Page, ECML PKDD, 2013), which alone is too large.
 *
 * @param y 0 or 1 for each row, with both.
 * @param scores that increase with the probability of a hit.
 */
export function curveBands(
  y: readonly number[],
  scores: readonly number[],
  { repeats = 500, seed = 42 }: { repeats?: number; seed?: number } = {},
): CurveBands {
  const at = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);
  const results = bootstrapInterval(
    (rows) => {
      const [labels, own] = [pick(y, rows), pick(scores, rows)];
      const { fpr, tpr } = rocCurve(labels, own);
      const { precision, recall } = precisionRecallCurve(labels, own);
      return [
        averagePrecision(labels, own),
        ...at.map((rate) => rightmost(fpr, tpr, rate)),
        ...at.map((share) => firstReaching(recall, precision, share)),
      ];
    },
    y.length,
    { repeats, seed, stratify: y },
  );
  const band = (from: number): Band => {
    const part = results.slice(from, from + at.length);
    return {
      at,
      low: part.map(({ interval }) => interval[0]),
      high: part.map(({ interval }) => interval[1]),
    };
  };
  const ap = results[0]!;
  return {
    averagePrecision: ap.estimate,
    ...(count(y) >= LEAST_HITS && { averagePrecisionInterval: precisionInterval(ap, count(y)) }),
    rocBand: band(1),
    precisionBand: band(1 + at.length),
  };
}

/** The interval of average precision on the logit scale. */
function precisionInterval(
  { estimate, standardError }: { estimate: number; standardError: number },
  hits: number,
): [number, number] {
  if (estimate >= 1) return [0, 1];
  // A resample of m hits has a variance smaller by (m - 1) / m.
  const resampled = (standardError ** 2 * hits) / (hits - 1);
  const binomial = (estimate * (1 - estimate)) / hits;
  const error = Math.sqrt((resampled + binomial) / 2);
  return logitInterval(estimate, studentQuantile(0.975, hits - 1) * error);
}

/** The height of an ascending curve at a position: that of the last point not beyond it. */
function rightmost(x: readonly number[], height: readonly number[], place: number): number {
  let [low, high] = [0, x.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (x[middle]! <= place + 1e-12) low = middle;
    else high = middle - 1;
  }
  return height[low]!;
}

/** The precision at the highest threshold whose recall reaches a share; recalls descend to 0. */
function firstReaching(recall: readonly number[], precision: readonly number[], share: number) {
  let [low, high] = [0, recall.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (recall[middle]! >= share - 1e-12) low = middle;
    else high = middle - 1;
  }
  // The last point, recall 0 and precision 1, is a convention: the point before it is the first
  // real one.
  return precision[Math.min(low, recall.length - 2)]!;
}
