/** What goes with a hit: adjusted rates and odds ratios, each level against its reference. */
import type { Figure } from "./figure.js";
import { formatCount, formatPercent, formatQuantity, roundSignificant } from "../base/format.js";
import { escapePlotly } from "../base/escape.js";
import { COLOURS, referenceLine, themed } from "./theme.js";
import { intervalTrace, rangeAround } from "./intervals.js";
import {
  assertBetween,
  categoryAxis,
  rowsAxisSide,
  rowsHeight,
  shortLabels,
  type ChartOptions,
  type Interval,
} from "./options.js";
import { ratioRange, ratioText, ratioTicks } from "./ratio-axis.js";

/** A number with its 95% interval. */
export interface Estimated {
  value: number;
  interval: Interval;
}

/** What one level of a factor, or one property, changes. */
export interface EffectRow {
  /** In words, such as "country"; null for a feature that stands for itself. */
  factor: string | null;
  /** In words, such as "United Kingdom". */
  name: string;
  /** What it is compared with, in words. */
  reference: string;
  /** Whether that is all others together. */
  againstAll: boolean;
  count: number;
  hits: number;
  /** The rate of hits if every series were so, and if every series were as the reference. */
  rate: Estimated;
  referenceRate: number;
  difference: Estimated;
  oddsRatio: Estimated;
}

/** What both charts are made of. */
export interface EffectsShown {
  n: number;
  hits: number;
  /** In the order to be shown, the levels of a factor one after the other. */
  rows: readonly EffectRow[];
}

/**
 * The difference of each adjusted rate to the one of its reference, in percentage points, under a heading
 * for each factor that names the reference.
 *
 * @throws UserError when a difference lies outside [-1, 1].
 */
export function effectChart(effects: EffectsShown, options: ChartOptions): Figure {
  for (const { name, difference } of effects.rows) {
    assertBetween(difference.value, -1, 1, `The difference of "${name}"`);
  }
  const points = ({ difference: { value, interval } }: EffectRow) => ({
    value: 100 * value,
    interval: [100 * interval[0], 100 * interval[1]] as const,
  });
  return comparisons(effects, options, {
    title: "Hit rate against the reference, all else equal",
    value: points,
    text: ({ rate, referenceRate, difference: { value, interval } }) =>
      `${signed(100 * value)} points (${interval.map((end) => signed(100 * end)).join(" to ")}): ` +
      `${formatPercent(rate.value)} instead of ${formatPercent(referenceRate)}`,
    reference: 0,
    xaxis: {
      title: "Difference of the adjusted hit rate (percentage points)",
      range: rangeAround(effects.rows.map(points), [0]),
      nticks: 8,
      tickangle: 0,
    },
  });
}

/**
 * The same as odds ratios, on a log axis; intervals that go on beyond a factor of 10 around all ratios are
 * cut and counted.
 *
 * @throws UserError when a ratio is no positive number.
 */
export function oddsRatioChart(effects: EffectsShown, options: ChartOptions): Figure {
  for (const { name, oddsRatio } of effects.rows) {
    assertBetween(oddsRatio.value, Number.MIN_VALUE, 1e300, `The odds ratio of "${name}"`);
  }
  const { low, high } = ratioRange(
    effects.rows.map(({ oddsRatio: { value, interval } }) => ({ oddsRatio: value, interval })),
  );
  const cut = effects.rows.filter(
    ({ oddsRatio: { interval } }) => interval[0] < low || interval[1] > high,
  );
  return comparisons(effects, options, {
    title: "Odds of a hit against the reference, all else equal",
    facts:
      cut.length === 0
        ? []
        : [`${formatQuantity(cut.length, "interval goes", "intervals go")} on beyond the axis`],
    // A log axis has no place for zero.
    value: ({ oddsRatio: { value, interval } }) => ({
      value,
      interval: [Math.max(interval[0], low / 10), Math.min(interval[1], high * 10)],
    }),
    text: ({ oddsRatio: { value, interval } }) =>
      `${ratioText(value)} (${interval.map(ratioText).join(" to ")})`,
    reference: 1,
    xaxis: {
      title: "Odds ratio (log scale)",
      type: "log",
      range: [roundSignificant(Math.log10(low)), roundSignificant(Math.log10(high))],
      tickmode: "array",
      tickangle: 0,
      ...ratioTicks(low, high),
    },
  });
}

interface Parts {
  title: string;
  facts?: string[];
  value: (row: EffectRow) => Estimated;
  text: (row: EffectRow) => string;
  reference: number;
  xaxis: Record<string, unknown>;
}

function comparisons(
  { n, hits, rows }: EffectsShown,
  { source, date }: ChartOptions,
  { title, facts = [], value, text, reference, xaxis }: Parts,
): Figure {
  const lines = linesOf(rows);
  const looks = [
    {
      name: "against the reference",
      color: COLOURS.base,
      of: rows.filter((row) => !row.againstAll),
    },
    { name: "against all others", color: COLOURS.hit, of: rows.filter((row) => row.againstAll) },
  ].filter(({ of }) => of.length > 0);
  return themed({
    title,
    facts: [
      `n = ${formatQuantity(n, "series", "series")}, ${formatQuantity(hits, "hit")}`,
      "bars: 95% interval",
      ...facts,
    ],
    source,
    date,
    height: rowsHeight(lines.length, 24) + 20,
    legend: looks.length > 1,
    empty: "There is nothing to compare.",
    data: looks.map(({ of, ...look }) =>
      intervalTrace(
        of.map((row) => ({
          at: keyOf(row),
          ...value(row),
          hover:
            `${escapePlotly(`${row.name} against ${row.reference}`)}: ${text(row)}; ` +
            `${formatCount(row.count)} series, ${formatQuantity(row.hits, "hit")}`,
        })),
        look,
        "x",
      ),
    ),
    xaxis: { ...xaxis, ...rowsAxisSide(lines.length) },
    yaxis: categoryAxis(
      lines.map(({ key }) => key),
      (_, i) => lines[i]?.label ?? "",
    ),
    shapes: [referenceLine("x", reference)],
  });
}

/** A line for each row, and one before the first of each factor, which names its reference. */
function linesOf(rows: readonly EffectRow[]): { key: string; label: string }[] {
  const names = shortLabels(
    rows.map(({ name }) => name),
    30,
  );
  return rows.flatMap((row, i) => {
    const label = escapePlotly(names[i]!);
    const line = { key: keyOf(row), label: row.againstAll ? `${label} (reference)` : label };
    if (rows[i - 1]?.factor === row.factor && i > 0) return [line];
    const heading = row.factor === null ? "other features" : row.factor;
    return [{ key: `${heading} `, label: `<b>${escapePlotly(heading)}</b>` }, line];
  });
}

function keyOf({ factor, name }: EffectRow): string {
  return factor === null ? name : `${factor}: ${name}`;
}

function signed(points: number): string {
  return `${points < 0 ? "−" : "+"}${Math.abs(points).toFixed(1)}`;
}
