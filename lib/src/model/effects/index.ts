/** What goes with a hit, in rates that can be read: each level against its reference. */
import { UserError } from "../../base/errors.js";
import { runSteps, type StepOptions } from "../validation/steps.js";
import type { FeatureTable } from "../../features/table.js";
import { comparisonsOf, type Comparison, type ComparisonOptions } from "./comparisons.js";
import type { Design, LeftOut } from "./design.js";
import { effectSize, fitDesign, type DesignFit, type EffectSize } from "./fit.js";

export type { LeftOut } from "./design.js";
export type { Estimated } from "./fit.js";

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
 * @throws UserError when no series is a hit, or every one.
 * @example (await effectsOf(features, { against: "others" })).rows
 */
export async function effectsOf(
  table: FeatureTable,
  { signal, onProgress, ...options }: ComparisonOptions & StepOptions = {},
): Promise<Effects> {
  const hits = table.y.filter((label) => label === 1).length;
  if (hits === 0 || hits === table.y.length) {
    throw new UserError(
      `${hits === 0 ? "None" : "All"} of ${table.y.length} series are hits: nothing can go with it. ` +
        "Choose a larger network.",
    );
  }
  const { design: whole, comparisons, curved } = comparisonsOf(table, options);
  const { factors } = whole;
  const fits = new Map<Design, DesignFit>();
  const rows = await runSteps(
    comparisons,
    (comparison): Effect => {
      const { design, factor, name, reference, againstAll, count, hits } = comparison;
      const fit = fits.get(design) ?? fitDesign(design);
      fits.set(design, fit);
      const size = effectSize(fit, comparison);
      return { factor, name, reference, againstAll, count, hits, ...size };
    },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  return {
    n: table.y.length,
    hits,
    rows,
    references: factors.map(({ words, levels }) => ({ factor: words, name: levels[0]!.name })),
    merged: factors.flatMap(({ levels }) =>
      levels
        .filter(({ of }) => of.length > 1)
        .map(({ name, of, count }) => ({ name, levels: of.length, count })),
    ),
    leftOut: [...whole.leftOut, ...curved],
  };
}
