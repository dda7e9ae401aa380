/** Whether predicted shares of hits are those that are found. */
import { MIN_GROUP } from "../label/min-group.js";
import type { Figure } from "./figure.js";
import { formatCount, formatPercent, formatQuantity, roundSignificant } from "../base/format.js";
import { wilsonInterval } from "../stats/summary.js";
import { axis as themeAxis, COLOURS, themed } from "./theme.js";
import { bandTrace, groupColour, intervalTrace, type Band } from "./intervals.js";
import {
  assertBetween,
  countAxis,
  unitAxis,
  withNumber,
  type ChartOptions,
  type Interval,
} from "./options.js";

/** Series with about the same predicted chance of being a hit. */
export interface CalibrationBin {
  /** Mean of the predicted chances; null in an empty bin. */
  meanPredicted: number | null;
  /** Share of hits among them; null in an empty bin. */
  fractionOfHits: number | null;
  /** Series in the bin. */
  count: number;
  /** 95% interval of the share; default Wilson's. */
  interval?: Interval;
}

/** What {@link calibrationChart} can be told. */
export interface CalibrationOptions extends ChartOptions {
  /** Bins with fewer series are too small to judge and grey. Default 30. */
  minTitles?: number;
  /** A fitted line with its pointwise 95% band: shares found at shares predicted. */
  line?:
    | ({ predicted: readonly number[]; found: readonly number[] } & Pick<Band, "low" | "high">)
    | undefined;
}

/**
 * Reliability diagram: the share of hits found where a share was predicted, above the number of
 * series in each bin. Empty bins are left out.
 *
 * @throws UserError when a share lies outside [0, 1].
 */
export function calibrationChart(
  bins: readonly CalibrationBin[],
  { source, date, minTitles = MIN_GROUP, line }: CalibrationOptions,
): Figure {
  const filled = withNumber(
    bins.filter(({ count }) => count > 0),
    ({ meanPredicted, fractionOfHits }) =>
      meanPredicted === null
        ? null
        : fractionOfHits === null
          ? null
          : meanPredicted + fractionOfHits,
    ["bin without a share", "bins without a share"],
  );
  const shown = filled.rows.map(({ meanPredicted, fractionOfHits, count, interval }) => {
    const [at, value] = [meanPredicted!, fractionOfHits!];
    assertBetween(at, 0, 1, "A mean prediction");
    assertBetween(value, 0, 1, "A share of hits");
    interval?.forEach((end) => assertBetween(end, 0, 1, "The end of an interval"));
    const range = interval ?? wilsonInterval(Math.round(value * count), count);
    const [low, high] = range.map((end) => formatPercent(end));
    const hover =
      `predicted ${formatPercent(at)}, found ${formatPercent(value)} (${low} to ${high}), ` +
      formatQuantity(count, "series", "series");
    return { at: roundSignificant(at), value, interval: range, hover, count };
  });
  const n = shown.reduce((sum, { count }) => sum + count, 0);
  const most = shown.reduce((max, { count }) => Math.max(max, count), 0);
  const large = shown.filter(({ count }) => count >= minTitles);
  const small = shown.filter(({ count }) => count < minTitles);
  // Where hits are rare, most of the square from 0 to 1 would be empty.
  const last = Math.max(...shown.flatMap(({ at, interval }) => [at, interval[1]]), 0);
  const end = last === 0 || last > 0.7 ? 1 : Math.ceil(last * 11) / 10;
  return themed({
    title: "Predicted and found shares of hits",
    facts: [
      `n = ${formatQuantity(n, "series", "series")}`,
      "bars: 95% interval",
      ...(line ? ["line: logistic recalibration with its 95% band"] : []),
      ...filled.facts,
    ],
    source,
    date,
    height: 600,
    legend: true,
    empty: "There are no predictions to show.",
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "found as predicted",
        x: n === 0 ? [] : [0, end],
        y: n === 0 ? [] : [0, end],
        line: { color: COLOURS.ink, width: 1.5, dash: "dash" },
        hoverinfo: "skip",
      },
      ...(line && n > 0 ? recalibration(line, end) : []),
      ...[
        { look: { name: `${formatCount(minTitles)} series or more`, large: true }, part: large },
        { look: { name: "fewer, too few to judge", large: false }, part: small },
      ]
        .filter(({ part }) => part.length > 0)
        .map(({ look, part }) =>
          intervalTrace(part, { name: look.name, color: groupColour(look.large) }, "y"),
        ),
      {
        type: "bar",
        x: shown.map(({ at }) => at),
        y: shown.map(({ count }) => count),
        width: barWidth(
          shown.map(({ at }) => at),
          end,
        ),
        yaxis: "y2",
        marker: { color: shown.map(({ count }) => groupColour(count >= minTitles)) },
        showlegend: false,
        hovertemplate: "predicted %{x:.1%}: %{y:,d} series<extra></extra>",
      },
    ],
    xaxis: {
      title: "Predicted share of hits",
      ...unitAxis,
      range: [-0.01 * end, 1.01 * end],
      anchor: "y2",
    },
    yaxis: {
      title: "Share of hits found",
      ...unitAxis,
      range: [-0.03 * end, 1.04 * end],
      domain: [0.34, 1],
    },
    layout: {
      yaxis2: themeAxis(
        { nticks: 4, ...countAxis(most), title: "Series", domain: [0, 0.24] },
        n === 0,
      ),
    },
  });
}

/** The fitted line as far as the axis goes. */
function recalibration(
  { predicted, found, low, high }: NonNullable<CalibrationOptions["line"]>,
  end: number,
): Record<string, unknown>[] {
  const shown = predicted.flatMap((share, i) => (share <= end ? [i] : []));
  const part = (values: readonly number[]): number[] => shown.map((i) => values[i]!);
  const band = {
    at: part(predicted),
    low: part(low),
    high: part(high).map((v) => Math.min(v, 1.04 * end)),
  };
  return [
    Object.assign(bandTrace(band, "95% band"), { showlegend: false }),
    {
      type: "scatter",
      mode: "lines",
      name: "fitted",
      x: part(predicted).map((share) => roundSignificant(share)),
      y: part(found).map((share) => roundSignificant(share)),
      line: { color: COLOURS.base, width: 1.75 },
      hoverinfo: "skip",
    },
  ];
}

/** Bars that leave the narrowest gap between bins open, on an axis that ends at `end`. */
function barWidth(places: readonly number[], end: number): number {
  const sorted = [...places].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((place, i) => place - sorted[i]!);
  return Math.max(0.004 * end, Math.min(0.04 * end, ...gaps.map((gap) => 0.8 * gap)));
}
