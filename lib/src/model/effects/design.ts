import { UserError } from "../../base/errors.js";
import type { FeatureTable } from "../../features/table.js";
import { oneMoreInWords } from "../../features/info.js";
import type { Pattern } from "../../stats/firth.js";
import { dependentColumns } from "../../stats/positive-definite.js";
import { factorsOf, type Factor, type Single } from "./factors.js";
import { mergedFactor, partedFactor, type ReadFactor } from "./levels.js";

/** A single feature. */
interface ReadSingle extends Single {
  /** One unit of it in words, such as "a year older". */
  words: string;
  /** Rows with the property, and hits among them; all rows for a numeric feature. */
  count: number;
  hits: number;
}

/** A feature that was left out, and why, such as "country implies it". */
export interface LeftOut {
  feature: string;
  why: string;
}

/** Rows with the same values. */
export interface DesignPattern extends Pattern {
  /** The position of the level of each factor, and the value of each single feature. */
  codes: readonly number[];
  numbers: readonly number[];
}

/** The design in which effects are estimated. */
export interface Design {
  factors: ReadFactor[];
  singles: ReadSingle[];
  leftOut: LeftOut[];
  patterns: DesignPattern[];
  /** Number of columns; the first is the intercept. */
  size: number;
  /** The column of a factor's level; null for the reference and for redundant levels. */
  columnOfLevel: (number | null)[][];
  columnOfSingle: (number | null)[];
}

/** The features and the labels, which may also be probabilities of a hit. */
export interface DesignTable extends Pick<FeatureTable, "names" | "info" | "X"> {
  y: readonly number[];
}

/** Options of {@link readingDesign}. */
export interface DesignOptions {
  /** Levels with fewer series are merged into one; default 30. */
  minCount?: number | undefined;
  /** The reference level of each factor, by the factor's name; default the largest. */
  references?: Readonly<Record<string, string>> | undefined;
  /** Levels of one factor that are compared with all its others together. */
  parted?: { factor: string; of: readonly string[] };
}

/**
 * The design for effects, which differs from that of the single split. A factor's largest level is
 * the reference, levels with few series are merged, and redundant columns are left out, so that
 * holding the other features fixed is possible.
 *
 * A number and a factor of one family, such as age and release period, contain the same
 * information: no series of 2015 can be of the period from 2022 on. So both are included, but the
 * number as the distance from its mean in the level: a period is assessed at its own ages, and age
 * within its period.
 *
 * @throws UserError if a named reference does not exist.
 */
export function readingDesign(
  table: DesignTable,
  { minCount = 30, references = {}, parted }: DesignOptions = {},
): Design {
  const { factors: own, singles: columns } = factorsOf(table);
  assertFactors(Object.keys(references), own);
  const leftOut: LeftOut[] = [];
  const singles: ReadSingle[] = [];
  for (const single of columns) {
    const why = saidBy(single, own, singles);
    if (why === null) singles.push(readSingle(single, own, table.y));
    else leftOut.push({ feature: single.name, why });
  }
  const factors = own.map((factor) =>
    factor.name === parted?.factor
      ? partedFactor(factor, table.y, parted.of)
      : mergedFactor(factor, table.y, { minCount, reference: references[factor.name] }),
  );
  return withColumns({ factors, singles, leftOut, y: table.y });
}

/** Number the columns without linearly dependent ones, and group the rows. */
function withColumns({
  factors,
  singles,
  leftOut,
  y,
}: Pick<Design, "factors" | "singles" | "leftOut"> & { y: readonly number[] }): Design {
  const patterns = gathered(factors, singles, y);
  const columns: { name: string; drop: () => void }[] = [{ name: "", drop: () => {} }];
  const columnOfLevel = factors.map(({ label, levels }) => {
    const own: (number | null)[] = levels.map(() => null);
    levels.forEach(({ name }, at) => {
      if (at === 0) return;
      own[at] = columns.length;
      columns.push({ name: `${label}: ${name}`, drop: () => (own[at] = null) });
    });
    return own;
  });
  const columnOfSingle: (number | null)[] = singles.map(() => null);
  singles.forEach(({ words }, at) => {
    columnOfSingle[at] = columns.length;
    columns.push({ name: words, drop: () => (columnOfSingle[at] = null) });
  });
  const design = { factors, singles, leftOut, columnOfLevel, columnOfSingle };
  const dense = placed(patterns, design);
  const dependent = dependentColumns(productsOf(dense, columns.length), columns.length);
  if (dependent.length === 0) return { ...design, patterns: dense, size: columns.length };
  for (const column of dependent) {
    const { name, drop } = columns[column]!;
    drop();
    leftOut.push({ feature: name, why: "the others imply it together" });
  }
  // Renumber the remaining columns.
  let size = 1;
  for (const own of [...columnOfLevel, columnOfSingle]) {
    own.forEach((column, at) => {
      if (column !== null) own[at] = size++;
    });
  }
  return { ...design, patterns: placed(patterns, design), size };
}

type Gathered = Omit<DesignPattern, "places" | "values">;

/** Equal rows grouped. */
function gathered(
  factors: readonly ReadFactor[],
  singles: readonly ReadSingle[],
  y: readonly number[],
): Gathered[] {
  const patterns = new Map<string, Gathered>();
  y.forEach((label, row) => {
    const codes = factors.map((factor) => factor.codes[row]!);
    const numbers = singles.map(({ values }) => values[row]!);
    const key = `${codes.join()} ${numbers.join()}`;
    const pattern = patterns.get(key) ?? { codes, numbers, count: 0, hits: 0 };
    pattern.count += 1;
    pattern.hits += label;
    patterns.set(key, pattern);
  });
  return [...patterns.values()];
}

function placed(
  patterns: readonly Gathered[],
  { columnOfLevel, columnOfSingle }: Pick<Design, "columnOfLevel" | "columnOfSingle">,
): DesignPattern[] {
  return patterns.map(({ codes, numbers, count, hits }) => {
    const places = [0];
    const values = [1];
    const put = (column: number | null | undefined, value: number): void => {
      if (column === null || column === undefined || value === 0) return;
      places.push(column);
      values.push(value);
    };
    codes.forEach((code, f) => put(columnOfLevel[f]?.[code], 1));
    numbers.forEach((value, s) => put(columnOfSingle[s], value));
    return { places, values, codes, numbers, count, hits };
  });
}

/** The cross-products of all columns. */
export function productsOf(patterns: readonly Pattern[], size: number): Float64Array {
  const products = new Float64Array(size * size);
  for (const { places, values, count } of patterns) {
    places.forEach((i, a) =>
      places.forEach((j, b) => (products[i * size + j]! += count * values[a]! * values[b]!)),
    );
  }
  return products;
}

/** Why a column is redundant, in words; null if it is not. */
function saidBy(
  { values }: Single,
  factors: readonly Factor[],
  singles: readonly Single[],
): string | null {
  if (values.every((value) => Object.is(value, values[0]))) return "it is the same in every series";
  const factor = factors.find(({ codes, levels }) => {
    const ofLevel = new Array<number | undefined>(levels.length);
    return values.every((value, row) => {
      const code = codes[row]!;
      ofLevel[code] ??= value;
      return Object.is(ofLevel[code], value);
    });
  });
  if (factor !== undefined) return `${factor.label} implies it`;
  const twin = singles.find((single) => single.values.every((v, row) => Object.is(v, values[row])));
  return twin === undefined ? null : `it is the same as ${twin.name}`;
}

function readSingle(single: Single, factors: readonly Factor[], y: readonly number[]): ReadSingle {
  const hits = (isIn: (row: number) => boolean) =>
    y.reduce((sum, label, row) => sum + (isIn(row) ? label : 0), 0);
  if (single.isFlag) {
    const count = single.values.reduce((sum, value) => sum + value, 0);
    return {
      ...single,
      words: single.info.words,
      count,
      hits: hits((row) => single.values[row] === 1),
    };
  }
  const { family } = single.info;
  const period = factors.find((factor) => family !== undefined && factor.family === family);
  return {
    ...single,
    words: oneMoreInWords(single.info) + (period === undefined ? "" : `, in its ${period.group}`),
    values: centred(single.values, period),
    count: y.length,
    hits: hits(() => true),
  };
}

/**
 * The distance from the mean (of the row's own level if there is a factor); missing values are at
 * the mean.
 */
function centred(values: Float64Array, factor: Factor | undefined): Float64Array {
  const levels = factor?.levels.length ?? 1;
  const [sums, counts] = [new Float64Array(levels), new Float64Array(levels)];
  values.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    sums[factor?.codes[row] ?? 0]! += value;
    counts[factor?.codes[row] ?? 0]! += 1;
  });
  return values.map((value, row) => {
    const code = factor?.codes[row] ?? 0;
    return Number.isNaN(value) ? 0 : value - sums[code]! / counts[code]!;
  });
}

function assertFactors(names: readonly string[], factors: readonly Factor[]): void {
  const known = factors.map(({ name }) => name);
  const absent = names.find((name) => !known.includes(name));
  if (absent === undefined) return;
  throw new UserError(
    `There is no factor ${absent} to choose a reference for: expected one of ${known.join(", ") || "none"}.`,
  );
}
