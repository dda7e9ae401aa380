/** How every chart looks: type, colours, spacing, axes. Charts say only what is special to them. */
import type { Figure } from "./figure.js";
import { escapePlotly } from "./html.js";

/**
 * Colours by role. Each has a contrast of at least 3:1 against white, and any two can be told apart
 * with protanopia, deuteranopia and tritanopia: theme.test.ts computes both. Blue and vermilion are
 * Okabe and Ito's (2008).
 */
export const COLOURS = {
  /** Hits; coefficients that raise the odds. */
  hit: "#D55E00",
  /** Non-hits; coefficients that lower the odds; anything that is one series alone. */
  base: "#0072B2",
  /** The one bar that a title speaks of. */
  accent: "#008F68",
  /** Missing values, and groups too small to judge. */
  muted: "#868B93",
  /** Reference lines and text. */
  ink: "#3B3F46",
} as const;

/** Titles and labels; the CJK families come last, for series in those scripts. */
export const FONT_FAMILY =
  "'Open Sans', Inter, 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans CJK JP', 'Noto Sans CJK KR', " +
  "'Helvetica Neue', Arial, sans-serif";

/** Height of a figure in px, where the chart does not set its own. */
export const DEFAULT_HEIGHT = 520;

const GRID = "#E3E5E8";
const FAINT_INK = "#5C626B";

/** What a chart hands to {@link themed}. */
export interface ChartParts {
  /** What is shown, in plain text of one line. */
  title: string;
  /** The subtitle in parts, in plain text: n first, what else must be known after it. */
  facts: string[];
  /** Where the data came from; the last line of the subtitle. */
  source: string;
  data: Record<string, unknown>[];
  xaxis: Record<string, unknown>;
  yaxis: Record<string, unknown>;
  /** In px; default {@link DEFAULT_HEIGHT}. */
  height?: number;
  legend?: boolean;
  annotations?: Record<string, unknown>[];
  shapes?: Record<string, unknown>[];
  /** Anything else of plotly's layout. */
  layout?: Record<string, unknown>;
  /** Shown in place of the chart when it has no data. */
  empty?: string;
}

/** A figure in the common theme, readable from 600 to 1600 px wide. */
export function themed(parts: ChartParts): Figure {
  const { annotations = [], data, facts, height = DEFAULT_HEIGHT, legend = false, source } = parts;
  const lines = [...wrap(facts), ...wrap([source])].map(escapePlotly);
  const isEmpty = data.every((trace) => lengthOf(trace["x"]) === 0);
  const layout = {
    meta: { source },
    title: {
      text: escapePlotly(parts.title),
      font: { size: 18, color: COLOURS.ink, weight: 700 },
      subtitle: { text: lines.join("<br>"), font: { size: 12.5, color: FAINT_INK } },
      x: 0,
      xref: "container",
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      pad: { l: 20, t: 18 },
    },
    font: { family: FONT_FAMILY, size: 13, color: COLOURS.ink },
    paper_bgcolor: "#FFFFFF",
    plot_bgcolor: "#FFFFFF",
    colorway: [COLOURS.base, COLOURS.hit, COLOURS.accent, COLOURS.muted, COLOURS.ink],
    separators: ".,",
    autosize: true,
    height,
    margin: { l: 20, r: 28, t: 58 + 18 * lines.length + (legend ? 26 : 0), b: 20 },
    showlegend: legend,
    legend: {
      orientation: "h",
      x: 0,
      xanchor: "left",
      xref: "paper",
      y: 1,
      yanchor: "bottom",
      traceorder: "normal",
      font: { size: 13 },
    },
    hovermode: "closest",
    hoverlabel: {
      font: { family: FONT_FAMILY, size: 13, color: COLOURS.ink },
      bgcolor: "#FFFFFF",
      bordercolor: COLOURS.muted,
      align: "left",
      namelength: -1,
    },
    bargap: 0.25,
    xaxis: axis(parts.xaxis, isEmpty),
    yaxis: axis(parts.yaxis, isEmpty),
    annotations: isEmpty ? [emptyNote(parts.empty ?? "There are no series to show.")] : annotations,
    shapes: isEmpty ? [] : (parts.shapes ?? []),
    ...parts.layout,
  };
  return { data, layout };
}

/** An axis with the theme's type and grid; a string as title becomes plotly's title object. */
export function axis(own: Record<string, unknown>, hidden = false): Record<string, unknown> {
  const { title, ...rest } = own;
  return {
    automargin: true,
    gridcolor: GRID,
    zeroline: false,
    linecolor: COLOURS.muted,
    tickcolor: COLOURS.muted,
    ticklabelstandoff: 4,
    tickfont: { size: 13 },
    ...(title === undefined ? {} : { title: { text: title, standoff: 12, font: { size: 13 } } }),
    ...rest,
    ...(hidden ? { visible: false } : {}),
  };
}

/** A dashed reference line at one value of an axis, across the whole plot. */
export function referenceLine(axisName: "x" | "y", value: number): Record<string, unknown> {
  const line = { color: COLOURS.ink, width: 1.5, dash: "dash" };
  return axisName === "x"
    ? { type: "line", x0: value, x1: value, y0: 0, y1: 1, yref: "paper", layer: "above", line }
    : { type: "line", y0: value, y1: value, x0: 0, x1: 1, xref: "paper", layer: "above", line };
}

/** A note inside the plot, on white so that the marks under it do not hide it. */
export function note(text: string, place: Record<string, unknown>): Record<string, unknown> {
  return {
    text: escapePlotly(text),
    showarrow: false,
    font: { size: 12.5, color: COLOURS.ink },
    bgcolor: "rgba(255,255,255,0.85)",
    borderpad: 2,
    ...place,
  };
}

/**
 * The facts in lines that fit a figure of 600 px: about 84 characters of the subtitle's type. A
 * single fact that is longer is broken between words.
 */
function wrap(facts: string[], width = 84): string[] {
  const lines: string[] = [];
  const add = (piece: string, glue: string): void => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + glue.length + piece.length <= width) {
      lines[lines.length - 1] = last + glue + piece;
    } else {
      lines.push(piece);
    }
  };
  for (const fact of facts) {
    if (fact.length <= width) add(fact, " · ");
    else fact.split(/\s+/).forEach((word, i) => add(word, i === 0 ? " · " : " "));
  }
  return lines;
}

function emptyNote(text: string): Record<string, unknown> {
  return note(text, { xref: "paper", yref: "paper", x: 0.5, y: 0.5, font: { size: 15 } });
}

function lengthOf(values: unknown): number {
  return Array.isArray(values) ? values.length : 0;
}
