/** How the model grows with the series that it is fitted on. */
import { formatSeries, formatUnit, roundSignificant } from "../base/format.js";
import * as axes from "./axes.js";
import type { Figure, Interval } from "./figure.js";
import * as marks from "./marks.js";
import { assertShares, type MeasuredOptions } from "./options.js";
import { COLOURS } from "./palette.js";
import { themed } from "./theme.js";
import * as words from "./words.js";

/** The ROC-AUC of fits on a part of the training series. */
export interface LearningRow {
  /** Training series. */
  rows: number;
  mean: number;
  interval: Interval;
}

/** The cross-validated ROC-AUC over the number of training series, with its interval as a band. */
export function learningCurveChart(
  points: readonly LearningRow[],
  options: MeasuredOptions,
): Figure {
  for (const { mean, interval } of points) assertShares([mean, ...interval], "A ROC-AUC");
  const estimates = points.map(({ rows, mean, interval }) => ({
    at: roundSignificant(rows),
    value: mean,
    interval: null,
    hover: `${formatSeries(rows)}: ${formatUnit(mean)} (${words.range(interval)})`,
  }));
  const band = {
    at: points.map(({ rows }) => rows),
    low: points.map(({ interval }) => interval[0]),
    high: points.map(({ interval }) => interval[1]),
  };
  const dots = marks.dots(estimates, { name: "mean", color: COLOURS.base }, "y");
  const ends = [0.5, ...points.flatMap(({ interval }) => [...interval])];
  return themed(options, {
    title: "ROC-AUC by the number of training series",
    facts: [words.series(options.n), "band: 95% interval", "dashed: chance, 0.5"],
    height: 400,
    empty: "There are no fits to show.",
    data: [
      ...(points.length === 0 ? [] : [marks.band(band, "95% interval")]),
      { ...dots, mode: "lines+markers", line: { color: COLOURS.base, width: 2 } },
    ],
    xaxis: { title: "Training series", tickformat: ",d", rangemode: "tozero", nticks: 8 },
    yaxis: { title: "ROC-AUC", tickformat: ".2~f", range: axes.around(estimates, ends) },
    shapes: [marks.reference("y", 0.5)],
  });
}
