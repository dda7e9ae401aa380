/** What probabilities are good for: a list of the most likely, and a decision at a threshold. */
import { normalCriticalValue } from "../../stats/distributions.js";
import { wilsonInterval } from "../../stats/summary.js";
import { count } from "./cross-validation.js";

/** The series with the highest scores. */
export interface TopShare {
  /** How many are looked at. */
  k: number;
  /** Hits among them; where scores are tied at the end, those that a draw among the tied would bring. */
  hits: number;
  precision: number;
  /** Wilson's 95% interval. */
  interval: [number, number];
  /** The share of all hits that is among them. */
  recall: number;
}

/**
 * Precision among the k highest scores.
 *
 * @param ks default 10, 25, 50, 100 and the number of hits, as far as there are rows.
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

/** What a decision at one threshold is worth. */
export interface NetBenefit {
  /** The chance from which a series is taken. */
  threshold: number;
  /** Hits found for each series, less the others taken along, weighed by the odds of the threshold. */
  model: number;
  /** 95% interval of `model`. */
  interval: [number, number];
  /** The same for taking every series; taking none is worth 0. */
  all: number;
}

/**
 * The decision curve (Vickers and Elkin, Medical Decision Making 26, 2006): at a threshold p a decision says
 * that a hit is worth as much as (1 - p) / p others cost, and the net benefit is the share of hits taken less
 * the share of others taken times p / (1 - p).
 *
 * @param probabilities from a model that did not see the rows.
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
    // One value for each series: 1 for a hit that is taken, -odds for another, 0 for those not taken.
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

/** What probabilities are good for. */
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
