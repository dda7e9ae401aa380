/** The share of hits in groups of series, each with its count and a 95% interval. */
import { formatCount, formatPercent, formatQuantity, roundSignificant } from "../base/format.js";
import { groupsBy, type Any } from "../data/groups.js";
import { fullLabel } from "../data/variable.js";
import type { LabelledTitle } from "../label/hits.js";
import { MIN_GROUP } from "../label/min-group.js";
import type { CurvePoint } from "../stats/rate-curve.js";
import * as axes from "./axes.js";
import type { Figure, Plain } from "./figure.js";
import { keysOf } from "./labels.js";
import * as marks from "./marks.js";
import { assertDrawable, type TopOptions, type VariableOptions } from "./options.js";
import { COLOURS, translucent } from "./palette.js";
import { groupsAlong, hitsOf, rateEstimate, type Labelled, type Rated } from "./rated.js";
import { themed } from "./theme.js";
import * as words from "./words.js";

/** Options of the charts of hit rates. */
export interface RateOptions extends VariableOptions {
  /** Groups with fewer series are too small to judge: greyed, and not ranked. Default 30. */
  minTitles?: number;
}

/** Options of the charts of ranked hit rates. */
export interface RankedRateOptions extends RateOptions, TopOptions {}

/**
 * The hit rate of each value of a variable with Wilson's interval, highest first, and after them in grey the
 * groups that are too small to judge; `top` defaults to the most that the variable shows, 20.
 *
 * @example rateChart(titles, originalLanguage, options)
 * @throws UserError when no series has a value, or one has no label.
 */
export function rateChart<T extends Labelled>(
  titles: readonly T[],
  variable: Any<NoInfer<T>>,
  options: RankedRateOptions,
): Figure {
  assertDrawable(titles, [variable], options);
  const groups = groupsBy(titles, variable).map(({ name, rows }) => ({ name, ...hitsOf(rows) }));
  const title = `Hit rate by ${fullLabel(variable)}`;
  const facts = words.facts(titles, [variable]);
  const { mostShown: top = 20 } = variable;
  return rankedRates(groups, { ...hitsOf(titles), ...variable, title, facts }, { top, ...options });
}

/** What {@link hitRateByCompletenessChart} looks at: the label, and what may be missing. */
export type CompletenessRow = Labelled &
  Pick<
    LabelledTitle,
    | "first_air_date"
    | "primary_genre"
    | "primary_country"
    | "overview"
    | "poster_path"
    | "backdrop_path"
  >;

const METADATA = [
  ["first_air_date", "date"],
  ["primary_genre", "genre"],
  ["primary_country", "country"],
  ["overview", "overview"],
  ["poster_path", "poster"],
  ["backdrop_path", "backdrop"],
] as const;

/**
 * Hit rate of the series of which nothing is missing, of those of which something is, and of those
 * without each of date, genre, country, overview, poster and backdrop. A series without two of them
 * is in two groups; null and an empty text are missing.
 */
export function hitRateByCompletenessChart(
  titles: readonly CompletenessRow[],
  options: RateOptions,
): Figure {
  const lacks = (title: CompletenessRow, field: (typeof METADATA)[number][0]): boolean =>
    title[field] === null || title[field] === "";
  const isComplete = (title: CompletenessRow): boolean =>
    METADATA.every(([field]) => !lacks(title, field));
  const groups = [
    { name: "nothing missing", rows: titles.filter(isComplete) },
    { name: "something missing", rows: titles.filter((title) => !isComplete(title)) },
    ...METADATA.map(([field, name]) => ({
      name: `no ${name}`,
      rows: titles.filter((title) => lacks(title, field)),
    })),
  ].flatMap(({ name, rows }) => (rows.length === 0 ? [] : [{ name, ...hitsOf(rows) }]));
  const facts = ["a series can be in several groups"];
  const what = { title: "Hit rate by what is missing", label: "group", plural: "groups", facts };
  return rankedRates(groups, { ...hitsOf(titles), ...what }, options);
}

/** All series, and what their groups are called. */
interface Whole {
  count: number;
  hits: number;
  title: string;
  label: string;
  plural: string;
  facts: string[];
}

/** Groups that can be judged by their rate, and after them the small ones by their count. */
function rankedRates(groups: readonly Rated[], whole: Whole, options: RankedRateOptions): Figure {
  const { minTitles = MIN_GROUP, top = 20 } = options;
  const isLarge = ({ count }: Rated): boolean => count >= minTitles;
  const rate = ({ hits, count }: Rated): number => hits / count;
  const ranked = [
    ...groups.filter(isLarge).sort((a, b) => rate(b) - rate(a) || b.count - a.count),
    ...groups.filter((group) => !isLarge(group)).sort((a, b) => b.count - a.count),
  ].slice(0, top);
  const names = ranked.map(({ name }) => name);
  const keys = keysOf(names);
  const label = (name: string, i: number): string => `${name} (${formatCount(ranked[i]!.count)})`;
  return themed(options, {
    title: whole.title,
    facts: [
      ...rateFacts(groups, whole, minTitles),
      ...whole.facts,
      words.shown(top, groups.length, whole.label, whole.plural),
    ],
    height: axes.rowsHeight(ranked.length) + 20,
    legend: true,
    data: marks.judgedDots(
      ranked.map((group, i) => rateEstimate(group, keys[i]!, minTitles)),
      `${formatCount(minTitles)} series or more`,
      "x",
    ),
    xaxis: {
      ...axes.rates("Hit rate, with 95% interval", axes.rateEnd(ranked)),
      ...axes.rowsSide(ranked.length),
    },
    yaxis: axes.names(keys, { label, names }),
    shapes: whole.count === 0 ? [] : [marks.reference("x", whole.hits / whole.count)],
  });
}

/** Options of {@link rateOverChart}. */
export interface RateOverOptions extends RateOptions {
  /** Width of a class; default 1 for whole numbers that lie near each other, else a round one. */
  binWidth?: number;
  /** A smooth curve through the rates, with its band; see `yearCurve`. */
  curve?: readonly CurvePoint[] | null;
}

/**
 * The hit rate over a number, such as the release year, above the number of series on which each rate stands.
 *
 * @example rateOverChart(titles, rating, { ...options, binWidth: 0.5 })
 * @throws UserError when no series has a value, one is no number, or a series has no label.
 */
export function rateOverChart<T extends Labelled>(
  titles: readonly T[],
  variable: Any<NoInfer<T>>,
  options: RateOverOptions,
): Figure {
  assertDrawable(titles, [variable], options);
  const { binWidth, minTitles = MIN_GROUP, curve = null } = options;
  const whole = { ...hitsOf(titles), plural: variable.plural };
  const { groups, axis, barWidth } = groupsAlong(titles, variable, {
    width: binWidth,
    most: 20,
  });
  const end = axes.rateEnd(groups);
  const counts = groups.map(({ count }) => count);
  return themed(options, {
    title: `Hit rate by ${fullLabel(variable)}`,
    facts: [
      ...rateFacts(groups, whole, minTitles),
      curve === null ? undefined : "line: smooth curve with its 95% band",
      ...words.facts(titles, [variable]),
    ],
    height: 580,
    legend: true,
    data: [
      ...(curve === null ? [] : curveTraces(curve, end)),
      ...marks.judgedDots(
        groups.map((group) => rateEstimate(group, group.at, minTitles)),
        `${formatCount(minTitles)} series or more`,
        "y",
        groups.length > 60,
      ),
      marks.bars("v", {
        at: groups.map(({ at }) => at),
        lengths: counts,
        width: barWidth,
        yaxis: "y2",
        color: counts.map((count) => marks.groupColour(count >= minTitles)),
        more: { showlegend: false },
        customdata: groups.map(({ name }) => name),
        hover: "%{customdata}: %{y:,d} series",
      }),
    ],
    xaxis: { ...axis, anchor: "y2" },
    yaxis: { ...axes.rates("Hit rate", end), domain: [0.38, 1] },
    shapes: whole.count === 0 ? [] : [marks.reference("y", whole.hits / whole.count)],
    layout: axes.countPanel(counts),
  });
}

/** The band, cut off where the axis ends, and the line in it. */
function curveTraces(curve: readonly CurvePoint[], end: number): Plain[] {
  const x = curve.map(({ score }) => score);
  const cut = (value: number): number => roundSignificant(Math.min(value, end));
  const high = curve.map(({ interval }) => cut(interval[1]));
  const low = curve.map(({ interval }) => cut(interval[0]));
  const shared = { type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false };
  const band = { fill: "toself", fillcolor: translucent(COLOURS.muted, 0.25), line: { width: 0 } };
  const line = { color: COLOURS.muted, width: 2 };
  return [
    { ...shared, x: [...x, ...[...x].reverse()], y: [...high, ...low.reverse()], ...band },
    { ...shared, x, y: curve.map(({ rate }) => cut(rate)), line },
  ];
}

function rateFacts(
  groups: readonly Rated[],
  { count, hits, plural }: Pick<Whole, "count" | "hits" | "plural">,
  minTitles: number,
): (string | undefined)[] {
  const hasSmall = groups.some((group) => group.count < minTitles);
  return [
    words.series(count),
    formatQuantity(hits, "hit"),
    "bars: Wilson 95% interval",
    count === 0 ? undefined : `dashed: all series, ${formatPercent(hits / count)}`,
    hasSmall ? `grey: ${plural} with fewer than ${formatCount(minTitles)} series` : undefined,
  ];
}
