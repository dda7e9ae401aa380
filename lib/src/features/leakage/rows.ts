/** The columns of features and of series that a check against leakage compares. */
import {
  type CheckedFeatures,
  LEAKING_COLUMNS,
  type LeakingColumn,
  type LeakSource,
} from "./columns.js";
import type { Title } from "../../data/titles.js";
import type { Variable } from "../../data/variable.js";
import { knownColumns } from "../columns.js";
import type { Column } from "./by-value.js";

/** More rows than this are thinned out evenly before values are compared. */
const MOST_ROWS = 20_000;

export function rowCount(features: CheckedFeatures): number {
  const columns = knownColumns(features) ?? features.columns;
  return columns?.[0]?.length ?? features.X?.length ?? features.y?.length ?? 0;
}

/** All rows, or evenly spaced ones of many. */
export function thinnedRows(n: number): Uint32Array {
  const size = Math.min(n, MOST_ROWS);
  return new Uint32Array(size).map((_, i) => Math.floor((i * n) / size));
}

/**
 * One row of those that are alike in every feature and in what they are compared with: copies of one
 * series are neighbours in its columns, which is no sign of a leak.
 */
export function withoutCopies(
  features: CheckedFeatures,
  sources: readonly (readonly [LeakingColumn, Column])[],
  rows: Uint32Array,
): Uint32Array {
  const columns = features.names.map((_, i) => columnOf(features, i, rows));
  columns.push(...sources.map(([, source]) => source));
  const bytes = new Float64Array(columns.length);
  const text = Buffer.from(bytes.buffer);
  const seen = new Set<string>();
  return rows.filter((_, at) => {
    for (let i = 0; i < columns.length; i += 1) bytes[i] = columns[i]![at]!;
    const key = text.toString("latin1");
    return seen.size < seen.add(key).size;
  });
}

export function columnOf(features: CheckedFeatures, i: number, rows: Uint32Array): Column {
  const values = new Float64Array(rows.length);
  const columns = knownColumns(features) ?? (features.X === undefined ? features.columns : null);
  const column = columns?.[i];
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!;
    values[at] = (columns ? column?.[row] : features.X?.[row]?.[i]) ?? NaN;
  }
  return values;
}

/** The columns to compare with, as far as they are given. */
export function sourceColumns(
  { ids, y }: CheckedFeatures,
  titles: readonly LeakSource[] | undefined,
  rows: Uint32Array,
  definedBy: readonly Variable[],
): [LeakingColumn, Column][] {
  const sources: [LeakingColumn, Column][] = [];
  const found = titlesOfRows(ids, titles, rows);
  const columnOfTitles = (column: (typeof LEAKING_COLUMNS)[number]) =>
    Float64Array.from(found, (title) => title?.[column] ?? NaN);
  if (titles !== undefined && ids !== undefined) {
    for (const column of LEAKING_COLUMNS) {
      if (column !== "hit") sources.push([column, columnOfTitles(column)]);
    }
    for (const variable of definedBy) {
      const values = numbersOf(found, variable);
      // Popularity is compared already, whatever the variable is called.
      if (!sources.some(([, known]) => known.every((x, row) => Object.is(x, values[row])))) {
        sources.push([variable.name, values]);
      }
    }
  }
  if (y !== undefined) sources.push(["hit", Float64Array.from(rows, (row) => y[row] ?? NaN)]);
  else if (titles !== undefined && ids !== undefined) sources.push(["hit", columnOfTitles("hit")]);
  return sources;
}

/** A variable of these series in numbers; NaN where it is a text, a list or missing. */
function numbersOf(titles: readonly (LeakSource | undefined)[], { value }: Variable): Column {
  return Float64Array.from(titles, (title) => {
    const found: unknown = title === undefined ? null : value(title as LeakSource & Title);
    return typeof found === "number" || typeof found === "boolean" ? Number(found) : NaN;
  });
}

/** The title of each of these rows. Most often titles and rows are in one order; if not, a map is made. */
function titlesOfRows(
  ids: readonly number[] | undefined,
  titles: readonly LeakSource[] | undefined,
  rows: Uint32Array,
): (LeakSource | undefined)[] {
  const inOrder = Array.from(rows, (row) => titles?.[row]);
  if (inOrder.every((title, at) => title?.id === ids?.[rows[at]!])) return inOrder;
  const titleOf = new Map(titles?.map((title) => [title.id, title]));
  return Array.from(rows, (row) => (ids === undefined ? undefined : titleOf.get(ids[row]!)));
}
