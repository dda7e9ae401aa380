/** The sentences on what goes with a hit. */
import { md } from "../../base/escape.js";
import { formatPercent as percent, formatQuantity } from "../../base/format.js";
import type { Effect, Effects } from "./index.js";

/** How the design for reading differs from the one of the split. */
export function designReading({ references, merged, leftOut }: Effects): string {
  const read = references.map(({ factor, name }) => md`${name} (${factor})`).join(", ");
  const rare = merged.map(
    ({ name, count }) => md`${name} (${formatQuantity(count, "series", "series")})`,
  );
  const left = leftOut.map(({ feature, why }) => md`${feature} (${why})`);
  const said = [
    ...(rare.length === 0 ? [] : [`read as one: ${rare.join(", ")}`]),
    ...(left.length === 0 ? [] : [`left out: ${left.join(", ")}`]),
  ].join("; ");
  const rest = said === "" ? "Nothing is merged or left out." : `${capital(said)}.`;
  return read === "" ? rest : `Read against the largest of each kind: ${read}. ${rest}`;
}

/** Which adjusted rates are clear of their reference's, and how many would be by chance. */
export function effectReading({ rows }: Pick<Effects, "rows">): string {
  if (rows.length === 0) return "There is nothing to compare.";
  const higher = rows.filter(({ difference }) => difference.interval[0] > 0);
  const lower = rows.filter(({ difference }) => difference.interval[1] < 0);
  const clear = higher.length + lower.length;
  const chance = Math.round(0.05 * rows.length);
  return `Were every series so, and the same otherwise, the hit rate would be clearly higher than the reference's for ${list(higher)}; clearly lower for ${list(lower)} (percentage points). That is ${clear} of ${formatQuantity(rows.length, "comparison")}, where chance alone would give about ${chance}; the others are **not told apart** from their reference.`;
}

/** The effects in their order, the factor named before its first one. */
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

/** What each reference is against all others: in rates, and as odds ratios. */
export function oddsRatioReading({ rows }: Pick<Effects, "rows">): string {
  const all = rows.filter(({ againstAll }) => againstAll);
  if (all.length === 0) return "No feature has a reference to compare all others with.";
  const list = all.map(
    ({ name, reference, oddsRatio: { value, interval }, rate, referenceRate }) =>
      md`**${name}** against ${reference} ${value.toFixed(2)} (${interval[0].toFixed(2)} to ${interval[1].toFixed(2)}; ${percent(rate.value)} instead of ${percent(referenceRate)})`,
  );
  return `Odds ratios with 95% interval: ${list.join(", ")}. A ratio of odds lies farther from 1 than the ratio of the rates.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
