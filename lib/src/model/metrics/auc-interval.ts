/** An interval of a ROC-AUC that keeps its coverage with few rows. */
import { newcombeInterval } from "../../stats/newcombe-interval.js";
import { delongInterval } from "./delong.js";
import { rocAuc } from "./roc.js";

/** A ROC-AUC with its interval. */
export interface JudgedAuc {
  auc: number;
  /** Inside [0, 1], includes `auc`. */
  interval: [number, number];
  /** The method of the interval. */
  method: "DeLong" | "Newcombe";
}

/** Number of rows of the rarer label below which DeLong's variance is too often too small. */
const FEW = 20;

/**
 * A ROC-AUC with DeLong's interval on the logit scale, or Newcombe's if a label has fewer than 20
 * rows or the AUC is 0 or 1: DeLong's variance is then based on few rows, and its 95% intervals
 * contain the true value in 78 to 94% of cases (5 hits among 205), Newcombe's in 95 to 97%.
 *
 * @param level confidence level, between 0 and 1; default 0.95.
 * @throws UserError like `rocAuc`.
 */
export function aucInterval(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  level = 0.95,
): JudgedAuc {
  const auc = rocAuc(y, scores);
  let hits = 0;
  for (let row = 0; row < y.length; row += 1) hits += y[row]!;
  const others = y.length - hits;
  if (Math.min(hits, others) >= FEW && auc > 0 && auc < 1) {
    return { auc, interval: delongInterval(y, scores, level).interval, method: "DeLong" };
  }
  return { auc, interval: newcombeInterval(auc, hits, others, level), method: "Newcombe" };
}
