/** What the model learned and how well it separates hits from non-hits. */
import type { Figure } from "../figure.js";
import { formatCount, formatQuantity, roundSignificant } from "../format.js";
import { COLOURS, note, themed, translucent } from "../theme.js";
import { categoryAxis } from "./counts.js";
import { rowsHeight, type ChartOptions, type TopOptions } from "./options.js";

/** A ROC curve and the area under it. */
export interface Roc {
  /** Ascending, from 0 to 1. */
  fpr: readonly number[];
  /** One for each of `fpr`. */
  tpr: readonly number[];
  auc: number;
}

/** What {@link rocCurveChart} can be told. */
export interface RocOptions extends ChartOptions {
  /** Series on which the curve was measured. */
  n?: number;
  /** Hits among them. */
  hits?: number;
}

/** True against false positive rate at every threshold, beside the diagonal of a coin toss. */
export function rocCurveChart({ fpr, tpr, auc }: Roc, { source, n, hits }: RocOptions): Figure {
  const area = auc.toFixed(3);
  return themed({
    title: `ROC curve, area ${area}`,
    facts: [
      ...(n === undefined ? [] : [`n = ${formatQuantity(n, "test series", "test series")}`]),
      ...(hits === undefined ? [] : [formatQuantity(hits, "hit")]),
    ],
    source,
    height: 560,
    empty: "There is no curve to show.",
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "model",
        x: fpr.map((rate) => roundSignificant(rate)),
        y: tpr.map((rate) => roundSignificant(rate)),
        line: { color: COLOURS.base, width: 2.5 },
        fill: "tozeroy",
        fillcolor: translucent(COLOURS.base, 0.1),
        hovertemplate: "false positives %{x:.1%}, true positives %{y:.1%}<extra></extra>",
      },
      {
        type: "scatter",
        mode: "lines",
        name: "chance",
        x: fpr.length === 0 ? [] : [0, 1],
        y: fpr.length === 0 ? [] : [0, 1],
        line: { color: COLOURS.ink, width: 1.5, dash: "dash" },
        hoverinfo: "skip",
      },
    ],
    xaxis: {
      title: "False positive rate (share of non-hits taken for hits)",
      tickformat: ".0%",
      range: [-0.01, 1.01],
      constrain: "domain",
      constraintoward: "left",
    },
    yaxis: {
      title: "True positive rate (share of hits found)",
      tickformat: ".0%",
      range: [-0.01, 1.01],
      scaleanchor: "x",
      constrain: "domain",
    },
    annotations: [
      note("chance: 0.5", { x: 0.62, y: 0.58, xanchor: "left", yanchor: "top" }),
      note(`ROC-AUC = ${area}`, {
        x: 0.97,
        y: 0.06,
        xanchor: "right",
        font: { size: 15, color: COLOURS.base },
      }),
    ],
  });
}

/** A feature's coefficient in the model. */
export interface Coefficient {
  feature: string;
  /** Change of the log-odds for one standard deviation. */
  coefficient: number;
}

/** The coefficients that are largest in absolute size, signs by colour; `top` defaults to 20. */
export function coefficientChart(
  coefficients: readonly Coefficient[],
  { source, top = 20 }: TopOptions,
): Figure {
  const shown = [...coefficients]
    .sort((a, b) => Math.abs(b.coefficient) - Math.abs(a.coefficient))
    .slice(0, top);
  const names = shown.map(({ feature }) => feature);
  const bars = [
    { name: "raises the odds", color: COLOURS.hit, of: shown.filter((c) => c.coefficient >= 0) },
    { name: "lowers the odds", color: COLOURS.base, of: shown.filter((c) => c.coefficient < 0) },
  ].filter(({ of }) => of.length > 0);
  return themed({
    title: "Coefficients of the model",
    facts: [
      coefficients.length > top
        ? `the ${top} largest of ${formatCount(coefficients.length)}`
        : formatQuantity(coefficients.length, "coefficient"),
      "change of the log-odds of a hit for one standard deviation",
    ],
    source,
    height: rowsHeight(shown.length) + 20,
    legend: true,
    empty: "There are no coefficients to show.",
    data: bars.map(({ name, color, of }) => ({
      type: "bar",
      orientation: "h",
      name,
      x: of.map(({ coefficient }) => roundSignificant(coefficient)),
      y: of.map(({ feature }) => feature),
      marker: { color },
      hovertemplate: "%{y}: %{x:+.3f}<extra></extra>",
    })),
    xaxis: { title: "Coefficient", zeroline: true, zerolinecolor: COLOURS.ink },
    yaxis: categoryAxis(names, (name) => name, 40),
    layout: { barmode: "relative" },
  });
}
