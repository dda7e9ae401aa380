/** What is said of later years, other models, other outcomes and other populations. */
import { formatCount as n, formatQuantity } from "../../base/format.js";
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
import { auc, listed, range, sideOf, signed } from "./words.js";

/** How the model does on years that it has not seen, apart from the change of the question. */
export function timeReading({ years, ahead, within, across, cost }: TimeValidation): string {
  const verdict = {
    above: "better than",
    below: "worse than",
    around: "not told apart from",
  }[sideOf(cost.interval, 0)];
  return `Each of ${formatQuantity(years.length, "later year")}, ranked by a model of the years before, has a mean ROC-AUC of **${auc(ahead.mean)}** (95% interval ${range(ahead.interval)}, weighted by hits). Cross-validation ranks the same series within their years with ${auc(within.mean)} (across all years ${auc(across)}): forecasting is ${verdict} it (${signed(cost.mean)}, ${range(cost.interval, signed)}).`;
}

/** What a model that is linear in its features leaves. */
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
  return md`On the same folds: linear ${auc(full.mean)}, ${listed(list)}, with 95% intervals of the gains that hold together. ${verdict}`;
}

/** What the features say of popularity itself. */
export function ranksReading({ rho, interval, hitAuc, gain }: PopularityRanks): string {
  const verdict = {
    above: "better than",
    below: "worse than",
    around: "not told apart from",
  }[sideOf(gain.interval, 0)];
  return `Predicted and found ranks of popularity have a rank correlation of **${Number.isNaN(rho) ? "none" : signed(rho).replace("+", "")}** (Spearman's; 95% interval ${range(interval, (end) => signed(end).replace("+", ""))}). For telling hits the predicted ranks are ${verdict} the classification (ROC-AUC ${auc(hitAuc)}; difference ${signed(gain.mean)}, ${range(gain.interval, signed)}).`;
}

/** The model on released series alone. */
export function releasedReading({
  released,
  undated,
  announced,
  all,
  validation,
}: ReleasedValidation): string {
  const population = `${n(released)} released series (${n(undated)} without a date and ${n(announced)} announced ones left out)`;
  if (isUnjudged(validation))
    return md`Of the ${population} nothing is told: ${validation.unjudged}`;
  return `Among the ${population} the cross-validated ROC-AUC is **${auc(validation.mean)}** (95% interval ${range(validation.interval)}). Among all series it is ${auc(all)}: a series that is not out has no votes and cannot be a hit, which is easy to tell.`;
}

/** Whether more series would help. */
export function learningReading({ points, lastStep }: LearningCurve): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return "There are no fits.";
  const verdict = {
    above: "it was still rising",
    below: "it was falling",
    around: "whether it was still rising is not told",
  }[sideOf(lastStep.interval, 0)];
  return `With ${n(Math.round(first.rows))} training series the ROC-AUC is ${auc(first.mean)}, with ${n(Math.round(last.rows))} it is **${auc(last.mean)}**. The last step brought ${signed(lastStep.mean)} (95% interval ${range(lastStep.interval, signed)}): ${verdict}.`;
}
