/** The columns of a feature table, one row for each, as a table to show. */
import { formatCount } from "../base/format.js";
import type { Table } from "../cell/tables.js";
import { columnsOf } from "./columns.js";
import { infoOf } from "./info.js";
import type { FeatureTable } from "./table.js";

/** What each column says, with what it is grouped, and how many series have it. */
export function featureSummary(table: FeatureTable): Table {
  const info = infoOf(table);
  const columns = columnsOf(table);
  return {
    columns: ["group", "column", "in words", "series", "missing"],
    rows: table.names.map((name, j) => {
      const values = Array.from(columns[j]!);
      const known = values.filter((value) => !Number.isNaN(value));
      const isFlag = known.every((value) => value === 0 || value === 1);
      const sum = known.reduce((total, value) => total + value, 0);
      const mean = known.length === 0 ? "–" : `mean ${(sum / known.length).toFixed(1)}`;
      return [
        info[j]!.group,
        name,
        info[j]!.words,
        isFlag ? formatCount(sum) : mean,
        values.length - known.length,
      ];
    }),
  };
}
