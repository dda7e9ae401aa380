/**
 * The sentences of notebook 05, in Markdown. Every number and direction in them is computed from
 * the results.
 *
 * @module
 */
import type { Backend } from "./backend/info.js";
import { formatCount as n, formatQuantity, listed } from "../base/format.js";
import { md } from "../base/escape.js";
import { LEAST_AUC } from "../features/leakage/by-auc.js";
import { aucWarning, type LeakCheck } from "../features/leakage/index.js";
import { leaders } from "./validation/ablation.js";
import type {
  CrossValidation,
  FeatureSubset,
  FoldMean,
  GroupImportance,
  LearntCoefficient,
  PermutationNull,
  SensitivityCell,
  Validation,
} from "./validation/index.js";
import { auc, range, signed } from "./readings/words.js";

export { designReading, effectReading, oddsRatioReading } from "./effects/readings.js";
export * from "./readings/beyond.js";
export * from "./readings/probabilities.js";

/** The backend of the model. */
export function backendReading({ backend: { description } }: { backend: Backend }): string {
  return md`Computed with ${description}.`;
}

/** What the leakage check has compared; it would have thrown if it had found a leak. */
export function leakageReading({ features, rows, comparedWith, best, allowed }: LeakCheck): string {
  const columns = listed(comparedWith.filter((column) => column !== "hit"));
  const byValue = columns === "" ? "" : `, or orders or bins the ${n(rows)} series like ${columns}`;
  const alone =
    best === null
      ? ""
      : `; the one that predicts the label best by itself, ${best.feature}, has a ROC-AUC of ${auc(best.auc)} (given enough hits, ${LEAST_AUC} or more is refused)`;
  const through = allowed.map(({ leak, reason }) => `${leak.feature} ("${reason}")`);
  const exception = through.length === 0 ? "" : md` **Allowed on request: ${listed(through)}.**`;
  const rest = features - through.length;
  return (
    md`None of the ${formatQuantity(rest, through.length === 0 ? "feature" : "other feature")} is named after a column that defines a hit${byValue}${alone}.` +
    exception
  );
}

/** The ROC-AUC of the split with its interval, and a warning if it is too good to be true. */
export function aucReading({
  auc: area,
  interval,
  method,
  y,
}: Pick<Validation, "auc" | "interval" | "method" | "y">) {
  const hits = y.filter((label) => label === 1).length;
  const chance =
    interval[0] > 0.5
      ? "the interval lies above 0.5, the value of chance"
      : interval[1] < 0.5
        ? "the interval lies below 0.5, the value of chance: worse than guessing"
        : "the interval includes 0.5, the value of chance";
  const warning = aucWarning(area, interval);
  const alarm = warning === null ? "" : ` **${warning}**`;
  return `**ROC-AUC ${auc(area)}** (${method}'s 95% interval ${range(interval)}) on ${n(y.length)} validation rows with ${formatQuantity(hits, "hit")}: the chance that a random hit scores above a random non-hit; ${chance}.${alarm}`;
}

/** The mean over repeated folds, and where the single split lies among them. */
export function crossValidationReading({
  scores,
  mean,
  sd,
  interval,
  nSplits,
  nRepeats,
  single,
}: Omit<CrossValidation, "logOdds" | "folds"> & { single?: number }): string {
  const above = scores.filter((score) => single !== undefined && score > single).length;
  const place =
    single === undefined
      ? ""
      : `; the single split's ${auc(single)} is exceeded by ${above} of ${scores.length}`;
  return `${nRepeats} × ${nSplits} folds give a mean ROC-AUC of **${auc(mean)}** (standard deviation ${auc(sd)}; 95% interval of the mean ${range(interval)}, on the logit scale and corrected for the rows that the folds share). The folds range from ${auc(Math.min(...scores))} to ${auc(Math.max(...scores))}${place}.`;
}

/** Whether permuted labels reach the result of the true ones. */
export function permutationReading({ aucs, observed, pValue, stopped }: PermutationNull): string {
  const reached = aucs.filter((value) => value >= observed).length;
  const mean = aucs.reduce((sum, value) => sum + value, 0) / aucs.length;
  const verdict = pValue < 0.05 ? "chance does not explain the result" : "chance is not ruled out";
  const end = stopped ? " The test was stopped early because so many reached it." : "";
  return `Of ${formatQuantity(aucs.length, "permutation")} of the labels ${reached === 0 ? "none reaches" : `${reached} ${reached === 1 ? "reaches" : "reach"}`} ${auc(observed)} (mean ${auc(mean)}, largest ${auc(Math.max(...aucs))}): p = ${pValue.toPrecision(2)}, ${verdict}.${end}`;
}

/** Models with fewer features, and the full model. */
export interface Subsets {
  models: readonly FeatureSubset[];
  full: Pick<CrossValidation, "mean" | "nSplits">;
}

/** How simple models compare with the full one. */
export function baselineReading({ models: alone, full }: Subsets): string {
  const [best, ...near] = leaders(alone, full.nSplits);
  if (best === undefined) return "There are no groups of features to try by themselves.";
  const list = alone.map(({ name, mean }) => `${name} ${auc(mean)}`).join(", ");
  const order =
    near.length === 0
      ? `The best simple model is ${best.name}`
      : `The best simple models, ${listed([best, ...near].map(({ name }) => name))}, do not clearly differ`;
  return md`The base rate alone cannot rank series (0.500); ${list}; all features ${auc(full.mean)}. ${order}; against ${best.name} the full model is ${differs(best.loss)}.`;
}

/** What leaving out each group changes; an order is only stated if it is clear. */
export function ablationReading({ models: without, full: { nSplits } }: Subsets): string {
  const sorted = [...without].sort((a, b) => b.loss.mean - a.loss.mean);
  if (sorted.length === 0) return "There are no groups of features to leave out.";
  const clear = sorted.filter(({ loss }) => loss.interval[0] > 0);
  const names = (subsets: readonly FeatureSubset[]): string =>
    listed(subsets.map(({ name }) => name));
  const list = sorted
    .map(
      ({ name, loss }) =>
        `${name} ${signed(-loss.mean)} (${range([-loss.interval[1], -loss.interval[0]], signed)})`,
    )
    .join("; ");
  const most = leaders(clear, nSplits, -1);
  const order =
    clear.length < 2
      ? ""
      : most.length === 1
        ? `; ${names(most)} costs most`
        : `; ${names(most)} cost most and do not clearly differ`;
  const verdict =
    clear.length === 0 ? "No change is clear of 0." : `Clear of 0: ${names(clear)}${order}.`;
  return md`Change of the ROC-AUC on the same folds, with simultaneous 95% intervals: ${list}. ${verdict}`;
}

/** The largest coefficients; an order is only stated if it is clear. */
export function coefficientReading(coefficients: readonly LearntCoefficient[]): string {
  const first = (sign: 1 | -1, direction: string): string => {
    const largest = coefficients.find(
      ({ coefficient, interval }) => interval !== null && Math.sign(coefficient) === sign,
    );
    if (largest === undefined) return `there is no ${direction} one`;
    const { name, coefficient, tiedWith } = largest;
    const [next] = tiedWith;
    const rest = tiedWith.length - 1;
    const rank =
      next === undefined
        ? "clearly ahead of all others"
        : md`**not clearly ahead** of “${next}”` + (rest > 0 ? ` and ${n(rest)} more` : "");
    const weight = `(${coefficient < 0 ? "−" : ""}${Math.abs(coefficient).toFixed(2)})`;
    return md`the largest ${direction} one is that of “${name}” ` + `${weight}, ${rank}`;
  };
  return `Of the coefficients of features with both hits and other series, ${first(1, "positive")}; ${first(-1, "negative")}. They are per standard deviation, in a model with a column for every level and no reference level: do not quote them as effects.`;
}

/** The columns that are equal in every row. */
export function redundancyReading(redundant: readonly (readonly string[])[]): string {
  if (redundant.length === 0) return "No two features are equal in every row.";
  const pairs = redundant.map((columns) => columns.join(" = ")).join("; ");
  return md`**Equal in every row: ${pairs}.** A model cannot distinguish equal columns: the penalty splits their weight, so the coefficient of a single one means nothing: below they are added up.`;
}

/** Which groups of features the model relies on; an order is only stated if it is clear. */
export function importanceReading(groups: readonly GroupImportance[]): string {
  const [first] = groups;
  if (first === undefined) return "There are no groups of features.";
  const list = groups
    .map(
      ({ group, mean, interval }) =>
        group + ` ${auc(mean)}${interval ? ` (${range(interval)})` : ""}`,
    )
    .join(", ");
  const ties = [first.group, ...first.tiedWith];
  const order =
    ties.length === 1
      ? `The model relies most on **${first.group}**`
      : `The model relies most on ${listed(ties)}, which **do not clearly differ**`;
  return `Loss of ROC-AUC when a group of features is permuted among the held-out series, with its 95% interval: ${list}. ${order}.`;
}

/** Whether the conclusion depends on the definition of a hit. */
export function sensitivityReading({ cells }: { cells: readonly SensitivityCell[] }): string {
  const known = cells.flatMap(({ auc: area, interval }) =>
    area === null || interval === null ? [] : [{ area, interval }],
  );
  if (known.length === 0) return "No definition leaves enough hits to judge the model.";
  const areas = known.map(({ area }) => area);
  const above = known.filter(({ interval }) => interval[0] > 0.5).length;
  const unknown = cells.length - known.length;
  return `Over ${formatQuantity(known.length, "definition")} of a hit the cross-validated ROC-AUC ranges from **${auc(Math.min(...areas))} to ${auc(Math.max(...areas))}**; in ${above} of ${known.length} its interval (simultaneous 95%) lies above 0.5.${unknown > 0 ? ` ${unknown} ${unknown === 1 ? "leaves" : "leave"} too few hits to judge the model.` : ""}`;
}

function differs({ mean, interval }: FoldMean): string {
  const size = `${auc(Math.abs(mean))} ${mean < 0 ? "worse" : "better"} (${range(interval, signed)}; simultaneous 95% intervals)`;
  return interval[0] <= 0 && interval[1] >= 0 ? `${size}, which is not clear of 0` : size;
}
