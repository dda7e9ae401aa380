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

/** Two things that every series is given in turn, and the design in which that is done. */
export interface Comparison {
  /** In words: the factor, such as "country"; null for a feature that stands for itself. */
  factor: string | null;
  /** In words, such as "United Kingdom". */
  name: string;
  /** In words, what it is compared with, such as "United States" or "all other countries". */
  reference: string;
  /** Whether that is all others together. */
  againstAll: boolean;
  /** Series that are so, and hits among them. */
  count: number;
  hits: number;
  design: Design;
  /** The coefficient that parts the two. */
  column: number;
  change: Change;
  referenceChange: Change;
}

/** What is compared with what. */
export interface ComparisonOptions extends Pick<DesignOptions, "minCount" | "references"> {
  /**
   * "reference": each level against its factor's reference, and the reference against all others.
   * "others": each level against all others of its factor. Default "reference".
   */
  against?: "reference" | "others";
}

/** Below this p-value a number is not told as one factor. */
const CURVED = 0.05;

/**
 * All comparisons of a table, in its order, a factor's reference before its other levels. A number whose
 * log-odds do not follow one line stays in the design, but is not compared: one factor for each unit would
 * be true of none of its parts.
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
        why: "it follows no one line, and is adjusted for alone",
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
    // Of two levels the other one's comparison says it already.
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
