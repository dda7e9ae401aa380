/** What a decision by the predicted chances is worth. */
import type { Figure } from "./figure.js";
import { formatQuantity, roundSignificant } from "../base/format.js";
import { COLOURS, themed } from "./theme.js";
import { bandTrace } from "./intervals.js";
import { assertBetween, type ChartOptions, type Interval } from "./options.js";

/** Net benefit at one threshold. */
export interface DecisionRow {
  /** The chance from which a series is taken. */
  threshold: number;
  model: number;
  interval: Interval;
  /** Of taking every series. */
  all: number;
}

/**
 * The decision curve: the net benefit of taking the series whose chance reaches a threshold, beside taking
 * all of them and none.
 *
 * @throws UserError when a threshold lies outside [0, 1].
 */
export function decisionCurveChart(
  rows: readonly DecisionRow[],
  { source, date, n }: ChartOptions & { n?: number },
): Figure {
  for (const { threshold } of rows) assertBetween(threshold, 0, 1, "A threshold");
  const at = rows.map(({ threshold }) => threshold);
  const highest = Math.max(0.001, ...rows.map(({ interval }) => interval[1]));
  const line = (name: string, values: readonly number[], look: Record<string, unknown>) => ({
    type: "scatter",
    mode: "lines",
    name,
    x: at,
    y: values.map((value) => roundSignificant(value)),
    line: { width: 2, ...look },
    hovertemplate: `${name}, from %{x:.0%}: %{y:.4f}<extra></extra>`,
  });
  return themed({
    title: "Net benefit of a decision by the predicted chance",
    facts: [
      ...(n === undefined ? [] : [`n = ${formatQuantity(n, "series", "series")}`]),
      "hits taken for each series, less the others taken times the odds of the threshold",
      "band: 95% interval",
    ],
    source,
    date,
    height: 440,
    legend: true,
    empty: "There are no thresholds to show.",
    data:
      rows.length === 0
        ? []
        : [
            Object.assign(
              bandTrace(
                {
                  at,
                  low: rows.map(({ interval }) => Math.max(interval[0], -0.25 * highest)),
                  high: rows.map(({ interval }) => interval[1]),
                },
                "95% interval",
              ),
              { showlegend: false },
            ),
            line(
              "by the model",
              rows.map(({ model }) => model),
              { color: COLOURS.base },
            ),
            line(
              "all series",
              rows.map(({ all }) => all),
              { color: COLOURS.hit },
            ),
            line(
              "none",
              rows.map(() => 0),
              { color: COLOURS.ink, dash: "dash" },
            ),
          ],
    xaxis: { title: "Chance from which a series is taken", tickformat: ".0%" },
    yaxis: { title: "Net benefit", tickformat: ".3~f", range: [-0.25 * highest, 1.1 * highest] },
  });
}
