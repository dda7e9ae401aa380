/** What the model learned of each feature. */
import type { Figure } from "./figure.js";
import { formatCount, formatQuantity, roundSignificant } from "../base/format.js";
import { escapePlotly } from "../base/escape.js";
import { COLOURS, themed } from "./theme.js";
import {
  categoryAxis,
  rowsAxisSide,
  rowsHeight,
  shortLabels,
  withNumber,
  type Interval,
  type TopOptions,
} from "./options.js";

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
  { source, date, top = 20 }: TopOptions,
): Figure {
  const finite = withNumber(coefficients, ({ coefficient }) => coefficient, [
    "feature without a coefficient",
    "features without a coefficient",
  ]);
  const shown = [...finite.rows]
    .sort((a, b) => size(b.coefficient) - size(a.coefficient))
    .slice(0, top);
  const features = shown.map(({ feature }) => feature);
  const names = shortLabels(
    shown.map(({ feature, name = feature }) => name),
    40,
  );
  const withIntervals = shown.some(({ interval }) => interval);
  const bars = [
    { name: "raises the odds", color: COLOURS.hit, of: shown.filter((c) => c.coefficient >= 0) },
    { name: "lowers the odds", color: COLOURS.base, of: shown.filter((c) => c.coefficient < 0) },
  ].filter(({ of }) => of.length > 0);
  return themed({
    title: "Coefficients of the model",
    facts: [
      finite.rows.length > top
        ? `the ${top} largest of ${formatCount(finite.rows.length)}`
        : formatQuantity(finite.rows.length, "coefficient"),
      "change of the log-odds of a hit for one standard deviation",
      ...(withIntervals ? ["lines: 95% interval, none without a hit"] : []),
      ...finite.facts,
    ],
    source,
    date,
    height: rowsHeight(shown.length) + 20,
    legend: true,
    empty: "There are no coefficients to show.",
    data: bars.map(({ name, color, of }) => ({
      type: "bar",
      orientation: "h",
      name,
      x: of.map(({ coefficient }) => roundSignificant(coefficient)),
      y: of.map(({ feature }) => feature),
      marker: { color },
      ...(withIntervals ? { error_x: errorsOf(of) } : {}),
      customdata: of.map(({ feature, name = feature }) => escapePlotly(name)),
      hovertemplate: "%{customdata}: %{x:+.3f}<extra></extra>",
    })),
    xaxis: {
      title: "Coefficient",
      zeroline: true,
      zerolinecolor: COLOURS.ink,
      ...rowsAxisSide(shown.length),
    },
    yaxis: categoryAxis(features, (_, i) => escapePlotly(names[i] ?? "")),
    layout: { barmode: "relative" },
  });
}

/** The intervals as plotly's error bars, thin and grey over the bars. */
function errorsOf(coefficients: readonly Coefficient[]): Record<string, unknown> {
  const far = (end: (one: Coefficient) => number) =>
    coefficients.map((one) =>
      one.interval ? roundSignificant(Math.abs(end(one) - one.coefficient)) : 0,
    );
  return {
    type: "data",
    symmetric: false,
    array: far(({ interval, coefficient }) => interval?.[1] ?? coefficient),
    arrayminus: far(({ interval, coefficient }) => interval?.[0] ?? coefficient),
    color: COLOURS.ink,
    thickness: 1,
    width: 0,
  };
}

/** What counts for the order: equal but for the last digits stays in the order given. */
function size(value: number): number {
  return roundSignificant(Math.abs(value), 6);
}
