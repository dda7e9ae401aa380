/**
 * Numbers for titles, labels and prose.
 *
 * Rounding never makes a claim: no share reads as 0% or 100%, no p-value as 0 and no AUC as 0 or 1
 * unless it is exactly that. A value that would be rounded so is given as a bound: 2,560 of 2,561
 * is "above 99.9%", in words because "<" and ">" would be markup in figures and pages.
 */

const COUNT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** Sums in float64 miss 0 and 1 by their last digits: a value this close counts as 0 or 1. */
const EPSILON = 1e-12;

/** A count with thousands separators, such as "2,561". */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/**
 * A share of 1 as a percentage, such as "9.1%"; "below 0.1%" and "above 99.9%" next to 0% and 100%.
 *
 * @param digits decimals, default 1.
 */
export function formatPercent(share: number, digits = 1): string {
  return between(share, digits + 2, (value) => `${(value * 100).toFixed(digits)}%`);
}

/** {@link formatPercent} of a part; "unknown" if the whole is null, 0 or less than the part. */
export function formatShare(part: number, whole: number | null, digits = 1): string {
  return whole === null || whole === 0 || part > whole
    ? "unknown"
    : formatPercent(part / whole, digits);
}

/**
 * A number from 0 to 1 that is not a share, such as an AUC: "0.833", and "above 0.999" next to 1.
 */
export function formatUnit(value: number, digits = 3): string {
  return between(value, digits, (rounded) => rounded.toFixed(digits));
}

/** A p-value to three digits, such as "0.0312", "below 0.001" or "above 0.999". */
export function formatP(p: number): string {
  if (p < 0.001) return "below 0.001";
  return p > 0.9995 && p < 1 - EPSILON ? "above 0.999" : p.toPrecision(3);
}

/**
 * `format` of the value, or a bound if that would read as 0 or 1 and the value is neither.
 *
 * @param digits decimals of the value that `format` keeps.
 */
function between(value: number, digits: number, format: (value: number) => string): string {
  const step = 10 ** -digits;
  if (value > EPSILON && value < step / 2) return `below ${format(step)}`;
  if (value < 1 - EPSILON && value >= 1 - step / 2) return `above ${format(1 - step)}`;
  return format(value);
}

/** "1 title", "2,561 titles"; the plural defaults to the noun with an s. */
export function formatQuantity(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** "1 series", "2,561 series". */
export function formatSeries(count: number): string {
  return formatQuantity(count, "series", "series");
}

/** Round to `digits` significant digits (default 4), to keep a figure's JSON short. */
export function roundSignificant(value: number, digits = 4): number {
  return Number(value.toPrecision(digits));
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** A text with a capital first letter: "Popularity". */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
