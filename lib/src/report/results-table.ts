/** The numbers of notebook 05 as a table. */
import { formatCount, formatP, formatPercent, formatQuantity, formatUnit } from "../base/format.js";
import type { Results } from "../data/collection.js";
import type { Table, TableCell } from "../cell/tables.js";

type Interval = readonly [number, number] | undefined;

/**
 * Each measure with its 95% interval and the series on which it was measured; missing ones are left
 * out.
 */
export function resultsTable(results: Results, network: string): Table {
  const { validation, titles, hits } = results;
  const held = validation === undefined ? "the held-out series" : sizeOf(validation);
  const all = sizeOf({ titles, hits });
  const byChance =
    validation === undefined || validation.titles === 0
      ? ""
      : `; by chance ${formatUnit(validation.hits / validation.titles)}`;
  const rows: (TableCell[] | null)[] = [
    row("ROC-AUC of the split", results.roc_auc, results.roc_auc_interval, held),
    foldsRow(results),
    results.permutation_p === undefined
      ? null
      : [
          "p-value of the ROC-AUC, by permuted labels",
          formatP(results.permutation_p),
          "–",
          "the same split",
        ],
    row(
      "Average precision",
      results.average_precision,
      results.average_precision_interval,
      held + byChance,
    ),
    ...calibrationRows(results, all),
    ...yearRows(results),
  ];
  return {
    columns: ["measure", "value", "95% interval", "measured on"],
    rows: rows.filter((cells) => cells !== null),
    caption: `${network}: ${formatQuantity(hits, "hit")} among ${formatQuantity(titles, "series", "series")}${titles > 0 ? ` (${formatPercent(hits / titles)})` : ""}`,
  };
}

function row(
  measure: string,
  value: number | undefined,
  interval: Interval,
  on: string,
): TableCell[] | null {
  return value === undefined ? null : [measure, formatUnit(value), rangeOf(interval), on];
}

function foldsRow({ cross_validated: cv, titles }: Results): TableCell[] | null {
  if (cv === undefined) return null;
  return [
    "ROC-AUC over folds, mean",
    `${formatUnit(cv.mean)} (sd ${formatUnit(cv.sd)})`,
    rangeOf(cv.interval),
    `${cv.repeats} × ${cv.folds} folds of ${formatQuantity(titles, "series", "series")}`,
  ];
}

function calibrationRows({ calibration }: Results, on: string): TableCell[][] {
  if (calibration === undefined) return [];
  const { slope, slope_interval, intercept, intercept_interval } = calibration;
  const { log_loss, base_log_loss } = calibration;
  return [
    ["Calibration slope (ideal: 1)", two(slope), rangeOf(slope_interval, two), on],
    ["Calibration intercept (ideal: 0)", two(intercept), rangeOf(intercept_interval, two), on],
    ["Log loss", log_loss.toFixed(4), "–", `${on}; of the base rate ${base_log_loss.toFixed(4)}`],
  ];
}

function yearRows({ later_years: later }: Results): TableCell[][] {
  if (later === undefined) return [];
  const { years, mean, interval, within_cross_validated: within, cost, cost_interval } = later;
  const on = `${formatQuantity(years, "year")}, each by a model of the years before`;
  return [
    ["ROC-AUC within later years, mean", formatUnit(mean), rangeOf(interval), on],
    [
      "Difference from that of cross-validated scores",
      signed(cost),
      rangeOf(cost_interval, signed),
      `the same series, whose cross-validated scores have ${formatUnit(within)} within the years`,
    ],
  ];
}

function rangeOf(interval: Interval, format: (value: number) => string = formatUnit): string {
  return interval === undefined ? "–" : interval.map((end) => format(end)).join(" to ");
}

function two(value: number): string {
  return minus(value.toFixed(2));
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${minus(value.toFixed(3))}`;
}

function minus(text: string): string {
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

function sizeOf({ titles, hits }: { titles: number; hits: number }): string {
  return `${formatCount(titles)} series with ${formatQuantity(hits, "hit")}`;
}
