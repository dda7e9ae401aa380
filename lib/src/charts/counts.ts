/** How many series there are of each kind. */
import type { Figure } from "./figure.js";
import { formatCount, formatPercent, formatQuantity } from "../base/format.js";
import type { LabelledTitle } from "../label/hits.js";
import { escapePlotly } from "../base/escape.js";
import { mode, rateBy, valueCounts } from "../stats/summary.js";
import { COLOURS, note, themed } from "./theme.js";
import type { Title } from "../data/titles.js";
import {
  categoryAxis,
  categoryName,
  countAxis,
  MISSING,
  roomBehindBars,
  rowsAxisSide,
  rowsHeight,
  type ChartOptions,
  type TopOptions,
} from "./options.js";
import { yearAxis } from "./year-axis.js";

/** The most frequent primary countries; `top` defaults to 20. */
export function topCountriesChart(
  titles: readonly Pick<Title, "primary_country">[],
  options: TopOptions,
): Figure {
  const values = titles.map(({ primary_country }) => primary_country);
  return topChart(values, ["country", "countries"], options);
}

/** The most frequent primary genres; `top` defaults to 20. */
export function topGenresChart(
  titles: readonly Pick<Title, "primary_genre">[],
  options: TopOptions,
): Figure {
  const values = titles.map(({ primary_genre }) => primary_genre);
  return topChart(values, ["genre", "genres"], options);
}

/** What {@link releaseYearHistogram} can be told. */
export interface ReleaseYearOptions extends ChartOptions {
  /** Mark the most frequent year; default true. */
  markMode?: boolean;
  /** Show the series without a release year too; default true. */
  includeMissing?: boolean;
}

/** How many series were released in each year; the most frequent year is computed and marked. */
export function releaseYearHistogram(
  titles: readonly Pick<Title, "year">[],
  { source, date, markMode = true, includeMissing = true }: ReleaseYearOptions,
): Figure {
  const all = titles.map(({ year }) => year);
  const years = includeMissing ? all : all.filter((year) => year !== null);
  const missing = all.filter((year) => year === null).length;
  const counts = valueCounts(years).sort((a, b) => (a.value ?? 9999) - (b.value ?? 9999));
  const marked = markMode ? mode(years) : null;
  const { axis, place, range } = yearAxis(counts.map(({ value }) => value));
  const peak = counts.find(({ value }) => value === marked && value !== null);
  return themed({
    title: includeMissing ? "Series by release year" : "Series by release year, where it is known",
    facts: [
      `n = ${formatQuantity(years.length, "series", "series")}`,
      includeMissing
        ? `${formatCount(missing)} without a release year`
        : `${formatCount(missing)} without a release year left out`,
    ],
    source,
    date,
    data: [
      {
        type: "bar",
        x: counts.map(({ value }) => place(value)),
        y: counts.map(({ count }) => count),
        width: 0.78,
        marker: {
          color: counts.map(({ value }) => {
            if (value === null) return COLOURS.muted;
            return value === marked ? COLOURS.accent : COLOURS.base;
          }),
        },
        customdata: counts.map(({ value }) => value ?? MISSING),
        hovertemplate: "%{customdata}: %{y:,d} series<extra></extra>",
      },
    ],
    xaxis: axis,
    yaxis: countAxis(largest(counts)),
    annotations: peak
      ? [
          note(`most frequent: ${peak.value} (${formatCount(peak.count)})`, {
            x: place(peak.value),
            y: peak.count,
            // Away from the edge of the figure that the year is near.
            xanchor: 2 * place(peak.value) < range[0] + range[1] ? "left" : "right",
            yanchor: "bottom",
            yshift: 2,
          }),
        ]
      : [],
  });
}

/** How many series are hits and how many are not. */
export function hitCountsChart(
  titles: readonly Pick<LabelledTitle, "hit">[],
  { source, date }: ChartOptions,
): Figure {
  const hits = titles.filter(({ hit }) => hit === 1).length;
  const bars = [
    { name: "hit", count: hits, color: COLOURS.hit },
    { name: "non-hit", count: titles.length - hits, color: COLOURS.base },
  ].filter(() => titles.length > 0);
  return themed({
    title: "Hits and non-hits",
    facts: [`n = ${formatQuantity(titles.length, "series", "series")}`],
    source,
    date,
    height: 260,
    data: [
      {
        type: "bar",
        orientation: "h",
        x: bars.map(({ count }) => count),
        y: bars.map(({ name }) => name),
        text: bars.map(
          ({ count }) => `${formatCount(count)} (${formatPercent(count / titles.length)})`,
        ),
        textposition: "outside",
        cliponaxis: false,
        marker: { color: bars.map(({ color }) => color) },
        hovertemplate: "%{y}: %{text}<extra></extra>",
      },
    ],
    xaxis: { ...countAxis(largest(bars)), range: [0, largest(bars) * 1.22] },
    yaxis: categoryAxis(bars.map(({ name }) => name)),
  });
}

/** How many hits and non-hits were released in each year, stacked. */
export function releaseYearByHitChart(
  titles: readonly Pick<LabelledTitle, "year" | "hit">[],
  { source, date }: ChartOptions,
): Figure {
  const years = rateBy(titles, ({ year }) => year);
  const { axis, place } = yearAxis(years.map(({ value }) => value));
  const hits = years.reduce((sum, year) => sum + year.hits, 0);
  const bar = (name: string, color: string, count: (year: (typeof years)[number]) => number) => ({
    type: "bar",
    name,
    x: years.map(({ value }) => place(value)),
    y: years.map(count),
    width: 0.78,
    marker: { color },
    customdata: years.map(({ value }) => value ?? MISSING),
    hovertemplate: `%{customdata}: %{y:,d} ${name}<extra></extra>`,
  });
  return themed({
    title: "Hits and non-hits by release year",
    facts: [
      `n = ${formatQuantity(titles.length, "series", "series")}`,
      formatQuantity(hits, "hit"),
      "counts, not rates",
    ],
    source,
    date,
    legend: true,
    data: [
      bar("hits", COLOURS.hit, (year) => year.hits),
      bar("non-hits", COLOURS.base, (year) => year.count - year.hits),
    ],
    xaxis: axis,
    yaxis: countAxis(largest(years)),
    layout: { barmode: "stack" },
  });
}

/** What {@link missingShareChart} shows of a column. */
export interface MissingShare {
  column: string;
  /** Rows without a value. */
  missing: number;
  /** missing / rows. */
  share: number;
}

/** What {@link missingShareChart} can be told. */
export interface MissingShareOptions extends TopOptions {
  /** Number of rows that were looked at. */
  n: number;
}

/** The share of missing values in the columns that have any; `top` defaults to 20. */
export function missingShareChart(
  columns: readonly MissingShare[],
  { source, date, n, top = 20 }: MissingShareOptions,
): Figure {
  const incomplete = columns.filter(({ missing }) => missing > 0);
  const shown = incomplete.sort((a, b) => b.share - a.share).slice(0, top);
  const limit = shown[0]?.share ?? 1;
  const names = shown.map(({ column }) => column);
  const texts = shown.map(
    ({ missing, share }) => `${formatPercent(share)} (${formatCount(missing)})`,
  );
  const end = limit * roomBehindBars(names, texts, 1.25);
  return themed({
    title: "Missing values by column",
    facts: [
      `n = ${formatQuantity(n, "series", "series")}`,
      `${formatCount(incomplete.length)} of ${formatQuantity(columns.length, "column")} incomplete`,
    ],
    source,
    date,
    height: rowsHeight(shown.length),
    empty: "No values are missing.",
    data: [
      {
        type: "bar",
        orientation: "h",
        x: shown.map(({ share }) => share),
        y: names,
        text: texts,
        textposition: "outside",
        cliponaxis: false,
        marker: { color: COLOURS.muted },
        customdata: names.map(escapePlotly),
        hovertemplate: "%{customdata}: %{text} missing<extra></extra>",
      },
    ],
    xaxis: {
      title: "Share of series without a value",
      tickformat: ".0%",
      ...rowsAxisSide(shown.length),
      range: [0, end],
      // Room for text is no share of more than all.
      ...(end > 1 ? { tickmode: "array", tickvals: [0, 0.25, 0.5, 0.75, 1] } : {}),
    },
    yaxis: categoryAxis(names),
  });
}

function topChart(
  values: readonly (string | null)[],
  [noun, plural]: [string, string],
  { source, date, top = 20 }: TopOptions,
): Figure {
  const counts = valueCounts(values);
  const shown = counts.slice(0, top);
  const kinds = counts.filter(({ value }) => value !== null).length;
  const covered = shown.reduce((sum, { count }) => sum + count, 0);
  const names = shown.map(({ value }) => categoryName(value));
  const texts = shown.map(({ count }) => formatCount(count));
  return themed({
    title: counts.length > top ? `The ${top} most frequent primary ${plural}` : `Primary ${plural}`,
    facts: [
      `n = ${formatQuantity(values.length, "series", "series")}`,
      formatQuantity(kinds, noun, plural),
      ...(counts.length > top
        ? [`those shown hold ${formatPercent(covered / values.length)} of the series`]
        : []),
    ],
    source,
    date,
    height: rowsHeight(shown.length),
    data: [
      {
        type: "bar",
        orientation: "h",
        x: shown.map(({ count }) => count),
        y: names,
        text: texts,
        textposition: "outside",
        cliponaxis: false,
        marker: {
          color: shown.map(({ value }) => (value === null ? COLOURS.muted : COLOURS.base)),
        },
        customdata: shown.map(
          ({ count }, i) =>
            `${escapePlotly(names[i]!)}: ${formatQuantity(count, "series", "series")} ` +
            `(${formatPercent(count / values.length)})`,
        ),
        hovertemplate: "%{customdata}<extra></extra>",
      },
    ],
    xaxis: {
      ...countAxis(largest(shown)),
      ...rowsAxisSide(shown.length),
      range: [0, largest(shown) * roomBehindBars(names, texts, 1.1)],
    },
    yaxis: categoryAxis(names),
  });
}

/** The largest count, at least 1. */
function largest(groups: readonly { count: number }[]): number {
  return groups.reduce((most, { count }) => Math.max(most, count), 1);
}
