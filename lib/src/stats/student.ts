import { normalQuantile } from "./distributions.js";

/**
 * The p-quantile of Student's t distribution with an integer number of degrees of freedom, to a
 * relative error of about 1e-13: closed forms for 1 and 2 (Abramowitz and Stegun, 26.7.3 and
 * 26.7.4), otherwise Newton's method on the distribution function, which is a finite sum for
 * integers.
 *
 * @param p between 0 and 1.
 * @param df an integer of at least 1.
 * @example studentQuantile(0.975, 49) // 2.00957523712924
 * @throws RangeError if p or df is out of range.
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1) || !Number.isInteger(df) || df < 1) {
    throw new RangeError(`studentQuantile: p = ${p} or df = ${df} is out of range`);
  }
  if (df === 1) return Math.tan(Math.PI * (p - 0.5));
  if (df === 2) return (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
  const x = normalQuantile(p);
  // The distribution function is concave above its median: from below Newton's method does not
  // overshoot.
  let t = x;
  for (let step = 0; step < 100; step += 1) {
    const move = (studentCdf(t, df) - p) / studentDensity(t, df);
    t -= move;
    if (Math.abs(move) <= 1e-14 * Math.abs(t)) break;
  }
  return t;
}

/** P(T <= t) for an integer number of degrees of freedom. */
export function studentCdf(t: number, df: number): number {
  const angle = Math.atan(t / Math.sqrt(df));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = df % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = 0;
  for (let k = isOdd ? 1 : 0; k <= df - 2; k += 2) {
    sum += term;
    term *= (cosine ** 2 * (k + 1)) / (k + 2);
  }
  const inside = isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
  return (1 + inside) / 2;
}

function studentDensity(t: number, df: number): number {
  // Gamma((df + 1) / 2) / Gamma(df / 2), from its value at 1 or 2 degrees of freedom.
  let ratio = df % 2 === 1 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2;
  for (let k = df % 2 === 1 ? 1 : 2; k < df; k += 2) ratio *= (k + 1) / k;
  return (ratio / Math.sqrt(df * Math.PI)) * (1 + t ** 2 / df) ** (-(df + 1) / 2);
}
