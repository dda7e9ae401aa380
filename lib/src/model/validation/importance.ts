import { featureMatrix, type FeatureTable } from "../../features/index.js";
import { rocAuc } from "../metrics/index.js";
import { RandomState } from "../../stats/random.js";
import { quantile } from "../../stats/summary.js";
import type { Validation } from "./single-split.js";
import { tied } from "./scores.js";
import { groupOf, groupsOf, type FeatureGroup } from "./feature-groups.js";

/** What the AUC loses when a group of features is shuffled among the rows. */
export interface GroupImportance {
  group: FeatureGroup;
  /** Mean loss of ROC-AUC over the shufflings. */
  mean: number;
  /** The middle 95% of the losses. */
  interval: [number, number];
}

/**
 * Permutation importance by group on the validation rows (Breiman, Machine Learning 45, 2001): the
 * columns of a group are shuffled together, so that columns which say the same cannot stand in for each
 * other.
 *
 * @param repeats shufflings of each group; default 100.
 */
export function groupImportance(
  table: FeatureTable,
  { pipeline, split, y, auc }: Pick<Validation, "pipeline" | "split" | "y" | "auc">,
  { repeats = 100, randomState = 42 }: { repeats?: number; randomState?: number } = {},
): GroupImportance[] {
  const seen = pipeline.transform(featureMatrix(table).take(split.test));
  const random = new RandomState(randomState);
  const all = seen.scores(pipeline.model.coef, 0);
  return groupsOf(table.names)
    .map((group) => {
      // The log-odds are a sum over the features: only this group's part moves between the rows.
      const own = pipeline.model.coef.map((weight, j) =>
        groupOf(table.names[j] as string) === group ? weight : 0,
      );
      const part = seen.scores(own, 0);
      const rest = all.map((score, row) => score - (part[row] as number));
      const losses = Array.from({ length: repeats }, () => {
        const moved = random.permutation(part);
        return (
          auc -
          rocAuc(
            y,
            Array.from(rest, (score, row) => tied(score + (moved[row] as number))),
          )
        );
      });
      const mean = losses.reduce((sum, loss) => sum + loss, 0) / repeats;
      const interval: [number, number] = [quantile(losses, 0.025), quantile(losses, 0.975)];
      return { group, mean, interval };
    })
    .sort((a, b) => b.mean - a.mean);
}
