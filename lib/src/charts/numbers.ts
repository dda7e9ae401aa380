/** The numbers of series: two against each other, and one in groups. */
import { escapePlotly, truncate } from "../base/escape.js";
import { capitalised, formatCount, formatQuantity } from "../base/format.js";
import { groupsBy, numbersOf, type Any } from "../data/groups.js";
import { fullLabel } from "../data/variable.js";
import { MIN_GROUP } from "../label/min-group.js";
import { rowsHeight } from "./axes.js";
import type { Figure } from "./figure.js";
import { keysOf, shortLabels } from "./labels.js";
import * as marks from "./marks.js";
import { numberAxis } from "./number-axes.js";
import { assertDrawable, type TopOptions, type VariableOptions } from "./options.js";
import { COLOURS } from "./palette.js";
import { themed } from "./theme.js";
import * as words from "./words.js";

/** What may be known of a series beside its numbers. */
interface Known {
  name?: string | null;
  hit?: 0 | 1;
}

/** Options of {@link scatterChart}. */
export interface ScatterOptions extends VariableOptions {
  /** Which axes are logarithmic; default "none". */
  log?: "none" | "x" | "y" | "both";
  /** Drawn as lines, where the definition of a hit has them. */
  thresholds?: { x?: number | undefined; y?: number | undefined };
  /** What makes a hit, where that is not to reach the thresholds. */
  hitWords?: string;
  /** What the mouse shows under the name, as plotly's template; default both numbers with their labels. */
  hover?: string;
}

/**
 * A dot for each series at two of its numbers; where all are labelled, hits lie in their colour over the others.
 * Series without one of the numbers are left out, and counted.
 *
 * @example scatterChart(titles, releaseYear, rating, options)
 * @throws UserError when no series has a value, one is no number, or lies below 0 on a log axis.
 */
export function scatterChart<T extends object>(
  titles: readonly T[],
  x: Any<NoInfer<T>>,
  y: Any<NoInfer<T>>,
  options: ScatterOptions,
): Figure {
  assertDrawable(titles, [x, y], options);
  const { log = "none", thresholds = {} } = options;
  const [xs, ys] = [numbersOf(titles, x), numbersOf(titles, y)];
  const rows = titles.flatMap((title, i) => {
    const { name, hit }: Known = title;
    const [atX, atY] = [xs[i] ?? null, ys[i] ?? null];
    return atX === null || atY === null ? [] : [{ name, hit, x: atX, y: atY }];
  });
  const isLog = (axis: "x" | "y"): boolean => log === "both" || log === axis;
  const [placesX, placesY] = [rows.map((row) => row.x), rows.map((row) => row.y)] as const;
  const across = numberAxis(x, isLog("x"), placesX);
  const up = numberAxis(y, isLog("y"), placesY);
  const [nameX, nameY] = [fullLabel(x), fullLabel(y)] as const;
  const { hover = `${escapePlotly(nameX)} %{x}, ${escapePlotly(nameY)} %{y}` } = options;
  const text = (name: string, at = 0): string => `${name} ≥ ${words.threshold(at)}`;
  const lines = [
    marks.labelledLine("x", thresholds.x, text(nameX, thresholds.x), across),
    marks.labelledLine("y", thresholds.y, text(nameY, thresholds.y), up),
  ];
  const annotations = lines.flatMap((line) => line.annotations);
  const { hitWords = REACHED[annotations.length]! } = options;
  const isLabelled = rows.every(({ hit }) => hit !== undefined);
  const hits = formatQuantity(rows.filter(({ hit }) => hit === 1).length, "hit");
  return themed(options, {
    title: capitalised(`${nameY} and ${nameX}`),
    facts: [
      words.series(rows.length),
      isLabelled ? hits + (hitWords === "" ? "" : `: ${hitWords}`) : undefined,
      words.leftOut(titles.length - rows.length, `${nameX} or ${nameY}`),
      ...words.facts(titles, [x, y]),
    ],
    height: 560,
    legend: isLabelled,
    data: byHit(rows)
      .reverse()
      .map(({ rows: of, plural, color, opacity }) => ({
        type: "scatter",
        mode: "markers",
        name: `${plural} (${formatCount(of.length)})`,
        x: of.map((row) => across.place(row.x)),
        y: of.map((row) => up.place(row.y)),
        text: of.map(({ name }) => escapePlotly(truncate(name ?? "—", 40))),
        marker: { color, size: 6, opacity },
        hovertemplate: `%{text}<br>${hover}<extra></extra>`,
      })),
    xaxis: across.axis,
    yaxis: up.axis,
    shapes: lines.flatMap(({ shapes }) => shapes),
    annotations,
  });
}

/** What a hit has reached, by the number of thresholds. */
const REACHED = ["", "at or above the threshold", "at or above both thresholds"];

/** Options of {@link boxChart}. */
export interface BoxOptions<T> extends VariableOptions, TopOptions {
  /** What makes the groups, the largest of which are shown; default hits and non-hits. */
  by?: Any<T>;
  /** Groups with fewer series are grey; default 30. */
  minTitles?: number;
  /** On a log axis; default false. */
  log?: boolean;
  /** Drawn as a line, where the definition of a hit has one. */
  threshold?: number | undefined;
}

/**
 * The quartiles and the median of a number in groups, with a point for each series; `top` defaults to 10. Series
 * without the number are left out, and counted.
 *
 * @example boxChart(titles, rating, { ...options, by: originalLanguage })
 * @throws UserError when no series has a value, one is no number, or lies below 0 on a log axis.
 */
export function boxChart<T extends object>(
  titles: readonly T[],
  variable: Any<NoInfer<T>>,
  options: BoxOptions<NoInfer<T>>,
): Figure {
  const { by, top = 10, minTitles = MIN_GROUP, log = false, threshold } = options;
  const variables = by === undefined ? [variable] : [variable, by];
  assertDrawable(titles, variables, options);
  const numbers = numbersOf(titles, variable);
  const known = numbers.filter((number) => number !== null);
  const rows = titles.flatMap((title, i) => {
    const number = numbers[i] ?? null;
    const { hit }: Known = title;
    return number === null ? [] : [{ title, number, hit }];
  });
  const axis = numberAxis(variable, log, known);
  const isLarge = (group: { rows: unknown[] }): boolean => group.rows.length >= minTitles;
  const all =
    by === undefined
      ? byHit(rows)
      : groupsBy(rows, { ...by, value: ({ title }) => by.value(title) })
          .sort((a, b) => b.rows.length - a.rows.length)
          .map((group) => ({ ...group, color: marks.groupColour(isLarge(group)) }));
  const groups = all.slice(0, top);
  const full = groups.map(({ name }) => name);
  const names = keysOf(shortLabels(24, full));
  const label = fullLabel(variable);
  const hitGroups = rows.some(({ hit }) => hit === undefined) ? "" : " of hits and non-hits";
  const group = by === undefined ? hitGroups : ` by ${fullLabel(by)}`;
  const line = marks.labelledLine(
    "x",
    threshold,
    `threshold ${words.threshold(threshold ?? 0)}`,
    axis,
  );
  return themed(options, {
    title: capitalised(label + group),
    facts: [
      words.series(rows.length),
      "box: quartiles and median",
      "a point for each series",
      words.leftOut(titles.length - rows.length, label),
      by && words.shown(top, all.length, by.label, by.plural),
      by === undefined || groups.every(isLarge)
        ? undefined
        : `grey: fewer than ${formatCount(minTitles)} series`,
      ...words.facts(titles, variables),
    ],
    height: by === undefined ? 380 : rowsHeight(groups.length, 60),
    data: groups.map(({ rows: of, color }, i) =>
      marks.box(
        { name: `${escapePlotly(names[i]!)} (${formatCount(of.length)})`, color },
        of.map(({ number }) => axis.place(number)),
      ),
    ),
    xaxis: axis.axis,
    yaxis: { type: "category", autorange: "reversed", showgrid: false, ticks: "" },
    shapes: line.shapes,
    // Between the boxes, where there is nothing else to read.
    annotations: line.annotations.map((note) => ({ ...note, y: 0.5, yanchor: "middle" })),
  });
}

/** Hits first, then non-hits; all in one where there are no labels. A label that does not occur has no group. */
function byHit<R extends { hit: 0 | 1 | undefined }>(rows: readonly R[]) {
  if (rows.some(({ hit }) => hit === undefined)) {
    const name = "series";
    return [{ name, plural: name, color: COLOURS.base, opacity: 0.5, rows: [...rows] }];
  }
  return [
    { hit: 1, name: "hit", plural: "hits", color: COLOURS.hit, opacity: 0.7 },
    { hit: 0, name: "non-hit", plural: "non-hits", color: COLOURS.base, opacity: 0.3 },
  ]
    .map(({ hit, ...look }) => ({ ...look, rows: rows.filter((row) => row.hit === hit) }))
    .filter((group) => group.rows.length > 0);
}
