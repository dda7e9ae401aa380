/** The feature table: what the model knows of each series, one row for each. */
import { type LabelledTitle, assertLabelled } from "../label/hits.js";
import { UserError } from "../base/errors.js";
import { FeatureMatrix } from "../stats/matrix.js";
import type { Feature, FeatureContext } from "./feature.js";
import { undescribed, type FeatureInfo } from "./info.js";
import { assertNoLeakage, type LeakOptions } from "./leakage/index.js";

/** The features of the series, one row for each; the columns of `*_tv_features_v1.csv`. */
export interface FeatureTable {
  /** Names of the columns, in order, without `id` and `hit`. */
  names: string[];
  /** What each says; one for each name. A table made by hand may do without. */
  info?: readonly FeatureInfo[];
  ids: number[];
  /** The label of each row. */
  y: (0 | 1)[];
  /** One row for each series, one value for each name; null is missing. */
  X: (number | null)[][];
}

/**
 * The table of a study's features: its columns in the order of the list.
 *
 * @throws UserError when a series has no `hit`, when two features have a column of the same name, or when a
 * feature gives the label away (see `assertNoLeakage`).
 */
export function buildFeatures(
  titles: readonly LabelledTitle[],
  features: readonly Feature[],
  { asOfYear, ...guard }: FeatureContext & LeakOptions,
): FeatureTable {
  assertLabelled(titles);
  const columns = features.flatMap((feature) => feature.columns(titles, { asOfYear }));
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined || names.length === 0) {
    throw new UserError(
      twice === undefined
        ? "The study has no features; list at least one, such as age()."
        : `Two features have a column called ${twice}; give one of them another name.`,
    );
  }
  const table: FeatureTable = {
    names,
    info: describeColumns(names, features),
    ids: titles.map(({ id }) => id),
    y: titles.map(({ hit }) => hit),
    X: titles.map((_, row) => columns.map(({ values }) => values[row]!)),
  };
  assertNoLeakage(table, titles, guard);
  return table;
}

/** What a study's features say of columns that are named so. */
export function describeColumns(
  names: readonly string[],
  features: readonly Feature[],
): FeatureInfo[] {
  // The longest name first: "genre_count" is no level of a feature "genre".
  const byLength = [...features].sort((a, b) => b.name.length - a.name.length);
  return names.map((name) => {
    for (const feature of byLength) {
      const info = feature.describe(name);
      if (info !== null) return info;
    }
    return undescribed(name);
  });
}

/** The features as rows with named columns, as the CSV and the tables show them. */
export function featureRows(table: FeatureTable): Record<string, number | null>[] {
  return table.ids.map((id, row) => {
    const named: Record<string, number | null> = { id, hit: table.y[row] as number };
    const values = table.X[row] ?? [];
    table.names.forEach((name, i) => (named[name] = values[i] ?? null));
    return named;
  });
}

/** The features as the matrix that the model works on. */
export function featureMatrix({ names, X }: Pick<FeatureTable, "names" | "X">): FeatureMatrix {
  return FeatureMatrix.from(X, names);
}

/** Drop the named columns, such as for a fit without the age. */
export function dropFeatures(table: FeatureTable, dropped: readonly string[]): FeatureTable {
  const absent = dropped.filter((name) => !table.names.includes(name));
  if (absent.length > 0) {
    throw new UserError(
      `There is no feature ${absent.join(", ")} to drop; the features are ${table.names.join(", ")}.`,
    );
  }
  const kept = table.names.map((name, i) => ({ name, i })).filter((f) => !dropped.includes(f.name));
  return {
    ...table,
    names: kept.map(({ name }) => name),
    ...(table.info && { info: kept.map(({ i }) => table.info![i]!) }),
    X: table.X.map((row) => kept.map(({ i }) => row[i] ?? null)),
  };
}
