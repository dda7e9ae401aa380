/** Estimates as dots with their intervals, the common mark of rates, ratios and AUCs. */
import { roundSignificant } from "../base/format.js";
import { COLOURS, translucent } from "./theme.js";
import type { Interval } from "./options.js";

/** An estimate and where it stands on the other axis. */
export interface Estimate {
  at: string | number;
  value: number;
  /** Null where none can be given: a dot alone. */
  interval: Interval | null;
  /** What the mouse shows. */
  hover: string;
}

/** Name and colour of a trace. */
export interface Look {
  name: string;
  color: string;
  /** Too many for dots and bars of the usual size. */
  dense?: boolean;
}

/** Dots with error bars along `direction`, in the order given. */
export function intervalTrace(
  estimates: readonly Estimate[],
  { name, color, dense = false }: Look,
  direction: "x" | "y",
): Record<string, unknown> {
  const values = estimates.map(({ value }) => roundSignificant(value));
  const places = estimates.map(({ at }) => at);
  return {
    type: "scatter",
    mode: "markers",
    name,
    marker: { color, size: dense ? 4 : 10 },
    [`error_${direction}`]: {
      type: "data",
      symmetric: false,
      array: estimates.map(({ value, interval }) =>
        interval === null ? 0 : roundSignificant(interval[1] - value),
      ),
      arrayminus: estimates.map(({ value, interval }) =>
        interval === null ? 0 : roundSignificant(value - interval[0]),
      ),
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

/** A pointwise interval along a curve. */
export interface Band {
  at: readonly number[];
  low: readonly number[];
  high: readonly number[];
}

/** A band as one filled shape, to stand under its curve. */
export function bandTrace({ at, low, high }: Band, name: string): Record<string, unknown> {
  const round = (values: readonly number[]): number[] => values.map((v) => roundSignificant(v));
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: round([...at, ...[...at].reverse()]),
    y: round([...high, ...[...low].reverse()]),
    fill: "toself",
    fillcolor: translucent(COLOURS.base, 0.18),
    line: { width: 0, color: COLOURS.base },
    hoverinfo: "skip",
  };
}

/** The colour of a group: grey where it is too small to judge. */
export function groupColour(large: boolean): string {
  return large ? COLOURS.base : COLOURS.muted;
}

/** From the smallest to the largest end of the intervals and the values, with a margin around. */
export function rangeAround(
  estimates: readonly Pick<Estimate, "value" | "interval">[],
  also: readonly number[] = [],
  margin = 0.06,
): [number, number] {
  const ends = [
    ...also,
    ...estimates.flatMap(({ value, interval }) => [value, ...(interval ?? [])]),
  ].filter(Number.isFinite);
  if (ends.length === 0) return [0, 1];
  const [low, high] = ends.reduce(
    ([least, most], end) => [Math.min(least, end), Math.max(most, end)],
    [Infinity, -Infinity],
  );
  const room = margin * (high - low) || 0.01;
  return [roundSignificant(low - room), roundSignificant(high + room)];
}
