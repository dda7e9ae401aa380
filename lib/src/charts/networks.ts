/** Several networks side by side. */
import { MIN_GROUP } from "../label/min-group.js";
import type { Figure } from "./figure.js";
import { formatCount, formatPercent, formatQuantity, formatUnit } from "../base/format.js";
import { genreRows } from "../label/genres.js";
import type { LabelledTitle } from "../label/hits.js";
import { escapePlotly } from "../base/escape.js";
import { compareValues, rateBy, wilsonInterval, type GroupRate } from "../stats/summary.js";
import { axis as themeAxis, COLOURS, referenceLine, themed } from "./theme.js";
import { groupColour, intervalTrace, rangeAround, type Estimate } from "./intervals.js";
import {
  assertBetween,
  categoryAxis,
  shortLabel,
  type ChartOptions,
  type Interval,
} from "./options.js";
import type { RateOptions } from "./rates.js";
import { yearAxis } from "./year-axis.js";

/** A network's labelled series, with its name. */
export interface NetworkTitles<T> {
  name: string;
  titles: readonly T[];
}

/** A network's ROC-AUC. */
export interface NetworkAuc {
  name: string;
  auc: number;
  /** Its 95% interval; null where none is known. */
  interval: Interval | null;
  /** The series on which it was measured, and the hits among them; null where that is not known. */
  validation: { titles: number; hits: number } | null;
}

/** What {@link networkGenreRatesChart} can be told. */
export interface NetworkGenreOptions extends RateOptions {
  /** How many genres to show, those with most series in all networks; default 12. */
  top?: number;
}

/** Networks beside each other in a row of panels. */
const PER_ROW = 3;
/** Between two panels, as a share of the figure. */
const GAP = 0.04;
/** Between two rows of panels, in px: for the numbers of an axis and a heading. */
const BETWEEN_ROWS = 64;
/** Title, subtitle and the numbers of the lowest axis, in px. */
const AROUND = 210;

/** The ROC-AUC of each network with its interval, in the order given. */
export function networkAucChart(
  networks: readonly NetworkAuc[],
  { source, date }: ChartOptions,
): Figure {
  const estimates = networks.map(({ name, auc, interval, validation }): Estimate => {
    assertBetween(auc, 0, 1, `The AUC of "${name}"`);
    const words =
      interval === null ? "" : ` (${formatUnit(interval[0])} to ${formatUnit(interval[1])})`;
    const rows =
      validation === null
        ? ""
        : `, ${formatQuantity(validation.titles, "series", "series")} with ${formatQuantity(validation.hits, "hit")}`;
    return {
      at: name,
      value: auc,
      interval,
      hover: `${escapePlotly(name)}: ${formatUnit(auc)}${words}${rows}`,
    };
  });
  return themed({
    title: "ROC-AUC by network",
    facts: [
      formatQuantity(networks.length, "network"),
      "bars: 95% interval",
      "each model is fitted and judged on its own network",
      "dashed: chance",
    ],
    source,
    date,
    height: Math.max(260, 170 + 36 * networks.length),
    data: [intervalTrace(estimates, { name: "ROC-AUC", color: COLOURS.base }, "x")],
    xaxis: { title: "ROC-AUC on series not seen", range: rangeAround(estimates, [0.5]) },
    yaxis: categoryAxis(networks.map(({ name }) => name)),
    shapes: networks.length === 0 ? [] : [referenceLine("x", 0.5)],
    empty: "There are no networks to show.",
  });
}

/**
 * The hit rate by genre (a series counts in each of its own) in a panel for each network, the genres in the same places: those with most
 * series over all networks, and among the panels one scale.
 */
export function networkGenreRatesChart(
  networks: readonly NetworkTitles<Pick<LabelledTitle, "genres" | "hit">>[],
  { source, date, minTitles = MIN_GROUP, top = 12 }: NetworkGenreOptions,
): Figure {
  const known = networks.map(({ name, titles }) => ({
    name,
    all: total(titles),
    groups: rateBy(genreRows(titles), ({ genre }) => genre).flatMap(({ value, ...rate }) =>
      value === null ? [] : [{ value, ...rate }],
    ),
  }));
  const counts = new Map<string, number>();
  for (const { groups } of known) {
    for (const { value, count } of groups) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  const genres = [...counts]
    .sort(([a, m], [b, n]) => n - m || compareValues(a, b))
    .slice(0, top)
    .map(([genre]) => genre);
  const shown = known.map(({ groups, ...network }) => ({
    ...network,
    groups: groups.filter(({ value }) => genres.includes(value)),
  }));
  const end = rateEnd(shown.flatMap(({ groups }) => groups));
  const columns = Math.min(PER_ROW, Math.max(1, networks.length));
  const { places, height } = grid(networks.length, columns, Math.max(120, 24 * genres.length));
  const isEmpty = shown.every(({ groups }) => groups.length === 0);
  const { own, further } = panelAxes(places, isEmpty, (i) => ({
    x: rateAxis(end),
    y: {
      ...categoryAxis(genres, undefined, 22),
      ...(i % PER_ROW > 0 ? { showticklabels: false } : {}),
    },
  }));
  return themed({
    title: "Hit rate by genre and network",
    facts: [
      ...facts(networks, minTitles, "genres"),
      "a series counts in each of its genres",
      ...(counts.size > top
        ? [`${top} of ${formatQuantity(counts.size, "genre")} shown, those with most series`]
        : []),
    ],
    source,
    date,
    height: AROUND + height,
    legend: true,
    data: shown.flatMap(({ name, groups }, i) => [
      rates(groups, {
        minTitles,
        network: name,
        direction: "x",
        at: (genre) => genre,
        axes: axesOf(i),
      }),
    ]),
    ...own,
    annotations: headings(shown, places),
    shapes: shown.flatMap(({ all }, i) => (all.count === 0 ? [] : [overall("x", all, i)])),
    empty: "There are no series to show.",
    layout: { showlegend: false, ...further },
  });
}

/** The hit rate by release year, a panel for each network under the one before, years in the same places. */
export function networkYearRatesChart(
  networks: readonly NetworkTitles<Pick<LabelledTitle, "year" | "hit">>[],
  { source, date, minTitles = MIN_GROUP }: RateOptions,
): Figure {
  const shown = networks.map(({ name, titles }) => ({
    name,
    all: total(titles),
    groups: rateBy(
      titles.filter(({ year }) => year !== null),
      ({ year }) => year!,
    ),
  }));
  const { axis } = yearAxis(shown.flatMap(({ groups }) => groups.map(({ value }) => value)));
  const end = rateEnd(shown.flatMap(({ groups }) => groups));
  const rows = Math.max(1, networks.length);
  const { places, height } = grid(networks.length, 1, 130);
  const isEmpty = shown.every(({ groups }) => groups.length === 0);
  const { own, further } = panelAxes(places, isEmpty, (i) => ({
    x: { ...axis, ...(i < rows - 1 ? { title: "" } : {}) },
    y: rateAxis(end),
  }));
  return themed({
    title: "Hit rate by release year and network",
    facts: facts(networks, minTitles, "years"),
    source,
    date,
    height: AROUND + height,
    legend: true,
    data: shown.map(({ name, groups }, i) =>
      rates(groups, {
        minTitles,
        network: name,
        direction: "y",
        at: (year) => year,
        axes: axesOf(i),
      }),
    ),
    ...own,
    annotations: headings(shown, places),
    shapes: shown.flatMap(({ all }, i) => (all.count === 0 ? [] : [overall("y", all, i)])),
    empty: "There are no series to show.",
    layout: { showlegend: false, ...further },
  });
}

/** Where a panel stands, as shares of the plot's area. */
interface Place {
  x: [number, number];
  y: [number, number];
}

/** Panels of a height in px from left to right and from top to bottom, and the height of all of them. */
function grid(count: number, columns: number, panel: number): { places: Place[]; height: number } {
  const rows = Math.max(1, Math.ceil(count / columns));
  const height = rows * panel + (rows - 1) * BETWEEN_ROWS;
  const width = (1 - GAP * (columns - 1)) / columns;
  const places = Array.from({ length: count }, (_, i): Place => {
    const left = (i % columns) * (width + GAP);
    const above = 1 - (Math.floor(i / columns) * (panel + BETWEEN_ROWS)) / height;
    return { x: [left, left + width], y: [Math.max(0, above - panel / height), above] };
  });
  return { places, height };
}

function axesOf(i: number): { xaxis: string; yaxis: string } {
  const number = i === 0 ? "" : String(i + 1);
  return { xaxis: `x${number}`, yaxis: `y${number}` };
}

type Axis = Record<string, unknown>;

/**
 * The axes of panels, each in its place: those of the first are the figure's own, which `themed` takes,
 * the further ones have numbers.
 */
function panelAxes(
  places: readonly Place[],
  isEmpty: boolean,
  axesAt: (i: number) => { x: Axis; y: Axis },
): { own: { xaxis: Axis; yaxis: Axis }; further: Record<string, Axis> } {
  const placed = places.map((place, i) => {
    const { x, y } = axesAt(i);
    const { xaxis, yaxis } = axesOf(i);
    return {
      xaxis: { ...x, domain: place.x, anchor: yaxis },
      yaxis: { ...y, domain: place.y, anchor: xaxis },
    };
  });
  const { x, y } = axesAt(0);
  const [own = { xaxis: x, yaxis: y }, ...others] = placed;
  const further = others.flatMap(({ xaxis, yaxis }, i): [string, Axis][] => [
    [`xaxis${i + 2}`, themeAxis(xaxis, isEmpty)],
    [`yaxis${i + 2}`, themeAxis(yaxis, isEmpty)],
  ]);
  return { own, further: Object.fromEntries(further) };
}

function headings(
  shown: readonly { name: string; all: { count: number; hits: number } }[],
  places: readonly Place[],
): Record<string, unknown>[] {
  // Beside each other, at 600 px, there is room for a name alone.
  const isNarrow = places.some(({ x }) => x[0] > 0);
  return shown.map(({ name, all }, i) => {
    const place = places[i]!;
    return {
      text:
        `<b>${escapePlotly(shortLabel(name, isNarrow ? 13 : 24))}</b>` +
        (isNarrow ? "" : ` (${formatCount(all.count)})`),
      showarrow: false,
      xref: "paper",
      yref: "paper",
      x: place.x[0],
      y: place.y[1],
      xanchor: "left",
      yanchor: "bottom",
      yshift: 4,
      font: { size: 13, color: COLOURS.ink },
    };
  });
}

/** Rates of one network's groups; those too small are grey. */
function rates<T extends string | number>(
  groups: readonly GroupRate<T>[],
  {
    minTitles,
    network,
    direction,
    at,
    axes,
  }: {
    minTitles: number;
    network: string;
    direction: "x" | "y";
    at: (value: T) => string | number;
    axes: { xaxis: string; yaxis: string };
  },
): Record<string, unknown> {
  const isLarge = ({ count }: GroupRate<T>): boolean => count >= minTitles;
  const trace = intervalTrace(
    groups.map((group): Estimate => {
      const [low, high] = wilsonInterval(group.hits, group.count);
      return {
        at: at(group.value),
        value: group.rate,
        interval: [low, high],
        hover:
          `${escapePlotly(network)}, ${escapePlotly(String(group.value))}: ${formatPercent(group.rate)} ` +
          `(${formatPercent(low)} to ${formatPercent(high)}), ${formatCount(group.hits)} of ${formatQuantity(group.count, "series", "series")}`,
      };
    }),
    { name: network, color: groupColour(true) },
    direction,
  );
  const colours = groups.map((group) => groupColour(isLarge(group)));
  return {
    ...trace,
    ...axes,
    showlegend: false,
    marker: { size: 8, color: colours },
    [`error_${direction}`]: {
      ...(trace[`error_${direction}`] as object),
      color: COLOURS.muted,
      thickness: 1.5,
      width: 3,
    },
  };
}

function rateAxis(end: number): Record<string, unknown> {
  return { title: "", tickformat: ".0%", range: [-0.02 * end, end], nticks: 5 };
}

/** The end of an axis that shows every interval whole. */
function rateEnd(groups: readonly GroupRate<unknown>[]): number {
  const highest = groups.reduce(
    (most, { hits, count }) => Math.max(most, wilsonInterval(hits, count)[1]),
    0,
  );
  return Math.min(1.04, highest * 1.04) || 1;
}

function overall(
  axisName: "x" | "y",
  { hits, count }: { hits: number; count: number },
  i: number,
): Record<string, unknown> {
  const line = referenceLine(axisName, hits / count);
  const { xaxis, yaxis } = axesOf(i);
  return axisName === "x"
    ? { ...line, xref: xaxis, yref: `${yaxis} domain` }
    : { ...line, yref: yaxis, xref: `${xaxis} domain` };
}

function facts(
  networks: readonly NetworkTitles<Pick<LabelledTitle, "hit">>[],
  minTitles: number,
  plural: string,
): string[] {
  const all = total(networks.flatMap(({ titles }) => titles));
  return [
    `n = ${formatQuantity(all.count, "series", "series")} of ${formatQuantity(networks.length, "network")}`,
    formatQuantity(all.hits, "hit"),
    "bars: Wilson 95% interval",
    "dashed: all series of the network",
    `grey dots: ${plural} with fewer than ${formatCount(minTitles)} series`,
  ];
}

function total(titles: readonly Pick<LabelledTitle, "hit">[]): { count: number; hits: number } {
  return { count: titles.length, hits: titles.filter(({ hit }) => hit === 1).length };
}
