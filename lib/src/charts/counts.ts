/** How many series there are of each kind, and of each number. */
import { escapePlotly } from "../base/escape.js";
import {
  capitalised,
  formatCount,
  formatPercent,
  formatQuantity,
  formatSeries,
} from "../base/format.js";
import { groupsBy, numbersOf, withArticle, type Any } from "../data/groups.js";
import { fullLabel, valuesOf } from "../data/variable.js";
import * as axes from "./axes.js";
import type { Figure, Interval, Plain } from "./figure.js";
import { keysOf } from "./labels.js";
import * as marks from "./marks.js";
import { assertDrawable, type TopOptions, type VariableOptions } from "./options.js";
import { COLOURS } from "./palette.js";
import { groupsAlong, hitsOf, type Labelled } from "./rated.js";
import { themed, type ChartOptions } from "./theme.js";
import * as words from "./words.js";

/**
 * How many series there are of each value of a variable, most first; `top` defaults to 20.
 *
 * @example countChart(titles, originalLanguage, options)
 * @throws UserError when no series has a value.
 */
export function countChart<T>(
  titles: readonly T[],
  variable: Any<NoInfer<T>>,
  options: VariableOptions & TopOptions,
): Figure {
  const { top = 20 } = options;
  assertDrawable(titles, [variable], options);
  const groups = groupsBy(titles, variable).sort((a, b) => b.rows.length - a.rows.length);
  const shown = groups.slice(0, top).map((group) => ({ ...group, count: group.rows.length }));
  const isCut = groups.length > top;
  const values = new Set(shown.map(({ value }) => value));
  const covered = titles.filter((title) => {
    const own = valuesOf(title, variable);
    return own.length === 0 ? values.has(null) : own.some((value) => values.has(value));
  });
  const kinds = groups.filter(({ value }) => value !== null).length;
  const names = shown.map(({ name }) => name);
  const keys = keysOf(names);
  const counts = shown.map(({ count }) => count);
  const texts = counts.map((count) => formatCount(count));
  const share = (count: number): string => formatPercent(count / titles.length);
  const title = `${isCut ? `the ${top} most frequent ` : ""}${fullLabel(variable, true)}`;
  return themed(options, {
    title: capitalised(title),
    facts: [
      words.series(titles.length),
      formatQuantity(kinds, variable.label, variable.plural),
      isCut ? `those shown hold ${share(covered.length)} of the series` : undefined,
      ...words.facts(titles, [variable]),
    ],
    height: axes.rowsHeight(shown.length),
    data: [
      marks.bars("h", {
        at: keys,
        lengths: counts,
        texts,
        color: shown.map(({ value }) => (value === null ? COLOURS.muted : COLOURS.base)),
        customdata: shown.map(
          ({ name, count }) => `${escapePlotly(name)}: ${formatSeries(count)} (${share(count)})`,
        ),
        hover: "%{customdata}",
      }),
    ],
    xaxis: {
      ...axes.counts(counts),
      ...axes.rowsSide(shown.length),
      range: [0, Math.max(1, ...counts) * axes.roomBehindBars(names, texts, 1.1)],
    },
    yaxis: axes.names(keys, { names }),
  });
}

/** Options of {@link histogramChart}. */
export interface HistogramOptions extends VariableOptions {
  /** Width of a class; default 1 for whole numbers that lie near each other, else a round one. */
  binWidth?: number;
  /** Classes of equal ratios on a log axis; those without a value are then left out. Default false. */
  log?: boolean;
  /** Mark the most frequent class; default true. */
  markMode?: boolean;
  /** Show the series without a value too; default true. */
  includeMissing?: boolean;
}

/**
 * How the numbers of a variable are distributed; the most frequent class is computed and marked.
 *
 * @example histogramChart(titles, popularity, { ...options, log: true })
 * @throws UserError when no series has a value, one is no number, or lies below 0 on a log axis.
 */
export function histogramChart<T>(
  titles: readonly T[],
  variable: Any<NoInfer<T>>,
  options: HistogramOptions,
): Figure {
  assertDrawable(titles, [variable], options);
  const { binWidth: width, log = false, markMode = true, includeMissing = true } = options;
  const numbers = numbersOf(titles, variable);
  const known = titles.filter((_, i) => numbers[i] !== null);
  const shown = includeMissing && !log ? titles : known;
  const { groups, axis, barWidth, range } = groupsAlong(shown, variable, { width, log });
  const counts = groups.map(({ count }) => count);
  const largest = Math.max(...groups.map(({ value, count }) => (value === null ? 0 : count)));
  const peak = groups.find(({ value, count }) => markMode && value !== null && count === largest);
  const colours = groups.map(({ value }) => (value === null ? COLOURS.muted : COLOURS.base));
  const label = fullLabel(variable);
  const missing = titles.length - known.length;
  const without = `${formatCount(missing)} without ${withArticle(label)}`;
  return themed(options, {
    title: `Series by ${label}${includeMissing ? "" : ", where it is known"}`,
    facts: [
      words.series(shown.length),
      log ? words.leftOut(missing, label) : includeMissing ? without : `${without} left out`,
      ...words.facts(titles, [variable]),
    ],
    data: [
      marks.bars("v", {
        at: groups.map(({ at }) => at),
        lengths: counts,
        width: barWidth,
        color: groups.map((group, i) => (group === peak ? COLOURS.accent : colours[i]!)),
        customdata: groups.map((group) => group.label),
        hover: "%{customdata}: %{y:,d} series",
      }),
    ],
    xaxis: axis,
    yaxis: axes.counts(counts),
    annotations: peak === undefined ? [] : [peakNote(peak, range)],
  });
}

/** Over the bar of the most frequent class, away from the edge of the figure that it is near. */
function peakNote(
  { at, label, count }: { at: number; label: string | number; count: number },
  [low, high]: Interval,
): Plain {
  return marks.note(`most frequent: ${label} (${formatCount(count)})`, {
    x: at,
    y: count,
    xanchor: 2 * at < low + high ? "left" : "right",
    yanchor: "bottom",
    yshift: 2,
  });
}

/**
 * Hits and non-hits by the numbers of a variable, stacked: counts, not rates.
 *
 * @throws UserError when no series has a value, one is no number, or a series has no label.
 */
export function hitHistogramChart<T extends Labelled>(
  titles: readonly T[],
  variable: Any<NoInfer<T>>,
  options: VariableOptions & { binWidth?: number },
): Figure {
  assertDrawable(titles, [variable], options);
  const { groups, axis, barWidth } = groupsAlong(titles, variable, {
    width: options.binWidth,
    most: 20,
  });
  const bars = (name: string, color: string, lengths: number[]): Plain =>
    marks.bars("v", {
      ...{ name, color, lengths, width: barWidth },
      at: groups.map(({ at }) => at),
      customdata: groups.map(({ label }) => label),
      hover: `%{customdata}: %{y:,d} ${name}`,
    });
  const hits = groups.map((group) => group.hits);
  const others = groups.map((group) => group.count - group.hits);
  return themed(options, {
    title: `Hits and non-hits by ${fullLabel(variable)}`,
    facts: [
      words.series(titles.length),
      formatQuantity(hitsOf(titles).hits, "hit"),
      "counts, not rates",
      ...words.facts(titles, [variable]),
    ],
    legend: true,
    data: [bars("hits", COLOURS.hit, hits), bars("non-hits", COLOURS.base, others)],
    xaxis: axis,
    yaxis: axes.counts(groups.map(({ count }) => count)),
    layout: { barmode: "stack" },
  });
}

/** How many series are hits and how many are not. */
export function hitCountsChart(titles: readonly Labelled[], options: ChartOptions): Figure {
  const { count, hits } = hitsOf(titles);
  const names = count === 0 ? [] : ["hit", "non-hit"];
  const counts = count === 0 ? [] : [hits, count - hits];
  return themed(options, {
    title: "Hits and non-hits",
    facts: [words.series(count)],
    height: 260,
    data: [
      marks.bars("h", {
        at: names,
        lengths: counts,
        texts: counts.map((each) => `${formatCount(each)} (${formatPercent(each / count)})`),
        color: count === 0 ? [] : [COLOURS.hit, COLOURS.base],
        hover: "%{y}: %{text}",
      }),
    ],
    xaxis: { ...axes.counts(counts), range: [0, Math.max(1, ...counts) * 1.22] },
    yaxis: axes.names(names),
  });
}
