/** A join in words and as a table. */
import { formatCount as n, formatQuantity, formatSeries, formatShare } from "../../base/format.js";
import { escapeMarkdown, md } from "../../base/escape.js";
import { changeLine } from "../changes.js";
import type { Table } from "../../cell/tables.js";
import type { JoinReport } from "./result.js";

/** Of a list, so many are named. */
const NAMED = 3;

/** What a join made, as Markdown: how many series have a row, what was left out, and which columns came. */
export function joinReading({ report }: { report: JoinReport }): string {
  const { file, by, series, matched, rows, columns, changes } = report;
  const share = formatShare(matched, series);
  const left = leftOut(report).map(({ name, count }) => `${name} (${n(count)})`);
  return [
    md`**${file}**, joined by ${by}: a row for ${n(matched)} of ${formatSeries(series)} (${share}).`,
    ...(left.length === 0
      ? []
      : [`Left out of its ${formatQuantity(rows, "row")}: ${left.join("; ")}.`]),
    `Columns: ${columns.map(columnInWords).join("; ")}.`,
    ...changes.map((change) => escapeMarkdown(changeLine(change))),
  ].join(" ");
}

function columnInWords({
  name,
  type,
  isDeclared,
  present,
  oddity,
}: JoinReport["columns"][number]): string {
  const how = isDeclared ? type : `${type}, by its values`;
  const but = oddity === null ? "" : `: ${oddity}`;
  return md`**${name}** (${how}${but}) in ${formatSeries(present)}`;
}

/** What became of the file's rows and of the series, as a table of counts with examples. */
export function joinTable({ report }: { report: JoinReport }): Table {
  const { file, by, series, matched, rows, withoutRow } = report;
  const used = rows - leftOut(report).reduce((sum, { count }) => sum + count, 0);
  const line = (what: string, count: number, of: number, such = "") => [
    ...[what, count, of, formatShare(count, of)],
    such,
  ];
  return {
    columns: ["what", "count", "of", "share", "such as"],
    rows: [
      line("series with a row", matched, series),
      line(
        "series without a row",
        withoutRow.length,
        series,
        list(withoutRow.map((id) => `id ${id}`)),
      ),
      line("rows joined", used, rows),
      ...outcomes(report).map(({ name, count, such }) => line(name, count, rows, such)),
    ],
    caption: `${file}, joined by ${by}`,
  };
}

/** What kept rows from being joined: how many, and the first of them. */
function outcomes({ by, unmatched, ambiguous, repeated, keyless }: JoinReport) {
  const key = by === "id" ? "an id" : "a name and a year";
  return [
    {
      name: "rows without a series here",
      count: unmatched.length,
      such: list(unmatched.map(({ row, key }) => `${key}, row ${row}`)),
    },
    {
      name: "rows that fit several series",
      count: ambiguous.length,
      such: list(ambiguous.map(({ row, key, candidates }) => `${key}, row ${row}: ${candidates}`)),
    },
    {
      name: "rows that repeat another",
      count: repeated.length,
      such: list(repeated.map(({ row, first, key }) => `${key}, rows ${first} and ${row}`)),
    },
    {
      name: `rows without ${key}`,
      count: keyless.length,
      such: list(keyless.map((row) => `row ${row}`)),
    },
  ];
}

function leftOut(report: JoinReport) {
  return outcomes(report).filter(({ count }) => count > 0);
}

function list(all: readonly string[]): string {
  return all.slice(0, NAMED).join("; ") + (all.length > NAMED ? "; …" : "");
}
