/** Features: what the model may know of a series. A study lists them; `buildFeatures` makes the columns. */
import { UserError } from "../base/errors.js";
import { specOf, type Specified } from "../base/spec.js";
import { reservedName } from "../data/reserved-name.js";
import type { Title } from "../data/titles.js";
import { type Value, type Variable, describeValue, valuesOf } from "../data/variable.js";
import { compareValues, valueCounts } from "../stats/summary.js";
import type { FeatureInfo } from "./info.js";

/** One column: a number for each series; null is missing. */
export interface FeatureColumn {
  name: string;
  values: (number | null)[];
}

/** What the columns depend on besides the series. */
export interface FeatureContext {
  /** The year from which a series' age is counted. */
  asOfYear: number;
}

/** A feature of a study: one column, or several. */
export interface Feature extends Specified {
  /** Its column's name, or what its columns' names begin with. */
  name: string;
  /** What it is left out, shuffled and read with, such as "country". */
  group: string;
  /** Its columns, in their order. */
  columns: (titles: readonly Title[], context: FeatureContext) => FeatureColumn[];
  /** What a column of this name says; null for one that is not of this feature. */
  describe: (column: string) => FeatureInfo | null;
}

/** What a feature of one column is told. */
export interface FeatureWords {
  /** What it is left out, shuffled and read with, such as "country". */
  group: string;
  /** In words, for figures and sentences; default the name. */
  words?: string;
  /** Of a number: one more of it in words, such as "a year older". */
  more?: string;
}

const RELEASE_YEAR = "release year";

/** Whole years since the release year, 0 for a year in the future; missing for an undated series. */
export function age(): Feature {
  const words = "years since the release";
  const info = { group: "age", family: RELEASE_YEAR, words, more: "a year older" } as const;
  return single("years_since_release", "number", info, ({ year }, { asOfYear }) =>
    yearsSinceRelease(year, asOfYear),
  );
}

/** Whole years since the release year, 0 for a year in the future, null for a missing one. */
export function yearsSinceRelease(year: number | null, asOfYear: number): number | null {
  return year === null ? null : Math.max(0, asOfYear - year);
}

/**
 * The period of the release year, one 0/1 column for each that occurs; an undated series is `unknown`.
 *
 * @param lastYears the last year of each period by its name, in order of time; `Infinity` for the last one.
 * @param options `name` is what the columns' names begin with.
 * @example period({ before: 2015, after: Infinity })
 * @throws UserError when the years do not rise to Infinity.
 */
export function period(
  lastYears: Readonly<Record<string, number>>,
  { name = "period" }: { name?: string } = {},
): Feature {
  const periods = Object.entries(lastYears).map(([of, last]) => ({ of, last }));
  if (periods.length < 2 || !periods.every(({ last }, i) => last > (periods[i - 1]?.last ?? -1))) {
    throw new UserError(
      `period(${JSON.stringify(Object.keys(lastYears))}): expected two periods or more, each with its last year, in order ` +
        "of time and named by a word, such as { before: 2015, after: Infinity }.",
    );
  }
  if (periods.at(-1)?.last !== Infinity) {
    throw new UserError(
      `period(): “${periods.at(-1)!.of}” ends in ${periods.at(-1)!.last}; expected Infinity as the last year of the last period.`,
    );
  }
  const words = Object.fromEntries(
    periods.map(({ of, last }, i) => [of, yearsInWords(periods[i - 1]?.last, last)]),
  );
  return levels(name, {
    spec: specOf("period", lastYears, name),
    info: { group: "period", family: RELEASE_YEAR },
    of: { label: "release period", plural: "release periods" },
    words: { ...words, unknown: "no release date" },
    describe: (level) => level,
    values: (titles) =>
      withMissing(
        titles.map(({ year }) =>
          year === null ? null : periods.find(({ last }) => year <= last)!.of,
        ),
      ),
  });
}

/**
 * A property that a series has (1) or has not (0).
 *
 * @example flag("is_english", (title) => title.original_language === "en", { group: "language" })
 * @throws UserError without a name, a rule or a group.
 */
export function flag(name: string, rule: (title: Title) => boolean, words: FeatureWords): Feature {
  return single(named(name, words), "flag", words, (title) => Number(rule(title)), rule);
}

/**
 * A number; null is missing, and is imputed with the median by the model's pipeline.
 *
 * @param rule a variable, or what gives the number of a series.
 * @example number("genre_count", (title) => title.genres.length, { group: "genre" })
 * @throws UserError without a name or a group, and when a value is no finite number.
 */
export function number(
  name: string,
  rule: ((title: Title) => number | null) | Variable<number>,
  words: FeatureWords,
): Feature {
  const of = typeof rule === "function" ? rule : (title: Title) => valuesOf(title, rule)[0] ?? null;
  return single(
    named(name, words),
    "number",
    words,
    (title) => {
      const value = of(title);
      if (value === null || Number.isFinite(value)) return value;
      throw new UserError(
        `The feature ${name} of series ${title.id} is ${value}; expected a number, or null where it is missing.`,
      );
    },
    rule,
  );
}

/** What {@link category} and {@link membership} can be told. */
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
      const sets = own.map(
        (members) => new Set(members.map((m) => (names.includes(m) ? m : other))),
      );
      return values.map((value) => ({
        name: `${name}_${value}`,
        values: sets.map((set) => Number(set.has(value))),
      }));
    },
    describe: (column) => {
      if (!column.startsWith(`${name}_`)) return null;
      const raw = column.slice(name.length + 1);
      const value = { raw, words: words[raw] ?? describe(raw) };
      return {
        ...info,
        feature: name,
        words: `${of.label}: ${value.words}`,
        kind: "member",
        value,
        of,
      };
    },
  };
}

/** A feature of one column. */
function single(
  name: string,
  kind: "number" | "flag",
  { words = name, ...info }: FeatureWords & { family?: string },
  rule: (title: Title, context: FeatureContext) => number | null,
  spec?: unknown,
): Feature {
  return {
    name,
    group: info.group,
    spec: specOf(kind, name, info, words, spec ?? rule),
    columns: (titles, context) => [{ name, values: titles.map((title) => rule(title, context)) }],
    describe: (column) => (column === name ? { ...info, feature: name, words, kind } : null),
  };
}

interface Levels {
  spec: string;
  info: { group: string; family?: string };
  of: { label: string; plural: string };
  /** Of single levels, before `describe` is asked. */
  words: Readonly<Record<string, string>>;
  describe: (level: string) => string;
  values: (titles: readonly Title[]) => string[];
}

/** A feature of which each series has exactly one level. */
function levels(name: string, { spec, info, of, words, describe, values }: Levels): Feature {
  return {
    name,
    group: info.group,
    spec,
    columns: (titles) => {
      const found = values(titles);
      return [...new Set(found)].sort(compareValues).map((level) => ({
        name: `${name}_${level}`,
        values: found.map((own) => Number(own === level)),
      }));
    },
    describe: (column) => {
      if (!column.startsWith(`${name}_`)) return null;
      const raw = column.slice(name.length + 1);
      const value = { raw, words: words[raw] ?? describe(raw) };
      return {
        ...info,
        feature: name,
        words: `${of.label}: ${value.words}`,
        kind: "level",
        value,
        of,
      };
    },
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

function withMissing(values: readonly (string | null)[]): string[] {
  const present = values.filter((value) => value !== null);
  const missing = reservedName("unknown", "missing", present);
  return values.map((value) => value ?? missing);
}

/** "up to 2019", "2020 and 2021", "2020 to 2024", "2020", "from 2022 on". */
function yearsInWords(before: number | undefined, last: number): string {
  if (before === undefined) return `up to ${last}`;
  const first = before + 1;
  if (last === Infinity) return `from ${first} on`;
  if (first === last) return String(last);
  return `${first} ${last === first + 1 ? "and" : "to"} ${last}`;
}

function named(name: string, { group }: Partial<FeatureWords>): string {
  if (name.trim() === "") {
    throw new UserError('A feature has no name; expected one such as "is_english".');
  }
  if (group === undefined || group.trim() === "") {
    throw new UserError(
      `The feature ${name} has no group; expected what it is compared with, such as { group: "language" }.`,
    );
  }
  return name;
}
