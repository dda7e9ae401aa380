/** The share of hits in groups of series, each with its count and a 95% interval. */
import { MIN_GROUP } from "../label/min-group.js";
import type { Figure } from "./figure.js";
import { formatCount, formatPercent, formatQuantity, roundSignificant } from "../base/format.js";
import { genreRows } from "../label/genres.js";
import type { LabelledTitle } from "../label/hits.js";
import { escapePlotly } from "../base/escape.js";
import type { CurvePoint } from "../stats/rate-curve.js";
import { rateBy, wilsonInterval, type GroupRate } from "../stats/summary.js";
import { axis as themeAxis, COLOURS, referenceLine, themed, translucent } from "./theme.js";
import { groupColour, intervalTrace, type Estimate, type Look } from "./intervals.js";
import {
  categoryAxis,
  categoryName,
  countAxis,
  MISSING,
  rowsAxisSide,
  rowsHeight,
  type ChartOptions,
} from "./options.js";
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

/**
 * Hit rate by genre, highest first; a series counts in each of its genres. `top` defaults to 15.
 */
export function genreHitRateChart(
  titles: readonly Pick<LabelledTitle, "genres" | "hit">[],
  options: RankedRateOptions,
): Figure {
  const groups = rateBy(genreRows(titles), ({ genre }) => genre);
  const words = { title: "Hit rate by genre", noun: "genre", plural: "genres" };
  const all = { n: titles.length, hits: titles.filter(({ hit }) => hit === 1).length };
  return rankedRates(
    { ...words, groups, ...all, facts: ["a series counts in each of its genres"] },
    { top: 15, ...options },
  );
}

/** Hit rate by primary country, highest first; `top` defaults to 20. */
export function hitRateByCountryChart(
  titles: readonly Pick<LabelledTitle, "primary_country" | "hit">[],
  options: RankedRateOptions,
): Figure {
  const groups = rateBy(titles, ({ primary_country }) => primary_country);
  const words = { title: "Hit rate by primary country", noun: "country", plural: "countries" };
  return rankedRates({ ...words, groups, ...totals(groups) }, { top: 20, ...options });
}

/** What {@link hitRateByCompletenessChart} looks at: the label, and what may be missing. */
export type CompletenessRow = Pick<
  LabelledTitle,
  | "hit"
  | "first_air_date"
  | "primary_genre"
  | "primary_country"
  | "overview"
  | "poster_path"
  | "backdrop_path"
>;

const METADATA: readonly [keyof CompletenessRow, string][] = [
  ["first_air_date", "date"],
  ["primary_genre", "genre"],
  ["primary_country", "country"],
  ["overview", "overview"],
  ["poster_path", "poster"],
  ["backdrop_path", "backdrop"],
];

/**
 * Hit rate of the series of which nothing is missing, of those of which something is, and of those
 * without each of date, genre, country, overview, poster and backdrop. A series without two of them
 * is in two groups; null and an empty text are missing.
 */
export function hitRateByCompletenessChart(
  titles: readonly CompletenessRow[],
  options: RateOptions,
): Figure {
  const lacks = (title: CompletenessRow, field: keyof CompletenessRow): boolean =>
    title[field] === null || title[field] === "";
  const isComplete = (title: CompletenessRow): boolean =>
    METADATA.every(([field]) => !lacks(title, field));
  const groups = [
    { value: "nothing missing", rows: titles.filter(isComplete) },
    { value: "something missing", rows: titles.filter((title) => !isComplete(title)) },
    ...METADATA.map(([field, name]) => ({
      value: `no ${name}`,
      rows: titles.filter((title) => lacks(title, field)),
    })),
  ].flatMap(({ value, rows }) => rateBy(rows, () => value));
  return rankedRates(
    {
      title: "Hit rate by what is missing",
      noun: "group",
      plural: "groups",
      groups,
      n: titles.length,
      hits: titles.filter(({ hit }) => hit === 1).length,
      facts: ["a series can be in several groups"],
    },
    { top: groups.length, ...options },
  );
}

/** What the chart of hit rates by year can be told. */
export interface YearRateOptions extends RateOptions {
  /** A smooth curve through the rates, with its band; see `yearCurve`. */
  curve?: readonly CurvePoint[] | null;
}

/** Hit rate by release year, above the number of series on which each rate stands. */
export function hitRateByYearChart(
  titles: readonly Pick<LabelledTitle, "year" | "hit">[],
  { source, date, minTitles = MIN_GROUP, curve = null }: YearRateOptions,
): Figure {
  const years = rateBy(titles, ({ year }) => year);
  const { axis, place } = yearAxis(years.map(({ value }) => value));
  const name = ({ value }: GroupRate<number | null>): string => String(value ?? MISSING);
  const { n, hits } = totals(years);
  const most = years.reduce((max, { count }) => Math.max(max, count), 0);
  return themed({
    title: "Hit rate by release year",
    facts: [
      ...rateFacts(years, { n, hits, minTitles, plural: "years" }),
      ...(curve === null ? [] : ["line: smooth curve with its 95% band"]),
    ],
    source,
    date,
    height: 580,
    legend: true,
    data: [
      ...(curve === null ? [] : curveTraces(curve, limit(years))),
      ...split(years, minTitles).map(({ groups, ...look }) =>
        intervalTrace(
          groups.map((group) => rateEstimate(group, place(group.value), name(group))),
          { ...look, dense: years.length > 60 },
          "y",
        ),
      ),
      {
        type: "bar",
        x: years.map(({ value }) => place(value)),
        y: years.map(({ count }) => count),
        width: 0.78,
        yaxis: "y2",
        marker: { color: years.map(({ count }) => groupColour(count >= minTitles)) },
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
    shapes: n === 0 ? [] : [referenceLine("y", hits / n)],
    layout: {
      yaxis2: themeAxis(
        { nticks: 4, ...countAxis(most), title: "Series", domain: [0, 0.28] },
        years.length === 0,
      ),
    },
  });
}

/** The band, cut off where the axis ends, and the line in it. */
function curveTraces(curve: readonly CurvePoint[], end: number): Record<string, unknown>[] {
  const x = curve.map(({ score }) => score);
  const cut = (value: number): number => roundSignificant(Math.min(value, end));
  const shared = { type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false };
  return [
    {
      ...shared,
      x: [...x, ...[...x].reverse()],
      y: [
        ...curve.map(({ interval }) => cut(interval[1])),
        ...curve.map(({ interval }) => cut(interval[0])).reverse(),
      ],
      fill: "toself",
      fillcolor: translucent(COLOURS.muted, 0.25),
      line: { width: 0 },
    },
    {
      ...shared,
      x,
      y: curve.map(({ rate }) => cut(rate)),
      line: { color: COLOURS.muted, width: 2 },
    },
  ];
}

interface RankedRates {
  title: string;
  noun: string;
  plural: string;
  groups: readonly GroupRate<string | null>[];
  /** Series and hits in all. */
  n: number;
  hits: number;
  /** Further parts of the subtitle. */
  facts?: string[];
}

/** Groups that can be judged by their rate, and after them the small ones by their count. */
function rankedRates(
  { title, noun, plural, groups, n, hits, facts = [] }: RankedRates,
  { source, date, top, minTitles = MIN_GROUP }: RankedRateOptions & { top: number },
): Figure {
  const large = groups.filter(({ count }) => count >= minTitles);
  const small = groups.filter(({ count }) => count < minTitles);
  const ranked = [
    ...large.sort((a, b) => b.rate - a.rate || b.count - a.count),
    ...small.sort((a, b) => b.count - a.count),
  ].slice(0, top);
  const names = ranked.map(({ value }) => categoryName(value));
  const count = formatQuantity(groups.length, noun, plural);
  return themed({
    title,
    facts: [
      ...rateFacts(groups, { n, hits, minTitles, plural }),
      ...facts,
      ...(groups.length > top ? [`${top} of ${count} shown`] : []),
    ],
    source,
    date,
    height: rowsHeight(ranked.length) + 20,
    legend: true,
    data: split(ranked, minTitles).map(({ groups: part, ...look }) =>
      intervalTrace(
        part.map((group) => {
          const name = categoryName(group.value);
          return rateEstimate(group, name, name);
        }),
        look,
        "x",
      ),
    ),
    xaxis: {
      title: "Hit rate, with 95% interval",
      tickformat: ".0%",
      range: [-0.02 * limit(ranked), limit(ranked)],
      ...rowsAxisSide(ranked.length),
    },
    yaxis: categoryAxis(names, (label, i) => `${label} (${formatCount(ranked[i]!.count)})`),
    shapes: n === 0 ? [] : [referenceLine("x", hits / n)],
  });
}

/** The groups large enough to judge and the others, as two traces. */
function split<T>(
  groups: readonly GroupRate<T>[],
  minTitles: number,
): (Look & { groups: GroupRate<T>[] })[] {
  const large = groups.filter(({ count }) => count >= minTitles);
  const small = groups.filter(({ count }) => count < minTitles);
  return [
    { name: `${formatCount(minTitles)} series or more`, color: groupColour(true), groups: large },
    { name: `fewer, too few to judge`, color: groupColour(false), groups: small },
  ].filter((part) => part.groups.length > 0);
}

function rateEstimate(
  { count, hits, rate }: GroupRate<unknown>,
  at: string | number,
  name: string,
): Estimate {
  const interval = wilsonInterval(hits, count);
  const [low, high] = interval.map((end) => formatPercent(end));
  return {
    at,
    value: rate,
    interval,
    hover:
      `${escapePlotly(name)}: ${formatPercent(rate)} (${low} to ${high}), ` +
      `${formatCount(hits)} of ${formatCount(count)} series`,
  };
}

function rateFacts(
  groups: readonly GroupRate<unknown>[],
  { n, hits, minTitles, plural }: { n: number; hits: number; minTitles: number; plural: string },
): string[] {
  const small = groups.some(({ count }) => count < minTitles);
  return [
    `n = ${formatQuantity(n, "series", "series")}`,
    formatQuantity(hits, "hit"),
    "bars: Wilson 95% interval",
    ...(n === 0 ? [] : [`dashed: all series, ${formatPercent(hits / n)}`]),
    ...(small ? [`grey: ${plural} with fewer than ${formatCount(minTitles)} series`] : []),
  ];
}

/** Series and hits in all groups, where each series is in one. */
function totals(groups: readonly GroupRate<unknown>[]): { n: number; hits: number } {
  return groups.reduce((sum, { count, hits }) => ({ n: sum.n + count, hits: sum.hits + hits }), {
    n: 0,
    hits: 0,
  });
}

/** The end of an axis that shows every interval whole. */
function limit(groups: readonly GroupRate<unknown>[]): number {
  const highest = groups.reduce(
    (most, { hits, count }) => Math.max(most, wilsonInterval(hits, count)[1]),
    0,
  );
  return Math.min(1.04, highest * 1.04) || 1;
}
