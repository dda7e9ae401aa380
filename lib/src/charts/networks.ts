/** Several networks side by side. */
import { escapePlotly } from "../base/escape.js";
import { formatCount, formatQuantity, formatSeries, formatUnit } from "../base/format.js";
import { groupsBy, type Any } from "../data/groups.js";
import { genres, releaseYear } from "../data/variable.js";
import type { LabelledTitle } from "../label/hits.js";
import { MIN_GROUP } from "../label/min-group.js";
import { compareValues } from "../stats/summary.js";
import * as axes from "./axes.js";
import type { Estimate, Figure, Interval, Plain } from "./figure.js";
import * as marks from "./marks.js";
import { stepAxis } from "./number-axes.js";
import { assertShares } from "./options.js";
import { COLOURS } from "./palette.js";
import { axesOf, grid, headings, panelAxes } from "./panels.js";
import { hitsOf, rateEstimate, type Labelled, type Rated } from "./rated.js";
import type { RateOptions } from "./rates.js";
import { themed, type ChartOptions } from "./theme.js";
import * as words from "./words.js";

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

/** Options of {@link networkGenreRatesChart}. */
export interface NetworkGenreOptions extends RateOptions {
  /** How many genres to show, those with most series in all networks; default 12. */
  top?: number;
}

/** Networks beside each other in a row of panels. */
const PER_ROW = 3;
/** Title, subtitle and the numbers of the lowest axis, in px. */
const AROUND = 210;

/** The ROC-AUC of each network with its interval, in the order given. */
export function networkAucChart(networks: readonly NetworkAuc[], options: ChartOptions): Figure {
  const estimates = networks.map(({ name, auc, interval, validation }): Estimate => {
    assertShares([auc], `The AUC of "${name}"`);
    const rows =
      validation === null
        ? ""
        : `, ${formatSeries(validation.titles)} with ${formatQuantity(validation.hits, "hit")}`;
    const hover = `${escapePlotly(name)}: ${formatUnit(auc)}${words.inBrackets(interval)}${rows}`;
    return { at: name, value: auc, interval, hover };
  });
  return themed(options, {
    title: "ROC-AUC by network",
    facts: [
      formatQuantity(networks.length, "network"),
      "bars: 95% interval",
      "each model is fitted and judged on its own network",
      "dashed: chance",
    ],
    height: Math.max(260, 170 + 36 * networks.length),
    data: [marks.dots(estimates, { name: "ROC-AUC", color: COLOURS.base }, "x")],
    xaxis: { title: "ROC-AUC on series not seen", range: axes.around(estimates, [0.5]) },
    yaxis: axes.names(networks.map(({ name }) => name)),
    shapes: networks.length === 0 ? [] : [marks.reference("x", 0.5)],
    empty: "There are no networks to show.",
  });
}

/**
 * The hit rate by genre (a series counts in each of its own) in a panel for each network, the genres in the
 * same places: those with most series over all networks, and among the panels one scale.
 */
export function networkGenreRatesChart(
  networks: readonly NetworkTitles<Pick<LabelledTitle, "genres" | "hit">>[],
  options: NetworkGenreOptions,
): Figure {
  const { top = 12 } = options;
  const known = networks.map((network) => panelOf(network, genres));
  const counts = new Map<string, number>();
  for (const { groups } of known) {
    for (const { name, count } of groups) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  const shown = [...counts]
    .sort(([a, m], [b, n]) => n - m || compareValues(a, b))
    .slice(0, top)
    .map(([genre]) => genre);
  const panels = known.map(({ groups, ...network }) => ({
    ...network,
    groups: groups.filter(({ name }) => shown.includes(name)),
  }));
  const names = axes.names(shown, { width: 22 });
  const columns = Math.min(PER_ROW, Math.max(1, networks.length));
  const cut = words.shown(top, counts.size, "genre");
  return ratePanels(panels, options, {
    title: "Hit rate by genre and network",
    plural: "genres",
    facts: ["a series counts in each of its genres", cut && `${cut}, those with most series`],
    direction: "x",
    columns,
    height: Math.max(120, 24 * shown.length),
    axesAt: (i, rates) => ({
      x: rates,
      y: { ...names, ...(i % PER_ROW > 0 ? { showticklabels: false } : {}) },
    }),
  });
}

/** The hit rate by release year, a panel for each network under the one before, years in the same places. */
export function networkYearRatesChart(
  networks: readonly NetworkTitles<Pick<LabelledTitle, "year" | "hit">>[],
  options: RateOptions,
): Figure {
  const panels = networks.map((network) => panelOf(network, releaseYear));
  const years = panels.flatMap(({ groups }) => groups.map(({ at }) => at as number));
  const { axis } = stepAxis(years, "Release year");
  return ratePanels(panels, options, {
    title: "Hit rate by release year and network",
    plural: "years",
    facts: [],
    direction: "y",
    columns: 1,
    height: 130,
    axesAt: (i, rates) => ({
      x: { ...axis, ...(i < networks.length - 1 ? { title: "" } : {}) },
      y: rates,
    }),
  });
}

/** A network's groups that have a value, and all of its series. */
interface Panel {
  name: string;
  all: { count: number; hits: number };
  groups: (Rated & { at: string | number })[];
}

function panelOf<T extends Labelled>({ name, titles }: NetworkTitles<T>, by: Any<T>): Panel {
  const groups = groupsBy(titles, by).flatMap(({ value, name: group, rows }) =>
    typeof value === "string" || typeof value === "number"
      ? [{ at: value, name: group, ...hitsOf(rows) }]
      : [],
  );
  return { name, all: hitsOf(titles), groups };
}

interface PanelParts {
  title: string;
  plural: string;
  facts: (string | undefined)[];
  /** Along which axis the rates lie. */
  direction: "x" | "y";
  columns: number;
  /** Of a panel, in px. */
  height: number;
  axesAt: (i: number, rates: Plain) => { x: Plain; y: Plain };
}

function ratePanels(panels: readonly Panel[], options: RateOptions, parts: PanelParts): Figure {
  const { minTitles = MIN_GROUP } = options;
  const { title, plural, facts, direction, columns, axesAt } = parts;
  const { places, height } = grid(panels.length, columns, parts.height);
  const end = axes.rateEnd(panels.flatMap(({ groups }) => groups));
  const rates = { ...axes.rates("", end), nticks: 5 };
  const isEmpty = panels.every(({ groups }) => groups.length === 0);
  const { own, further } = panelAxes(places, isEmpty, (i) => axesAt(i, rates));
  const total = (of: "count" | "hits"): number => panels.reduce((sum, { all }) => sum + all[of], 0);
  return themed(options, {
    title,
    facts: [
      `n = ${formatSeries(total("count"))} of ${formatQuantity(panels.length, "network")}`,
      formatQuantity(total("hits"), "hit"),
      "bars: Wilson 95% interval",
      "dashed: all series of the network",
      `grey dots: ${plural} with fewer than ${formatCount(minTitles)} series`,
      ...facts,
    ],
    height: AROUND + height,
    legend: true,
    data: panels.map((panel, i) => panelTrace(panel, i, direction, minTitles)),
    ...own,
    annotations: headings(panels, places),
    shapes: panels.flatMap(({ all }, i) => (all.count === 0 ? [] : [overall(direction, all, i)])),
    empty: "There are no series to show.",
    layout: { showlegend: false, ...further },
  });
}

/** Rates of one network's groups; those too small are grey. */
function panelTrace(
  { name, groups }: Panel,
  i: number,
  direction: "x" | "y",
  minTitles: number,
): Plain {
  const estimates = groups.map((group) =>
    rateEstimate({ ...group, name: `${name}, ${group.name}` }, group.at, minTitles),
  );
  const trace = marks.dots(estimates, { name, color: marks.groupColour(true) }, direction);
  const error = trace[`error_${direction}`] as Plain;
  return {
    ...trace,
    ...axesOf(i),
    showlegend: false,
    marker: { size: 8, color: estimates.map(({ isLarge }) => marks.groupColour(isLarge)) },
    [`error_${direction}`]: { ...error, color: COLOURS.muted, thickness: 1.5, width: 3 },
  };
}

/** The rate of all series of a network, across its panel. */
function overall(direction: "x" | "y", { hits, count }: Panel["all"], i: number): Plain {
  const line = marks.reference(direction, hits / count);
  const { xaxis, yaxis } = axesOf(i);
  return direction === "x"
    ? { ...line, xref: xaxis, yref: `${yaxis} domain` }
    : { ...line, yref: yaxis, xref: `${xaxis} domain` };
}
