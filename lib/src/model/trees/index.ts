/**
 * Gradient boosted trees for two labels, to measure what a linear model misses.
 *
 * @module
 */
import { UserError } from "../../base/errors.js";
import { FeatureMatrix, type MatrixLike } from "../../stats/matrix.js";
import { sigmoid } from "../logistic/loss.js";
import { binFeature, binsOf } from "./bins.js";
import { growTree, histogramOffsets, isLeft, type TreeNode } from "./tree.js";

/**
 * Options of {@link BoostedTrees}; names and defaults are those of scikit-learn's
 * HistGradientBoosting.
 */
export interface BoostingOptions {
  /** Shrinkage of each tree; default 0.1. */
  learningRate?: number;
  /** Number of trees; default 100. */
  maxIter?: number;
  /** Default 31. */
  maxLeaves?: number;
  /** Fewest rows in a leaf; default 20. */
  minSamplesLeaf?: number;
}

/**
 * Histogram-based gradient boosting on the log loss: each tree is grown on the gradients of those
 * before (Friedman, Annals of Statistics 29, 2001; Ke et al., LightGBM, 2017). Missing values go to
 * the side with the larger gain. The counterpart of scikit-learn's HistGradientBoostingClassifier
 * with its defaults, without early stopping; sums are float64 here and float32 there, so trees can
 * differ if gains are equal.
 */
export class BoostedTrees {
  readonly #options: Required<BoostingOptions>;
  #ends: number[][] = [];
  #trees: TreeNode[] = [];
  #baseline = 0;

  constructor(options: BoostingOptions = {}) {
    this.#options = {
      learningRate: 0.1,
      maxIter: 100,
      maxLeaves: 31,
      minSamplesLeaf: 20,
      ...options,
    };
  }

  /**
   * @param X n rows; NaN or null is missing.
   * @param y 0 or 1 for each row; both must occur.
   * @throws UserError if only one label occurs or the lengths differ.
   */
  fit(X: MatrixLike, y: ArrayLike<number>): this {
    const matrix = FeatureMatrix.from(X);
    const n = matrix.rows;
    let hits = 0;
    for (let row = 0; row < y.length; row += 1) hits += y[row]!;
    if (y.length !== n || hits === 0 || hits === n) {
      throw new UserError(
        `Boosted trees need hits and others, with a label for each row: found ${y.length} labels with ${hits} hits for ${n} rows.`,
      );
    }
    const features = columnsOf(matrix).map(binFeature);
    const offsets = histogramOffsets(features);
    this.#ends = features.map(({ ends }) => ends);
    this.#baseline = Math.log(hits / (n - hits));
    this.#trees = [];
    const scores = new Float64Array(n).fill(this.#baseline);
    const [gradients, hessians] = [new Float64Array(n), new Float64Array(n)];
    const { learningRate, maxIter, maxLeaves, minSamplesLeaf } = this.#options;
    for (let at = 0; at < maxIter; at += 1) {
      for (let row = 0; row < n; row += 1) {
        const p = sigmoid(scores[row]!);
        gradients[row] = p - y[row]!;
        hessians[row] = p * (1 - p);
      }
      const input = { features, offsets, gradients, hessians };
      const { root, values } = growTree(input, { maxLeaves, minSamplesLeaf });
      this.#trees.push(root);
      for (let row = 0; row < n; row += 1) scores[row]! += learningRate * values[row]!;
    }
    return this;
  }

  /**
   * The log-odds of a hit for each row.
   *
   * @throws UserError before the fit or on rows of another width.
   */
  decisionFunction(X: MatrixLike): number[] {
    const matrix = FeatureMatrix.from(X);
    if (matrix.columns !== this.#ends.length || this.#trees.length === 0) {
      throw new UserError(
        `The trees were fitted on ${this.#ends.length} columns, found ${matrix.columns}.`,
      );
    }
    const bins = columnsOf(matrix).map((column, j) => binsOf(column, this.#ends[j]!));
    return Array.from({ length: matrix.rows }, (_, row) => {
      let score = this.#baseline;
      for (const tree of this.#trees) {
        let node = tree;
        while (node.left !== null && node.right !== null) {
          const bin = bins[node.feature]![row]!;
          const missing = this.#ends[node.feature]!.length + 1;
          node = isLeft(bin, node, missing) ? node.left : node.right;
        }
        score += this.#options.learningRate * node.value;
      }
      return score;
    });
  }

  /** The probability of a hit for each row. @throws UserError as {@link decisionFunction}. */
  predictProba(X: MatrixLike): number[] {
    return this.decisionFunction(X).map(sigmoid);
  }
}

/** Every column, dense. */
function columnsOf(matrix: FeatureMatrix): Float64Array[] {
  const rows = new Float64Array(matrix.rows * matrix.columns);
  matrix.fillDense(rows, matrix.columns);
  return Array.from({ length: matrix.columns }, (_, j) =>
    Float64Array.from({ length: matrix.rows }, (_, row) => rows[row * matrix.columns + j]!),
  );
}
