/** Numbers in the sentences of notebook 05. */
import { formatUnit } from "../../base/format.js";

/** The ends of an interval. */
export type Interval = readonly [number, number];

/** A number from 0 to 1, such as an AUC, or a difference of two without a plus sign. */
export const auc = (value: number): string =>
  formatUnit(value)
    .replace(/^-0\.0+$/, "0.000")
    .replace(/^-/, "−");

/** An interval in words. */
export const range = ([low, high]: Interval, format = auc): string =>
  `${format(low)} to ${format(high)}`;

/** A difference with its sign. */
export const signed = (value: number, digits = 3): string => {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? "−" : "+"}${text}`;
};

/** Whether an interval lies above a value, below it, or includes it. */
export function sideOf([low, high]: Interval, value: number): "above" | "below" | "around" {
  if (low > value) return "above";
  return high < value ? "below" : "around";
}
