/** The share of hits in groups of series, each with its count and a 95% interval. */
import type { Figure } from "../figure.js";
import { formatCount, formatPercent, formatQuantity, roundSignificant } from "../format.js";
import type { LabelledTitle } from "../hits.js";
import { rateBy, wilsonInterval, type GroupRate } from "../statistics.js";
import { axis as themeAxis, COLOURS, referenceLine, themed } from "../theme.js";
import { categoryAxis } from "./counts.js";
import { categoryName, countAxis, MISSING, rowsHeight, type ChartOptions } from "./options.js";
import { yearAxis } from "./year-axis.js";

/** What the charts of hit rates can be told. */
export interface RateOptions extends ChartOptions {
  /** Groups with fewer series are too small to judge: greyed, and not ranked. Default 30. */
  minTitles?: number;
}

/** What the charts of ranked hit rates can be told. */
export interface RankedRateOptions extends RateOptions {
  /** How many groups to show. */
  top?: number;
}

/** Hit rate by primary genre, highest first; `top` defaults to 15. */
export function genreHitRateChart(
  titles: readonly Pick<LabelledTitle, "primary_genre" | "hit">[],
  options: RankedRateOptions,
): Figure {
  const rates = rateBy(titles, ({ primary_genre }) => primary_genre);
  return rankedRates(rates, "genre", "genres", { top: 15, ...options });
}

/** Hit rate by primary country, highest first; `top` defaults to 20. */
export function hitRateByCountryChart(
  titles: readonly Pick<LabelledTitle, "primary_country" | "hit">[],
  options: RankedRateOptions,
): Figure {
  const rates = rateBy(titles, ({ primary_country }) => primary_country);
  return rankedRates(rates, "country", "countries", { top: 20, ...options });
}

/** Hit rate by release year, above the number of series on which each rate stands. */
export function hitRateByYearChart(
  titles: readonly Pick<LabelledTitle, "year" | "hit">[],
  { source, minTitles = 30 }: RateOptions,
): Figure {
  const years = rateBy(titles, ({ year }) => year);
  const { axis, place } = yearAxis(years.map(({ value }) => value));
  const at = ({ value }: GroupRate<number | null>): number => place(value);
  const name = ({ value }: GroupRate<number | null>): string => String(value ?? MISSING);
  const overall = overallRate(years);
  const most = years.reduce((max, { count }) => Math.max(max, count), 0);
  return themed({
    title: "Hit rate by release year",
    facts: rateFacts(years, minTitles, "years"),
    source,
    height: 580,
    legend: true,
    data: [
      ...split(years, minTitles).map(({ groups, ...look }) => ({
        ...rateTrace(groups, look, "y", name),
        x: groups.map(at),
        y: groups.map(({ rate }) => roundSignificant(rate)),
      })),
      {
        type: "bar",
        x: years.map(at),
        y: years.map(({ count }) => count),
        width: 0.78,
        yaxis: "y2",
        marker: { color: years.map(({ count }) => colourOf(count >= minTitles)) },
        showlegend: false,
        customdata: years.map(name),
        hovertemplate: "%{customdata}: %{y:,d} series<extra></extra>",
      },
    ],
    xaxis: { ...axis, anchor: "y2" },
    yaxis: {
      title: "Hit rate",
      tickformat: ".0%",
      range: [-0.02 * limit(years), limit(years)],
      domain: [0.38, 1],
    },
    shapes: overall === null ? [] : [referenceLine("y", overall)],
    layout: {
      yaxis2: themeAxis(
        { nticks: 4, ...countAxis(most), title: "Series", domain: [0, 0.28] },
        years.length === 0,
      ),
    },
  });
}

/** Groups that can be judged by their rate, and after them the small ones by their count. */
function rankedRates(
  rates: readonly GroupRate<string | null>[],
  noun: string,
  plural: string,
  { source, top, minTitles = 30 }: RankedRateOptions & { top: number },
): Figure {
  const large = rates.filter(({ count }) => count >= minTitles);
  const small = rates.filter(({ count }) => count < minTitles);
  const ranked = [
    ...large.sort((a, b) => b.rate - a.rate || b.count - a.count),
    ...small.sort((a, b) => b.count - a.count),
  ].slice(0, top);
  const name = ({ value }: GroupRate<string | null>): string => categoryName(value);
  const names = ranked.map(name);
  const overall = overallRate(rates);
  const count = formatQuantity(rates.length, noun, plural);
  return themed({
    title: `Hit rate by primary ${noun}`,
    facts: [
      ...rateFacts(rates, minTitles, plural),
      ...(rates.length > top ? [`${top} of ${count} shown`] : []),
    ],
    source,
    height: rowsHeight(ranked.length) + 20,
    legend: true,
    data: split(ranked, minTitles).map(({ groups, ...look }) => ({
      ...rateTrace(groups, look, "x", name),
      x: groups.map(({ rate }) => roundSignificant(rate)),
      y: groups.map(name),
    })),
    xaxis: {
      title: "Hit rate, with 95% interval",
      tickformat: ".0%",
      range: [-0.02 * limit(ranked), limit(ranked)],
    },
    yaxis: categoryAxis(
      names,
      (label, i) => `${label} (${formatCount((ranked[i] as GroupRate<string | null>).count)})`,
    ),
    shapes: overall === null ? [] : [referenceLine("x", overall)],
  });
}

interface Look {
  name: string;
  color: string;
}

/** The groups large enough to judge and the others, as two traces. */
function split<T>(
  groups: readonly GroupRate<T>[],
  minTitles: number,
): (Look & { groups: GroupRate<T>[] })[] {
  const large = groups.filter(({ count }) => count >= minTitles);
  const small = groups.filter(({ count }) => count < minTitles);
  return [
    { name: `${formatCount(minTitles)} series or more`, color: colourOf(true), groups: large },
    { name: `fewer, too few to judge`, color: colourOf(false), groups: small },
  ].filter((part) => part.groups.length > 0);
}

function rateTrace<T>(
  groups: readonly GroupRate<T>[],
  { name, color }: Look,
  direction: "x" | "y",
  nameOf: (group: GroupRate<T>) => string,
): Record<string, unknown> {
  const intervals = groups.map(({ hits, count }) => wilsonInterval(hits, count));
  return {
    type: "scatter",
    mode: "markers",
    name,
    marker: { color, size: 10 },
    [`error_${direction}`]: {
      type: "data",
      symmetric: false,
      array: groups.map(({ rate }, i) => roundSignificant((intervals[i] as number[])[1]! - rate)),
      arrayminus: groups.map(({ rate }, i) =>
        roundSignificant(rate - (intervals[i] as number[])[0]!),
      ),
      color,
      thickness: 2,
      width: 4,
    },
    customdata: groups.map((group, i) => {
      const [low, high] = intervals[i] as [number, number];
      return (
        `${nameOf(group)}: ${formatPercent(group.rate)} (${formatPercent(low)} to ` +
        `${formatPercent(high)}), ${formatCount(group.hits)} of ${formatCount(group.count)} series`
      );
    }),
    hovertemplate: "%{customdata}<extra></extra>",
  };
}

function rateFacts(
  groups: readonly GroupRate<unknown>[],
  minTitles: number,
  plural: string,
): string[] {
  const n = groups.reduce((sum, { count }) => sum + count, 0);
  const hits = groups.reduce((sum, group) => sum + group.hits, 0);
  const small = groups.some(({ count }) => count < minTitles);
  const overall = overallRate(groups);
  return [
    `n = ${formatQuantity(n, "series", "series")}`,
    formatQuantity(hits, "hit"),
    "bars: Wilson 95% interval",
    ...(overall === null ? [] : [`dashed: all series, ${formatPercent(overall)}`]),
    ...(small ? [`grey: ${plural} with fewer than ${formatCount(minTitles)} series`] : []),
  ];
}

function overallRate(groups: readonly GroupRate<unknown>[]): number | null {
  const n = groups.reduce((sum, { count }) => sum + count, 0);
  const hits = groups.reduce((sum, group) => sum + group.hits, 0);
  return n === 0 ? null : hits / n;
}

/** The end of an axis that shows every interval whole. */
function limit(groups: readonly GroupRate<unknown>[]): number {
  const highest = Math.max(...groups.map(({ hits, count }) => wilsonInterval(hits, count)[1]), 0);
  return Math.min(1.04, highest * 1.04) || 1;
}

function colourOf(large: boolean): string {
  return large ? COLOURS.base : COLOURS.muted;
}
