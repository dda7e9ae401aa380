import { logOddsOf, type FirthFit } from "../../stats/firth.js";
import type { Design, DesignPattern } from "./design.js";

/**
 * What is changed in every series: to a level of a factor, to a value of a single feature, or by
 * one unit of it.
 */
export type Change =
  | { factor: number; level: number }
  | { single: number; value: number }
  | { single: number; more: number }
  | null;

/** A rate predicted by the model, with its gradient for the uncertainty. */
export interface AdjustedRate {
  rate: number;
  /** Gradient of the rate with respect to the coefficients. */
  gradient: Float64Array;
}

/**
 * The rate that the model predicts if this is changed in every series and all else is unchanged:
 * the mean of the predictions (marginal standardisation; Lane and Nelder, Biometrics 38, 1982).
 */
export function adjustedRate(
  { patterns, columnOfLevel, columnOfSingle, size }: Design,
  coefficients: Float64Array,
  change: Change,
): AdjustedRate {
  const gradient = new Float64Array(size);
  let [sum, rows] = [0, 0];
  for (const pattern of patterns) {
    const { places, values } = changed(pattern, { columnOfLevel, columnOfSingle }, change);
    const rate = 1 / (1 + Math.exp(-logOddsOf(places, values, coefficients)));
    const slope = pattern.count * rate * (1 - rate);
    sum += pattern.count * rate;
    rows += pattern.count;
    for (let a = 0; a < places.length; a += 1) gradient[places[a]!]! += slope * values[a]!;
  }
  return { rate: sum / rows, gradient: gradient.map((value) => value / rows) };
}

function changed(
  { places, values, codes, numbers }: DesignPattern,
  { columnOfLevel, columnOfSingle }: Pick<Design, "columnOfLevel" | "columnOfSingle">,
  change: Change,
): { places: readonly number[]; values: readonly number[] } {
  if (change === null) return { places, values };
  const levels = "factor" in change ? columnOfLevel[change.factor] : undefined;
  const [own, column, value] =
    "factor" in change
      ? [levels?.[codes[change.factor]!], levels?.[change.level], 1]
      : [
          columnOfSingle[change.single],
          columnOfSingle[change.single],
          "more" in change ? numbers[change.single]! + change.more : change.value,
        ];
  const kept = places.flatMap((place, a) => (place === own ? [] : [a]));
  const rest = { places: kept.map((a) => places[a]!), values: kept.map((a) => values[a]!) };
  if (column === null || column === undefined) return rest;
  return { places: [...rest.places, column], values: [...rest.values, value] };
}

/** The variance of a quantity with this gradient, without the part due to one column. */
export function restVariance(
  gradient: Float64Array,
  { covariance }: FirthFit,
  column: number,
): number {
  const size = gradient.length;
  let [whole, through] = [0, 0];
  for (let i = 0; i < size; i += 1) {
    let sum = 0;
    for (let j = 0; j < size; j += 1) sum += covariance[i * size + j]! * gradient[j]!;
    whole += gradient[i]! * sum;
    if (i === column) through = sum;
  }
  return Math.max(0, whole - through ** 2 / covariance[column * size + column]!);
}
