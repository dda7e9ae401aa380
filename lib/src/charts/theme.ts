/** How every chart looks: type, colours, spacing, axes. Charts say only what is special to them. */
import { UserError } from "../base/errors.js";
import type { Figure } from "./figure.js";
import { escapePlotly } from "../base/escape.js";

/** Light grounds for papers and slides, dark ones for those who work in the dark. */
export type Theme = "light" | "dark";

/** The colours of a theme: marks by role, then what is under and around them. */
export interface Palette {
  /** Hits; coefficients that raise the odds. */
  hit: string;
  /** Non-hits; coefficients that lower the odds; anything that is one series alone. */
  base: string;
  /** The one bar that a title speaks of. */
  accent: string;
  /** Missing values, and groups too small to judge. */
  muted: string;
  /** Reference lines and text. */
  ink: string;
  /** Text of less weight. */
  faintInk: string;
  /** Under everything; also text on the strong end of the sequence. */
  ground: string;
  grid: string;
  /**
   * Classes from little to much: farther from the ground with each step, so that lightness alone
   * orders them. The step in the middle is wider than the others, so that ink can be read on the
   * first half and the ground's colour on the second.
   */
  sequence: readonly string[];
}

/**
 * The two palettes. Marks have a contrast of at least 3:1 against their ground and text one of 4.5:1;
 * any two marks, and any two classes of the sequence, can be told apart with protanopia,
 * deuteranopia and tritanopia: theme.test.ts computes all of it. The light blue and vermilion are
 * Okabe and Ito's (2008). No colour occurs in both, so that {@link withTheme} can tell them apart.
 */
export const PALETTES = {
  light: {
    hit: "#D55E00",
    base: "#0072B2",
    accent: "#008F68",
    muted: "#868B93",
    ink: "#3B3F46",
    faintInk: "#5C626B",
    ground: "#FFFFFF",
    grid: "#E3E5E8",
    sequence: [
      "#EDF3FA",
      "#CFE0F1",
      "#ABC9E6",
      "#83AFD8",
      "#2F74AE",
      "#1B5A93",
      "#0C4178",
      "#082A56",
    ],
  },
  dark: {
    hit: "#FF8F45",
    base: "#5AA6F0",
    accent: "#20C490",
    muted: "#7F858F",
    ink: "#E4E7EB",
    faintInk: "#A8AEB7",
    ground: "#15181C",
    grid: "#30353C",
    sequence: [
      "#1B2A3A",
      "#21405C",
      "#285478",
      "#30658F",
      "#6BA9DB",
      "#93C3E9",
      "#B9DAF3",
      "#DDEFFC",
    ],
  },
} as const satisfies Record<Theme, Palette>;

/** The palette in which charts are made; {@link withTheme} gives a made chart another. */
export const COLOURS = PALETTES.light;

/** Titles and labels; the CJK families come last, for series in those scripts. */
export const FONT_FAMILY =
  "'Open Sans', Inter, 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans CJK JP', 'Noto Sans CJK KR', " +
  "'Helvetica Neue', Arial, sans-serif";

/** Height of a figure in px, where the chart does not set its own. */
export const DEFAULT_HEIGHT = 520;

/** Height of the title and the numbers of an axis that stands above its plot. */
const TOP_AXIS_PX = 60;

/** What a chart hands to {@link themed}. */
export interface ChartParts {
  /** What is shown, in plain text of one line. */
  title: string;
  /** The subtitle in parts, in plain text: n first, what else must be known after it. */
  facts: string[];
  /** Where the data came from; the last line of the subtitle. */
  source: string;
  /** The day of the collection, ISO 8601; stands beside the source. */
  date?: string | undefined;
  data: Record<string, unknown>[];
  xaxis: Record<string, unknown>;
  yaxis: Record<string, unknown>;
  /** In px, with a subtitle of up to three lines; default {@link DEFAULT_HEIGHT}. */
  height?: number;
  legend?: boolean;
  annotations?: Record<string, unknown>[];
  shapes?: Record<string, unknown>[];
  /** Anything else of plotly's layout. */
  layout?: Record<string, unknown>;
  /** Shown in place of the chart when it has no data. */
  empty?: string;
}

/**
 * A figure in the common theme, readable from 600 to 1600 px wide.
 *
 * @throws UserError when the date is none.
 */
export function themed(parts: ChartParts): Figure {
  const { annotations = [], data, facts, legend = false, source } = parts;
  const lines = [...wrap(facts), ...wrap([sourceLine(source, parts.date)])].map(escapePlotly);
  // A long subtitle takes nothing from the plot.
  const height = (parts.height ?? DEFAULT_HEIGHT) + 18 * Math.max(0, lines.length - 3);
  const isEmpty = data.every((trace) => lengthOf(trace["x"]) === 0);
  const onTop = parts.xaxis["side"] === "top";
  const top = 58 + 18 * lines.length + (legend ? 26 : 0);
  const layout = {
    meta: { source },
    title: {
      text: escapePlotly(parts.title),
      font: { size: 18, color: COLOURS.ink, weight: 700 },
      subtitle: { text: lines.join("<br>"), font: { size: 12.5, color: COLOURS.faintInk } },
      x: 0,
      xref: "container",
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      pad: { l: 20, t: 18 },
    },
    font: { family: FONT_FAMILY, size: 13, color: COLOURS.ink },
    paper_bgcolor: COLOURS.ground,
    plot_bgcolor: COLOURS.ground,
    colorway: [COLOURS.base, COLOURS.hit, COLOURS.accent, COLOURS.muted, COLOURS.ink],
    separators: ".,",
    autosize: true,
    height,
    margin: { l: 20, r: 28, t: top + (onTop ? TOP_AXIS_PX : 0), b: 20 },
    showlegend: legend,
    legend: {
      orientation: "h",
      // Just outside of the plot, where plotly lets it have the width of the figure.
      x: -0.001,
      xanchor: "left",
      xref: "paper",
      y: 1,
      yanchor: "bottom",
      traceorder: "normal",
      font: { size: 13 },
      // Above the numbers of an axis that stands on top.
      ...(onTop ? { y: 1 + TOP_AXIS_PX / (height - top - TOP_AXIS_PX - 20) } : {}),
    },
    hovermode: "closest",
    hoverlabel: {
      font: { family: FONT_FAMILY, size: 13, color: COLOURS.ink },
      bgcolor: COLOURS.ground,
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
    gridcolor: COLOURS.grid,
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

/** A note inside the plot, on the ground's colour so that the marks under it do not hide it. */
export function note(text: string, place: Record<string, unknown>): Record<string, unknown> {
  return {
    text: escapePlotly(text),
    showarrow: false,
    font: { size: 12.5, color: COLOURS.ink },
    bgcolor: translucent(COLOURS.ground, 0.85),
    borderpad: 2,
    ...place,
  };
}

/** A colour of a palette, of which `alpha` (0 to 1) covers what is under it. */
export function translucent(colour: string, alpha: number): string {
  return `rgba(${channels(colour).join(",")},${alpha})`;
}

/**
 * The same figure in the colours of a theme: each colour of the other palette is replaced by that of
 * the same role, translucent ones with their alpha. Colours of your own stay, and so does text.
 *
 * @param figure a figure made by our charts, in either theme; it is not changed.
 */
export function withTheme(figure: Figure, theme: Theme): Figure {
  const [from, to] = [PALETTES[theme === "dark" ? "light" : "dark"], PALETTES[theme]].map(flat) as [
    string[],
    string[],
  ];
  const others = new Map<string, string>();
  from.forEach((colour, i) => {
    const other = to[i]!;
    others.set(colour.toLowerCase(), other);
    others.set(channels(colour).join(","), channels(other).join(","));
  });
  return recolour(figure, others, false) as Figure;
}

/** A copy of `value` in which the strings under the names of colours are exchanged. */
function recolour(value: unknown, others: Map<string, string>, isColour: boolean): unknown {
  if (typeof value === "string") {
    if (!isColour) return value;
    const rgb = value.replace(/\s/g, "").replace(/(?<=^rgba?\()\d+,\d+,\d+/, (found) => {
      return others.get(found) ?? found;
    });
    return others.get(value.toLowerCase()) ?? (rgb.startsWith("rgb") ? rgb : value);
  }
  if (Array.isArray(value)) return value.map((each) => recolour(each, others, isColour));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      // color, bgcolor, paper_bgcolor, colorway, colorscale; font is an object that has a color.
      recolour(inner, others, /color/.test(key)),
    ]),
  );
}

function flat({ sequence, ...roles }: Palette): string[] {
  return [...Object.values<string>(roles), ...sequence];
}

/** Red, green and blue of "#RRGGBB", each from 0 to 255. */
function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
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
    else words(fact, width).forEach((word, i) => add(word, i === 0 ? " · " : " "));
  }
  return lines;
}

/** Whether the calendar has the day: no 30 February, which JavaScript takes for 2 March. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** The words of a text; one that is longer than a line, such as a path, in pieces. */
function words(text: string, width: number): string[] {
  const pieces = new RegExp(`.{1,${width}}`, "gsu");
  return text.split(/\s+/).flatMap((word) => word.match(pieces) ?? []);
}

function sourceLine(source: string, date: string | undefined): string {
  if (date === undefined) return source;
  const day = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(date)?.[0];
  if (day === undefined || !isDay(day)) {
    throw new UserError(
      `The date of the collection is "${date}"; expected a day such as 2026-01-31 (ISO 8601).`,
    );
  }
  return `${source}, collected ${day}`;
}

function emptyNote(text: string): Record<string, unknown> {
  return note(text, { xref: "paper", yref: "paper", x: 0.5, y: 0.5, font: { size: 15 } });
}

function lengthOf(values: unknown): number {
  return Array.isArray(values) ? values.length : 0;
}
