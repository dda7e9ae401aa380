/**
 * The marks of charts: small functions from numbers to a trace, a shape or an annotation of plotly, in the
 * colours of the house. Charts are put together from these.
 */
import { escapePlotly } from "../base/escape.js";
import { roundSignificant } from "../base/format.js";
import { classOf, extent, roundStep } from "../stats/bins.js";
import type { Band, Estimate, Interval, Plain } from "./figure.js";
import { COLOURS, translucent } from "./palette.js";

/** Name and colour of a trace. */
export interface Look {
  name: string;
  color: string;
  /** Too many for dots and bars of the usual size. */
  dense?: boolean;
}

/** Dots with error bars along `direction`, in the order given. */
export function dots(
  estimates: readonly Estimate[],
  { name, color, dense = false }: Look,
  direction: "x" | "y",
): Plain {
  const values = rounded(estimates.map(({ value }) => value));
  const places = estimates.map(({ at }) => at);
  const ends = (of: (value: number, interval: Interval) => number): number[] =>
    rounded(estimates.map(({ value, interval }) => (interval ? of(value, interval) : 0)));
  return {
    type: "scatter",
    mode: "markers",
    name,
    marker: { color, size: dense ? 4 : 10 },
    [`error_${direction}`]: {
      type: "data",
      symmetric: false,
      array: ends((value, interval) => interval[1] - value),
      arrayminus: ends((value, interval) => value - interval[0]),
      color,
      thickness: dense ? 1 : 2,
      width: dense ? 0 : 4,
    },
    customdata: estimates.map(({ hover }) => hover),
    hovertemplate: "%{customdata}<extra></extra>",
    x: direction === "x" ? values : places,
    y: direction === "x" ? places : values,
  };
}

/** Estimates in two traces: those that stand on enough, and in grey those that stand on too little. */
export function judgedDots(
  estimates: readonly (Estimate & { isLarge: boolean })[],
  large: string,
  direction: "x" | "y",
  dense = false,
): Plain[] {
  return [
    { name: large, isLarge: true },
    { name: "fewer, too few to judge", isLarge: false },
  ].flatMap(({ name, isLarge }) => {
    const of = estimates.filter((each) => each.isLarge === isLarge);
    const look = { name, color: groupColour(isLarge), dense };
    return of.length === 0 ? [] : [dots(of, look, direction)];
  });
}

/** A band as one filled shape, to stand under its curve. */
export function band({ at, low, high }: Band, name: string): Plain {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: rounded([...at, ...[...at].reverse()]),
    y: rounded([...high, ...[...low].reverse()]),
    fill: "toself",
    fillcolor: translucent(COLOURS.base, 0.18),
    line: { width: 0, color: COLOURS.base },
    hoverinfo: "skip",
  };
}

/** A line through points; the mouse skips it unless `more` says what it shows. */
export function line(
  name: string,
  [x, y]: readonly [readonly number[], readonly number[]],
  line: Plain,
  more: Plain = { hoverinfo: "skip" },
): Plain {
  return { type: "scatter", mode: "lines", name, x: rounded(x), y: rounded(y), line, ...more };
}

/** What {@link bars} draws; what is left out is left to plotly. */
export interface Bars {
  name?: string;
  /** Where the bars stand, and how long they are. */
  at: readonly (string | number)[];
  lengths: readonly number[];
  color: string | readonly string[];
  /** In units of the axis on which they stand. */
  width?: number;
  /** Behind the bars. */
  texts?: readonly string[];
  /** What the mouse shows: a template of plotly's, and a value for each bar in it. */
  hover: string;
  customdata?: readonly (string | number)[];
  /** The axis of their lengths, where it is another than the first. */
  yaxis?: string;
  more?: Plain;
}

/** Bars from left to right, `"h"`, or upright, `"v"`. */
export function bars(direction: "h" | "v", bars: Bars): Plain {
  const { name, at, lengths, color, width, texts, hover, customdata, yaxis, more } = bars;
  return {
    type: "bar",
    ...(direction === "h" ? { orientation: "h" } : {}),
    ...(name === undefined ? {} : { name }),
    ...(direction === "h" ? { x: lengths, y: at } : { x: at, y: lengths }),
    ...(texts === undefined ? {} : { text: texts, textposition: "outside", cliponaxis: false }),
    ...(width === undefined ? {} : { width }),
    ...(yaxis === undefined ? {} : { yaxis }),
    marker: { color },
    ...more,
    ...(customdata === undefined ? {} : { customdata }),
    hovertemplate: `${hover}<extra></extra>`,
  };
}

/** Quartiles and median of values along x, with a point for each. */
export function box({ name, color }: Look, values: readonly number[]): Plain {
  return {
    type: "box",
    name,
    orientation: "h",
    x: values,
    boxpoints: "all",
    jitter: 0.75,
    pointpos: 0,
    width: 0.7,
    marker: { color, size: 4, opacity: 0.35 },
    line: { color: COLOURS.ink, width: 1.5 },
    fillcolor: translucent(COLOURS.ground, 0),
    hoverinfo: "x",
    hoveron: "boxes",
  };
}

/** A cell of a heat map. */
export interface Cell {
  /** What its colour shows; null has none. */
  value: number | null;
  /** Written into it, and in small letters under that; both in plotly's HTML. */
  text: string;
  small?: string | undefined;
  hover: string;
}

/**
 * The cells of a heat map and their texts. Colours are classes of equal width, at least 0.01, so that small
 * differences do not shout.
 *
 * @param rows from below, each from left to right; undefined is no cell.
 */
export function cells(rows: readonly (readonly (Cell | undefined)[])[]): {
  trace: Plain;
  texts: Plain[];
} {
  const colours = COLOURS.sequence;
  const values = rows.flat().flatMap((cell) => cell?.value ?? []);
  const [least, most] = values.length === 0 ? [0, 0] : extent(values);
  let width = 0.01;
  const placeOf = (value: number): number => classOf(value, width) - classOf(least, width);
  while (placeOf(most) >= colours.length) width = roundStep(1.001 * width);
  const z = rows.map((row) =>
    row.map((cell) => (typeof cell?.value === "number" ? placeOf(cell.value) : null)),
  );
  const trace = {
    type: "heatmap",
    x: (rows[0] ?? []).map((_, i) => i),
    y: rows.map((_, i) => i),
    z,
    zmin: -0.5,
    zmax: colours.length - 0.5,
    // One colour for each class, without transitions.
    colorscale: colours.flatMap((colour, i) => [
      [i / colours.length, colour],
      [(i + 1) / colours.length, colour],
    ]),
    showscale: false,
    xgap: 2,
    ygap: 2,
    customdata: rows.map((row) => row.map((cell) => cell?.hover ?? "")),
    hoverongaps: false,
    hovertemplate: "%{customdata}<extra></extra>",
  };
  const texts = rows.flatMap((row, y) =>
    row.flatMap((cell, x) => {
      if (cell === undefined) return [];
      // Ink on the classes near the ground, the ground's colour on the others.
      const isStrong = (z[y]?.[x] ?? 0) >= colours.length / 2;
      const font = { size: 13, color: isStrong ? COLOURS.ground : COLOURS.ink };
      const small = cell.small && `<br><span style="font-size:11px">${cell.small}</span>`;
      return [{ x, y, text: cell.text + (small ?? ""), showarrow: false, font }];
    }),
  );
  return { trace, texts };
}

/** A dashed reference line at one value of an axis, across the whole plot. */
export function reference(axisName: "x" | "y", value: number): Plain {
  const line = { color: COLOURS.ink, width: 1.5, dash: "dash" };
  return axisName === "x"
    ? { type: "line", x0: value, x1: value, y0: 0, y1: 1, yref: "paper", layer: "above", line }
    : { type: "line", y0: value, y1: value, x0: 0, x1: 1, xref: "paper", layer: "above", line };
}

/** {@link reference} with words: at the foot of an upright line, or at the left end of a level one. */
export function labelledLine(
  axisName: "x" | "y",
  value: number | undefined,
  text: string,
  { place, at }: { place: (value: number) => number; at: (value: number) => number },
): { shapes: Plain[]; annotations: Plain[] } {
  if (value === undefined) return { shapes: [], annotations: [] };
  const beside = { xanchor: "left", xshift: 4 };
  const words =
    axisName === "x"
      ? { x: at(value), ...beside, yref: "paper", y: 0, yanchor: "bottom" }
      : { xref: "paper", x: 0, ...beside, y: at(value), yanchor: "bottom", yshift: 2 };
  return { shapes: [reference(axisName, place(value))], annotations: [note(text, words)] };
}

/** A note inside the plot, on the ground's colour so that the marks under it do not hide it. */
export function note(text: string, place: Plain): Plain {
  return {
    text: escapePlotly(text),
    showarrow: false,
    font: { size: 12.5, color: COLOURS.ink },
    bgcolor: translucent(COLOURS.ground, 0.85),
    borderpad: 2,
    ...place,
  };
}

/** The colour of a group: grey where it is too small to judge. */
export function groupColour(large: boolean): string {
  return large ? COLOURS.base : COLOURS.muted;
}

/** To four digits, which keeps a figure's JSON short. */
export function rounded(values: readonly number[]): number[] {
  return values.map((value) => roundSignificant(value));
}
