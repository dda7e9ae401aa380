/** How the result depends on where the line between hits and non-hits is drawn. */
import { escapePlotly } from "../base/escape.js";
import { capitalised, formatCount, formatQuantity, formatUnit } from "../base/format.js";
import * as axes from "./axes.js";
import type { Figure, Interval, Plain } from "./figure.js";
import * as marks from "./marks.js";
import { assertShares, type MeasuredOptions } from "./options.js";
import { COLOURS } from "./palette.js";
import { themed } from "./theme.js";
import * as words from "./words.js";

/** The model's ROC-AUC under one definition of a hit. */
export interface SensitivityCell {
  /** The quantiles that a hit reaches of the variables on the two axes. */
  x: number;
  y: number;
  /** Null where there are too few hits to fit and test a model. */
  auc: number | null;
  /** Its interval; cells whose interval reaches down to 0.5 stand in brackets. */
  interval?: Interval | null;
  /** Hits under this definition. */
  hits: number;
}

/** Options of {@link sensitivityHeatmap}. */
export interface SensitivityOptions extends MeasuredOptions {
  /** What the variables on the axes are called, such as "popularity" and "votes". */
  axes: { x: string; y: string };
  /** The definition in use, which is outlined; null where it is not of this kind. */
  inUse?: { x: number; y: number } | null;
}

/**
 * The ROC-AUC for each pair of thresholds, written into its cell with the number of hits. Colours are
 * classes at least 0.01 wide, so that small differences do not shout; without an area, a cell is
 * empty.
 *
 * @throws UserError when a quantile or an area lies outside [0, 1].
 */
export function sensitivityHeatmap(
  cells: readonly SensitivityCell[],
  options: SensitivityOptions,
): Figure {
  const { axes: names, inUse, n } = options;
  for (const cell of cells) {
    assertShares([cell.x], `A quantile of ${names.x}`);
    assertShares([cell.y], `A quantile of ${names.y}`);
    assertShares(areaOf(cell) === null ? [] : [cell.auc!], "A ROC-AUC");
  }
  const columns = distinct(cells.map(({ x }) => x));
  const rows = distinct(cells.map(({ y }) => y));
  const grid = rows.map((y) =>
    columns.map((x) => {
      const cell = cells.find((each) => each.x === x && each.y === y);
      return cell && cellOf(cell, names);
    }),
  );
  const { trace, texts } = marks.cells(grid);
  const place = inUse ? ([columns.indexOf(inUse.x), rows.indexOf(inUse.y)] as const) : [-1, -1];
  const isOutlined = place.every((at) => at >= 0);
  const text = (quantiles: number[]): string[] => marks.rounded(quantiles).map(String);
  const title = (name: string): string => escapePlotly(`${capitalised(name)} quantile`);
  return themed(options, {
    title: "ROC-AUC under other definitions of a hit",
    facts: [
      words.series(n),
      formatQuantity(cells.length, "definition"),
      "a hit is at or above both quantiles",
      "below each area: hits",
      cells.some(isUnclear) ? "in brackets: the interval reaches down to 0.5" : undefined,
      isOutlined ? "outlined: the definition in use" : undefined,
      cells.some((cell) => areaOf(cell) === null) ? "—: too few hits for a model" : undefined,
    ],
    height: Math.max(300, 170 + 46 * rows.length),
    empty: "There are no definitions to show.",
    data: [trace],
    xaxis: axes.cells(title(names.x), text(columns)),
    yaxis: axes.cells(title(names.y), text(rows)),
    annotations: texts,
    shapes: isOutlined ? [outline(place)] : [],
  });
}

function areaOf({ auc }: SensitivityCell): number | null {
  return Number.isNaN(auc) ? null : auc;
}

function cellOf(cell: SensitivityCell, names: { x: string; y: string }): marks.Cell {
  const area = areaOf(cell);
  const text = area === null ? "—" : area.toFixed(2);
  return {
    // As it is written: areas that read alike have one colour.
    value: area === null ? null : Number(text),
    text: isUnclear(cell) && area !== null ? `(${text})` : text,
    small: formatCount(cell.hits),
    hover:
      escapePlotly(`${names.x} ≥ quantile ${cell.x}, ${names.y} ≥ quantile ${cell.y}: `) +
      `ROC-AUC ${area === null ? "—" : formatUnit(area)}${words.inBrackets(cell.interval)}, ` +
      formatQuantity(cell.hits, "hit"),
  };
}

/** Whether nothing sure can be said of a cell. */
function isUnclear({ interval }: SensitivityCell): boolean {
  return interval !== undefined && interval !== null && interval[0] <= 0.5;
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

function outline([column = 0, row = 0]: readonly number[]): Plain {
  const [x0, x1, y0, y1] = [column - 0.5, column + 0.5, row - 0.5, row + 0.5];
  return { type: "rect", x0, x1, y0, y1, line: { color: COLOURS.hit, width: 3 } };
}
