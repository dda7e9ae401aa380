/** What a decision by the predicted chances is worth. */
import * as marks from "./marks.js";
import type { Figure, Interval, Plain } from "./figure.js";
import { assertShares, type MeasuredOptions } from "./options.js";
import { COLOURS } from "./palette.js";
import { themed } from "./theme.js";
import * as words from "./words.js";

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
export function decisionCurveChart(rows: readonly DecisionRow[], options: MeasuredOptions): Figure {
  const at = rows.map(({ threshold }) => threshold);
  assertShares(at, "A threshold");
  const highest = Math.max(0.001, ...rows.map(({ interval }) => interval[1]));
  const band = {
    at,
    low: rows.map(({ interval }) => Math.max(interval[0], -0.25 * highest)),
    high: rows.map(({ interval }) => interval[1]),
  };
  const line = (name: string, value: (row: DecisionRow) => number, look: Plain): Plain => {
    const hovertemplate = `${name}, from %{x:.0%}: %{y:.4f}<extra></extra>`;
    return marks.line(name, [at, rows.map(value)], { width: 2, ...look }, { hovertemplate });
  };
  const data = [
    { ...marks.band(band, "95% interval"), showlegend: false },
    line("by the model", ({ model }) => model, { color: COLOURS.base }),
    line("all series", ({ all }) => all, { color: COLOURS.hit }),
    line("none", () => 0, { color: COLOURS.ink, dash: "dash" }),
  ];
  return themed(options, {
    title: "Net benefit of a decision by the predicted chance",
    facts: [
      words.series(options.n),
      "hits taken for each series, less the others taken times the odds of the threshold",
      "band: 95% interval",
    ],
    height: 440,
    legend: true,
    empty: "There are no thresholds to show.",
    data: rows.length === 0 ? [] : data,
    xaxis: { title: "Chance from which a series is taken", tickformat: ".0%" },
    yaxis: { title: "Net benefit", tickformat: ".3~f", range: [-0.25 * highest, 1.1 * highest] },
  });
}
