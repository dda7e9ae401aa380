/** What goes with a hit: adjusted rates and odds ratios, each level against its reference. */
import { escapePlotly } from "../base/escape.js";
import type { Effect, Estimated } from "../model/effects/index.js";
import { formatPercent, formatQuantity, formatSeries } from "../base/format.js";
import * as axes from "./axes.js";
import type { Figure, Plain } from "./figure.js";
import { shortLabels } from "./labels.js";
import * as marks from "./marks.js";
import { ratioRange, ratioText, ratioTicks } from "./number-axes.js";
import { assertBetween } from "./options.js";
import { COLOURS } from "./palette.js";
import { themed, type ChartOptions } from "./theme.js";
import * as words from "./words.js";

/** What one level of a factor, or one property, changes. */
export type EffectRow = Effect;

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
  const points = ({ difference: { value, interval } }: EffectRow): Estimated => ({
    value: 100 * value,
    interval: [100 * interval[0], 100 * interval[1]],
  });
  return comparisons(effects, options, {
    title: "Hit rate against the reference, all else equal",
    value: points,
    text: (row) =>
      `${signed(points(row).value)} points (${words.range(points(row).interval, signed)}): ` +
      `${formatPercent(row.rate.value)} instead of ${formatPercent(row.referenceRate)}`,
    reference: 0,
    xaxis: {
      title: "Difference of the adjusted hit rate (percentage points)",
      ...{ range: axes.around(effects.rows.map(points), [0]), nticks: 8, tickangle: 0 },
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
  const ratios = effects.rows.map(({ oddsRatio }) => oddsRatio);
  const { low, high } = ratioRange(ratios);
  const cut = ratios.filter(({ interval }) => interval[0] < low || interval[1] > high).length;
  const beyond = formatQuantity(cut, "interval goes", "intervals go");
  return comparisons(effects, options, {
    title: "Odds of a hit against the reference, all else equal",
    fact: cut === 0 ? undefined : `${beyond} on beyond the axis`,
    // A log axis has no place for zero.
    value: ({ oddsRatio: { value, interval } }) => ({
      value,
      interval: [Math.max(interval[0], low / 10), Math.min(interval[1], high * 10)],
    }),
    text: ({ oddsRatio: { value, interval } }) =>
      `${ratioText(value)} (${words.range(interval, ratioText)})`,
    reference: 1,
    xaxis: {
      title: "Odds ratio (log scale)",
      type: "log",
      range: marks.rounded([Math.log10(low), Math.log10(high)]),
      tickmode: "array",
      tickangle: 0,
      ...ratioTicks(low, high),
    },
  });
}

interface Parts {
  title: string;
  fact?: string | undefined;
  value: (row: EffectRow) => Estimated;
  text: (row: EffectRow) => string;
  reference: number;
  xaxis: Plain;
}

function comparisons(
  { n, hits, rows }: EffectsShown,
  options: ChartOptions,
  { title, fact, value, text, reference, xaxis }: Parts,
): Figure {
  const lines = linesOf(rows);
  const keys = lines.map(({ key }) => key);
  const [own, all] = [rows.filter((r) => !r.againstAll), rows.filter((r) => r.againstAll)];
  const looks = [
    { name: "against the reference", color: COLOURS.base, of: own },
    { name: "against all others", color: COLOURS.hit, of: all },
  ].filter(({ of }) => of.length > 0);
  const estimate = (row: EffectRow) => ({
    at: keyOf(row),
    ...value(row),
    hover:
      `${escapePlotly(`${row.name} against ${row.reference}`)}: ${text(row)}; ` +
      `${formatSeries(row.count)}, ${formatQuantity(row.hits, "hit")}`,
  });
  return themed(options, {
    title,
    facts: [`${words.series(n)}, ${formatQuantity(hits, "hit")}`, "bars: 95% interval", fact],
    height: axes.rowsHeight(lines.length, 24) + 20,
    legend: looks.length > 1,
    empty: "There is nothing to compare.",
    data: looks.map(({ of, ...look }) => marks.dots(of.map(estimate), look, "x")),
    xaxis: { ...xaxis, ...axes.rowsSide(lines.length) },
    yaxis: axes.names(keys, { label: (_, i) => lines[i]!.label }),
    shapes: [marks.reference("x", reference)],
  });
}

/** A line for each row, and one before the first of each factor, which names its reference. */
function linesOf(rows: readonly EffectRow[]): { key: string; label: string }[] {
  const full = rows.map(({ name }) => name);
  const names = shortLabels(30, full);
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
