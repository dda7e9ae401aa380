/** The shares of two independent groups compared: difference and ratio with their intervals. */
import { normalQuantile } from "./distributions.js";
import { wilsonInterval } from "./summary.js";

/** A value with its confidence interval. */
export interface Estimate {
  value: number;
  interval: [low: number, high: number];
}

/** The size of a group and the hits in it. */
export interface HitCount {
  count: number;
  hits: number;
}

/**
 * The risk difference `group - others` with Newcombe's hybrid score interval (Newcombe 1998, method
 * 10; statsmodels' `confint_proportions_2indep(method="newcomb")`): it combines the two Wilson
 * intervals, stays inside [-1, 1] and keeps its level if a share is near 0.
 *
 * @param level confidence level, default 0.95.
 * @throws RangeError if a group is empty.
 */
export function riskDifference(group: HitCount, others: HitCount, level = 0.95): Estimate {
  const [p, q] = [group.hits / group.count, others.hits / others.count];
  const [pLow, pHigh] = wilsonInterval(group.hits, group.count, level);
  const [qLow, qHigh] = wilsonInterval(others.hits, others.count, level);
  const value = p - q;
  return {
    value,
    interval: [value - Math.hypot(p - pLow, qHigh - q), value + Math.hypot(pHigh - p, q - qLow)],
  };
}

/**
 * The risk ratio `group / others` with Koopman's score interval (Koopman 1984; statsmodels'
 * `confint_proportions_2indep(compare="ratio", method="score", correction=False)`): the ratios that
 * a score test at the level would not reject. It is defined even if one group has no hits: the
 * upper end is then Infinity, or the lower 0. If there are no hits at all it is NaN in [0,
 * Infinity].
 *
 * @param level confidence level, default 0.95.
 * @throws RangeError if a group is empty or has more hits than series.
 */
export function riskRatio(group: HitCount, others: HitCount, level = 0.95): Estimate {
  for (const { hits, count } of [group, others]) {
    if (!(count > 0 && hits >= 0 && hits <= count)) {
      throw new RangeError(`riskRatio: ${hits} hits of ${count} is not a proportion`);
    }
  }
  const value = group.hits / group.count / (others.hits / others.count);
  if (group.hits + others.hits === 0) return { value: NaN, interval: [0, Infinity] };
  const limit = normalQuantile((1 + level) / 2) ** 2;
  const isRejected = (logRatio: number): boolean =>
    ratioStatistic(group, others, Math.exp(logRatio)) > limit;
  const centre =
    group.hits > 0 && others.hits > 0
      ? Math.log(value)
      : Math.log((group.hits + 0.5) / group.count / ((others.hits + 0.5) / others.count));
  return {
    value,
    interval: [
      group.hits === 0 ? 0 : Math.exp(boundary(isRejected, centre, -1)),
      others.hits === 0 ? Infinity : Math.exp(boundary(isRejected, centre, 1)),
    ],
  };
}

/** The score statistic of a ratio: Pearson's, at the shares that fit best under it. */
function ratioStatistic(group: HitCount, others: HitCount, ratio: number): number {
  const n = group.count + others.count;
  const hits = group.hits + others.hits;
  // Miettinen and Nurminen 1985, equation 10: the smaller root of a q^2 + b q + c.
  const a = n * ratio;
  const b = -(group.count * ratio + group.hits + others.count + others.hits * ratio);
  const q = (2 * hits) / (-b + Math.sqrt(Math.max(0, b * b - 4 * a * hits)));
  const p = Math.min(1, q * ratio);
  return pearson(group, p) + pearson(others, Math.min(1, q));
}

function pearson({ hits, count }: HitCount, p: number): number {
  const distance = (hits - count * p) ** 2;
  return distance === 0 ? 0 : distance / (count * p * (1 - p));
}

/** The point in a direction at which a condition that is false at `from` becomes true, to 1e-12. */
function boundary(holds: (x: number) => boolean, from: number, direction: 1 | -1): number {
  let step = 1;
  while (!holds(from + direction * step)) {
    step *= 2;
    if (step > 1024) return direction * Infinity;
  }
  let [inside, outside] = [step === 1 ? 0 : step / 2, step];
  while (outside - inside > 1e-12) {
    const middle = (inside + outside) / 2;
    if (middle === inside || middle === outside) break;
    if (holds(from + direction * middle)) outside = middle;
    else inside = middle;
  }
  return from + (direction * (inside + outside)) / 2;
}
