/** How the result depends on where the line between hits and non-hits is drawn. */
import type { Figure } from "./figure.js";
import { escapePlotly } from "../base/escape.js";
import {
  capitalised,
  formatCount,
  formatQuantity,
  formatUnit,
  roundSignificant,
} from "../base/format.js";
import { COLOURS, themed } from "./theme.js";
import { assertBetween, withNumber, type ChartOptions } from "./options.js";

/** The model's ROC-AUC under one definition of a hit. */
export interface SensitivityCell {
  /** The quantiles that a hit reaches of the variables on the two axes. */
  x: number;
  y: number;
  /** Null where there are too few hits to fit and test a model. */
  auc: number | null;
  /** Its interval; cells whose interval reaches down to 0.5 stand in brackets. */
  interval?: readonly [number, number] | null;
  /** Hits under this definition. */
  hits: number;
}

/** What {@link sensitivityHeatmap} can be told. */
export interface SensitivityOptions extends ChartOptions {
  /** What the variables on the axes are called, such as "popularity" and "votes". */
  axes: { x: string; y: string };
  /** The definition in use, which is outlined; null where it is not of this kind. */
  inUse?: { x: number; y: number } | null;
  /** Series that were labelled. */
  n?: number;
}

/** Widths of a class of areas; the first with which the classes hold all of them is taken. */
const WIDTHS = [0.01, 0.02, 0.05, 0.1, 0.2];

/**
 * The ROC-AUC for each pair of thresholds, written into its cell with the number of hits. Colours are
 * classes at least 0.01 wide, so that small differences do not shout; without an area, a cell is
 * empty.
 *
 * @throws UserError when a quantile or an area lies outside [0, 1].
 */
export function sensitivityHeatmap(
  cells: readonly SensitivityCell[],
  { source, date, axes, inUse = null, n }: SensitivityOptions,
): Figure {
  for (const cell of cells) {
    assertBetween(cell.x, 0, 1, `A quantile of ${axes.x}`);
    assertBetween(cell.y, 0, 1, `A quantile of ${axes.y}`);
  }
  const known = withNumber(cells, ({ auc }) => auc, ["cell", "cells"]).rows;
  for (const { auc } of known) assertBetween(auc!, 0, 1, "A ROC-AUC");
  const areas = known.map(({ auc }) => rounded(auc!));
  const columns = distinct(cells.map((cell) => cell.x));
  const rows = distinct(cells.map((cell) => cell.y));
  const { first, width } = classesOf(areas);
  const classOf = (auc: number): number => Math.floor(rounded(auc) / width + 1e-9) - first;
  const at = (row: number, column: number): SensitivityCell | undefined =>
    cells.find((c) => c.x === columns[column] && c.y === rows[row]);
  const isKnown = (cell: SensitivityCell | undefined): cell is SensitivityCell & { auc: number } =>
    cell !== undefined && cell.auc !== null && !Number.isNaN(cell.auc);
  const grid = rows.map((_, row) => columns.map((_, column) => at(row, column)));
  const place =
    inUse === null
      ? ([-1, -1] as const)
      : ([columns.indexOf(inUse.x), rows.indexOf(inUse.y)] as const);
  const outlined = place[0] >= 0 && place[1] >= 0;
  const empty = cells.length - known.length;
  return themed({
    title: "ROC-AUC under other definitions of a hit",
    facts: [
      ...(n === undefined ? [] : [`n = ${formatQuantity(n, "series", "series")}`]),
      formatQuantity(cells.length, "definition"),
      "a hit is at or above both quantiles",
      "below each area: hits",
      ...(cells.some(isUnclear) ? ["in brackets: the interval reaches down to 0.5"] : []),
      ...(outlined ? ["outlined: the definition in use"] : []),
      ...(empty === 0 ? [] : ["—: too few hits for a model"]),
    ],
    source,
    date,
    height: Math.max(300, 170 + 46 * rows.length),
    empty: "There are no definitions to show.",
    data: [
      {
        type: "heatmap",
        x: columns.map((_, i) => i),
        y: rows.map((_, i) => i),
        z: grid.map((line) => line.map((cell) => (isKnown(cell) ? classOf(cell.auc) : null))),
        zmin: -0.5,
        zmax: COLOURS.sequence.length - 0.5,
        colorscale: steps(COLOURS.sequence),
        showscale: false,
        xgap: 2,
        ygap: 2,
        customdata: grid.map((line) =>
          line.map((cell) =>
            cell === undefined
              ? ""
              : escapePlotly(`${axes.x} ≥ quantile ${cell.x}, ${axes.y} ≥ quantile `) +
                `${cell.y}: ROC-AUC ${isKnown(cell) ? formatUnit(cell.auc) : "—"}${rangeOf(cell)}, ` +
                formatQuantity(cell.hits, "hit"),
          ),
        ),
        hoverongaps: false,
        hovertemplate: "%{customdata}<extra></extra>",
      },
    ],
    xaxis: quantileAxis(escapePlotly(`${capitalised(axes.x)} quantile`), columns),
    yaxis: quantileAxis(escapePlotly(`${capitalised(axes.y)} quantile`), rows),
    annotations: grid.flatMap((line, row) =>
      line.flatMap((cell, column) =>
        cell === undefined
          ? []
          : [
              {
                x: column,
                y: row,
                text:
                  `${isKnown(cell) ? (isUnclear(cell) ? `(${cell.auc.toFixed(2)})` : cell.auc.toFixed(2)) : "—"}<br>` +
                  `<span style="font-size:11px">${formatCount(cell.hits)}</span>`,
                showarrow: false,
                font: {
                  size: 13,
                  color: isKnown(cell) ? textColour(classOf(cell.auc)) : COLOURS.ink,
                },
              },
            ],
      ),
    ),
    shapes: outlined ? [outline(place)] : [],
  });
}

/** Whether nothing sure can be said of a cell. */
function isUnclear({ interval }: SensitivityCell): boolean {
  return interval !== undefined && interval !== null && interval[0] <= 0.5;
}

function rangeOf({ interval }: SensitivityCell): string {
  return interval === undefined || interval === null
    ? ""
    : ` (${interval.map((end) => formatUnit(end)).join(" to ")})`;
}

/** As it is written into a cell: areas that read alike have one colour. */
function rounded(auc: number): number {
  return Number(auc.toFixed(2));
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** Where the classes of the areas begin, in widths, and how wide they are. */
function classesOf(areas: readonly number[]): { first: number; width: number } {
  const least = areas.reduce((a, b) => Math.min(a, b), 1);
  const most = areas.reduce((a, b) => Math.max(a, b), 0);
  const place = (area: number, width: number): number => Math.floor(area / width + 1e-9);
  const width =
    WIDTHS.find((step) => place(most, step) - place(least, step) < COLOURS.sequence.length) ?? 0.2;
  return { first: place(least, width), width };
}

/** A colour scale that has one colour for each class, without transitions. */
function steps(colours: readonly string[]): [number, string][] {
  return colours.flatMap((colour, i): [number, string][] => [
    [i / colours.length, colour],
    [(i + 1) / colours.length, colour],
  ]);
}

/** Ink on the classes near the ground, the ground's colour on the others. */
function textColour(place: number): string {
  return place < COLOURS.sequence.length / 2 ? COLOURS.ink : COLOURS.ground;
}

function quantileAxis(title: string, quantiles: readonly number[]): Record<string, unknown> {
  return {
    title,
    tickmode: "array",
    tickvals: quantiles.map((_, i) => i),
    ticktext: quantiles.map((quantile) => String(roundSignificant(quantile))),
    range: [-0.55, quantiles.length - 0.45],
    showgrid: false,
    ticks: "",
  };
}

function outline([column, row]: readonly [number, number]): Record<string, unknown> {
  return {
    type: "rect",
    x0: column - 0.5,
    x1: column + 0.5,
    y0: row - 0.5,
    y1: row + 0.5,
    line: { color: COLOURS.hit, width: 3 },
  };
}
