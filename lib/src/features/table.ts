/** The feature table: what the model knows of each series, one row for each. */
import { type LabelledTitle, assertLabelled } from "../label/hits.js";
import { UserError } from "../base/errors.js";
import { FeatureMatrix } from "../stats/matrix.js";
import {
  columnsOf,
  knownColumns,
  tableOfColumns,
  type FeatureTable,
  type NumericColumn,
} from "./columns.js";
import type { Feature, FeatureColumn, FeatureContext } from "./feature.js";
import { undescribed, type FeatureInfo } from "./info.js";
import { assertNoLeakage, type LeakOptions } from "./leakage/index.js";

export type { FeatureTable } from "./columns.js";

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
  const table = tableOfColumns(
    {
      names,
      info: describeColumns(names, features),
      ids: titles.map(({ id }) => id),
      y: titles.map(({ hit }) => hit),
    },
    columns.map(({ values }) => numeric(values)),
  );
  assertNoLeakage(table, titles, guard);
  return table;
}

/** Flags stay bytes; else NaN is missing. */
function numeric(values: FeatureColumn["values"]): NumericColumn {
  return values instanceof Uint8Array ? values : Float64Array.from(values, (value) => value ?? NaN);
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
  return [...eachFeatureRow(table)];
}

/** {@link featureRows} one after the other: all of them at once are several times the table. */
export function* eachFeatureRow(table: FeatureTable): Generator<Record<string, number | null>> {
  const columns = columnsOf(table);
  for (let row = 0; row < table.ids.length; row += 1) {
    const named: Record<string, number | null> = {
      id: table.ids[row] ?? null,
      hit: table.y[row] ?? null,
    };
    table.names.forEach((name, j) => {
      const value = columns[j]![row] ?? NaN;
      named[name] = Number.isNaN(value) ? null : value;
    });
    yield named;
  }
}

/** The features as the matrix that the model works on. */
export function featureMatrix(table: Pick<FeatureTable, "names" | "X">): FeatureMatrix {
  const columns = knownColumns(table);
  return columns === null
    ? FeatureMatrix.from(table.X, table.names)
    : FeatureMatrix.fromColumns(columns, table.names);
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
  const columns = columnsOf(table);
  const { ids, y, info } = table;
  return tableOfColumns(
    {
      names: kept.map(({ name }) => name),
      ...(info && { info: kept.map(({ i }) => info[i]!) }),
      ids,
      y,
    },
    kept.map(({ i }) => columns[i]!),
  );
}
