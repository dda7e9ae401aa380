import { assertJudged } from "../../base/outcome.js";
import { infoOf } from "../../features/info.js";
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

/** Another model, on the folds of the linear one. */
export interface Yardstick extends FoldMean {
  /** Such as "boosted trees". */
  name: string;
  /** Its AUC minus the linear model's, fold by fold: what the linear model misses. */
  gain: FoldMean;
}

/** Options of {@link yardsticks}. */
export interface YardstickOptions extends CrossValidationOptions {
  /** Repeats of the folds for the trees, which take longer; default 2. */
  treeRepeats?: number;
}

/**
 * What a model that is linear in its features misses: the same features with curves of the numbers
 * (restricted cubic splines with four knots), and boosted trees, which find curves and interactions
 * by themselves. Both are evaluated on the folds of `full`. Intervals of the gains are at 97.5%, as
 * there are two of them.
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
  const curved = withCurves(table);
  if (curved !== null) {
    const curve = await crossValidateMatrix(featureMatrix(curved.table), table.y, {
      ...options,
      nSplits,
      nRepeats,
      ...watched,
    });
    add(curveName(curved.groups), assertJudged(curve).scores);
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

function curveName(groups: readonly string[]): string {
  return groups.length > 2
    ? `curves of ${groups.length} numbers`
    : `curve of the ${groups.join(" and ")}`;
}

/**
 * The table with the columns of a spline of each number, and the groups of these; null if no number
 * has enough distinct values for one.
 */
function withCurves(table: FeatureTable): { table: FeatureTable; groups: string[] } | null {
  const info = infoOf(table);
  const curves = table.names.flatMap((name, column) => {
    if (info[column]!.kind !== "number") return [];
    const known = table.X.flatMap((row) => row[column] ?? []);
    const knots = splineKnots(known);
    if (knots.length < 3) return [];
    const names = knots.slice(2).map((_, i) => `${name}_curve_${i + 1}`);
    return [{ column, knots, names, info: info[column]! }];
  });
  if (curves.length === 0) return null;
  const curved: FeatureTable = {
    ...table,
    names: [...table.names, ...curves.flatMap(({ names }) => names)],
    info: [...info, ...curves.flatMap((curve) => curve.names.map(() => curve.info))],
    X: table.X.map((row) => [
      ...row,
      ...curves.flatMap(({ column, knots, names }): (number | null)[] => {
        const value = row[column] ?? null;
        // A missing value is imputed with the median, and so are its terms.
        return value === null ? names.map(() => null) : splineTerms(value, knots);
      }),
    ]),
  };
  const named = curves.map(({ info: { group, words } }) => (group === "other" ? words : group));
  return { table: curved, groups: [...new Set(named)] };
}
