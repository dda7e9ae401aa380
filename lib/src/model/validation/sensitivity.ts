import { featureMatrix, type FeatureTable } from "../../features/table.js";
import { UserError } from "../../base/errors.js";
import { hitThresholds, labelHits } from "../../label/hits.js";
import type { Title } from "../../data/titles.js";
import { ifJudged, isUnjudged, unjudged } from "../../base/outcome.js";
import { crossValidateMatrix, type CrossValidationOptions } from "./cross-validation.js";
import { foldMean, type FoldMean } from "./fold-mean.js";

/** The model under one definition of a hit. */
export interface SensitivityCell {
  popularityQuantile: number;
  voteQuantile: number;
  hits: number;
  /** Mean cross-validated AUC; null where there are too few hits to say. */
  auc: number | null;
  /**
   * Its interval at 1 - 0.05 / m for m definitions (Bonferroni), so that all hold at once with 95%; null
   * without an AUC.
   */
  interval: [number, number] | null;
}

/** What {@link sensitivity} can be told. */
export interface SensitivityOptions extends CrossValidationOptions {
  /** Default 0.8, 0.85, 0.9, 0.95. */
  popularityQuantiles?: readonly number[];
  /** Default 0, 0.25, 0.5, 0.75. */
  voteQuantiles?: readonly number[];
  /** With fewer hits there is no AUC; default 20. */
  minHits?: number;
}

/**
 * Does the conclusion hang on the definition of a hit? The cross-validated AUC for each pair of
 * quantiles, with the same features and rows.
 *
 * @param titles the labelled or cleaned series of the table.
 * @throws UserError when they are not those of the table.
 */
export async function sensitivity(
  table: FeatureTable,
  titles: readonly Title[],
  options: SensitivityOptions = {},
): Promise<SensitivityCell[]> {
  const {
    popularityQuantiles = [0.8, 0.85, 0.9, 0.95],
    voteQuantiles = [0, 0.25, 0.5, 0.75],
    minHits = 20,
    onProgress,
    ...rest
  } = options;
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
  const total = popularityQuantiles.length * voteQuantiles.length;
  for (const popularityQuantile of popularityQuantiles) {
    for (const voteQuantile of voteQuantiles) {
      const definition = { popularityQuantile, voteQuantile };
      const thresholds = hitThresholds(rows as Title[], definition);
      const y = labelHits(rows as Title[], thresholds).map(({ hit }) => hit as number);
      const hits = y.reduce((sum, label) => sum + label, 0);
      const isEnough = hits >= minHits && y.length - hits >= minHits;
      const found = isEnough
        ? await crossValidateMatrix(matrix, y, { nRepeats: 2, ...rest })
        : unjudged("too few");
      const mean = ifJudged(found, ({ scores, nSplits }) =>
        foldMean(scores, nSplits, { range: "share", level: 1 - 0.05 / total }),
      );
      const cell = isUnjudged(mean) ? { auc: null, interval: null } : judgedCell(mean);
      cells.push({ ...definition, hits, ...cell });
      onProgress?.(cells.length, total);
    }
  }
  return cells;
}

function judgedCell({ mean, interval }: FoldMean): Pick<SensitivityCell, "auc" | "interval"> {
  return { auc: mean, interval };
}
