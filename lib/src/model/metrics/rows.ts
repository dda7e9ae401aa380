/** Checks of the rows of every metric. */
import { UserError } from "../../base/errors.js";

/** The number of rows of each label, or their total weight. */
export interface LabelCounts {
  positives: number;
  negatives: number;
}

/**
 * Check that each row has a label of 0 or 1, a finite score and, if there are weights, a finite
 * nonnegative one; count the labels.
 *
 * @throws UserError naming the first invalid row, or lengths that differ.
 */
export function assertRows(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  sampleWeight?: ArrayLike<number>,
): LabelCounts {
  if (y.length !== scores.length) {
    throw new UserError(
      `${y.length} labels but ${scores.length} scores: expected one for each row.`,
    );
  }
  assertWeights(y.length, sampleWeight);
  const counts = { positives: 0, negatives: 0 };
  for (let row = 0; row < y.length; row += 1) {
    const label = y[row];
    const score = scores[row]!;
    if (label !== 0 && label !== 1) {
      throw new UserError(`The label of row ${row + 1} is ${String(label)}: expected 0 or 1.`);
    }
    if (!Number.isFinite(score)) {
      const found = typeof score === "number" && !Number.isNaN(score) ? "infinite" : "not a number";
      throw new UserError(`The score of row ${row + 1} is ${found}.`);
    }
    counts[label === 1 ? "positives" : "negatives"] += sampleWeight?.[row] ?? 1;
  }
  return counts;
}

/**
 * Like {@link assertRows}, with at least one row and probabilities as scores.
 *
 * @throws UserError like {@link assertRows}, for no rows and for a probability outside [0, 1].
 */
export function assertProbabilities(
  y: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  sampleWeight?: ArrayLike<number>,
): LabelCounts {
  const counts = assertRows(y, probabilities, sampleWeight);
  if (!(counts.positives + counts.negatives > 0)) {
    throw new UserError("There are no rows: expected at least one probability with its label.");
  }
  for (let row = 0; row < y.length; row += 1) {
    const p = probabilities[row]!;
    if (p < 0 || p > 1) {
      throw new UserError(`The probability of row ${row + 1} is ${p}: expected 0 to 1.`);
    }
  }
  return counts;
}

function assertWeights(rows: number, sampleWeight?: ArrayLike<number>): void {
  if (sampleWeight === undefined) return;
  if (sampleWeight.length !== rows) {
    throw new UserError(
      `${rows} labels but ${sampleWeight.length} weights in sampleWeight: expected one for each row.`,
    );
  }
  let sum = 0;
  for (let row = 0; row < rows; row += 1) {
    const weight = sampleWeight[row]!;
    sum += weight;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new UserError(
        `The sampleWeight of row ${row + 1} is ${weight}: expected a finite number of at least 0.`,
      );
    }
  }
  if (rows > 0 && sum === 0) throw new UserError("The sampleWeight of every row is 0.");
}
