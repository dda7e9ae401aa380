/** Several small charts in one figure. */
import type { Plain } from "./figure.js";
import { escapePlotly } from "../base/escape.js";
import { formatCount } from "../base/format.js";
import { shortLabel } from "./labels.js";
import { COLOURS } from "./palette.js";
import { axis } from "./theme.js";

/** Between two panels, as a share of the figure. */
const GAP = 0.04;
/** Between two rows of panels, in px: for the numbers of an axis and a heading. */
const BETWEEN_ROWS = 64;

/** Where a panel stands, as shares of the plot's area. */
interface Place {
  x: [number, number];
  y: [number, number];
}

/** Panels of a height in px from left to right and from top to bottom, and the height of all of them. */
export function grid(
  count: number,
  columns: number,
  panel: number,
): { places: Place[]; height: number } {
  const rows = Math.max(1, Math.ceil(count / columns));
  const height = rows * panel + (rows - 1) * BETWEEN_ROWS;
  const width = (1 - GAP * (columns - 1)) / columns;
  const places = Array.from({ length: count }, (_, i): Place => {
    const left = (i % columns) * (width + GAP);
    const above = 1 - (Math.floor(i / columns) * (panel + BETWEEN_ROWS)) / height;
    return { x: [left, left + width], y: [Math.max(0, above - panel / height), above] };
  });
  return { places, height };
}

/** The names of a panel's axes. */
export function axesOf(i: number): { xaxis: string; yaxis: string } {
  const number = i === 0 ? "" : String(i + 1);
  return { xaxis: `x${number}`, yaxis: `y${number}` };
}

/**
 * The axes of panels, each in its place: those of the first are the figure's own, which `themed` takes,
 * the further ones have numbers.
 */
export function panelAxes(
  places: readonly Place[],
  isEmpty: boolean,
  axesAt: (i: number) => { x: Plain; y: Plain },
): { own: { xaxis: Plain; yaxis: Plain }; further: Record<string, Plain> } {
  const placed = places.map((place, i) => {
    const { x, y } = axesAt(i);
    const { xaxis, yaxis } = axesOf(i);
    return {
      xaxis: { ...x, domain: place.x, anchor: yaxis },
      yaxis: { ...y, domain: place.y, anchor: xaxis },
    };
  });
  const { x, y } = axesAt(0);
  const [own = { xaxis: x, yaxis: y }, ...others] = placed;
  const further = others.flatMap(({ xaxis, yaxis }, i): [string, Plain][] => [
    [`xaxis${i + 2}`, axis(xaxis, isEmpty)],
    [`yaxis${i + 2}`, axis(yaxis, isEmpty)],
  ]);
  return { own, further: Object.fromEntries(further) };
}

/** The name of each panel over it, with its number of series where there is room. */
export function headings(
  panels: readonly { name: string; all: { count: number } }[],
  places: readonly Place[],
): Plain[] {
  // Beside each other, at 600 px, there is room for a name alone.
  const isNarrow = places.some(({ x }) => x[0] > 0);
  return panels.map(({ name, all }, i) => ({
    text:
      `<b>${escapePlotly(shortLabel(name, isNarrow ? 13 : 24))}</b>` +
      (isNarrow ? "" : ` (${formatCount(all.count)})`),
    ...{ showarrow: false, xref: "paper", yref: "paper" },
    ...{ x: places[i]!.x[0], y: places[i]!.y[1], xanchor: "left", yanchor: "bottom", yshift: 4 },
    font: { size: 13, color: COLOURS.ink },
  }));
}
