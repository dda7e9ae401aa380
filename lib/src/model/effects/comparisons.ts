import { othersInWords } from "../../features/words.js";
import type { Change } from "./adjusted-rates.js";
import { readingDesign, type Design, type DesignOptions, type DesignTable } from "./design.js";

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

/** What {@link comparisonsOf} can be told. */
export interface ComparisonOptions extends Pick<DesignOptions, "minCount" | "references"> {
  /**
   * "reference": each level against its factor's reference, and the reference against all others.
   * "others": each level against all others of its factor. Default "reference".
   */
  against?: "reference" | "others";
}

/** All comparisons of a table, in its order, a factor's reference before its other levels. */
export function comparisonsOf(
  table: DesignTable,
  { against = "reference", ...options }: ComparisonOptions = {},
): Comparison[] {
  const design = readingDesign(table, options);
  return [
    ...design.factors.flatMap((_, factor) => ofFactor(design, factor, { table, against, options })),
    ...ofSingles(design),
  ];
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
  const { name: key, words, levels } = design.factors[factor] as Design["factors"][number];
  if (levels.length < 2) return [];
  return levels.flatMap(({ name, of, count, hits }, level): Comparison[] => {
    const own = { factor: words, name, count, hits };
    const referenceChange = { factor, level: 0 };
    if (level > 0 && against === "reference") {
      const column = design.columnOfLevel[factor]?.[level];
      if (column === null || column === undefined) return [];
      const reference = levels[0]?.name as string;
      const change = { factor, level };
      return [{ ...own, reference, againstAll: false, design, column, change, referenceChange }];
    }
    // Of two levels the other one's comparison says it already.
    if (against === "reference" && levels.length === 2) return [];
    const parted = readingDesign(table, { ...options, parted: { factor: key, of } });
    const column = parted.columnOfLevel[factor]?.[1];
    if (column === null || column === undefined) return [];
    const reference = othersInWords(key, "all");
    const change = { factor, level: 1 };
    const sides = { column, change, referenceChange };
    return [{ ...own, reference, againstAll: true, design: parted, ...sides }];
  });
}

function ofSingles(design: Design): Comparison[] {
  return design.singles.flatMap(({ words, isFlag, count, hits }, single): Comparison[] => {
    const column = design.columnOfSingle[single];
    if (column === null || column === undefined) return [];
    return [
      {
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
      },
    ];
  });
}
