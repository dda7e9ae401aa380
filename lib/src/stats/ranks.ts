/** Ranks from 1; equal values get the mean of their ranks. @param values finite numbers. */
export function meanRanks(values: ArrayLike<number>): Float64Array {
  const rows = Uint32Array.from({ length: values.length }, (_, row) => row);
  rows.sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < rows.length;) {
    const value = values[rows[start]!];
    let end = start + 1;
    while (end < rows.length && values[rows[end]!] === value) end += 1;
    for (let at = start; at < end; at += 1) ranks[rows[at]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** A rank correlation with its interval. */
export interface RankCorrelation {
  rho: number;
  /** 95%, inside [-1, 1]. */
  interval: [number, number];
}

/**
 * Spearman's rank correlation, ties by mean ranks (scipy's `spearmanr`), with the interval of
 * Bonett and Wright (Psychometrika 65, 2000) on Fisher's scale.
 *
 * @param a at least four finite numbers. @param b the same number.
 * @returns NaN with the interval [-1, 1] if one of the two is constant.
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): RankCorrelation {
  const [x, y] = [meanRanks(a), meanRanks(b)];
  const middle = (x.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    xy += (x[i]! - middle) * (y[i]! - middle);
    xx += (x[i]! - middle) ** 2;
    yy += (y[i]! - middle) ** 2;
  }
  if (xx === 0 || yy === 0 || x.length < 4) return { rho: NaN, interval: [-1, 1] };
  const rho = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  const half = 1.959963984540054 * Math.sqrt((1 + rho ** 2 / 2) / (x.length - 3));
  const back = (sign: number): number => Math.tanh(Math.atanh(rho) + sign * half);
  return { rho, interval: Math.abs(rho) === 1 ? [rho, rho] : [back(-1), back(1)] };
}
