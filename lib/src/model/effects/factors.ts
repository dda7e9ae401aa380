import type { FeatureTable } from "../../features/table.js";

/** Columns that are one property: each row has one of its levels. */
export interface Factor {
  /** What its columns begin with, such as `primary_country`. */
  name: string;
  /** What follows in the names of its columns. */
  levels: string[];
  /** The level of each row. */
  codes: Int32Array;
}

/** A column that stands for itself. */
export interface Single {
  name: string;
  /** NaN is missing. */
  values: Float64Array;
  /** Whether it has no values but 0 and 1. */
  isFlag: boolean;
}

/**
 * The properties behind the columns of a table: 0/1 columns `<factor>_<level>` of which every row has
 * exactly one are a factor, all others stand for themselves.
 */
export function factorsOf({ names, X }: Pick<FeatureTable, "names" | "X">): {
  factors: Factor[];
  singles: Single[];
} {
  const singles = names.map((name, j): Single => {
    const values = Float64Array.from(X, (row) => row[j] ?? NaN);
    return { name, values, isFlag: values.every((value) => value === 0 || value === 1) };
  });
  const byPrefix = new Map<string, Single[]>();
  for (const single of singles.filter(({ isFlag }) => isFlag)) {
    for (const prefix of prefixesOf(single.name)) {
      byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), single]);
    }
  }
  const taken = new Set<Single>();
  const factors: { at: number; factor: Factor }[] = [];
  // The longest prefix is the factor's name: those before it name the same columns, or more.
  for (const prefix of [...byPrefix.keys()].sort((a, b) => b.length - a.length)) {
    const columns = byPrefix.get(prefix) ?? [];
    if (columns.length < 2 || columns.some((column) => taken.has(column))) continue;
    const codes = codesOf(columns, X.length);
    if (codes === null) continue;
    columns.forEach((column) => taken.add(column));
    const levels = columns.map(({ name }) => name.slice(prefix.length + 1));
    const at = singles.indexOf(columns[0]!);
    factors.push({ at, factor: { name: prefix, levels, codes } });
  }
  return {
    factors: factors.sort((a, b) => a.at - b.at).map(({ factor }) => factor),
    singles: singles.filter((single) => !taken.has(single)),
  };
}

function prefixesOf(name: string): string[] {
  return [...name].flatMap((letter, i) => (letter === "_" && i > 0 ? [name.slice(0, i)] : []));
}

/** For each row the place of the column that is 1; null unless every row has exactly one. */
function codesOf(columns: readonly Single[], rows: number): Int32Array | null {
  const codes = new Int32Array(rows).fill(-1);
  for (const [level, { values }] of columns.entries()) {
    for (let row = 0; row < rows; row += 1) {
      if (values[row] === 0) continue;
      if (codes[row] !== -1) return null;
      codes[row] = level;
    }
  }
  return codes.includes(-1) ? null : codes;
}
