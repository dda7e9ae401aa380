/** The sentences about adjusted rates and odds ratios. */
import { md } from "../../base/escape.js";
import { formatPercent as percent, formatQuantity, capitalised } from "../../base/format.js";
import type { Effect, Effects } from "./index.js";

/** How the model for adjusted rates differs from that of the split. */
export function designReading({ references, merged, leftOut }: Effects): string {
  const read = references.map(({ factor, name }) => md`${name} (${factor})`).join(", ");
  const rare = merged.map(
    ({ name, count }) => md`${name} (${formatQuantity(count, "series", "series")})`,
  );
  const left = leftOut.map(({ feature, why }) => md`${feature} (${why})`);
  const said = [
    ...(rare.length === 0 ? [] : [`merged: ${rare.join(", ")}`]),
    ...(left.length === 0 ? [] : [`left out: ${left.join(", ")}`]),
  ].join("; ");
  const rest = said === "" ? "Nothing is merged or left out." : `${capitalised(said)}.`;
  return read === "" ? rest : `The references are the largest of each kind: ${read}. ${rest}`;
}

/** Which adjusted rates clearly differ from their reference's, and how many would by chance. */
export function effectReading({ rows }: Pick<Effects, "rows">): string {
  if (rows.length === 0) return "There is nothing to compare.";
  const higher = rows.filter(({ difference }) => difference.interval[0] > 0);
  const lower = rows.filter(({ difference }) => difference.interval[1] < 0);
  const clear = higher.length + lower.length;
  const chance = Math.round(0.05 * rows.length);
  return `All other features unchanged, the hit rate would be clearly higher than the reference's for ${list(higher)}; clearly lower for ${list(lower)} (percentage points). That is ${clear} of ${formatQuantity(rows.length, "comparison")}, of which chance alone would give about ${chance}; the others are **not clearly different** from their reference.`;
}

/** The effects in order, with the factor before its first one. */
function list(effects: readonly Effect[]): string {
  const words = effects.map((effect, i) =>
    effect.factor === null || effect.factor === effects[i - 1]?.factor
      ? named(effect)
      : md`*${effect.factor}* ` + named(effect),
  );
  return words.join(", ") || "none";
}

function named({ name, reference, againstAll, difference: { value } }: Effect): string {
  const points = `${value < 0 ? "−" : "+"}${Math.abs(100 * value).toFixed(1)}`;
  return md`${name}${againstAll ? ` against ${reference}` : ""} ` + `(${points})`;
}

/** Each reference compared with all others: rates and odds ratios. */
export function oddsRatioReading({ rows }: Pick<Effects, "rows">): string {
  const all = rows.filter(({ againstAll }) => againstAll);
  if (all.length === 0) return "No feature has a reference level to compare with all others.";
  const list = all.map(
    ({ name, reference, oddsRatio: { value, interval }, rate, referenceRate }) =>
      md`**${name}** against ${reference} ${value.toFixed(2)} (${interval[0].toFixed(2)} to ${interval[1].toFixed(2)}; ${percent(rate.value)} instead of ${percent(referenceRate)})`,
  );
  return `Odds ratios with 95% interval: ${list.join(", ")}. A ratio of odds is farther from 1 than the ratio of the rates.`;
}
