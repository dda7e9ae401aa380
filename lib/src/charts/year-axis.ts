import { MISSING } from "./options.js";

/** Where years, and the group without one, stand on an axis. */
export interface YearAxis {
  axis: Record<string, unknown>;
  /** The place of a year; that of the missing ones is behind the last. */
  place: (year: number | null) => number;
  /** From where to where the axis goes. */
  range: [number, number];
}

/** Steps between labelled years; the first that gives at most twelve labels is taken. */
const STEPS = [1, 2, 5, 10, 20, 50, 100];

/**
 * A linear axis of years with upright labels, so that years without a series leave a gap, and a
 * place behind the last year for the missing ones.
 */
export function yearAxis(years: readonly (number | null)[]): YearAxis {
  const known = years.filter((year): year is number => year !== null);
  const first = Math.min(...known);
  const last = Math.max(...known);
  const span = known.length === 0 ? 0 : last - first;
  const step = STEPS.find((candidate) => span / candidate <= 11) ?? 200;
  const ticks: number[] = [];
  if (known.length > 0) {
    for (let year = Math.ceil(first / step) * step; year <= last; year += step) ticks.push(year);
  }
  const hasMissing = years.includes(null);
  // Wide enough that "(missing)" does not touch the label of the last year at 600 px.
  const missingAt = known.length === 0 ? 0 : last + Math.max(2, Math.ceil(span * 0.13));
  const place = (year: number | null): number => year ?? missingAt;
  const range: [number, number] =
    known.length === 0
      ? [-1, 1]
      : [first - 0.8, (hasMissing ? missingAt + 0.02 * span : last) + 0.8];
  return {
    place,
    range,
    axis: {
      title: "Release year",
      tickmode: "array",
      tickvals: hasMissing ? [...ticks, missingAt] : ticks,
      ticktext: [...ticks.map(String), ...(hasMissing ? [MISSING] : [])],
      tickangle: 0,
      ticks: "outside",
      showgrid: false,
      range,
    },
  };
}
