/**
 * Data of your own beside the series: a CSV file joined by id, or by name and year. Every row that finds no
 * series, every series without a row and every value that was changed is counted.
 *
 * @module
 */
import { specOf } from "../../base/spec.js";
import { UserError } from "../../base/errors.js";
import { nearest } from "../../base/nearest.js";
import { columnNames } from "../catalogue/layout.js";
import { findJoinFile, hashOfJoinFile, readJoinFile } from "./file.js";
import type { KeyedTitle } from "./keys.js";
import { matchRows } from "./match.js";
import type {
  Joined,
  JoinColumns,
  JoinedValue,
  JoinKey,
  JoinOptions,
  JoinType,
} from "./options.js";
import {
  recordOf,
  type CsvJoin,
  type JoinedVariables,
  type JoinReport,
  type JoinResult,
} from "./result.js";
import { joinedVariable } from "./variable.js";

export { joinReading, joinTable } from "./readings.js";
export type { KeyedTitle } from "./keys.js";
export type { JoinRow } from "./match.js";
export type * from "./options.js";
export type * from "./result.js";

/**
 * Join the columns of a CSV file to the series, by id or by name and year.
 *
 * The file is read as catalogue files are: commas, semicolons or tabs, decimal commas, dates in any clear
 * order, UTF-16, gzip. Names are compared as they are written; where none is equal, without case, accents of
 * Latin letters, typographic quotes and dashes; then so with the original name. A row that fits several
 * series is joined to none of them.
 *
 * @example
 * const joined = joinCsv(titles, "../data/budget.csv", { on: "id", columns: { budget: "number" } });
 * showMarkdown(joinReading(joined));
 * const budget = joined.variable("budget", { plural: "budgets", unit: "million US$" });
 *
 * @param path absolute, or relative to the notebook's folder or `DATA_DIR`.
 * @throws UserError when the file or a column is not there, a value does not fit its type, a column has the
 * name of one that the series have, rows of one series differ, or no row belongs to a series.
 */
export function joinCsv<
  T extends KeyedTitle,
  C extends JoinColumns = JoinColumns,
  P extends string = "",
>(titles: readonly T[], path: string, options: JoinOptions<C, P>): JoinResult<T, Joined<C, P>> {
  return joinOf(path, options).apply(titles);
}

/**
 * Declare a join, to be applied later; nothing is read before. See {@link joinCsv}.
 *
 * @example
 * const budgets = joinOf("../data/budget.csv", { on: "id", columns: { budget: "number" } });
 * const { titles } = budgets.apply(readCleanTitles(settings));
 */
export function joinOf<C extends JoinColumns = JoinColumns, P extends string = "">(
  path: string,
  options: JoinOptions<C, P>,
): CsvJoin<Joined<C, P>> {
  const { on, columns } = options;
  const prefix: string = options.prefix ?? "";
  assertOptions(path, on, columns);
  const declared = columns && Object.keys(columns).map((column) => prefix + column);
  const variable = variablesOf<Joined<C, P>>(path, declared ?? null);
  return {
    path,
    spec: specOf("joinOf", path, options),
    hash: () => hashOfJoinFile(path),
    variable,
    apply<T extends KeyedTitle>(titles: readonly T[]): JoinResult<T, Joined<C, P>> {
      const file = readJoinFile(findJoinFile(path), on, columns ?? null);
      const read = file.columns.map((column) => ({ ...column, name: prefix + column.column }));
      const names = read.map(({ name }) => name);
      assertNew(names, titles, file.name);
      const match = matchRows(titles, file);
      const joined = titles.map((title, i) => {
        const place = match.places[i] ?? null;
        const values = read.map(({ name, values }): [string, JoinedValue] => [
          name,
          place === null ? null : values[place]!,
        ]);
        return { ...title, ...Object.fromEntries(values) } as T & Joined<C, P>;
      });
      const { places, ...rest } = match;
      const report: JoinReport = {
        file: file.name,
        bytes: file.bytes,
        sha256: file.sha256,
        by: on === "id" || "id" in on ? "id" : "name and year",
        rows: file.rows.length,
        series: titles.length,
        matched: places.filter((place) => place !== null).length,
        withoutRow: titles.filter((_, i) => places[i] === null).map(({ id }) => id),
        ...rest,
        columns: read.map(({ name, column, type, isDeclared, oddity, values }) => {
          const present = places.filter((place) => place !== null && values[place] !== null).length;
          return { name, column, type, isDeclared, present, oddity };
        }),
        changes: file.changes,
      };
      return {
        titles: joined,
        report,
        variable: declared === undefined ? variablesOf(path, names) : variable,
        describe: () => recordOf(report),
      };
    },
  };
}

/** @param joined the names of the joined columns; null where the file has not been read. */
function variablesOf<J extends object>(
  path: string,
  joined: readonly string[] | null,
): JoinedVariables<J> {
  return (column, words = {}) => {
    if (joined !== null && !joined.includes(column)) {
      const meant = nearest(column, joined, 3);
      throw new UserError(
        `No column "${column}" was joined from ${path} (joined: ${columnNames(joined)}). ` +
          (meant === null ? "Name it in the join's columns." : `Did you mean "${meant}"?`),
      );
    }
    return joinedVariable(path, column, words);
  };
}

const TYPES: readonly JoinType[] = ["number", "string", "date", "boolean"];

function assertOptions(path: string, on: JoinKey, columns: JoinColumns | undefined): void {
  const isKey = on === "id" || (Array.isArray(on) ? String(on) === "name,year" : isNamedKey(on));
  if (!isKey) {
    throw new UserError(
      `The join of ${path} needs the key of its rows: expected on: "id" or on: ["name", "year"], ` +
        `found ${JSON.stringify(on) || "nothing"}.`,
    );
  }
  for (const [column, type] of Object.entries(columns ?? {})) {
    if (TYPES.includes(type)) continue;
    throw new UserError(
      `The join of ${path}: expected one of ${TYPES.join(", ")} as the type of "${column}", ` +
        `found ${JSON.stringify(type)}.`,
    );
  }
}

function isNamedKey(on: unknown): boolean {
  if (typeof on !== "object" || on === null) return false;
  const keys = Object.entries(on).filter(([, column]) => typeof column === "string");
  const names = keys.map(([name]) => name).sort();
  return names.join() === "id" || names.join() === "name,year";
}

function assertNew(names: readonly string[], titles: readonly object[], file: string): void {
  const known = Object.keys(titles[0] ?? {});
  const clash = names.find((name) => known.includes(name));
  if (clash === undefined) return;
  throw new UserError(
    `${file}: the series have a column "${clash}" already. List the columns to join without it ` +
      `(columns: { … }), or give all of them a prefix, such as prefix: "own_".`,
  );
}
