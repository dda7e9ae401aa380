/** How the model grows with the series that it is fitted on. */
import type { Figure } from "./figure.js";
import { formatCount, formatQuantity, formatUnit, roundSignificant } from "../base/format.js";
import { COLOURS, referenceLine, themed } from "./theme.js";
import { bandTrace, intervalTrace, rangeAround } from "./intervals.js";
import { assertBetween, type ChartOptions, type Interval } from "./options.js";

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
  { source, date, n }: ChartOptions & { n?: number },
): Figure {
  for (const { mean, interval } of points) {
    for (const value of [mean, ...interval]) assertBetween(value, 0, 1, "A ROC-AUC");
  }
  const at = points.map(({ rows }) => rows);
  const estimates = points.map(({ rows, mean, interval }) => ({
    at: roundSignificant(rows),
    value: mean,
    interval: null,
    hover: `${formatCount(rows)} series: ${formatUnit(mean)} (${interval.map((x) => formatUnit(x)).join(" to ")})`,
  }));
  const ends = points.flatMap(({ interval }) => [...interval]);
  return themed({
    title: "ROC-AUC by the number of training series",
    facts: [
      ...(n === undefined ? [] : [`n = ${formatQuantity(n, "series", "series")}`]),
      "band: 95% interval",
      "dashed: chance, 0.5",
    ],
    source,
    date,
    height: 400,
    empty: "There are no fits to show.",
    data: [
      ...(points.length === 0
        ? []
        : [
            bandTrace(
              {
                at,
                low: points.map(({ interval }) => interval[0]),
                high: points.map(({ interval }) => interval[1]),
              },
              "95% interval",
            ),
          ]),
      Object.assign(intervalTrace(estimates, { name: "mean", color: COLOURS.base }, "y"), {
        mode: "lines+markers",
        line: { color: COLOURS.base, width: 2 },
      }),
    ],
    xaxis: { title: "Training series", tickformat: ",d", rangemode: "tozero", nticks: 8 },
    yaxis: { title: "ROC-AUC", tickformat: ".2~f", range: rangeAround(estimates, [0.5, ...ends]) },
    shapes: [referenceLine("y", 0.5)],
  });
}
