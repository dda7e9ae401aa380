/** The guard against leakage: features that define the label, follow from it, or copy what does. */
import { type LeakingColumn, LEAKING_COLUMNS } from "./columns.js";
import { UserError } from "../../base/errors.js";
import { formatPercent } from "../../base/format.js";
import type { LabelledTitle } from "../../label/hits.js";
import { namedAfter } from "./by-name.js";
import { type Column, findResemblances, findSeparators, type Resemblance } from "./by-value.js";

/** Features to be checked; a `FeatureTable` is one. Rows or columns: one of the two, for checks by value. */
export interface CheckedFeatures {
  names: readonly string[];
  /** A row for each series, a value for each name; null or NaN is missing. */
  X?: readonly ArrayLike<number | null>[];
  /** Instead of rows: for each name a value for each series. */
  columns?: readonly ArrayLike<number | null>[];
  /** The label of each row. */
  y?: ArrayLike<number>;
  /** The series of each row, by which it is found among the titles. */
  ids?: readonly number[];
}

/** What the checks need of a series. */
export type LeakSource = Pick<
  LabelledTitle,
  "id" | "popularity" | "vote_count" | "vote_average" | "hit"
>;

/** A feature that leaks, and how that was found. */
export interface Leak {
  feature: string;
  /** The column that it gives away. */
  column: LeakingColumn;
  /**
   * `name`: it is named after the column. `copy`: it has the same values. `monotone`: it orders the series
   * as the column does, such as a rank, a logarithm or a copy with a little noise. `bins`: it is a bin of the
   * column, or says which bin. `label`: it tells hits from non-hits by itself.
   */
  how: "name" | "copy" | "monotone" | "bins" | "label";
  /** 1 for names, the rank correlation for copies, else the share of rows that fit. */
  score: number;
  /** One sentence. */
  message: string;
}

/** More rows than this are thinned out evenly before values are compared. */
const MOST_ROWS = 20_000;

/**
 * Check that no feature gives the label away, by its name and, as far as rows are given, by its values.
 *
 * @param features a feature table, or names with rows or columns and labels.
 * @param titles the labelled series, found by id, with the columns to compare with; without them values are
 * compared with the labels `y` alone.
 * @throws UserError naming every feature that leaks and the column it copies.
 */
export function assertNoLeakage(features: CheckedFeatures, titles?: readonly LeakSource[]): void {
  const leaks = findLeaks(features, titles);
  if (leaks.length === 0) return;
  const shown = leaks.slice(0, 3).map(({ message }) => message);
  const others = leaks.slice(3).map(({ feature }) => feature);
  if (others.length > 0) shown.push(`So do ${others.join(", ")}.`);
  const names = leaks.map(({ feature }) => JSON.stringify(feature)).join(", ");
  throw new UserError(
    `${shown.join(" ")} A model would be told the answer: leave them out with ` +
      `dropFeatures(table, [${names}]).`,
  );
}

/**
 * The features that give the label away, one entry for each, in the order of the features.
 *
 * Values are compared as `leakage/by-value.ts` says: copies, monotone functions, noisy copies and bins of
 * popularity, vote_count and vote_average, and whatever tells hits from non-hits by itself. More than 20,000
 * rows are thinned out evenly, and copies of a series count once. What is not found: functions of several columns, and anything in fewer than
 * about 20 rows, where resemblance may be accident.
 */
export function findLeaks(features: CheckedFeatures, titles?: readonly LeakSource[]): Leak[] {
  const found = new Map<number, Leak>();
  features.names.forEach((feature, i) => {
    const column = namedAfter(feature, LEAKING_COLUMNS);
    if (column !== null) found.set(i, leak(feature, column, { how: "name", score: 1 }));
  });
  const sampled = thinnedRows(rowCount(features));
  const kept = titles === undefined ? sampled : withoutCopies(features, titles, sampled);
  const others = [...features.names.keys()].filter((i) => !found.has(i));
  const values = others.map((i) => columnOf(features, i, kept));
  for (const [column, source] of sourceColumns(features, titles, kept)) {
    const resemblances: (Resemblance | null)[] = findResemblances(values, source);
    const separators = column === "hit" ? findSeparators(values, source) : [];
    others.forEach((i, at) => {
      const feature = features.names[i] as string;
      const separates = separators[at] ?? null;
      const resemblance = resemblances[at] ?? null;
      if (found.has(i)) return;
      if (column === "hit" && (resemblance !== null || separates !== null)) {
        const score = separates ?? (resemblance as Resemblance).score;
        found.set(i, leak(feature, column, { how: "label", score }));
      } else if (resemblance !== null) {
        found.set(i, leak(feature, column, resemblance));
      }
    });
  }
  return [...found].sort(([a], [b]) => a - b).map(([, entry]) => entry);
}

/**
 * A sentence when a ROC-AUC on validation rows is too good to be true, else null.
 *
 * The line is drawn at 0.95. Honest features of the catalogues that this analysis was made for (period, genre
 * and country) give about 0.8, with a standard deviation near 0.03 between splits: chance does not come near
 * the line, a leaking column passes it at once.
 *
 * @param interval its confidence interval, for instance DeLong's: one that begins below the line is told, as
 * few rows can be lucky.
 */
export function aucWarning(auc: number, interval?: readonly [number, number]): string | null {
  if (!(auc >= 0.95)) return null;
  const isUnsure = interval !== undefined && interval[0] < 0.95;
  const luck = isUnsure
    ? ` With so few rows it may also be luck: the interval begins at ${interval[0].toFixed(3)}.`
    : "";
  return (
    `A ROC-AUC of ${auc.toFixed(3)} is too good to be true for features known before success: look for a ` +
    `feature that follows from the label, or for validation rows that were trained on.${luck}`
  );
}

function leak(
  feature: string,
  column: LeakingColumn,
  { how, score, bin }: Omit<Resemblance, "how"> & Pick<Leak, "how">,
): Leak {
  const why = {
    hit: "the label itself",
    popularity: "which defines the label",
    vote_count: "which defines the label",
    vote_average: "which only those who have seen a series can give",
  }[column];
  const range =
    bin === undefined ? "" : ` (${intervalOf(bin)}; ${formatPercent(score)} of the rows fit)`;
  const message = {
    name: `The feature ${feature} is named after ${column}, ${why}.`,
    copy: `The feature ${feature} has the values of ${column}, ${why}.`,
    monotone: `The feature ${feature} orders the series as ${column} does (rank correlation ${score.toFixed(3)}), ${why}.`,
    bins: `The feature ${feature} is ${column} cut into bins${range}, ${why}.`,
    label: `The feature ${feature} tells hits from non-hits by itself (${formatPercent(score)} of the rows): it copies hit, ${why}.`,
  }[how];
  return { feature, column, how, score, message };
}

function intervalOf({ value, from, to }: NonNullable<Resemblance["bin"]>): string {
  return `${value} from ${from} to ${to}`;
}

function rowCount({ X, columns, y }: CheckedFeatures): number {
  if (X !== undefined) return X.length;
  return columns?.[0]?.length ?? y?.length ?? 0;
}

/** All rows, or evenly spaced ones of many. */
function thinnedRows(n: number): Uint32Array {
  const size = Math.min(n, MOST_ROWS);
  return new Uint32Array(size).map((_, i) => Math.floor((i * n) / size));
}

/**
 * One row of those that are alike in every feature and in what they are compared with: copies of one
 * series are neighbours in its columns, which is no sign of a leak.
 */
function withoutCopies(
  features: CheckedFeatures,
  titles: readonly LeakSource[],
  rows: Uint32Array,
): Uint32Array {
  const columns = features.names.map((_, i) => columnOf(features, i, rows));
  columns.push(...sourceColumns(features, titles, rows).map(([, source]) => source));
  const bytes = new Float64Array(columns.length);
  const seen = new Set<string>();
  return rows.filter((_, at) => {
    columns.forEach((column, i) => (bytes[i] = column[at] as number));
    const key = Buffer.from(bytes.buffer).toString("latin1");
    return seen.size < seen.add(key).size;
  });
}

function columnOf({ X, columns }: CheckedFeatures, i: number, rows: Uint32Array): Column {
  const values = new Float64Array(rows.length);
  const column = columns?.[i];
  rows.forEach((row, at) => (values[at] = (X === undefined ? column?.[row] : X[row]?.[i]) ?? NaN));
  return values;
}

/** The columns to compare with, as far as they are given. */
function sourceColumns(
  { ids, y }: CheckedFeatures,
  titles: readonly LeakSource[] | undefined,
  rows: Uint32Array,
): [LeakingColumn, Column][] {
  const sources: [LeakingColumn, Column][] = [];
  const found = titlesOfRows(ids, titles, rows);
  const columnOfTitles = (column: LeakingColumn) =>
    Float64Array.from(found, (title) => title?.[column] ?? NaN);
  if (titles !== undefined && ids !== undefined) {
    for (const column of LEAKING_COLUMNS) {
      if (column !== "hit") sources.push([column, columnOfTitles(column)]);
    }
  }
  if (y !== undefined) sources.push(["hit", Float64Array.from(rows, (row) => y[row] ?? NaN)]);
  else if (titles !== undefined && ids !== undefined) sources.push(["hit", columnOfTitles("hit")]);
  return sources;
}

/** The title of each of these rows. Most often titles and rows are in one order; if not, a map is made. */
function titlesOfRows(
  ids: readonly number[] | undefined,
  titles: readonly LeakSource[] | undefined,
  rows: Uint32Array,
): (LeakSource | undefined)[] {
  const inOrder = Array.from(rows, (row) => titles?.[row]);
  if (inOrder.every((title, at) => title?.id === ids?.[rows[at] as number])) return inOrder;
  const titleOf = new Map(titles?.map((title) => [title.id, title]));
  return Array.from(rows, (row) => titleOf.get(ids?.[row] as number));
}
