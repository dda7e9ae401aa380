/** What the model learned of each feature. */
import { escapePlotly } from "../base/escape.js";
import { formatCount, formatQuantity, roundSignificant } from "../base/format.js";
import * as axes from "./axes.js";
import type { Figure, Interval, Plain } from "./figure.js";
import * as marks from "./marks.js";
import { withNumber, type TopOptions } from "./options.js";
import { COLOURS } from "./palette.js";
import { themed } from "./theme.js";

/** A feature's coefficient in the model. */
export interface Coefficient {
  feature: string;
  /** In words, where it is shown; default the feature. */
  name?: string;
  /** Change of the log-odds for one standard deviation. */
  coefficient: number;
  /** 95% interval of what other series would have taught; null where they cannot tell. */
  interval?: Interval | null;
}

/** The coefficients that are largest in absolute size, signs by colour; `top` defaults to 20. */
export function coefficientChart(
  coefficients: readonly Coefficient[],
  options: TopOptions,
): Figure {
  const { top = 20 } = options;
  const { rows, fact } = withNumber(
    coefficients,
    ["feature", "a coefficient"],
    (row) => row.coefficient,
  );
  const shown = [...rows].sort((a, b) => size(b.coefficient) - size(a.coefficient)).slice(0, top);
  const features = shown.map(({ feature }) => feature);
  const names = shown.map(({ feature, name = feature }) => name);
  const withIntervals = shown.some(({ interval }) => interval);
  const bars = [
    { name: "raises the odds", color: COLOURS.hit, of: shown.filter((c) => c.coefficient >= 0) },
    { name: "lowers the odds", color: COLOURS.base, of: shown.filter((c) => c.coefficient < 0) },
  ].filter(({ of }) => of.length > 0);
  return themed(options, {
    title: "Coefficients of the model",
    facts: [
      rows.length > top
        ? `the ${top} largest of ${formatCount(rows.length)}`
        : formatQuantity(rows.length, "coefficient"),
      "change of the log-odds of a hit for one standard deviation",
      withIntervals ? "lines: 95% interval, none without a hit" : undefined,
      fact,
    ],
    height: axes.rowsHeight(shown.length) + 20,
    legend: true,
    empty: "There are no coefficients to show.",
    data: bars.map(({ name, color, of }) =>
      marks.bars("h", {
        name,
        at: of.map(({ feature }) => feature),
        lengths: marks.rounded(of.map(({ coefficient }) => coefficient)),
        color,
        more: withIntervals ? { error_x: errorsOf(of) } : {},
        customdata: of.map(({ feature, name = feature }) => escapePlotly(name)),
        hover: "%{customdata}: %{x:+.3f}",
      }),
    ),
    xaxis: {
      title: "Coefficient",
      zeroline: true,
      zerolinecolor: COLOURS.ink,
      ...axes.rowsSide(shown.length),
    },
    yaxis: axes.names(features, { names, width: 40 }),
    layout: { barmode: "relative" },
  });
}

/** The intervals as plotly's error bars, thin and grey over the bars. */
function errorsOf(coefficients: readonly Coefficient[]): Plain {
  const far = (end: 0 | 1): number[] =>
    coefficients.map(({ interval, coefficient }) =>
      interval ? roundSignificant(Math.abs(interval[end] - coefficient)) : 0,
    );
  return {
    ...{ type: "data", symmetric: false, array: far(1), arrayminus: far(0) },
    ...{ color: COLOURS.ink, thickness: 1, width: 0 },
  };
}

/** What counts for the order: equal but for the last digits stays in the order given. */
function size(value: number): number {
  return roundSignificant(Math.abs(value), 6);
}
