/**
 * The usefulness of probabilities: for a list of the most likely series, and for decisions at
 * thresholds.
 */
import { normalCriticalValue } from "../../stats/distributions.js";
import { wilsonInterval } from "../../stats/summary.js";
import { count } from "./cross-validation.js";

/** The series with the highest scores. */
export interface TopShare {
  /** The length of the list. */
  k: number;
  /** Hits among them; the expected number if tied scores at the end are drawn at random. */
  hits: number;
  precision: number;
  /** Wilson's 95% interval. */
  interval: [number, number];
  /** The share of all hits among them. */
  recall: number;
}

/**
 * Precision among the k highest scores.
 *
 * @param ks default 10, 25, 50, 100 and the number of hits, up to the number of rows.
 */
export function topShares(
  y: readonly number[],
  scores: readonly number[],
  ks: readonly number[] = [10, 25, 50, 100, count(y)],
): TopShare[] {
  const order = scores.map((score, row) => ({ score, hit: y[row]! }));
  order.sort((a, b) => b.score - a.score);
  const total = count(y);
  return [...new Set(ks)]
    .filter((k) => k >= 1 && k <= y.length)
    .sort((a, b) => a - b)
    .map((k) => {
      const last = (order[k - 1] as { score: number }).score;
      const above = order.filter(({ score }) => score > last);
      const equal = order.filter(({ score }) => score === last);
      const hitsOf = (rows: typeof order): number => count(rows.map(({ hit }) => hit));
      const hits = hitsOf(above) + ((k - above.length) * hitsOf(equal)) / equal.length;
      return {
        k,
        hits,
        precision: hits / k,
        interval: wilsonInterval(hits, k),
        recall: total === 0 ? NaN : hits / total,
      };
    });
}

/** The net benefit of decisions at one threshold. */
export interface NetBenefit {
  /** The probability from which a series is selected. */
  threshold: number;
  /** Selected hits per series, minus selected others weighted by the odds of the threshold. */
  model: number;
  /** 95% interval of `model`. */
  interval: [number, number];
  /** The same for selecting every series; selecting none is worth 0. */
  all: number;
}

/**
 * The decision curve (Vickers and Elkin, Medical Decision Making 26, 2006): a decision at a
 * threshold p implies that a hit is worth the cost of (1 - p) / p others, and the net benefit is
 * the share of selected hits minus the share of selected others times p / (1 - p).
 *
 * @param probabilities from a model that was not fitted on the rows.
 * @param thresholds default 1% to 50%.
 */
export function decisionCurve(
  y: readonly number[],
  probabilities: readonly number[],
  thresholds: readonly number[] = Array.from({ length: 50 }, (_, i) => (i + 1) / 100),
): NetBenefit[] {
  const n = y.length;
  const z = normalCriticalValue(0.95);
  const rate = count(y) / n;
  return thresholds.map((threshold) => {
    const odds = threshold / (1 - threshold);
    // One value for each series: 1 for a selected hit, -odds for another selected series, otherwise
    // 0.
    let [hits, others] = [0, 0];
    probabilities.forEach((p, row) => {
      if (p < threshold) return;
      if (y[row] === 1) hits += 1;
      else others += 1;
    });
    const model = (hits - odds * others) / n;
    const variance = (hits + odds * odds * others) / n - model * model;
    const half = z * Math.sqrt(Math.max(0, variance) / n);
    return {
      threshold,
      model,
      interval: [model - half, model + half],
      all: rate - odds * (1 - rate),
    };
  });
}

/** The usefulness of probabilities. */
export interface Usefulness {
  tops: TopShare[];
  curve: NetBenefit[];
  /** The share of hits. */
  baseRate: number;
}

/** {@link topShares} and {@link decisionCurve} of the same probabilities. */
export function usefulness(y: readonly number[], probabilities: readonly number[]): Usefulness {
  return {
    tops: topShares(y, probabilities),
    curve: decisionCurve(y, probabilities),
    baseRate: count(y) / y.length,
  };
}
