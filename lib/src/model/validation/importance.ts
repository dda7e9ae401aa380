import { featureMatrix, type FeatureTable } from "../../features/table.js";
import { assertJudged } from "../../base/outcome.js";
import { rocAuc } from "../metrics/index.js";
import { RepeatedStratifiedKFold } from "../split/index.js";
import type { FeatureMatrix } from "../../stats/matrix.js";
import { RandomState } from "../../stats/random.js";
import { studentQuantile } from "../../stats/student.js";
import {
  crossValidateMatrix,
  type CrossValidation,
  type CrossValidationOptions,
} from "./cross-validation.js";
import { tied } from "./scores.js";
import { groupsOf, infoOf, type NamedColumns } from "../../features/info.js";

/** The loss of ROC-AUC when a group of features is permuted among the rows. */
export interface GroupImportance {
  group: string;
  /** Mean loss of ROC-AUC over the folds. */
  mean: number;
  /** Its 95% interval; null if there are too few hits to fit halves of the rows. */
  interval: [number, number] | null;
  /**
   * Groups with a smaller loss that is not clearly smaller: the interval of the difference includes
   * 0.
   */
  tiedWith: string[];
}

/** Options of {@link groupImportance}. */
export interface ImportanceOptions extends CrossValidationOptions {
  /** Permutations of each group in each fold; default 4. */
  shufflings?: number;
  /** Number of random halvings of the rows; default 10. */
  halvings?: number;
}

/** The fewest hits, and other rows, to cross-validate both halves. */
const FEWEST = 20;

/**
 * Permutation importance by group (Breiman, Machine Learning 45, 2001) on the held-out rows of each
 * fold. The columns of a group are permuted together, so that redundant columns cannot replace each
 * other.
 *
 * The folds share rows, so the variance between them does not reflect the sampling of the rows.
 * Therefore the rows are repeatedly split into random halves, and the whole procedure is run in
 * each half independently. Half the mean squared difference of the halves is the variance for n / 2
 * rows (Nadeau and Bengio, Machine Learning 52, 2003, section 4), and half of that the variance for
 * n.
 *
 * @param cv the result of {@link crossValidate} for the table.
 * @returns the largest loss first.
 */
export async function groupImportance(
  table: FeatureTable,
  cv: Pick<CrossValidation, "folds" | "scores">,
  {
    shufflings = 4,
    halvings = 10,
    randomState = 42,
    onProgress,
    signal,
    ...model
  }: ImportanceOptions = {},
): Promise<GroupImportance[]> {
  const matrix = featureMatrix(table);
  const groups = groupsOf(table);
  const random = new RandomState(randomState);
  const means = lossesOf(matrix, table, table.y, cv, { shufflings, random });
  const differences: number[][] = [];
  for (const half of canBeHalved(table.y) ? halves(table.y, halvings, randomState) : []) {
    const rows = matrix.take(half);
    const y = half.map((row) => table.y[row] as number);
    const options = { ...model, nRepeats: 1, randomState, ...(signal && { signal }) };
    const own = assertJudged(await crossValidateMatrix(rows, y, options));
    differences.push(lossesOf(rows, table, y, own, { shufflings, random }));
    onProgress?.(differences.length, 2 * halvings);
  }
  /** The 95% interval of a weighted sum of the losses. */
  const intervalOf = (sum: (losses: readonly number[]) => number): [number, number] | null => {
    if (differences.length === 0) return null;
    let squares = 0;
    for (let at = 0; at < differences.length; at += 2) {
      squares += (sum(differences[at] ?? []) - sum(differences[at + 1] ?? [])) ** 2;
    }
    const half = studentQuantile(0.975, halvings) * Math.sqrt(squares / halvings / 4);
    return [sum(means) - half, sum(means) + half];
  };
  const order = groups.map((_, g) => g).sort((a, b) => at(means, b) - at(means, a));
  return order.map((g, place) => ({
    group: groups[g]!,
    mean: at(means, g),
    interval: intervalOf((losses) => at(losses, g)),
    tiedWith: order
      .slice(place + 1)
      .filter((other) => {
        const lead = intervalOf((losses) => at(losses, g) - at(losses, other));
        return lead === null || lead[0] <= 0;
      })
      .map((other) => groups[other]!),
  }));
}

/** The mean loss of each group over the folds. */
function lossesOf(
  matrix: FeatureMatrix,
  table: NamedColumns,
  y: readonly number[],
  { folds, scores }: Pick<CrossValidation, "folds" | "scores">,
  { shufflings, random }: { shufflings: number; random: RandomState },
): number[] {
  const groups = groupsOf(table);
  const info = infoOf(table);
  const sums = new Array<number>(groups.length).fill(0);
  folds.forEach(({ pipeline, test }, fold) => {
    const seen = pipeline.transform(matrix.take(test));
    const labels = test.map((row) => y[row]!);
    const all = seen.scores(pipeline.model.coef, 0);
    groups.forEach((group, g) => {
      // The log-odds are a sum over the features: only this group's part is permuted.
      const own = pipeline.model.coef.map((weight, j) => (info[j]!.group === group ? weight : 0));
      const part = seen.scores(own, 0);
      const rest = all.map((score, row) => score - at(part, row));
      for (let k = 0; k < shufflings; k += 1) {
        const moved = random.permutation(part);
        const shuffled = Array.from(rest, (score, row) => tied(score + at(moved, row)));
        sums[g]! += at(scores, fold) - rocAuc(labels, shuffled);
      }
    });
  });
  return sums.map((sum) => sum / folds.length / shufflings);
}

/**
 * The rows of one half, then those of the other, `times` times; both halves have equally many hits.
 */
function halves(y: readonly number[], times: number, randomState: number): number[][] {
  const folds = new RepeatedStratifiedKFold({ nSplits: 2, nRepeats: times, randomState });
  return [...folds.split(y)].map(({ test }) => [...test]);
}

function canBeHalved(y: readonly number[]): boolean {
  const hits = y.filter((label) => label === 1).length;
  return Math.min(hits, y.length - hits) >= FEWEST;
}

function at(values: ArrayLike<number>, place: number): number {
  return values[place]!;
}
