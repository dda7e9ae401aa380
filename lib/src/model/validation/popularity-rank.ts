import { unjudged, type Outcome } from "../../base/outcome.js";
import type { Title } from "../../data/titles.js";
import { featureMatrix, type FeatureTable } from "../../features/table.js";
import { meanRanks, spearman, type RankCorrelation } from "../../stats/ranks.js";
import { Ridge } from "../linear/ridge.js";
import { delongTest } from "../metrics/delong.js";
import { MedianImputer } from "../preprocessing/median-imputer.js";
import { StandardScaler } from "../preprocessing/standard-scaler.js";
import { StratifiedKFold } from "../split/index.js";
import { tooFewForFolds } from "./cross-validation.js";
import { tied } from "./scores.js";

/** How well the features predict popularity itself. */
export interface PopularityRanks extends RankCorrelation {
  /**
   * The predicted rank of each row, from 0 (least popular) to 1, by a model that was not fitted on
   * it.
   */
  predicted: number[];
  /** The observed rank, from 0 to 1. */
  found: number[];
  /** ROC-AUC of the predicted ranks as scores for hits. */
  hitAuc: number;
  /** `hitAuc` minus the AUC of the classification's scores, with its 95% interval (DeLong's). */
  gain: { mean: number; interval: [number, number] };
}

/**
 * Popularity as the outcome instead of a threshold on it: a ridge regression of its rank, on the
 * folds of the first repeat of {@link crossValidate}, and Spearman's correlation of predicted and
 * observed ranks.
 *
 * @param titles the series of the table's ids, with their popularity.
 * @param cv cross-validated log-odds of the same table, for the comparison.
 */
export function popularityRanks(
  table: FeatureTable,
  titles: readonly Pick<Title, "id" | "popularity">[],
  { logOdds, nSplits }: { logOdds: readonly number[]; nSplits: number },
  { randomState = 42, alpha = 1 }: { randomState?: number; alpha?: number } = {},
): Outcome<PopularityRanks> {
  const reason = tooFewForFolds(table.y, nSplits);
  if (reason !== null) return unjudged(reason);
  const popularity = new Map(titles.map(({ id, popularity }) => [id, popularity]));
  const values = table.ids.map((id) => popularity.get(id) ?? NaN);
  if (values.some(Number.isNaN) || new Set(values).size < 2) {
    return unjudged(
      "The popularity of some series is unknown, or all series have the same: popularity ranks need known, " +
        "different values.",
    );
  }
  const matrix = featureMatrix(table);
  const predicted = new Array<number>(values.length).fill(NaN);
  for (const { train, test } of new StratifiedKFold({
    nSplits,
    shuffle: true,
    randomState,
  }).split(table.y)) {
    const imputer = new MedianImputer({ keepEmpty: true }).fit(matrix.take(train));
    const scaler = new StandardScaler().fit(imputer.transform(matrix.take(train)));
    const prepare = (rows: number[]) => scaler.transform(imputer.transform(matrix.take(rows)));
    const ranks = shares(train.map((row) => values[row]!));
    const scores = new Ridge({ alpha }).fit(prepare(train), ranks).predict(prepare(test));
    test.forEach((row, i) => (predicted[row] = tied(scores[i]!)));
  }
  const { aucA, difference, interval } = delongTest(table.y, predicted, logOdds);
  return {
    ...spearman(predicted, values),
    predicted,
    found: shares(values),
    hitAuc: aucA,
    gain: { mean: difference, interval },
  };
}

/** Ranks as shares of their number, from 0 to 1. */
function shares(values: readonly number[]): number[] {
  return Array.from(meanRanks(values), (rank) => (rank - 0.5) / values.length);
}
