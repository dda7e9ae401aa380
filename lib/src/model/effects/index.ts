/**
 * What goes with a hit, in rates that can be read: each level against its reference.
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

/** Hits, and other series, that adjusted rates take. */
const FEWEST = 10;

/** What one level, property or unit changes, all else as it is. */
export interface Effect
  extends
    Pick<Comparison, "factor" | "name" | "reference" | "againstAll" | "count" | "hits">,
    EffectSize {}

/** The effects of a catalogue. */
export interface Effects {
  n: number;
  hits: number;
  rows: Effect[];
  /** What the other levels of a factor are read against. */
  references: { factor: string; name: string }[];
  /** Levels with few series that are read as one, and how many they are. */
  merged: { name: string; levels: number; count: number }[];
  leftOut: LeftOut[];
}

/**
 * Adjusted rates and odds ratios with 95% intervals, from one logistic regression in the design for
 * reading (`readingDesign` in design.ts): what the rate of hits would be if every series were of a level, and
 * stayed what it is otherwise, against the same for the reference.
 *
 * @returns the effects, or why there are none: with fewer than ten hits, or ten other series, a level would
 * be judged by two or three of them.
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
      `${few} among ${formatCount(table.y.length)} series ${verb} too few for adjusted rates, which take ${FEWEST}: ` +
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
        // Of few series the ends of an interval can lie where nothing holds the other coefficients.
        if (!(error instanceof NoFitError)) throw error;
        return { feature: name, why: "the series do not suffice for its interval" };
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
