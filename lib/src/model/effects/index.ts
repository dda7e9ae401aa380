/**
 * Adjusted hit rates: each level compared with its reference, the other features unchanged.
 *
 * @module
 */
import { unjudged, type Outcome } from "../../base/outcome.js";
import { formatCount, formatQuantity } from "../../base/format.js";
import { NoFitError } from "../../stats/firth.js";
import { runSteps, type StepOptions } from "../validation/steps.js";
import type { FeatureTable } from "../../features/table.js";
import { comparisonsOf, type Comparison, type ComparisonOptions } from "./comparisons.js";
import type { Design, LeftOut } from "./design.js";
import { effectSize, fitDesign, type DesignFit, type EffectSize } from "./fit.js";

export type { ComparisonOptions } from "./comparisons.js";
export type { LeftOut } from "./design.js";
export type { Estimated } from "./fit.js";

/** The fewest hits, and other series, for adjusted rates. */
const FEWEST = 10;

/** What one level, property or unit changes, with all else unchanged. */
export interface Effect
  extends
    Pick<Comparison, "factor" | "name" | "reference" | "againstAll" | "count" | "hits">,
    EffectSize {}

/** The effects of a catalogue. */
export interface Effects {
  n: number;
  hits: number;
  rows: Effect[];
  /** The reference level of each factor. */
  references: { factor: string; name: string }[];
  /** Levels with few series that were merged, and how many there are. */
  merged: { name: string; levels: number; count: number }[];
  leftOut: LeftOut[];
}

/**
 * Adjusted rates and odds ratios with 95% intervals, from one logistic regression in the design of
 * `readingDesign` (design.ts): the hit rate if every series were of a level and otherwise
 * unchanged, compared with the same for the reference.
 *
 * @returns the effects, or why there are none: with fewer than ten hits, or ten other series, the
 * result for a level would depend on two or three of them.
 * @example assertJudged(await effectsOf(features, { against: "others" })).rows
 */
export async function effectsOf(
  table: FeatureTable,
  { signal, onProgress, ...options }: ComparisonOptions & StepOptions = {},
): Promise<Outcome<Effects>> {
  const hits = table.y.filter((label) => label === 1).length;
  const others = table.y.length - hits;
  if (Math.min(hits, others) < FEWEST) {
    const few =
      hits <= others ? formatQuantity(hits, "hit") : `${formatCount(others)} other series`;
    const verb = Math.min(hits, others) === 1 ? "is" : "are";
    return unjudged(
      `${few} among ${formatCount(table.y.length)} series ${verb} too few for adjusted rates, which need ${FEWEST}: ` +
        "choose a larger network, or a definition with more hits.",
    );
  }
  const { design: whole, comparisons, curved } = comparisonsOf(table, options);
  const { factors } = whole;
  const fits = new Map<Design, DesignFit>();
  const compared = await runSteps(
    comparisons,
    (comparison): Effect | LeftOut => {
      const { design, factor, name, reference, againstAll, count, hits } = comparison;
      try {
        const fit = fits.get(design) ?? fitDesign(design);
        fits.set(design, fit);
        const size = effectSize(fit, comparison);
        return { factor, name, reference, againstAll, count, hits, ...size };
      } catch (error) {
        // With few series there may be no fit at the ends of an interval.
        if (!(error instanceof NoFitError)) throw error;
        return { feature: name, why: "too few series for its interval" };
      }
    },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  const rows = compared.filter((found): found is Effect => "rate" in found);
  const unfit = compared.filter((found): found is LeftOut => "why" in found);
  return {
    n: table.y.length,
    hits,
    rows,
    references: factors.map(({ label, levels }) => ({ factor: label, name: levels[0]!.name })),
    merged: factors.flatMap(({ levels }) =>
      levels
        .filter(({ of }) => of.length > 1)
        .map(({ name, of, count }) => ({ name, levels: of.length, count })),
    ),
    leftOut: [...whole.leftOut, ...curved, ...unfit],
  };
}
