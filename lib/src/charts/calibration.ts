/** Whether predicted shares of hits are those that are found. */
import { formatCount, formatPercent, formatSeries, roundSignificant } from "../base/format.js";
import { MIN_GROUP } from "../label/min-group.js";
import { wilsonInterval } from "../stats/summary.js";
import * as axes from "./axes.js";
import type { Band, Figure, Interval, Plain } from "./figure.js";
import * as marks from "./marks.js";
import { assertShares, withNumber } from "./options.js";
import { COLOURS } from "./palette.js";
import { themed, type ChartOptions } from "./theme.js";
import * as words from "./words.js";

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

/** Options of {@link calibrationChart}. */
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
  options: CalibrationOptions,
): Figure {
  const { minTitles = MIN_GROUP, line } = options;
  const used = bins.filter(({ count }) => count > 0);
  const filled = withNumber(used, ["bin", "a share"], ({ meanPredicted: at, fractionOfHits }) =>
    at === null || fractionOfHits === null ? null : at + fractionOfHits,
  );
  const shown = filled.rows.map(({ meanPredicted, fractionOfHits, count, interval }) => {
    const [at, value] = [meanPredicted!, fractionOfHits!];
    assertShares([at], "A mean prediction");
    assertShares([value], "A share of hits");
    assertShares(interval, "The end of an interval");
    const range = interval ?? wilsonInterval(Math.round(value * count), count);
    const hover =
      `predicted ${formatPercent(at)}, found ${formatPercent(value)} ` +
      `(${words.range(range, formatPercent)}), ${formatSeries(count)}`;
    const isLarge = count >= minTitles;
    return { at: roundSignificant(at), value, interval: range, hover, count, isLarge };
  });
  const places = shown.map(({ at }) => at);
  const counts = shown.map(({ count }) => count);
  const n = counts.reduce((sum, count) => sum + count, 0);
  // Where hits are rare, most of the square from 0 to 1 would be empty.
  const last = Math.max(...shown.flatMap(({ at, interval }) => [at, interval[1]]), 0);
  const end = last === 0 || last > 0.7 ? 1 : Math.ceil(last * 11) / 10;
  const diagonal = n === 0 ? [] : [0, end];
  const dashed = { color: COLOURS.ink, width: 1.5, dash: "dash" };
  return themed(options, {
    title: "Predicted and found shares of hits",
    facts: [
      words.series(n),
      "bars: 95% interval",
      line && "line: logistic recalibration with its 95% band",
      filled.fact,
    ],
    height: 600,
    legend: true,
    empty: "There are no predictions to show.",
    data: [
      marks.line("found as predicted", [diagonal, diagonal], dashed),
      ...(line && n > 0 ? recalibration(line, end) : []),
      ...marks.judgedDots(shown, `${formatCount(minTitles)} series or more`, "y"),
      marks.bars("v", {
        at: places,
        lengths: counts,
        width: barWidth(places, end),
        yaxis: "y2",
        color: shown.map(({ isLarge }) => marks.groupColour(isLarge)),
        more: { showlegend: false },
        hover: "predicted %{x:.1%}: %{y:,d} series",
      }),
    ],
    xaxis: {
      title: "Predicted share of hits",
      ...axes.unit,
      range: [-0.01 * end, 1.01 * end],
      anchor: "y2",
    },
    yaxis: {
      title: "Share of hits found",
      ...axes.unit,
      range: [-0.03 * end, 1.04 * end],
      domain: [0.34, 1],
    },
    layout: axes.countPanel(counts, 0.24),
  });
}

/** The fitted line as far as the axis goes. */
function recalibration(
  { predicted, found, low, high }: NonNullable<CalibrationOptions["line"]>,
  end: number,
): Plain[] {
  const shown = predicted.flatMap((share, i) => (share <= end ? [i] : []));
  const part = (values: readonly number[]): number[] => shown.map((i) => values[i]!);
  const at = part(predicted);
  const band = { at, low: part(low), high: part(high).map((v) => Math.min(v, 1.04 * end)) };
  return [
    { ...marks.band(band, "95% band"), showlegend: false },
    marks.line("fitted", [at, part(found)], { color: COLOURS.base, width: 1.75 }),
  ];
}

/** Bars that leave the narrowest gap between bins open, on an axis that ends at `end`. */
function barWidth(places: readonly number[], end: number): number {
  const sorted = [...places].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((place, i) => place - sorted[i]!);
  return Math.max(0.004 * end, Math.min(0.04 * end, ...gaps.map((gap) => 0.8 * gap)));
}
