import { infoOf, type FeatureInfo } from "../../features/info.js";
import type { FeatureTable } from "../../features/table.js";

/** Columns of one property, of which each row has one level. */
export interface Factor {
  /** The prefix of its columns, such as `primary_country`. */
  name: string;
  /** Its name and the plural for several of its levels, in words. */
  label: string;
  plural: string;
  /** Its group of features. */
  group: string;
  family: string | null;
  /** The rest of the names of its columns. */
  levels: string[];
  /** The levels in words. */
  levelWords: string[];
  /** The level of each row. */
  codes: Int32Array;
}

/** A column that is not part of a factor. */
export interface Single {
  name: string;
  info: FeatureInfo;
  /** NaN is missing. */
  values: Float64Array;
  /** Whether its only values are 0 and 1. */
  isFlag: boolean;
}

/**
 * The properties behind the columns of a table: the levels of a feature, of which every row has
 * exactly one, form a factor, all other columns are single features. Without information on the
 * columns, the levels are 0/1 columns `<factor>_<level>`.
 */
export function factorsOf({ names, info, X }: Pick<FeatureTable, "names" | "info" | "X">): {
  factors: Factor[];
  singles: Single[];
} {
  const said = infoOf({ names, ...(info && { info }) });
  const singles = names.map((name, j): Single => {
    const values = Float64Array.from(X, (row) => row[j] ?? NaN);
    const isFlag = values.every((value) => value === 0 || value === 1);
    return { name, info: said[j]!, values, isFlag };
  });
  const byPrefix = new Map<string, Single[]>();
  for (const single of singles.filter(({ isFlag }) => isFlag)) {
    const { kind, feature } = single.info;
    const prefixes = info === undefined ? prefixesOf(single.name) : [feature];
    if (info !== undefined && kind !== "level") continue;
    for (const prefix of prefixes) {
      byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), single]);
    }
  }
  const taken = new Set<Single>();
  const factors: { at: number; factor: Factor }[] = [];
  // The longest prefix is the factor's name: shorter ones match the same columns, or more.
  for (const prefix of [...byPrefix.keys()].sort((a, b) => b.length - a.length)) {
    const columns = byPrefix.get(prefix) ?? [];
    if (columns.length < 2 || columns.some((column) => taken.has(column))) continue;
    const codes = codesOf(columns, X.length);
    if (codes === null) continue;
    columns.forEach((column) => taken.add(column));
    const levels = columns.map(({ name }) => name.slice(prefix.length + 1));
    const at = singles.indexOf(columns[0]!);
    const { of, group, family = null } = columns[0]!.info;
    const { label, plural } = of ?? { label: prefix, plural: `values of ${prefix}` };
    const levelWords = columns.map((column, i) => column.info.value?.words ?? levels[i]!);
    const factor = { name: prefix, label, plural, group, family, levels, levelWords, codes };
    factors.push({ at, factor });
  }
  return {
    factors: factors.sort((a, b) => a.at - b.at).map(({ factor }) => factor),
    singles: singles.filter((single) => !taken.has(single)),
  };
}

function prefixesOf(name: string): string[] {
  return [...name].flatMap((letter, i) => (letter === "_" && i > 0 ? [name.slice(0, i)] : []));
}

/** For each row the position of the column that is 1; null unless every row has exactly one. */
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
