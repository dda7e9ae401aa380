import { normalQuantile } from "../../stats/distributions.js";
import { firth, profileEnds, type FirthFit } from "../../stats/firth.js";
import { adjustedRate, restVariance, type AdjustedRate, type Change } from "./adjusted-rates.js";
import type { Comparison } from "./comparisons.js";
import type { Design } from "./design.js";

/** An estimate with its 95% interval. */
export interface Estimated {
  value: number;
  interval: readonly [number, number];
}

/** The result of a comparison. */
export interface EffectSize {
  /** The predicted hit rate if every series were like this. */
  rate: Estimated;
  /** The predicted hit rate if every series were like the reference. */
  referenceRate: number;
  /** The first minus the second. */
  difference: Estimated;
  oddsRatio: Estimated;
}

/** A fit of a design. */
export interface DesignFit {
  design: Design;
  fit: FirthFit;
  /** The correction of the intercept that makes the mean prediction equal to the observed rate. */
  lift: number;
}

const Z = normalQuantile(0.975);

/**
 * Fit a design without class weights, with Firth's correction. The correction biases predictions
 * towards one half, so the intercept is then set to match the observed rate (FLIC: Puhr, Heinze,
 * Nold, Lusa and Geroldinger, Statistics in Medicine 36, 2017).
 */
export function fitDesign(design: Design, options: { corrected?: boolean } = {}): DesignFit {
  const { patterns, size } = design;
  const fit = firth(patterns, size, options);
  const sum = (of: (pattern: (typeof patterns)[number]) => number): number =>
    patterns.reduce((total, pattern) => total + of(pattern), 0);
  const found = sum(({ hits }) => hits) / sum(({ count }) => count);
  let lift = 0;
  for (let step = 0; step < 50; step += 1) {
    const { rate, gradient } = adjustedRate(design, lifted(fit, lift), null);
    const move = (found - rate) / gradient[0]!;
    lift += move;
    if (Math.abs(move) < 1e-10) break;
  }
  return { design, fit, lift };
}

function lifted({ coefficients }: FirthFit, lift: number): Float64Array {
  const copy = Float64Array.from(coefficients);
  copy[0]! += lift;
  return copy;
}

/** The estimates of a comparison in one fit. */
interface Said {
  held: FirthFit;
  rate: AdjustedRate;
  /** The rate as log-odds. */
  logOdds: AdjustedRate;
  difference: AdjustedRate;
  referenceRate: number;
  oddsRatio: number;
}

/** The estimates of a comparison in a fit of its design; `held` if it is not the best fit. */
export function saidBy(
  { design, fit, lift }: DesignFit,
  { column, change, referenceChange }: Pick<Comparison, "column" | "change" | "referenceChange">,
  held: FirthFit = fit,
): Said {
  const coefficients = lifted(held, lift);
  const rateOf = (of: Change): AdjustedRate => adjustedRate(design, coefficients, of);
  const [own, reference] = [rateOf(change), rateOf(referenceChange)];
  return {
    held,
    rate: own,
    logOdds: {
      rate: Math.log(own.rate / (1 - own.rate)),
      gradient: own.gradient.map((value) => value / (own.rate * (1 - own.rate))),
    },
    difference: {
      rate: own.rate - reference.rate,
      gradient: own.gradient.map((value, j) => value - reference.gradient[j]!),
    },
    referenceRate: reference.rate,
    oddsRatio: Math.exp(held.coefficients[column]!),
  };
}

/**
 * The size of an effect with its intervals. That of the odds ratio is the profile likelihood
 * interval, whose ends are fits with the coefficient held there. Rate and difference in these fits
 * give the ends of their own intervals, widened by the uncertainty of all other coefficients: a
 * difference excludes 0 if the ratio excludes 1, and neither interval is symmetric if there are few
 * hits.
 */
export function effectSize(whole: DesignFit, comparison: Comparison): EffectSize {
  const { column, design } = comparison;
  const best = saidBy(whole, comparison);
  const [low, high] = profileEnds(design.patterns, whole.fit, column, Z).map((held) =>
    saidBy(whole, comparison, held),
  ) as [Said, Said];
  const endOf = (end: Said, of: (said: Said) => AdjustedRate): number => {
    const distance = of(end).rate - of(best).rate;
    const rest = Z ** 2 * restVariance(of(end).gradient, end.held, column);
    return of(best).rate + Math.sign(distance) * Math.sqrt(distance ** 2 + rest);
  };
  const rateAt = (end: Said): number => 1 / (1 + Math.exp(-endOf(end, ({ logOdds }) => logOdds)));
  const differenceAt = (end: Said): number => endOf(end, ({ difference }) => difference);
  return {
    rate: { value: best.rate.rate, interval: [rateAt(low), rateAt(high)] },
    referenceRate: best.referenceRate,
    difference: { value: best.difference.rate, interval: [differenceAt(low), differenceAt(high)] },
    oddsRatio: { value: best.oddsRatio, interval: [low.oddsRatio, high.oddsRatio] },
  };
}
