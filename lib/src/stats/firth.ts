/** Logistic regression with Firth's correction, for coefficients that are to be interpreted. */
import { invert } from "./positive-definite.js";

/** Rows with the same values: the nonzero columns, the number of rows and of hits among them. */
export interface Pattern {
  places: readonly number[];
  values: readonly number[];
  count: number;
  hits: number;
}

/** A fitted model. */
export interface FirthFit {
  coefficients: Float64Array;
  /** Inverse of the information, row after row. */
  covariance: Float64Array;
  /** Log-likelihood with the correction. */
  logLikelihood: number;
}

/** Options of {@link firth}. */
export interface FirthOptions {
  /** A coefficient that is held fixed, for the profile likelihood. */
  fixed?: { column: number; value: number };
  /** Starting values; default all 0. */
  start?: Float64Array;
  /** Whether to apply Firth's correction; default true. */
  corrected?: boolean;
}

/** Why rows have no fit: their columns are linearly dependent, or the likelihood has no maximum. */
export class NoFitError extends RangeError {}

/** No step changes a coefficient by more than this. */
const LONGEST = 3;
const MAX_STEPS = 200;
const TOLERANCE = 1e-7;

/**
 * Maximise the likelihood times the square root of the determinant of the information (Firth,
 * Biometrika 80, 1993): this removes the bias due to rare hits and keeps coefficients finite if a
 * column separates the hits from the others (Heinze and Schemper, Statistics in Medicine 21, 2002).
 * Rows are unweighted.
 *
 * @param patterns include a column of ones for an intercept; columns must be linearly independent.
 * @param size number of columns.
 * @throws NoFitError if columns are linearly dependent or there is no maximum.
 */
export function firth(
  patterns: readonly Pattern[],
  size: number,
  { fixed, start, corrected = true }: FirthOptions = {},
): FirthFit {
  let coefficients = start ? Float64Array.from(start) : new Float64Array(size);
  if (fixed) coefficients[fixed.column] = fixed.value;
  let here = scoreAt(patterns, coefficients, corrected);
  let trust = 1;
  let before: Float64Array | null = null;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const move = newtonStep(here, fixed?.column);
    // The information is not the exact curvature of the corrected likelihood: if a step overshoots,
    // so that the gradient points back, the next steps are shorter.
    if (before !== null)
      trust = isAgainst(here.gradient, before) ? trust / 2 : Math.min(1, 1.2 * trust);
    before = move;
    const longest = move.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (longest < TOLERANCE) return { coefficients, ...here };
    let damping = Math.min(trust, LONGEST / longest);
    for (;;) {
      const next = coefficients.map((value, j) => value + damping * move[j]!);
      const there = scoreAt(patterns, next, corrected);
      // Close to the maximum the likelihood no longer changes in float64.
      if (there.logLikelihood > here.logLikelihood - 1e-9 * Math.abs(here.logLikelihood)) {
        coefficients = next;
        here = there;
        break;
      }
      damping /= 2;
      if (damping < 1e-9) return { coefficients, ...here };
    }
  }
  throw new NoFitError("the likelihood has no maximum");
}

function isAgainst(gradient: Float64Array, move: Float64Array): boolean {
  return gradient.reduce((sum, value, i) => sum + value * move[i]!, 0) < 0;
}

interface Score {
  gradient: Float64Array;
  covariance: Float64Array;
  logLikelihood: number;
}

/** Log-likelihood, its gradient and the inverse information at a point. */
function scoreAt(patterns: readonly Pattern[], point: Float64Array, corrected: boolean): Score {
  const size = point.length;
  const information = new Float64Array(size * size);
  const rates = new Float64Array(patterns.length);
  let logLikelihood = 0;
  patterns.forEach(({ places, values, count, hits }, at) => {
    const logOdds = logOddsOf(places, values, point);
    const rate = 1 / (1 + Math.exp(-logOdds));
    rates[at] = rate;
    // log(rate) and log(1 - rate) without losing digits near 0 and 1.
    logLikelihood += hits * logOdds - count * softplus(logOdds);
    const weight = count * rate * (1 - rate);
    for (let a = 0; a < places.length; a += 1) {
      const scaled = weight * values[a]!;
      const row = places[a]! * size;
      for (let b = 0; b < places.length; b += 1)
        information[row + places[b]!]! += scaled * values[b]!;
    }
  });
  const inverted = invert(information, size);
  if (inverted === null) throw new NoFitError("the columns are linearly dependent");
  const { inverse: covariance, logDeterminant } = inverted;
  if (corrected) logLikelihood += logDeterminant / 2;
  const gradient = new Float64Array(size);
  patterns.forEach(({ places, values, count, hits }, at) => {
    const rate = rates[at]!;
    let residual = hits - count * rate;
    if (corrected) {
      let leverage = 0;
      for (let a = 0; a < places.length; a += 1) {
        const row = places[a]! * size;
        for (let b = 0; b < places.length; b += 1) {
          leverage += values[a]! * values[b]! * covariance[row + places[b]!]!;
        }
      }
      residual += leverage * count * rate * (1 - rate) * (0.5 - rate);
    }
    for (let a = 0; a < places.length; a += 1) gradient[places[a]!]! += residual * values[a]!;
  });
  return { gradient, covariance, logLikelihood };
}

/** Newton step in all coefficients except the fixed one. */
function newtonStep({ gradient, covariance }: Score, fixed: number | undefined): Float64Array {
  const size = gradient.length;
  const step = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      if (j !== fixed) step[i]! += covariance[i * size + j]! * gradient[j]!;
    }
  }
  if (fixed === undefined) return step;
  // The inverse without one row and column, from the whole inverse (Schur complement).
  const through = step[fixed]! / covariance[fixed * size + fixed]!;
  return step.map((value, i) =>
    i === fixed ? 0 : value - through * covariance[i * size + fixed]!,
  );
}

/** The log-odds of a pattern. */
export function logOddsOf(
  places: readonly number[],
  values: readonly number[],
  coefficients: Float64Array,
): number {
  let sum = 0;
  for (let a = 0; a < places.length; a += 1) sum += values[a]! * coefficients[places[a]!]!;
  return sum;
}

function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/**
 * The ends of the profile likelihood interval of one coefficient, each with the best fit while the
 * coefficient is held there (Heinze and Schemper 2002). The interval is not symmetric, and keeps
 * its level even if a column has hardly any hits.
 *
 * @param fit the result of {@link firth} for these patterns.
 * @param z the normal quantile, 1.96 for 95%.
 */
export function profileEnds(
  patterns: readonly Pattern[],
  fit: FirthFit,
  column: number,
  z: number,
): [FirthFit, FirthFit] {
  const size = fit.coefficients.length;
  const error = Math.sqrt(fit.covariance[column * size + column]!);
  const end = (sign: 1 | -1): FirthFit => {
    let last = fit;
    /** Square root of the likelihood ratio: nearly linear in the distance. */
    const rise = (distance: number): number => {
      const value = fit.coefficients[column]! + sign * distance;
      last = firth(patterns, size, { fixed: { column, value }, start: last.coefficients });
      return Math.sqrt(Math.max(0, 2 * (fit.logLikelihood - last.logLikelihood)));
    };
    cross(rise, z, z * error);
    return last;
  };
  return [end(-1), end(1)];
}

/**
 * Evaluate a rising function, 0 at 0, until it has been evaluated where it is `level` to four
 * decimals.
 */
function cross(rise: (distance: number) => number, level: number, guess: number): void {
  let [low, atLow] = [0, 0];
  let [high, atHigh] = [Infinity, Infinity];
  let next = guess;
  for (let asked = 0; asked < 60; asked += 1) {
    const at = rise(next);
    if (Math.abs(at - level) <= 1e-4) return;
    if (at < level) [low, atLow] = [next, at];
    else [high, atHigh] = [next, at];
    const along = (level - atLow) / (atHigh - atLow);
    next =
      high === Infinity
        ? next * Math.min(3, Math.max(1.02, (1.01 * level) / Math.max(at, 1e-9)))
        : low + (high - low) * Math.min(0.95, Math.max(0.05, along));
  }
}
