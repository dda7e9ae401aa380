import { featureMatrix, type FeatureTable } from "../../features/table.js";
import { UserError } from "../../base/errors.js";
import { quantile, reaches } from "../../label/definition.js";
import type { Variable } from "../../data/variable.js";
import type { Title } from "../../data/titles.js";
import { ifJudged, isUnjudged, unjudged } from "../../base/outcome.js";
import { crossValidateMatrix, type CrossValidationOptions } from "./cross-validation.js";
import { foldMean, type FoldMean } from "./fold-mean.js";

/** Definitions to try: a hit reaches a quantile of each of two variables. */
export interface DefinitionGrid {
  x: { variable: Variable<number>; quantiles: readonly number[] };
  y: { variable: Variable<number>; quantiles: readonly number[] };
}

/** The model under one definition of a hit. */
export interface SensitivityCell {
  /** The quantiles of the two variables. */
  x: number;
  y: number;
  hits: number;
  /** Mean cross-validated AUC; null if there are too few hits. */
  auc: number | null;
  /**
   * Its interval at 1 - 0.05 / m for m definitions (Bonferroni), so that all hold simultaneously
   * with 95%; null without an AUC.
   */
  interval: [number, number] | null;
}

/** Options of {@link sensitivity}. */
export interface SensitivityOptions extends CrossValidationOptions {
  /** With fewer hits there is no AUC; default 20. */
  minHits?: number;
}

/**
 * Whether the conclusion depends on the definition of a hit: the cross-validated AUC for each
 * definition of a grid, with the same features and rows.
 *
 * @param titles the labelled or cleaned series of the table.
 * @param grid quantiles of two variables.
 * @throws UserError if they are not those of the table.
 */
export async function sensitivity(
  table: FeatureTable,
  titles: readonly Title[],
  grid: DefinitionGrid,
  { minHits = 20, onProgress, ...rest }: SensitivityOptions = {},
): Promise<SensitivityCell[]> {
  const matrix = featureMatrix(table);
  const byId = new Map(titles.map((title) => [title.id, title]));
  const rows = table.ids.map((id) => byId.get(id));
  const absent = rows.indexOf(undefined);
  if (absent >= 0) {
    throw new UserError(
      `Series ${table.ids[absent]} has features but is not among the titles: run notebooks 02 to 04 again.`,
    );
  }
  const cells: SensitivityCell[] = [];
  const total = grid.x.quantiles.length * grid.y.quantiles.length;
  for (const x of grid.x.quantiles) {
    for (const y of grid.y.quantiles) {
      const { isHit } = reaches([grid.x.variable, quantile(x)], [grid.y.variable, quantile(y)]).fit(
        rows as Title[],
      );
      const labels = rows.map((title) => Number(isHit(title!)));
      const hits = labels.reduce((sum, label) => sum + label, 0);
      const isEnough = hits >= minHits && labels.length - hits >= minHits;
      const found = isEnough
        ? await crossValidateMatrix(matrix, labels, { nRepeats: 2, ...rest })
        : unjudged("too few");
      const mean = ifJudged(found, ({ scores, nSplits }) =>
        foldMean(scores, nSplits, { range: "share", level: 1 - 0.05 / total }),
      );
      const cell = isUnjudged(mean) ? { auc: null, interval: null } : judgedCell(mean);
      cells.push({ x, y, hits, ...cell });
      onProgress?.(cells.length, total);
    }
  }
  return cells;
}

function judgedCell({ mean, interval }: FoldMean): Pick<SensitivityCell, "auc" | "interval"> {
  return { auc: mean, interval };
}
