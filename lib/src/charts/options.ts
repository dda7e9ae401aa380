/** What the charts share: their options, their axes of names and counts, and their checks. */
import { UserError } from "../base/errors.js";
import { formatQuantity } from "../base/format.js";
import { escapePlotly } from "../base/escape.js";

/** What every chart can be told. */
export interface ChartOptions {
  /** Where the rows came from, in words, such as "simulated catalogue (seed 213)". */
  source: string;
  /** The day on which they were collected, ISO 8601; joins the source in the subtitle. */
  date?: string | undefined;
}

/** A chart of the largest groups. */
export interface TopOptions extends ChartOptions {
  /** How many groups to show. */
  top?: number;
}

/** An axis of shares from none to all. */
export const unitAxis = { tickformat: ".0%", range: [-0.01, 1.01] };

/** How a missing category is called on an axis. */
export const MISSING = "(missing)";

/** A category as a value on an axis. */
export function categoryName(value: string | null): string {
  return value ?? MISSING;
}

/** Height of a chart with one row of `pitch` px (default 25) for each of `rows` categories, in px. */
export function rowsHeight(rows: number, pitch = 25): number {
  return Math.max(300, 150 + pitch * rows);
}

/** The numbers of a chart taller than a screen stand above its rows, where reading begins. */
export function rowsAxisSide(rows: number): { side?: "top" } {
  return rows > 40 ? { side: "top" } : {};
}

/**
 * An axis of names from top to bottom; those wider than `width` letters are cut at the end, or in
 * the middle where two would look alike.
 */
export function categoryAxis(
  names: readonly string[],
  label: (name: string, index: number) => string = (name) => name,
  width = 32,
): Record<string, unknown> {
  const labels = shortLabels(names, width);
  return {
    type: "category",
    tickmode: "array",
    tickvals: names,
    ticktext: labels.map((name, i) => label(escapePlotly(name), i)),
    ticks: "",
    // Otherwise the order of the traces would be the order of the names.
    categoryorder: "array",
    categoryarray: names,
    range: [names.length - 0.4, -0.6],
    showgrid: false,
  };
}

/** Each name in at most `width` letters, where wide ones, such as Chinese, count as more than one. */
export function shortLabels(names: readonly string[], width: number): string[] {
  const cut = names.map((name) => shortLabel(name, width));
  const times = new Map<string, number>();
  for (const label of cut) times.set(label, (times.get(label) ?? 0) + 1);
  return cut.map((label, i) => {
    const name = names[i]!;
    if (label === name || times.get(label) === 1) return label;
    const tail = headOf([...name].reverse().join(""), Math.floor(width / 2));
    return `${headOf(name, Math.ceil(width / 2) - 1)}…${[...tail].reverse().join("")}`;
  });
}

/** A name in at most `width` letters, the last of which is "…" where it was cut. */
export function shortLabel(name: string, width: number): string {
  const fits = [...name].length <= width && widthOf(name) <= width;
  return fits ? name : `${headOf(name, width - 1)}…`;
}

/**
 * Where an axis of bars must end so that the texts behind them fit a figure of 600 px, as a multiple
 * of the longest bar.
 *
 * @param least the multiple where there is room enough.
 */
export function roomBehindBars(
  labels: readonly string[],
  texts: readonly string[],
  least: number,
): number {
  const longest = (all: readonly string[], width: number): number =>
    all.reduce((most, text) => Math.max(most, Math.min(width, widthOf(text))), 0);
  const plot = 540 - LETTER_PX * longest(labels, 32);
  return Math.max(least, 1 / (1 - (LETTER_PX * longest(texts, 20) + 10) / plot));
}

/** Width of a letter of the axes' type, 13 px of Open Sans. */
const LETTER_PX = 7;

/** As many characters from the start as fit into `width` letters. */
function headOf(text: string, width: number): string {
  let head = "";
  let used = 0;
  for (const character of [...text].slice(0, width)) {
    used += widthOf(character);
    if (used > width) break;
    head += character;
  }
  return head;
}

/** Classes of letters by their width in Open Sans; the last one is all others. */
const WIDTHS: readonly [RegExp, number][] = [
  [/[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff01-\uff60]/u, 2],
  [/[MWmw@%]/, 1.75],
  [/[A-Z&]/, 1.25],
  [/[ fijlrtI.,:;'()[\]|!-]/, 0.6],
  [/[^\0-\x7f]/, 1.15],
  [/./s, 1],
];

function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? 1),
    0,
  );
}

/**
 * Stop at a number outside [low, high].
 *
 * @param what the subject of the sentence, such as `The AUC of "genre"`.
 * @throws UserError naming it.
 */
export function assertBetween(value: number, low: number, high: number, what: string): void {
  if (value >= low && value <= high) return;
  throw new UserError(
    `${what} is ${value}; expected a number from ${low} to ${high}. Shares are parts of 1, not ` +
      "per cent.",
  );
}

/** An estimate's interval at the level of 95%. */
export type Interval = readonly [low: number, high: number];

/**
 * The rows that have a number, with the sentence on those that have none.
 *
 * @param value null, undefined and NaN are none.
 */
export function withNumber<T>(
  rows: readonly T[],
  value: (row: T) => number | null | undefined,
  [noun, plural]: readonly [string, string],
): { rows: T[]; facts: string[] } {
  const kept = rows.filter((row) => {
    const number = value(row);
    return number !== null && number !== undefined && !Number.isNaN(number);
  });
  const missing = rows.length - kept.length;
  const facts = missing === 0 ? [] : [`${formatQuantity(missing, noun, plural)} left out`];
  return { rows: kept, facts };
}

/** An axis of counts from zero up to about `most`; few things have no ticks between them. */
export function countAxis(most: number): Record<string, unknown> {
  return {
    title: "Number of series",
    tickformat: ",d",
    rangemode: "tozero",
    ...(most <= 5 ? { dtick: 1 } : {}),
  };
}
