/** The sentences about predicted probabilities and their use. */
import { formatCount as n, formatPercent as percent, formatQuantity } from "../../base/format.js";
import type { Calibration, JudgedCurves, Probabilities, Usefulness } from "../validation/index.js";
import { auc, range, sideOf, signed } from "./words.js";

/** The average precision, which accounts for rare hits. */
export function precisionReading({
  averagePrecision,
  averagePrecisionInterval: interval,
  n: rows,
  hits,
}: Pick<JudgedCurves, "averagePrecision" | "averagePrecisionInterval" | "n" | "hits">): string {
  const baseRate = hits / rows;
  const lift = averagePrecision / baseRate;
  const sure =
    interval === undefined
      ? `${formatQuantity(hits, "hit")}, too few for an interval`
      : `95% interval ${range(interval)}, on the logit scale, partly by the stratified bootstrap`;
  return `Average precision **${auc(averagePrecision)}** (${sure}) against a base rate of ${auc(baseRate)}: ${lift.toFixed(1)} times that of guessing. The ROC curve does not show this, because it ignores how rare hits are.`;
}

/** The penalty that was chosen for the probabilities. */
export function chosenReading({ chosen, tried }: Pick<Probabilities, "chosen" | "tried">): string {
  const number = (value: number): string => String(Number(value.toPrecision(2)));
  const [low, high] = [Math.min(...chosen), Math.max(...chosen)];
  const found =
    low === high
      ? number(low)
      : `between ${number(low)} and ${number(high)}, depending on the fold`;
  return `Of values of C from ${number(Math.min(...tried))} to ${number(Math.max(...tried))}, the one with the smallest log loss within the training series was ${found}.`;
}

/**
 * Whether predicted probabilities match the observed shares, and what they gain over the base rate.
 */
export function calibrationReading({
  line,
  logLoss,
  baseLogLoss,
  brier,
  baseRate,
}: Calibration): string {
  const gain = `Log loss ${logLoss.toFixed(4)} against ${baseLogLoss.toFixed(4)} for the base rate alone, Brier score ${brier.toFixed(4)} against ${(baseRate * (1 - baseRate)).toFixed(4)}.`;
  if (line === null) {
    return `There is no calibration line: the probabilities are all equal, or separate the labels perfectly. ${gain}`;
  }
  const two = (value: number): string => signed(value, 2).replace("+", "");
  const spread = {
    above: "too close together",
    below: "too extreme",
    around: "neither clearly too close together nor too extreme",
  }[sideOf(line.slopeInterval, 1)];
  const level = {
    above: "too low on average",
    below: "too high on average",
    around: "neither clearly too low nor too high on average",
  }[sideOf(line.interceptInterval, 0)];
  return `Calibration slope **${two(line.slope)}** (95% interval ${range(line.slopeInterval, two)}), intercept ${two(line.intercept)} (${range(line.interceptInterval, two)}): the probabilities are ${spread}, and ${level}. ${gain}`;
}

/** The value of a list of the most likely series, and of decisions at thresholds. */
export function useReading({ tops, curve, baseRate }: Usefulness): string {
  const top = [...tops].reverse().find(({ k }) => k <= 100) ?? tops[0];
  const list =
    top === undefined
      ? ""
      : `Of the ${n(top.k)} series with the highest probabilities ${percent(top.precision)} are hits (95% interval ${range(top.interval, percent)}), compared with ${percent(baseRate)} of all. `;
  const clear = curve.filter(({ interval, all }) => interval[0] > Math.max(0, all));
  const verdict =
    clear.length === 0
      ? "At no threshold does the interval of the net benefit lie above taking all series and taking none."
      : `At ${formatQuantity(clear.length, "threshold")} of ${n(curve.length)}, between ${percent(clear[0]?.threshold ?? 0, 0)} and ${percent(clear.at(-1)?.threshold ?? 0, 0)}, the interval of the net benefit lies above taking all series and taking none.`;
  return list + verdict;
}
