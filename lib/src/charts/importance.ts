/** What the model's area under the ROC curve owes to each group of features. */
import { escapePlotly } from "../base/escape.js";
import { formatUnit } from "../base/format.js";
import { quantile } from "../stats/summary.js";
import * as axes from "./axes.js";
import type { Estimate, Figure, Interval } from "./figure.js";
import * as marks from "./marks.js";
import {
  assertBetween,
  assertShares,
  withNumber,
  type MeasuredOptions,
  type TopOptions,
} from "./options.js";
import { themed } from "./theme.js";
import * as words from "./words.js";

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

/** Options of the charts of groups of features. */
export type GroupOptions = TopOptions & MeasuredOptions;

/**
 * Permutation importance: the drop of the ROC-AUC when a group's values are shuffled among the
 * series, largest first; `top` defaults to 20.
 *
 * @throws UserError when a drop lies outside [-1, 1].
 */
export function importanceChart(rows: readonly Importance[], options: GroupOptions): Figure {
  const repeats = rows.some(({ interval, values }) => !interval && middle(values));
  const sorted = rows
    .map(({ group, mean, interval, values }) => ({
      name: group,
      mean,
      interval: interval ?? middle(values),
    }))
    .sort((a, b) => (Number(b.mean) || 0) - (Number(a.mean) || 0));
  return dotRows(sorted, options, {
    title: "What each group of features is worth",
    noun: "group",
    top: 20,
    least: -1,
    facts: [
      "drop when its values are shuffled",
      repeats ? "bars: the middle 95% of the repeats" : "bars: 95% interval",
    ],
    what: "Drop",
    reference: 0,
  });
}

function middle(values: readonly number[] = []): Interval | null {
  return values.length > 1 ? [quantile(values, 0.025), quantile(values, 0.975)] : null;
}

/** A model of fewer features. */
export interface Ablation {
  /** What was left out or kept, such as "without country" or "country alone". */
  name: string;
  /** Mean ROC-AUC; null where it is unknown. */
  mean: number | null;
  interval: Interval | null;
}

/** Options of {@link ablationChart}. */
export interface AblationOptions extends GroupOptions {
  /** ROC-AUC of the model with all features. */
  full: number;
}

/**
 * The ROC-AUC of models with groups of features left out or alone, in the order given, beside the
 * model with all of them; `top` defaults to 30.
 *
 * @throws UserError when an area lies outside [0, 1].
 */
export function ablationChart(rows: readonly Ablation[], options: AblationOptions): Figure {
  const { full } = options;
  assertShares([full], "The ROC-AUC of the full model");
  return dotRows(rows, options, {
    title: "The model with fewer features",
    noun: "model",
    top: 30,
    least: 0,
    facts: ["bars: 95% interval", `dashed: all features, ${formatUnit(full)}`],
    reference: full,
  });
}

interface RowParts {
  title: string;
  /** What a row is. */
  noun: string;
  top: number;
  /** Of a ROC-AUC, where it is not that itself. */
  what?: string;
  /** The lowest value that there can be. */
  least: number;
  facts: string[];
  reference: number;
}

/** A dot with its interval in each row, beside a reference line, the value written behind the name. */
function dotRows(rows: readonly Ablation[], options: GroupOptions, parts: RowParts): Figure {
  const { noun, what, reference, facts } = parts;
  const { top = parts.top, n } = options;
  const kept = withNumber(rows, [noun, "a value"], ({ mean }) => mean);
  const shown = kept.rows.slice(0, top);
  const names = shown.map(({ name }) => name);
  const estimates = shown.map(({ name, mean, interval }): Estimate => {
    const value = mean!;
    assertBetween(value, parts.least, 1, `The ${what?.toLowerCase() ?? "ROC-AUC"} of "${name}"`);
    const hover = `${escapePlotly(name)}: ${formatUnit(value)}${words.inBrackets(interval)}`;
    return { at: name, value, interval, hover };
  });
  const label = (name: string, i: number): string => `${name} (${formatUnit(shown[i]!.mean!)})`;
  return themed(options, {
    title: parts.title,
    facts: [words.series(n), words.shown(top, kept.rows.length, noun), ...facts, kept.fact],
    height: axes.rowsHeight(shown.length),
    empty: "There are no groups of features to show.",
    data: [marks.dots(estimates, { name: "", color: marks.groupColour(true) }, "x")],
    xaxis: {
      title: what === undefined ? "ROC-AUC" : `${what} of the ROC-AUC`,
      ...{ tickformat: ".2~f", nticks: 6, tickangle: 0 },
      range: axes.around(estimates, [reference]),
      ...axes.rowsSide(shown.length),
    },
    yaxis: axes.names(names, { label }),
    shapes: [marks.reference("x", reference)],
  });
}
