import { othersInWords } from "./levels.js";
import type { Change } from "./adjusted-rates.js";
import {
  readingDesign,
  type Design,
  type DesignOptions,
  type DesignTable,
  type LeftOut,
} from "./design.js";
import { straightness } from "./straight.js";

/** Two changes to compare, and the design in which they are made. */
export interface Comparison {
  /** The factor in words, such as "country"; null for a single feature. */
  factor: string | null;
  /** The level in words, such as "United Kingdom". */
  name: string;
  /** What it is compared with, in words, such as "United States" or "all other countries". */
  reference: string;
  /** Whether it is compared with all others together. */
  againstAll: boolean;
  /** Series at this level, and hits among them. */
  count: number;
  hits: number;
  design: Design;
  /** The column whose coefficient distinguishes the two. */
  column: number;
  change: Change;
  referenceChange: Change;
}

/** Which comparisons are made. */
export interface ComparisonOptions extends Pick<DesignOptions, "minCount" | "references"> {
  /**
   * "reference": each level against its factor's reference, and the reference against all others.
   * "others": each level against all others of its factor. Default "reference".
   */
  against?: "reference" | "others";
}

/** Below this p-value a numeric feature is not reported as a single odds ratio. */
const CURVED = 0.05;

/**
 * All comparisons of a table, in its order, a factor's reference before its other levels. A numeric
 * feature whose log-odds are not linear stays in the design but is not compared: a single ratio per
 * unit would hold nowhere in its range.
 */
export function comparisonsOf(
  table: DesignTable,
  { against = "reference", ...options }: ComparisonOptions = {},
): { design: Design; comparisons: Comparison[]; curved: LeftOut[] } {
  const design = readingDesign(table, options);
  const isCurved = design.singles.map(
    ({ isFlag }, single) =>
      !isFlag && design.columnOfSingle[single] !== null && straightness(design, single) < CURVED,
  );
  return {
    design,
    comparisons: [
      ...design.factors.flatMap((_, factor) =>
        ofFactor(design, factor, { table, against, options }),
      ),
      ...ofSingles(design)
        .filter(({ single }) => !isCurved[single])
        .map(({ comparison }) => comparison),
    ],
    curved: design.singles
      .filter((_, single) => isCurved[single])
      .map(({ words }) => ({
        feature: words,
        why: "its effect is not linear; it is only adjusted for",
      })),
  };
}

function ofFactor(
  design: Design,
  factor: number,
  {
    table,
    against,
    options,
  }: { table: DesignTable; against: "reference" | "others"; options: DesignOptions },
): Comparison[] {
  const own = design.factors[factor]!;
  const { name: key, label, levels } = own;
  if (levels.length < 2) return [];
  return levels.flatMap(({ name, of, count, hits }, level): Comparison[] => {
    const about = { factor: label, name, count, hits };
    const referenceChange = { factor, level: 0 };
    if (level > 0 && against === "reference") {
      const column = design.columnOfLevel[factor]?.[level];
      if (column === null || column === undefined) return [];
      const reference = levels[0]!.name;
      const change = { factor, level };
      return [{ ...about, reference, againstAll: false, design, column, change, referenceChange }];
    }
    // With two levels the comparison of the other level says the same.
    if (against === "reference" && levels.length === 2) return [];
    const parted = readingDesign(table, { ...options, parted: { factor: key, of } });
    const column = parted.columnOfLevel[factor]?.[1];
    if (column === null || column === undefined) return [];
    const reference = othersInWords(own, "all");
    const change = { factor, level: 1 };
    const sides = { column, change, referenceChange };
    return [{ ...about, reference, againstAll: true, design: parted, ...sides }];
  });
}

function ofSingles(design: Design): { single: number; comparison: Comparison }[] {
  return design.singles.flatMap(({ words, isFlag, count, hits }, single) => {
    const column = design.columnOfSingle[single];
    if (column === null || column === undefined) return [];
    const comparison: Comparison = {
      factor: null,
      name: words,
      reference: isFlag ? "all others" : "as they are",
      againstAll: isFlag,
      count,
      hits,
      design,
      column,
      change: isFlag ? { single, value: 1 } : { single, more: 1 },
      referenceChange: isFlag ? { single, value: 0 } : null,
    };
    return [{ single, comparison }];
  });
}
