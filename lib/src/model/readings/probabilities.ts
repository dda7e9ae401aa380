/** What is said of predicted chances, and of what they are good for. */
import { formatCount as n, formatPercent as percent, formatQuantity } from "../../base/format.js";
import type { Calibration, JudgedCurves, Probabilities, Usefulness } from "../validation/index.js";
import { auc, range, sideOf, signed } from "./words.js";

/** What the scores are worth where hits are rare. */
export function precisionReading({
  averagePrecision,
  averagePrecisionInterval: interval,
  n: rows,
  hits,
}: Pick<JudgedCurves, "averagePrecision" | "averagePrecisionInterval" | "n" | "hits">): string {
  const baseRate = hits / rows;
  const lift = averagePrecision / baseRate;
  return `Average precision **${auc(averagePrecision)}** (95% interval ${range(interval)}, on the logit scale, partly by the stratified bootstrap) against a base rate of ${auc(baseRate)}: ${lift.toFixed(1)} times what guessing gives. The ROC curve does not show this, as it does not know how rare hits are.`;
}

/** Which penalty was chosen for the probabilities. */
export function chosenReading({ chosen, tried }: Pick<Probabilities, "chosen" | "tried">): string {
  const number = (value: number): string => String(Number(value.toPrecision(2)));
  const [low, high] = [Math.min(...chosen), Math.max(...chosen)];
  const found =
    low === high ? number(low) : `between ${number(low)} and ${number(high)}, by the fold`;
  return `Of C from ${number(Math.min(...tried))} to ${number(Math.max(...tried))} the smallest log loss within the training series chose ${found}.`;
}

/** Whether predicted chances are what is found, and what they gain over the base rate. */
export function calibrationReading({
  line,
  logLoss,
  baseLogLoss,
  brier,
  baseRate,
}: Calibration): string {
  const gain = `Log loss ${logLoss.toFixed(4)} against ${baseLogLoss.toFixed(4)} for the base rate alone, Brier score ${brier.toFixed(4)} against ${(baseRate * (1 - baseRate)).toFixed(4)}.`;
  if (line === null) {
    return `There is no calibration line: the chances are all equal, or tell the labels apart without a mistake. ${gain}`;
  }
  const two = (value: number): string => signed(value, 2).replace("+", "");
  const spread = {
    above: "too close together",
    below: "too extreme",
    around: "not told from being as far apart as they should be",
  }[sideOf(line.slopeInterval, 1)];
  const level = {
    above: "too low on average",
    below: "too high on average",
    around: "not told from being right on average",
  }[sideOf(line.interceptInterval, 0)];
  return `Calibration slope **${two(line.slope)}** (95% interval ${range(line.slopeInterval, two)}), intercept ${two(line.intercept)} (${range(line.interceptInterval, two)}): the chances are ${spread}, and ${level}. ${gain}`;
}

/** What a list of the most likely series, and a decision at a threshold, are worth. */
export function useReading({ tops, curve, baseRate }: Usefulness): string {
  const top = [...tops].reverse().find(({ k }) => k <= 100) ?? tops[0];
  const list =
    top === undefined
      ? ""
      : `Of the ${n(top.k)} series with the highest chance ${percent(top.precision)} are hits (95% interval ${range(top.interval, percent)}), of all ${percent(baseRate)}. `;
  const clear = curve.filter(({ interval, all }) => interval[0] > Math.max(0, all));
  const verdict =
    clear.length === 0
      ? "At no threshold does the interval of the net benefit lie above taking all series and taking none."
      : `At ${formatQuantity(clear.length, "threshold")} of ${n(curve.length)}, between ${percent(clear[0]?.threshold ?? 0, 0)} and ${percent(clear.at(-1)?.threshold ?? 0, 0)}, the interval of the net benefit lies above taking all series and taking none.`;
  return list + verdict;
}
