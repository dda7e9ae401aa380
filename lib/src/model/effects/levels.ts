import { UserError } from "../../base/errors.js";
import { compareValues } from "../../stats/summary.js";
import type { Factor } from "./factors.js";

/** A level of a factor after merging. */
interface Level {
  /** In words, such as "United Kingdom" or "23 other countries". */
  name: string;
  /** The levels of the table that it contains. */
  of: readonly string[];
  count: number;
  hits: number;
}

/** A factor after merging; its first level is the reference. */
export interface ReadFactor extends Omit<Factor, "levels" | "levelWords"> {
  /** The reference first, then by the number of series. */
  levels: Level[];
  /** The position of each row's level. */
  codes: Int32Array;
}

/**
 * Levels without a clear meaning: they come last, and are not the reference if there is another.
 */
const VAGUE = /^(Other|unknown)( \(.*\))?$/;

/**
 * A factor whose levels of fewer than `minCount` series are merged into one, with the named level
 * or the largest one as the reference.
 *
 * @throws UserError if there is no level of that name.
 */
export function mergedFactor(
  factor: Factor,
  y: readonly number[],
  { minCount, reference }: { minCount: number; reference?: string | undefined },
): ReadFactor {
  const { name, levels } = factor;
  if (reference !== undefined && !levels.includes(reference)) {
    throw new UserError(
      `There is no level ${reference} of ${name} to compare with: expected one of ${levels.join(", ")}.`,
    );
  }
  const counts = countsOf(factor);
  const isRare = (level: number) => counts[level]! < minCount && levels[level] !== reference;
  const own = [...levels.keys()].filter((level) => !isRare(level));
  const rare = [...levels.keys()].filter(isRare);
  const rank = (level: number): number =>
    levels[level] === reference ? 0 : isVague(levels[level]!) ? 2 : 1;
  own.sort(
    (a, b) => rank(a) - rank(b) || counts[b]! - counts[a]! || compareValues(levels[a]!, levels[b]!),
  );
  return joined(
    factor,
    y,
    rare.length === 0 ? own.map((l) => [l]) : [...own.map((l) => [l]), rare],
  );
}

/** A factor with two levels: these, and all others as the reference. */
export function partedFactor(
  factor: Factor,
  y: readonly number[],
  of: readonly string[],
): ReadFactor {
  const isOf = (level: number) => of.includes(factor.levels[level]!);
  const all = [...factor.levels.keys()];
  const parted = joined(factor, y, [all.filter((level) => !isOf(level)), all.filter(isOf)]);
  parted.levels[0]!.name = othersInWords(factor, "all");
  return parted;
}

function joined(factor: Factor, y: readonly number[], groups: readonly number[][]): ReadFactor {
  const place = new Int32Array(factor.levels.length);
  groups.forEach((group, at) => group.forEach((level) => (place[level] = at)));
  const codes = factor.codes.map((level) => place[level]!);
  const levels = groups.map((group): Level => {
    const of = group.map((level) => factor.levels[level]!);
    return { name: nameOf(factor, of), of, count: 0, hits: 0 };
  });
  codes.forEach((code, row) => {
    const level = levels[code]!;
    level.count += 1;
    level.hits += y[row]!;
  });
  const { name, label, plural, group, family } = factor;
  return { name, label, plural, group, family, levels, codes };
}

/** Several levels as one: "23 other countries", or "all other countries". */
export function othersInWords({ plural }: Pick<Factor, "plural">, count: number | "all"): string {
  return `${count} other ${plural}`;
}

function nameOf(factor: Factor, of: readonly string[]): string {
  if (of.length === 1) return factor.levelWords[factor.levels.indexOf(of[0]!)]!;
  const named = of.filter((level) => !isVague(level));
  const others = othersInWords(factor, named.length);
  return named.length === of.length ? others : `${others} or none`;
}

function isVague(level: string): boolean {
  return VAGUE.test(level);
}

function countsOf({ levels, codes }: Factor): Int32Array {
  const counts = new Int32Array(levels.length);
  for (const code of codes) counts[code]! += 1;
  return counts;
}
