/** Series by two variables at once. */
import { escapePlotly } from "../base/escape.js";
import {
  capitalised,
  formatCount,
  formatPercent,
  formatQuantity,
  formatSeries,
} from "../base/format.js";
import { classesBy, type Any, type Group } from "../data/groups.js";
import { fullLabel, valuesOf } from "../data/variable.js";
import { assertLabelled } from "../label/hits.js";
import { MIN_GROUP } from "../label/min-group.js";
import * as axes from "./axes.js";
import type { Figure } from "./figure.js";
import { shortLabels } from "./labels.js";
import * as marks from "./marks.js";
import { assertDrawable, type TopOptions, type VariableOptions } from "./options.js";
import type { Labelled } from "./rated.js";
import { themed } from "./theme.js";
import * as words from "./words.js";

/** Options of {@link heatmapChart}. */
export interface HeatmapOptions extends VariableOptions, TopOptions {
  /** What stands in the cells: the share of hits, or the number of series. Default "rate". */
  show?: "rate" | "count";
  /** Cells with fewer series have no rate; default 30. */
  minTitles?: number;
}

/**
 * The share of hits, or the number of series, for each pair of values of two variables: numbers in at most `top`
 * ascending classes, of other values the `top` (default 10) that most series have.
 *
 * @example heatmapChart(titles, releaseYear, primaryGenre, options)
 * @param x the columns.
 * @param y the rows.
 * @throws UserError when no series has a value.
 */
export function heatmapChart<T extends object>(
  titles: readonly T[],
  x: Any<NoInfer<T>>,
  y: Any<NoInfer<T>>,
  options: HeatmapOptions,
): Figure {
  const { show = "rate", top = 10, minTitles = MIN_GROUP } = options;
  assertDrawable(titles, [x, y], options);
  const isRate = show === "rate";
  if (isRate) assertLabelled(titles as readonly Labelled[]);
  const isHit = titles.map((title) => (title as Partial<Labelled>).hit === 1);
  const [columns, rows] = [classesOf(titles, x, top), classesOf(titles, y, top)];
  // Numbers grow upwards; of other values the most frequent stand on top.
  if (!rows.isNumber) rows.groups.reverse();
  const grid = rows.groups.map((row) =>
    columns.groups.map((column) => {
      const inColumn = new Set(column.rows);
      const both = row.rows.filter((i) => inColumn.has(i));
      const count = both.length;
      const hits = both.filter((i) => isHit[i]).length;
      const isJudged = !isRate || count >= minTitles;
      const name = escapePlotly(`${column.name}, ${row.name}`);
      return { name, count, hits, value: isJudged ? (isRate ? hits / count : count) : null };
    }),
  );
  const cells = grid.map((line) =>
    line.map(({ name, count, hits, value }) => {
      if (count === 0) return undefined;
      const rate = formatPercent(value ?? 0, 0)
        .replace("below ", "&lt;")
        .replace("above ", ">");
      const share = `, ${formatQuantity(hits, "hit")} (${formatPercent(hits / count)})`;
      return {
        value,
        text: isRate ? (value === null ? "—" : rate) : formatCount(count),
        small: isRate ? formatCount(count) : undefined,
        hover: `${name}: ${formatSeries(count)}${isRate ? share : ""}`,
      };
    }),
  );
  const { trace, texts } = marks.cells(cells);
  const isSmall = cells.flat().some((cell) => cell?.value === null);
  const [below, beside] = [labels(16, columns.groups), labels(22, rows.groups)] as const;
  return themed(options, {
    title: capitalised(`${isRate ? "hit rate" : "series"} by ${fullLabel(x)} and ${fullLabel(y)}`),
    facts: [
      words.series(titles.length),
      isRate ? formatQuantity(isHit.filter(Boolean).length, "hit") : undefined,
      isRate ? "below each rate: series" : undefined,
      isSmall ? `—: fewer than ${formatCount(minTitles)} series` : undefined,
      columns.cut,
      rows.cut,
      ...words.facts(titles, [x, y]),
    ],
    height: Math.max(300, 190 + (isRate ? 46 : 34) * beside.length),
    data: titles.length === 0 ? [] : [trace],
    xaxis: {
      ...axes.cells(words.axis(x), below),
      // Beside each other, at 600 px, there is room for years.
      tickangle: below.some((name) => name.length > 4) ? -90 : 0,
    },
    yaxis: axes.cells(words.axis(y), beside),
    annotations: texts,
  });
}

function labels(width: number, groups: readonly { name: string }[]): string[] {
  const names = groups.map(({ name }) => name);
  return shortLabels(width, names).map(escapePlotly);
}

/** Classes of numbers, or the values that most series have, with the places of their series. */
function classesOf<T>(
  titles: readonly T[],
  variable: Any<T>,
  top: number,
): { groups: Group<number>[]; isNumber: boolean; cut: string | undefined } {
  const places = titles.map((_, i) => i);
  const own: Any<number> = { ...variable, value: (i) => valuesOf(titles[i]!, variable) };
  const all = classesBy(places, own, top);
  const isNumber = all.every(({ value }) => value === null || typeof value === "number");
  if (isNumber) return { groups: all, isNumber, cut: undefined };
  all.sort((a, b) => b.rows.length - a.rows.length);
  const cut = words.shown(top, all.length, variable.label, variable.plural);
  return { groups: all.slice(0, top), isNumber, cut };
}
