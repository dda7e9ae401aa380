/** How every chart looks: type, colours, spacing, axes. Charts say only what is special to them. */
import { UserError } from "../base/errors.js";
import { escapePlotly } from "../base/escape.js";
import type { Figure, Plain } from "./figure.js";
import { shortLabel, WIDE } from "./labels.js";
import { note } from "./marks.js";
import { COLOURS } from "./palette.js";

/** Titles and labels; the CJK families come last, for series in those scripts. */
export const FONT_FAMILY =
  "'Open Sans', Inter, 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans CJK JP', 'Noto Sans CJK KR', " +
  "'Helvetica Neue', Arial, sans-serif";

/** Height of a figure in px, where the chart does not set its own. */
export const DEFAULT_HEIGHT = 520;

/** Height of the title and the numbers of an axis that stands above its plot. */
const TOP_AXIS_PX = 60;

/** Options of every chart. */
export interface ChartOptions {
  /** Where the rows came from, in words, such as "simulated catalogue (seed 213)". */
  source: string;
  /** The day on which they were collected, ISO 8601; joins the source in the subtitle. */
  date?: string | undefined;
  /** In plain text, in place of the chart's own title. */
  title?: string;
}

/** What a chart hands to {@link themed}. */
export interface ChartParts {
  /** What is shown, in plain text of one line. */
  title: string;
  /** The subtitle in parts, in plain text: n first, what else must be known after it; undefined is no part. */
  facts: readonly (string | undefined)[];
  data: Plain[];
  xaxis: Plain;
  yaxis: Plain;
  /** In px, with a subtitle of up to three lines; default 520. */
  height?: number;
  legend?: boolean;
  annotations?: Plain[];
  shapes?: Plain[];
  /** Anything else of plotly's layout. */
  layout?: Plain;
  /** Shown in place of the chart when it has no data. */
  empty?: string;
}

/**
 * A figure in the common theme, readable from 600 to 1600 px wide.
 *
 * @throws UserError when the date is none.
 */
export function themed({ source, date, title }: ChartOptions, parts: ChartParts): Figure {
  const { annotations = [], data, legend = false, empty = "There are no series to show." } = parts;
  const middle = { xref: "paper", yref: "paper", x: 0.5, y: 0.5 };
  const facts = parts.facts.filter((fact) => fact !== undefined);
  const lines = [...wrap(facts), ...wrap([sourceLine(source, date)])].map(escapePlotly);
  // A long subtitle takes nothing from the plot.
  const height = (parts.height ?? DEFAULT_HEIGHT) + 18 * Math.max(0, lines.length - 3);
  const isEmpty = data.every(({ x }) => !Array.isArray(x) || x.length === 0);
  const onTop = parts.xaxis["side"] === "top";
  const top = 58 + 18 * lines.length + (legend ? 26 : 0);
  const layout = {
    meta: { source },
    title: {
      text: escapePlotly(shortLabel(title ?? parts.title, 60)),
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
    annotations: isEmpty ? [note(empty, { ...middle, font: { size: 15 } })] : annotations,
    shapes: isEmpty ? [] : (parts.shapes ?? []),
    ...parts.layout,
  };
  return { data, layout };
}

/** An axis with the theme's type and grid; a string as title becomes plotly's title object. */
export function axis(own: Plain, hidden = false): Plain {
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

/**
 * The facts in lines that fit a figure of 600 px: about 84 characters of the subtitle's type. A
 * single fact that is longer is broken between words.
 */
function wrap(facts: string[], width = 84): string[] {
  const lines: string[] = [];
  const add = (piece: string, glue: string): void => {
    const last = lines.at(-1);
    if (last !== undefined && spaceOf(last + glue + piece) <= width) {
      lines[lines.length - 1] = last + glue + piece;
    } else {
      lines.push(piece);
    }
  };
  for (const fact of facts) {
    if (spaceOf(fact) <= width) add(fact, " · ");
    else words(fact, width).forEach((word, i) => add(word, i === 0 ? " · " : " "));
  }
  return lines;
}

/** Characters, of which those of Chinese, Japanese and Korean take the room of two. */
function spaceOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

/** Whether the calendar has the day: no 30 February, which JavaScript takes for 2 March. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** The words of a text; one that is longer than a line, such as a path, in pieces. */
function words(text: string, width: number): string[] {
  const piece = (word: string): RegExp => {
    const most = Math.floor((width * word.length) / spaceOf(word));
    return new RegExp(`.{1,${most}}`, "gsu");
  };
  return text.split(/\s+/).flatMap((word) => word.match(piece(word)) ?? []);
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
