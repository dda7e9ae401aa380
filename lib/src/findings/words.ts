/** The numbers of a finding as words. */
import {
  formatCount,
  formatP,
  formatPercent,
  formatQuantity,
  formatSeries,
  formatUnit,
} from "../base/format.js";
import type { Release } from "../data/released.js";
import { CORRECTION_NAMES } from "../stats/multiple-comparisons.js";
import { wilsonInterval } from "../stats/summary.js";
import type { HitCount } from "../stats/two-proportions.js";
import type { Effect, Finding } from "./finding.js";

/**
 * How many series were left out as they are not out, such as "2 series without a release date are
 * left out."; null without any.
 *
 * @param releases those of the series that were left out.
 */
export function leftOutWords(releases: readonly Release[]): string | null {
  if (releases.length === 0) return null;
  const [undated, announced] = ["without a release date", "announced for later"];
  const which = !releases.includes("announced")
    ? undated
    : !releases.includes("undated")
      ? announced
      : `${undated}, or ${announced},`;
  return `${formatSeries(releases.length)} ${which} ${releases.length === 1 ? "is" : "are"} left out.`;
}

/** "95%" of 0.95, "99.9%" of 0.999. */
export function levelWords(level: number): string {
  return `${Number((level * 100).toFixed(4))}%`;
}

/** "10.9% of 494 (95% interval 8.5% to 14.0%)". */
export function rateWords({ hits, count }: HitCount, level: number): string {
  const [low, high] = wilsonInterval(hits, count, level);
  return `${formatPercent(hits / count)} of ${formatCount(count)} (${levelWords(level)} interval ${formatPercent(low)} to ${formatPercent(high)})`;
}

/** The value of an effect with its unit, such as "−2.1 points" or "0.93". */
export function effectWords({ value, unit }: Effect): string {
  return inUnit(value, unit);
}

/** The interval of an effect in its unit, such as "−4.0 to 0.2 points". */
export function intervalWords({ interval: [low, high], unit }: Effect): string {
  if (unit !== "difference of shares") return `${inUnit(low, unit)} to ${inUnit(high, unit)}`;
  return `${points(low)} to ${points(high)} points`;
}

/** A p-value to three digits, such as "0.0312" or "below 0.001". */
export function pWords(p: number): string {
  return formatP(p);
}

/** "after the Holm correction for 16 tests". */
export function correctionWords({
  correction,
  tests,
}: Pick<Finding, "correction" | "tests">): string {
  return `after the ${CORRECTION_NAMES[correction]} correction for ${formatQuantity(tests, "test")}`;
}

function inUnit(value: number, unit: Effect["unit"]): string {
  switch (unit) {
    case "share":
      return formatPercent(value);
    case "difference of shares":
      return `${points(value)} points`;
    case "ratio of shares":
    case "odds ratio per year":
      return value === Infinity ? "∞" : value >= 1000 ? value.toExponential(1) : value.toFixed(2);
    case "Cramér's V":
      return value.toFixed(2);
    case "ROC-AUC":
      return formatUnit(value);
  }
}

/** Percentage points; a true minus sign, which Markdown reads as no list. */
function points(difference: number): string {
  const text = (100 * difference).toFixed(1);
  return text === "-0.0" ? "0.0" : text.replace("-", "−");
}
