/** The sentences about later years, other models, other outcomes and other populations. */
import { formatCount as n, formatQuantity, listed } from "../../base/format.js";
import { md } from "../../base/escape.js";
import { isUnjudged } from "../../base/outcome.js";
import type {
  FoldMean,
  LearningCurve,
  PopularityRanks,
  ReleasedValidation,
  TimeValidation,
  Yardstick,
} from "../validation/index.js";
import { auc, range, sideOf, signed } from "./words.js";

/**
 * How well the model ranks series of later years, compared with cross-validation on the same
 * series.
 */
export function timeReading({ years, ahead, within, across, cost }: TimeValidation): string {
  const verdict = {
    above: "clearly better than",
    below: "clearly worse than",
    around: "not clearly different from",
  }[sideOf(cost.interval, 0)];
  return `For ${formatQuantity(years.length, "later year")}, each ranked by a model of the years before it, the mean ROC-AUC is **${auc(ahead.mean)}** (95% interval ${range(ahead.interval)}, weighted by hits). Cross-validation ranks the same series within their years with ${auc(within.mean)} (across all years ${auc(across)}): the forecasts are ${verdict} that (${signed(cost.mean)}, ${range(cost.interval, signed)}).`;
}

/** What a model that is linear in its features misses. */
export function yardstickReading({
  models: others,
  full,
}: {
  models: readonly Yardstick[];
  full: Pick<FoldMean, "mean">;
}): string {
  const list = others.map(
    ({ name, mean, gain }) =>
      `${name} ${auc(mean)} (${signed(gain.mean)}; ${range(gain.interval, signed)})`,
  );
  const of = (side: string): string[] =>
    others.filter(({ gain }) => sideOf(gain.interval, 0) === side).map(({ name }) => name);
  const [better, worse] = [of("above"), of("below")];
  const verdict =
    better.length === 0
      ? `No gain is clear of 0${worse.length === 0 ? "" : `, and ${listed(worse)} ${worse.length === 1 ? "is" : "are"} clearly worse`}.`
      : `Clearly better: ${listed(better)}.`;
  return md`On the same folds: linear ${auc(full.mean)}, ${listed(list)}, with simultaneous 95% intervals of the gains. ${verdict}`;
}

/** What the features say about popularity itself. */
export function ranksReading({ rho, interval, hitAuc, gain }: PopularityRanks): string {
  const verdict = {
    above: "clearly better than",
    below: "clearly worse than",
    around: "not clearly different from",
  }[sideOf(gain.interval, 0)];
  return `Predicted and observed ranks of popularity have a rank correlation of **${Number.isNaN(rho) ? "none" : signed(rho).replace("+", "")}** (Spearman's; 95% interval ${range(interval, (end) => signed(end).replace("+", ""))}). For identifying hits the predicted ranks are ${verdict} the classification (ROC-AUC ${auc(hitAuc)}; difference ${signed(gain.mean)}, ${range(gain.interval, signed)}).`;
}

/** The model on released series only. */
export function releasedReading({
  released,
  undated,
  announced,
  all,
  validation,
}: ReleasedValidation): string {
  const population = `${n(released)} released series (${n(undated)} without a date and ${n(announced)} announced ones left out)`;
  if (isUnjudged(validation))
    return md`For the ${population} there is no result: ${validation.unjudged}`;
  return `Among the ${population} the cross-validated ROC-AUC is **${auc(validation.mean)}** (95% interval ${range(validation.interval)}). Among all series it is ${auc(all)}: a series that is not released yet has no votes and cannot be a hit, which is easy to predict.`;
}

/** Whether more series would help. */
export function learningReading({ points, lastStep }: LearningCurve): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return "There are no fits.";
  const verdict = {
    above: "it was still rising",
    below: "it was falling",
    around: "it is not clear whether it was still rising",
  }[sideOf(lastStep.interval, 0)];
  return `With ${n(Math.round(first.rows))} training series the ROC-AUC is ${auc(first.mean)}, with ${n(Math.round(last.rows))} it is **${auc(last.mean)}**. The last step added ${signed(lastStep.mean)} (95% interval ${range(lastStep.interval, signed)}): ${verdict}.`;
}
