/** The model under the other definitions of a hit that a study names. */
import { unjudged, type Outcome } from "../base/outcome.js";
import type { Title } from "../data/titles.js";
import type { FeatureTable } from "../features/table.js";
import {
  sensitivity,
  type SensitivityCell,
  type SensitivityOptions,
} from "../model/validation/sensitivity.js";
import type { Study } from "./study.js";

/** What came of the other definitions, and which of them is the study's own. */
export interface OtherDefinitions {
  cells: SensitivityCell[];
  /** What the two variables are called. */
  axes: { x: string; y: string };
  /** The quantiles of the study's own definition; null where it is not one of this kind. */
  inUse: { x: number; y: number } | null;
}

/**
 * Judge the features under the study's other definitions of a hit.
 *
 * @returns what came of it, or that the study names none.
 * @throws UserError when the titles are not those of the table.
 */
export async function tryOtherDefinitions(
  study: Study,
  table: FeatureTable,
  titles: readonly Title[],
  options: SensitivityOptions = {},
): Promise<Outcome<OtherDefinitions>> {
  const grid = study.otherDefinitions;
  if (grid === null) {
    return unjudged(
      "The study names no other definitions of a hit (otherDefinitions in study.ts).",
    );
  }
  const cells = await sensitivity(table, titles, grid, options);
  const { thresholds } = study.hit.fit(titles);
  const [x, y] = [grid.x, grid.y].map(
    ({ variable }) => thresholds.find((own) => own.variable === variable.name)?.quantile ?? null,
  );
  const isOfGrid = thresholds.length === 2 && typeof x === "number" && typeof y === "number";
  const axes = { x: grid.x.variable.label, y: grid.y.variable.label };
  return { cells, axes, inUse: isOfGrid ? { x, y } : null };
}
