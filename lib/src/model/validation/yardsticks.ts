import { assertJudged } from "../../base/outcome.js";
import { featureMatrix, type FeatureTable } from "../../features/table.js";
import { splineKnots, splineTerms } from "../../stats/restricted-spline.js";
import { rocAuc } from "../metrics/index.js";
import { RepeatedStratifiedKFold } from "../split/index.js";
import { BoostedTrees } from "../trees/index.js";
import {
  crossValidateMatrix,
  type CrossValidation,
  type CrossValidationOptions,
} from "./cross-validation.js";
import { foldMean, type FoldMean } from "./fold-mean.js";
import { runSteps } from "./steps.js";

/** Another model on the folds of the linear one. */
export interface Yardstick extends FoldMean {
  /** Such as "boosted trees". */
  name: string;
  /** Its AUC minus the linear model's, fold by fold: what the straight line leaves. */
  gain: FoldMean;
}

/** What {@link yardsticks} can be told. */
export interface YardstickOptions extends CrossValidationOptions {
  /** Repeats of the folds on which the trees are tried, which take longer; default 2. */
  treeRepeats?: number;
}

/**
 * What a model that is linear in its features leaves: the same features with a curve in the place of the
 * straight line of the age (a restricted cubic spline with four knots), and boosted trees, which find curves
 * and interactions by themselves. Both are judged on the folds of `full`. Intervals of the gains are at 97.5%,
 * as there are two of them.
 */
export async function yardsticks(
  table: FeatureTable,
  full: CrossValidation,
  { treeRepeats = 2, signal, onProgress, ...options }: YardstickOptions = {},
): Promise<Yardstick[]> {
  const { nSplits, nRepeats } = full;
  const watched = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
  const found: Yardstick[] = [];
  const add = (name: string, scores: readonly number[]): void => {
    const own = foldMean(scores, nSplits, { range: "share" });
    const gains = scores.map((score, fold) => score - full.scores[fold]!);
    found.push({ name, ...own, gain: foldMean(gains, nSplits, { level: 0.975 }) });
  };
  const curved = withCurve(table);
  if (curved !== null) {
    const curve = await crossValidateMatrix(featureMatrix(curved), table.y, {
      ...options,
      nSplits,
      nRepeats,
      ...watched,
    });
    add("curve of the age", assertJudged(curve).scores);
  }
  const matrix = featureMatrix(table);
  const labels = (rows: readonly number[]): number[] => rows.map((row) => table.y[row] as number);
  const { randomState = 42 } = options;
  const folds = [
    ...new RepeatedStratifiedKFold({ nSplits, nRepeats: treeRepeats, randomState }).split(table.y),
  ];
  const scores = await runSteps(
    folds,
    ({ train, test }) => {
      const trees = new BoostedTrees().fit(matrix.take(train), labels(train));
      return rocAuc(labels(test), trees.decisionFunction(matrix.take(test)));
    },
    watched,
  );
  add("boosted trees", scores);
  return found;
}

/** The table with the columns of a spline of the age; null where there are too few ages for one. */
function withCurve(table: FeatureTable): FeatureTable | null {
  const column = table.names.indexOf("years_since_release");
  const ages = table.X.flatMap((row) => {
    const age = row[column] ?? null;
    return age === null ? [] : [age];
  });
  const knots = splineKnots(ages);
  if (knots.length < 3) return null;
  const terms = knots.slice(2).map((_, i) => `years_since_release_curve_${i + 1}`);
  return {
    ...table,
    names: [...table.names, ...terms],
    X: table.X.map((row) => {
      const age = row[column] ?? null;
      // A missing age is imputed with the median, and so are its terms.
      return [...row, ...(age === null ? terms.map(() => null) : splineTerms(age, knots))];
    }),
  };
}
