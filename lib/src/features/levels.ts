/** Features of which each series has exactly one level: one 0/1 column for each level that occurs. */
import { reservedName } from "../data/reserved-name.js";
import type { Title } from "../data/titles.js";
import { compareValues } from "../stats/summary.js";
import type { Feature } from "./feature.js";

/** Options of {@link levels}. */
export interface Levels {
  spec: string;
  info: { group: string; family?: string };
  of: { label: string; plural: string };
  /** Of single levels, before `describe` is asked. */
  words: Readonly<Record<string, string>>;
  describe: (level: string) => string;
  values: (titles: readonly Title[]) => string[];
}

/** A feature of which each series has exactly one level. */
export function levels(name: string, { spec, info, of, words, describe, values }: Levels): Feature {
  return {
    name,
    group: info.group,
    spec,
    columns: (titles) => {
      const found = values(titles);
      const columns = [...new Set(found)]
        .sort(compareValues)
        .map((level) => ({ level, values: new Uint8Array(found.length) }));
      const of = new Map(columns.map((column) => [column.level, column.values]));
      found.forEach((own, row) => (of.get(own)![row] = 1));
      return columns.map((column) => ({ name: `${name}_${column.level}`, values: column.values }));
    },
    describe: describing(name, "level", { info, of, words, describe }),
  };
}

/** What columns `<name>_<value>` say, each of one value. */
export function describing(
  name: string,
  kind: "level" | "member",
  { info, of, words, describe }: Pick<Levels, "info" | "of" | "words" | "describe">,
): Feature["describe"] {
  return (column) => {
    if (!column.startsWith(`${name}_`)) return null;
    const raw = column.slice(name.length + 1);
    const value = { raw, words: words[raw] ?? describe(raw) };
    return { ...info, feature: name, words: `${of.label}: ${value.words}`, kind, value, of };
  };
}

/** Values with a level of their own, `unknown`, for the missing ones. */
export function withMissing(values: readonly (string | null)[]): string[] {
  const present = values.filter((value) => value !== null);
  const missing = reservedName("unknown", "missing", present);
  return values.map((value) => value ?? missing);
}
