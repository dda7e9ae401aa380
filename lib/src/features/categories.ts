/** Features of variables with few values: a category has one, membership may have several. */
import { specOf } from "../base/spec.js";
import { reservedName } from "../data/reserved-name.js";
import { type Value, type Variable, describeValue, valuesOf } from "../data/variable.js";
import { compareValues, valueCounts } from "../stats/summary.js";
import type { Feature } from "./feature.js";
import { describing, levels, withMissing } from "./levels.js";

/** Options of {@link category} and {@link membership}. */
export interface CategoryOptions<V extends Value> {
  /** Values with fewer series become "Other"; default 0, none. */
  rareBelow?: number;
  /** What the columns' names begin with; default the variable's name, with `_grouped` where rare ones are grouped. */
  name?: string;
  /** Default the variable's label. */
  group?: string;
  /** A value in words, such as "United Kingdom" for GB; default as the variable has it. */
  describe?: (value: V) => string;
}

/**
 * One 0/1 column for each value of a variable, in code-point order as pandas' `get_dummies` has them; a
 * missing value is the level `unknown`.
 */
export function category<V extends Value>(
  variable: Variable<V>,
  options: CategoryOptions<V> = {},
): Feature {
  const { name, rareBelow = 0, info, of, words, describe } = read(variable, options);
  return levels(name, {
    spec: specOf("category", variable, options),
    info,
    of,
    words,
    describe,
    values: (titles) =>
      grouped(
        titles.map((title) => {
          const [value] = valuesOf(title, variable);
          return value === undefined ? null : String(value);
        }),
        rareBelow,
      ),
  });
}

/**
 * One 0/1 column for each value that a series can have several of, such as its genres. One without any has
 * 0 in each.
 */
export function membership<V extends Value>(
  variable: Variable<V>,
  options: CategoryOptions<V> = {},
): Feature {
  const { rareBelow = 0, info, of, words, describe } = read(variable, options);
  const name = options.name ?? variable.name.replaceAll("-", "_");
  return {
    name,
    group: info.group,
    spec: specOf("membership", variable, options),
    columns: (titles) => {
      const own = titles.map((title) => valuesOf(title, variable).map(String));
      const kept = valueCounts(own.flat()).filter(({ count }) => count >= rareBelow);
      const names = kept.map(({ value }) => value);
      const other = reservedName("Other", "rare", names);
      const all = new Set(own.flat());
      const values = [...names, ...(all.size > names.length ? [other] : [])].sort(compareValues);
      const columns = values.map((value) => ({ value, values: new Uint8Array(own.length) }));
      const of = new Map(columns.map((column) => [column.value, column.values]));
      own.forEach((members, row) => {
        for (const member of members) (of.get(member) ?? of.get(other)!)[row] = 1;
      });
      return columns.map((column) => ({ name: `${name}_${column.value}`, values: column.values }));
    },
    describe: describing(name, "member", { info, of, words, describe }),
  };
}

function read<V extends Value>(
  variable: Variable<V>,
  { rareBelow, name, group, describe }: CategoryOptions<V>,
) {
  const { label, plural } = variable;
  const base = variable.name.replaceAll("-", "_");
  return {
    name: name ?? (rareBelow === undefined ? base : `${base}_grouped`),
    ...(rareBelow === undefined ? {} : { rareBelow }),
    info: { group: group ?? label },
    of: { label, plural },
    words: { Other: `other ${plural}`, unknown: `no ${label}` } as Readonly<Record<string, string>>,
    // Levels are texts: what a number or a flag is called, its text is.
    describe: (raw: string) => describe?.(raw as V) ?? describeValue(variable, raw as V),
  };
}

/** Rare values as "Other", missing ones as "unknown"; with "(rare)" and "(missing)" where a value is called so. */
function grouped(values: readonly (string | null)[], rareBelow: number): string[] {
  const counts = valueCounts(values);
  const rare = new Set(counts.filter(({ count }) => count < rareBelow).map(({ value }) => value));
  const kept = counts.flatMap(({ value }) => (value === null || rare.has(value) ? [] : [value]));
  const other = reservedName("Other", "rare", kept);
  return withMissing(values.map((value) => (value !== null && rare.has(value) ? other : value)));
}
