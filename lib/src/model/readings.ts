/**
 * The sentences of notebook 05. As everywhere, every number and every direction in them is computed
 * from what was found; the result is Markdown.
 */
import type { Backend } from "./backend/info.js";
import { formatCount as n, formatPercent as percent, formatQuantity } from "../base/format.js";
import { md } from "../base/escape.js";
import { aucWarning } from "../features/leakage/index.js";
import type {
  Calibration,
  CrossValidation,
  FeatureSubset,
  FoldMean,
  GroupImportance,
  LearntCoefficient,
  PermutationNull,
  SensitivityCell,
  Validation,
  YearAhead,
} from "./validation/index.js";

export { designReading, effectReading, oddsRatioReading } from "./effects/readings.js";

type Interval = readonly [number, number];

const auc = (value: number): string => value.toFixed(3);
const range = ([low, high]: Interval, format = auc): string => `${format(low)} to ${format(high)}`;
const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;

/** What computed the model. */
export function backendReading({ description }: Backend): string {
  return md`Computed with ${description}.`;
}

/** What the check against leakage found: nothing, or it would have thrown. */
export function leakageReading({ names }: { names: readonly string[] }): string {
  return `None of the ${formatQuantity(names.length, "feature")} is the popularity, the votes, the rating or the label, neither by its name nor by its values.`;
}

/** The ROC-AUC of the split with DeLong's interval; one that is too good to be true is called out. */
export function aucReading({ auc: area, interval, y }: Pick<Validation, "auc" | "interval" | "y">) {
  const hits = y.filter((label) => label === 1).length;
  const chance =
    interval[0] > 0.5
      ? "the interval lies above 0.5, which is chance"
      : interval[1] < 0.5
        ? "the interval lies below 0.5, which is chance: worse than none"
        : "the interval includes 0.5, which is chance";
  const warning = aucWarning(area, interval);
  const alarm = warning === null ? "" : ` **${warning}**`;
  return `**ROC-AUC ${auc(area)}** (DeLong's 95% interval ${range(interval)}) on ${n(y.length)} validation rows with ${formatQuantity(hits, "hit")}: the chance that a random hit scores above a random non-hit; ${chance}.${alarm}`;
}

/** The mean over repeated folds, and where the single split lies among them. */
export function crossValidationReading(cv: CrossValidation, single: number): string {
  const { scores, mean, sd, interval, nSplits, nRepeats } = cv;
  const above = scores.filter((score) => score > single).length;
  return `${nRepeats} × ${nSplits} folds give a mean ROC-AUC of **${auc(mean)}** (standard deviation ${auc(sd)}; 95% interval of the mean ${range(interval)}, corrected for the rows that the folds share). They range from ${auc(Math.min(...scores))} to ${auc(Math.max(...scores))}; the single split's ${auc(single)} is exceeded by ${above} of ${scores.length}.`;
}

/** Whether shuffled labels reach what the true ones give. */
export function permutationReading({ aucs, observed, pValue }: PermutationNull): string {
  const reached = aucs.filter((value) => value >= observed).length;
  const mean = aucs.reduce((sum, value) => sum + value, 0) / aucs.length;
  const verdict =
    pValue < 0.05
      ? "luck with the labels is no explanation"
      : "luck with the labels is not ruled out";
  return `Of ${formatQuantity(aucs.length, "shuffling")} of the labels ${reached === 0 ? "none reaches" : `${reached} ${reached === 1 ? "reaches" : "reach"}`} ${auc(observed)} (mean ${auc(mean)}, largest ${auc(Math.max(...aucs))}): p = ${pValue.toPrecision(2)}, ${verdict}.`;
}

/** What the scores are worth where hits are rare. */
export function precisionReading(averagePrecision: number, baseRate: number): string {
  const lift = averagePrecision / baseRate;
  return `Average precision **${auc(averagePrecision)}** against a base rate of ${auc(baseRate)}: ${lift.toFixed(1)} times what guessing gives. The ROC curve does not show this, as it does not know how rare hits are.`;
}

/** Whether predicted and found shares agree, and what the probabilities gain over the base rate. */
export function calibrationReading({ bins, brier, baseRate }: Calibration): string {
  const off = bins.filter(
    ({ meanPredicted, interval }) => meanPredicted < interval[0] || meanPredicted > interval[1],
  );
  const constant = baseRate * (1 - baseRate);
  const gain = 1 - brier / constant;
  const agreement =
    off.length === 0
      ? `In all ${bins.length} bins the predicted share lies within the interval of the found one`
      : `In ${off.length} of ${bins.length} bins the predicted share lies outside the interval of the found one`;
  return `${agreement}. Brier score ${brier.toFixed(4)}, against ${constant.toFixed(4)} for predicting the base rate for every series: ${percent(Math.abs(gain))} ${gain < 0 ? "worse" : "better"}.`;
}

/** How the model does on years that it has not seen. */
export function timeReading(years: readonly YearAhead[], crossValidated: number): string {
  if (years.length === 0) return "No year has enough hits, and enough before it, to be judged.";
  const hits = years.reduce((sum, year) => sum + year.hits, 0);
  const weighted = years.reduce((sum, year) => sum + year.auc * year.hits, 0) / hits;
  const above = years.filter(({ interval }) => interval[0] > 0.5).length;
  const change = weighted - crossValidated;
  return `Fitted on the years before and judged on ${formatQuantity(years.length, "later year")}, the mean ROC-AUC is **${auc(weighted)}** (weighted by hits), ${auc(Math.abs(change))} ${change < 0 ? "below" : "above"} the cross-validated one. In ${above} of the ${years.length} the interval lies above 0.5.`;
}

/** How simple models compare with the full one. */
export function baselineReading(alone: readonly FeatureSubset[], full: FoldMean): string {
  const best = [...alone].sort((a, b) => b.mean - a.mean)[0];
  if (best === undefined) return "There are no groups of features to be tried alone.";
  const list = alone.map(({ name, mean }) => `${name} ${auc(mean)}`).join(", ");
  return md`Prevalence alone knows no order: 0.500. ${list}; all features ${auc(full.mean)}. The best of the simple ones is ${best.name}, and the full model is ${differs(best.loss)}.`;
}

/** What leaving out each group changes. */
export function ablationReading(without: readonly FeatureSubset[]): string {
  const [most, ...rest] = [...without].sort((a, b) => b.loss.mean - a.loss.mean);
  if (most === undefined) return "There are no groups of features to be left out.";
  const clear = [most, ...rest].filter(({ loss }) => loss.interval[0] > 0).map(({ name }) => name);
  const list = [most, ...rest]
    .map(
      ({ name, loss }) =>
        `${name} ${signed(-loss.mean)} (${range([-loss.interval[1], -loss.interval[0]], signed)})`,
    )
    .join("; ");
  const verdict =
    clear.length === 0 ? "No change is clear of 0." : `Clear of 0: ${clear.join(", ")}.`;
  return md`Change of the ROC-AUC on the same folds, with 95% interval: ${list}. ${verdict}`;
}

/** The coefficients that weigh most; that one is the largest is told only where it is clear. */
export function coefficientReading(coefficients: readonly LearntCoefficient[]): string {
  const first = (sign: 1 | -1, direction: string): string => {
    const largest = coefficients.find(
      ({ coefficient, interval }) => interval !== null && Math.sign(coefficient) === sign,
    );
    if (largest === undefined) return `${direction} nothing has a weight`;
    const { name, coefficient, notToldApart } = largest;
    const [next] = notToldApart;
    const rest = notToldApart.length - 1;
    const rank =
      next === undefined
        ? "weighs most, clear of all others"
        : md`stands first, **not told apart** from ${next}` +
          (rest > 0 ? ` and ${n(rest)} more` : "");
    const weight = `(${coefficient < 0 ? "−" : ""}${Math.abs(coefficient).toFixed(2)})`;
    return md`${direction} ${name} ` + `${weight} ${rank}`;
  };
  return `Of what some hits have and others do not, ${first(1, "upward")}; ${first(-1, "downward")}. It is what one standard deviation does in this model, where every level has a column and none is the reference: no effect to be quoted.`;
}

/** The columns that are equal in every row. */
export function redundancyReading(redundant: readonly (readonly string[])[]): string {
  if (redundant.length === 0) return "No two features are equal in every row.";
  const pairs = redundant.map((columns) => columns.join(" = ")).join("; ");
  return md`**Equal in every row: ${pairs}.** A model cannot tell equal columns apart: the penalty shares their weight, so a coefficient of one alone means nothing: below they are added up.`;
}

/** Which groups of features the scores rest on; an order is told only where it is clear. */
export function importanceReading(groups: readonly GroupImportance[]): string {
  const [first] = groups;
  if (first === undefined) return "There are no groups of features.";
  const list = groups
    .map(
      ({ group, mean, interval }) =>
        group + ` ${auc(mean)}${interval ? ` (${range(interval)})` : ""}`,
    )
    .join(", ");
  const ties = [first.group, ...first.notToldApart];
  const order =
    ties.length === 1
      ? `The scores rest most on **${first.group}**`
      : `On which of ${ties.slice(0, -1).join(", ")} and ${ties.at(-1)} they rest most is **not told apart**`;
  return `Loss of ROC-AUC when a group is shuffled among the series that a fold has not seen, with its 95% interval: ${list}. ${order}.`;
}

/** Whether the conclusion hangs on the definition of a hit. */
export function sensitivityReading(cells: readonly SensitivityCell[]): string {
  const known = cells.flatMap(({ auc: area }) => (area === null ? [] : [area]));
  if (known.length === 0) return "No definition leaves enough hits to be judged.";
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const above = known.filter((area) => area > 0.5).length;
  const unknown = cells.length - known.length;
  return `Over ${formatQuantity(known.length, "definition")} of a hit the cross-validated ROC-AUC runs from **${auc(low)} to ${auc(high)}**; ${above} of ${known.length} lie above 0.5.${unknown > 0 ? ` ${unknown} leave too few hits to be judged.` : ""}`;
}

function differs({ mean, interval }: FoldMean): string {
  const size = `${auc(Math.abs(mean))} ${mean < 0 ? "worse" : "better"} (95% interval of the difference ${range(interval, signed)})`;
  return interval[0] <= 0 && interval[1] >= 0 ? `${size}, which is not clear of 0` : size;
}
