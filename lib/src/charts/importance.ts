/** What the model's area under the ROC curve owes to each group of features. */
import type { Figure } from "./figure.js";
import { formatQuantity, formatUnit } from "../base/format.js";
import { escapePlotly } from "../base/escape.js";
import { quantile } from "../stats/summary.js";
import { referenceLine, themed } from "./theme.js";
import { groupColour, intervalTrace, rangeAround, type Estimate } from "./intervals.js";
import {
  assertBetween,
  categoryAxis,
  rowsAxisSide,
  rowsHeight,
  withNumber,
  type Interval,
  type TopOptions,
} from "./options.js";

/** How much worse the model is without what a group of features says. */
export interface Importance {
  group: string;
  /** Mean drop of the ROC-AUC; null where it is unknown. */
  mean: number | null;
  /** 95% interval of the drop. */
  interval?: Interval | null;
  /** The drop in each repeat; the interval is then from their 2.5% to their 97.5% quantile. */
  values?: readonly number[];
}

/** What the charts of groups of features can be told. */
export interface GroupOptions extends TopOptions {
  /** Series on which the areas were measured. */
  n?: number;
}

/**
 * Permutation importance: the drop of the ROC-AUC when a group's values are shuffled among the
 * series, largest first; `top` defaults to 20.
 *
 * @throws UserError when a drop lies outside [-1, 1].
 */
export function importanceChart(
  rows: readonly Importance[],
  { source, date, top = 20, n }: GroupOptions,
): Figure {
  const kept = withNumber(rows, ({ mean }) => mean, [
    "group without a value",
    "groups without a value",
  ]);
  const shown = kept.rows
    .map(({ group, mean, interval, values }) => ({
      name: group,
      mean: mean!,
      interval: interval ?? (values && values.length > 1 ? middle(values) : null),
    }))
    .sort((a, b) => b.mean - a.mean)
    .slice(0, top);
  for (const { name, mean } of shown) assertBetween(mean, -1, 1, `The drop of "${name}"`);
  const repeats = rows.some(({ interval, values }) => !interval && values && values.length > 1);
  return dotRows(shown, {
    title: "What each group of features is worth",
    facts: [
      ...(n === undefined ? [] : [`n = ${formatQuantity(n, "series", "series")}`]),
      ...shownFact(kept.rows.length, "group", top),
      "drop when its values are shuffled",
      repeats ? "bars: the middle 95% of the repeats" : "bars: 95% interval",
      ...kept.facts,
    ],
    source,
    date,
    axis: "Drop of the ROC-AUC",
    reference: 0,
  });
}

/** A model of fewer features. */
export interface Ablation {
  /** What was left out or kept, such as "without country" or "country alone". */
  name: string;
  /** Mean ROC-AUC; null where it is unknown. */
  mean: number | null;
  interval: Interval | null;
}

/** What {@link ablationChart} can be told. */
export interface AblationOptions extends GroupOptions {
  /** ROC-AUC of the model with all features. */
  full: number;
  /** Default "The model with fewer features". */
  title?: string;
}

/**
 * The ROC-AUC of models with groups of features left out or alone, in the order given, beside the
 * model with all of them; `top` defaults to 30.
 *
 * @throws UserError when an area lies outside [0, 1].
 */
export function ablationChart(
  rows: readonly Ablation[],
  { source, date, full, title = "The model with fewer features", top = 30, n }: AblationOptions,
): Figure {
  assertBetween(full, 0, 1, "The ROC-AUC of the full model");
  const kept = withNumber(rows, ({ mean }) => mean, [
    "model without a value",
    "models without a value",
  ]);
  const shown = kept.rows.map((row) => ({ ...row, mean: row.mean! })).slice(0, top);
  for (const { name, mean } of shown) assertBetween(mean, 0, 1, `The ROC-AUC of "${name}"`);
  return dotRows(shown, {
    title,
    facts: [
      ...(n === undefined ? [] : [`n = ${formatQuantity(n, "series", "series")}`]),
      ...shownFact(kept.rows.length, "model", top),
      "bars: 95% interval",
      `dashed: all features, ${formatUnit(full)}`,
      ...kept.facts,
    ],
    source,
    date,
    axis: "ROC-AUC",
    reference: full,
  });
}

interface Row {
  name: string;
  mean: number;
  interval: Interval | null;
}

/** A dot with its interval in each row, beside a reference line, the value written behind the name. */
function dotRows(
  rows: readonly Row[],
  parts: {
    title: string;
    facts: string[];
    source: string;
    date: string | undefined;
    axis: string;
    reference: number;
  },
): Figure {
  const { title, facts, source, date, axis, reference } = parts;
  const estimates = rows.map(({ name, mean, interval }): Estimate => ({
    at: name,
    value: mean,
    interval,
    hover:
      `${escapePlotly(name)}: ${formatUnit(mean)}` +
      (interval ? ` (${interval.map((end) => formatUnit(end)).join(" to ")})` : ""),
  }));
  return themed({
    title,
    facts,
    source,
    date,
    height: rowsHeight(rows.length),
    empty: "There are no groups of features to show.",
    data: [intervalTrace(estimates, { name: "", color: groupColour(true) }, "x")],
    xaxis: {
      title: axis,
      tickformat: ".2~f",
      nticks: 6,
      tickangle: 0,
      range: rangeAround(estimates, [reference]),
      ...rowsAxisSide(rows.length),
    },
    yaxis: categoryAxis(
      rows.map(({ name }) => name),
      (label, i) => `${label} (${formatUnit(rows[i]!.mean)})`,
    ),
    shapes: [referenceLine("x", reference)],
  });
}

function shownFact(count: number, noun: string, top: number): string[] {
  return count > top ? [`${top} of ${formatQuantity(count, noun)} shown`] : [];
}

function middle(values: readonly number[]): Interval {
  return [quantile(values, 0.025), quantile(values, 0.975)];
}
