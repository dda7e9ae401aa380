/** What the model learned of each feature. */
import type { Figure } from "./figure.js";
import { formatCount, formatQuantity, roundSignificant } from "../base/format.js";
import { escapePlotly } from "../base/escape.js";
import { COLOURS, referenceLine, themed } from "./theme.js";
import { intervalTrace } from "./intervals.js";
import {
  assertBetween,
  categoryAxis,
  rowsAxisSide,
  rowsHeight,
  shortLabel,
  withNumber,
  type Interval,
  type TopOptions,
} from "./options.js";

/** A feature's coefficient in the model. */
export interface Coefficient {
  feature: string;
  /** Change of the log-odds for one standard deviation. */
  coefficient: number;
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
  const names = shown.map(({ feature }) => feature);
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
      customdata: of.map(({ feature }) => escapePlotly(feature)),
      hovertemplate: "%{customdata}: %{x:+.3f}<extra></extra>",
    })),
    xaxis: {
      title: "Coefficient",
      zeroline: true,
      zerolinecolor: COLOURS.ink,
      ...rowsAxisSide(shown.length),
    },
    yaxis: categoryAxis(names, (name) => name, 40),
    layout: { barmode: "relative" },
  });
}

/** A feature's odds ratio in the model. */
export interface OddsRatio {
  feature: string;
  /** Factor by which the odds of a hit change; null or not finite where there is none. */
  oddsRatio: number | null;
  /** 95% interval of the ratio. */
  interval: Interval | null;
  /** Why the ratio must not be read alone, such as "says the same as is_us": it is then grey. */
  note?: string;
}

/** What {@link oddsRatioChart} can be told. */
export interface OddsRatioOptions extends TopOptions {
  /** For what change of the feature; default "one standard deviation". */
  per?: string;
  /** Series on which the model was fitted. */
  n?: number;
}

/**
 * Odds ratios with their intervals on a log axis, those farthest from 1 first; `top` defaults to 20.
 * Features with a note, such as one that says the same as another, are grey and carry it.
 *
 * @throws UserError when a ratio is negative.
 */
export function oddsRatioChart(
  rows: readonly OddsRatio[],
  { source, date, top = 20, per = "one standard deviation", n }: OddsRatioOptions,
): Figure {
  const kept = withNumber(
    rows,
    ({ feature, oddsRatio }) => {
      if (oddsRatio === null || Number.isNaN(oddsRatio)) return null;
      assertBetween(oddsRatio, 0, Infinity, `The odds ratio of "${feature}"`);
      return oddsRatio > 0 && oddsRatio < Infinity ? oddsRatio : null;
    },
    ["feature without a finite ratio", "features without a finite ratio"],
  );
  const shown = kept.rows
    .map((row) => ({ ...row, oddsRatio: row.oddsRatio as number }))
    .sort((a, b) => size(Math.log(b.oddsRatio)) - size(Math.log(a.oddsRatio)))
    .slice(0, top);
  const { low, high } = ratioRange(shown);
  const cut = shown.filter(({ interval }) => interval && (interval[0] < low || interval[1] > high));
  const noted = shown.some(({ note }) => note !== undefined);
  const groups = [
    { name: "ratio and 95% interval", color: COLOURS.base, of: shown.filter((row) => !row.note) },
    { name: "not to be read alone", color: COLOURS.muted, of: shown.filter((row) => row.note) },
  ].filter(({ of }) => of.length > 0);
  const pitch = noted ? 34 : 25;
  return themed({
    title: "Odds ratios of the features",
    facts: [
      ...(n === undefined ? [] : [`n = ${formatQuantity(n, "series", "series")}`]),
      kept.rows.length > top
        ? `${top} of ${formatQuantity(kept.rows.length, "feature")} shown`
        : formatQuantity(kept.rows.length, "feature"),
      `for ${per}`,
      "bars: 95% interval",
      ...(cut.length === 0
        ? []
        : [`${formatQuantity(cut.length, "interval goes", "intervals go")} on beyond the axis`]),
      ...kept.facts,
    ],
    source,
    date,
    height: rowsHeight(shown.length, pitch) + 20,
    legend: noted,
    empty: "There are no odds ratios to show.",
    data: groups.map(({ of, ...look }) =>
      intervalTrace(
        of.map(({ feature, oddsRatio, interval, note }) => ({
          at: feature,
          value: oddsRatio,
          // A log axis has no place for zero.
          interval: interval && [Math.max(interval[0], low / 10), Math.min(interval[1], high * 10)],
          hover:
            `${escapePlotly(feature)}: ${ratioText(oddsRatio)}` +
            (interval ? ` (${interval.map(ratioText).join(" to ")})` : "") +
            (note ? `, ${escapePlotly(note)}` : ""),
        })),
        look,
        "x",
      ),
    ),
    xaxis: {
      title: "Odds ratio (log scale)",
      type: "log",
      range: [roundSignificant(Math.log10(low)), roundSignificant(Math.log10(high))],
      tickmode: "array",
      tickangle: 0,
      ...ratioTicks(low, high),
      ...rowsAxisSide(shown.length),
    },
    yaxis: categoryAxis(
      shown.map(({ feature }) => feature),
      (label, i) => {
        const text = shown[i]?.note;
        if (!text) return label;
        return `${label}<br><span style="font-size:11px">${escapePlotly(shortLabel(text, 44))}</span>`;
      },
      40,
    ),
    shapes: [referenceLine("x", 1)],
  });
}

/** All ratios, and of their intervals what lies within a factor of 10 around them. */
function ratioRange(rows: readonly { oddsRatio: number; interval: Interval | null }[]): {
  low: number;
  high: number;
} {
  const ratios = [1, ...rows.map(({ oddsRatio }) => oddsRatio)];
  const least = ratios.reduce((a, b) => Math.min(a, b));
  const most = ratios.reduce((a, b) => Math.max(a, b));
  const ends = rows.flatMap(({ interval }) => interval ?? []);
  const low = ends.reduce((a, end) => Math.min(a, Math.max(end, least / 10)), least);
  const high = ends.reduce((a, end) => Math.max(a, Math.min(end, most * 10)), most);
  const room = Math.max((high / low) ** 0.04, 1.05);
  return { low: low / room, high: high * room };
}

/** At most seven or so round numbers of an axis of ratios. */
function ratioTicks(low: number, high: number): { tickvals: number[]; ticktext: string[] } {
  const decades = Math.log10(high / low);
  const steps = decades > 2.2 ? [1] : decades > 1.1 ? [1, 3] : decades > 0.5 ? [1, 2, 5] : [];
  const every = Math.ceil(decades / 7);
  const ticks: number[] = [];
  for (let decade = Math.floor(Math.log10(low)); decade <= Math.log10(high); decade += 1) {
    if (decades > 2.2 && decade % every !== 0) continue;
    for (const step of steps) ticks.push(step * 10 ** decade);
  }
  if (steps.length === 0) {
    const step = [0.05, 0.1, 0.2, 0.5].find((size) => (high - low) / size <= 7) ?? 1;
    for (let i = Math.ceil(low / step); i * step <= high; i += 1) ticks.push(i * step);
  }
  const tickvals = ticks.filter((tick) => tick >= low && tick <= high);
  return {
    tickvals: tickvals.map((tick) => roundSignificant(tick)),
    ticktext: tickvals.map(ratioText),
  };
}

function ratioText(ratio: number): string {
  if (ratio >= 1000 && ratio < Infinity) return formatCount(ratio);
  return String(roundSignificant(ratio, 3));
}

/** What counts for the order: equal but for the last digits stays in the order given. */
function size(value: number): number {
  return roundSignificant(Math.abs(value), 6);
}
