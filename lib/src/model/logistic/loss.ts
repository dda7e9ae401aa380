/** The objective of the logistic regression, its gradient and its curvature, in float64. */
import type { FeatureMatrix } from "../../stats/matrix.js";

/** The distinct rows of a fit, each with the weights of its hits and non-hits. */
export interface WeightedRows {
  matrix: FeatureMatrix;
  /** C * s_i summed over the hits of each distinct row. */
  hits: Float64Array;
  /** The same over its non-hits. */
  others: Float64Array;
}

/** The objective at one point. */
export interface LossState {
  value: number;
  /** One component for each coefficient, followed by that of the intercept if there is one. */
  gradient: Float64Array;
  /** s_i * p_i * (1 - p_i) of each distinct row: its weight in the Hessian. */
  curvature: Float64Array;
}

/**
 * 0.5 * sum_j penalty_j * v_j^2 + sum_i weight_i * log(1 + exp(-y_i * (t_i . v + c))), y_i = -1 or
 * 1.
 *
 * A point consists of the coefficients v and, with an intercept, c as the last component.
 */
export class LogisticLoss {
  /** Number of coefficients, including the intercept if there is one. */
  readonly size: number;

  constructor(
    readonly rows: WeightedRows,
    readonly penalty: Float64Array,
    readonly fitIntercept: boolean,
  ) {
    this.size = penalty.length + Number(fitIntercept);
  }

  at(point: Float64Array): LossState {
    const { matrix, hits, others } = this.rows;
    const scores = matrix.scores(point, this.#interceptOf(point));
    const curvature = scores; // Overwrites the scores: each is read once.
    const pull = new Float64Array(matrix.rows);
    let value = 0;
    for (let i = 0; i < matrix.rows; i += 1) {
      const score = scores[i]!;
      const tail = Math.exp(-Math.abs(score));
      const near = 1 / (1 + tail);
      const far = tail / (1 + tail);
      const weight = hits[i]! + others[i]!;
      // log(1 + exp(-score)) for hits and log(1 + exp(score)) for the others, without overflow.
      value += weight * Math.log1p(tail) + (score >= 0 ? others[i]! : -hits[i]!) * score;
      // others * p - hits * (1 - p), both shares without cancellation.
      pull[i] =
        score >= 0 ? others[i]! * near - hits[i]! * far : others[i]! * far - hits[i]! * near;
      curvature[i] = weight * near * far;
    }
    const gradient = this.#rowSum(pull);
    for (let j = 0; j < this.penalty.length; j += 1) {
      value += 0.5 * this.penalty[j]! * point[j]! ** 2;
      gradient[j]! += this.penalty[j]! * point[j]!;
    }
    return { value, gradient, curvature };
  }

  /** The Hessian at the point of `curvature`, times `direction`. */
  curve(curvature: Float64Array, direction: Float64Array): Float64Array {
    const along = this.rows.matrix.scores(direction, this.#interceptOf(direction));
    for (let i = 0; i < along.length; i += 1) along[i]! *= curvature[i]!;
    const product = this.#rowSum(along);
    for (let j = 0; j < this.penalty.length; j += 1) {
      product[j]! += this.penalty[j]! * direction[j]!;
    }
    return product;
  }

  #interceptOf(point: Float64Array): number {
    return this.fitIntercept ? point[this.size - 1]! : 0;
  }

  #rowSum(weights: Float64Array): Float64Array {
    const sum = new Float64Array(this.size);
    sum.set(this.rows.matrix.weightedSum(weights));
    if (this.fitIntercept) sum[this.size - 1] = total(weights);
    return sum;
  }
}

function total(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]!;
  return sum;
}

/** 1 / (1 + exp(-score)), without overflow. */
export function sigmoid(score: number): number {
  return score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score));
}
