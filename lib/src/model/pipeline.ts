/**
 * Encoding, imputation, scaling and model in one object, so that nothing is learnt from validation
 * rows.
 */
import { UserError } from "../base/errors.js";
import { assertNoLeakage } from "../features/leakage/index.js";
import { LogisticRegression, type LogisticOptions, type LogisticState } from "./logistic/index.js";
import { FeatureMatrix, type MatrixLike } from "../stats/matrix.js";
import { FeatureFrame } from "./preprocessing/feature-frame.js";
import { MedianImputer } from "./preprocessing/median-imputer.js";
import { OneHotEncoder } from "./preprocessing/one-hot-encoder.js";
import { StandardScaler } from "./preprocessing/standard-scaler.js";
import type { Transformer, TransformerState } from "./preprocessing/transformer.js";

/** A fitted pipeline as JSON. */
export interface PipelineState {
  kind: "Pipeline";
  transformers: TransformerState[];
  model: LogisticState;
}

/** Transformers in order, then a logistic regression (scikit-learn's Pipeline). */
export class Pipeline {
  constructor(
    readonly transformers: readonly Transformer[],
    readonly model: LogisticRegression,
    /** Features that the check by name allows, with the reasons. */
    readonly allow: Readonly<Record<string, string>> = {},
  ) {}

  /**
   * Fit every step on these rows only. Columns named after a column that defines the label are
   * refused; `assertNoLeakage` finds copies by value in a whole table.
   *
   * @param X n rows of numbers, or a frame with texts if an encoder comes first.
   * @param y 0 or 1 for each row.
   * @param options `sampleWeight` for the model.
   * @throws UserError from the step that cannot be fitted.
   */
  async fit(
    X: MatrixLike | FeatureFrame,
    y: ArrayLike<number>,
    options: { sampleWeight?: ArrayLike<number> } = {},
  ): Promise<this> {
    let rows = named(X);
    const allow = Object.entries(this.allow).filter(([name]) => rows.names.includes(name));
    assertNoLeakage({ names: rows.names }, undefined, { allow: Object.fromEntries(allow) });
    for (const step of this.transformers) rows = step.fit(rows).transform(rows);
    await this.model.fit(numeric(rows), y, options);
    return this;
  }

  /**
   * The transformed rows, as the model gets them.
   *
   * @throws UserError before the fit, or on other columns.
   */
  transform(X: MatrixLike | FeatureFrame): FeatureMatrix {
    return numeric(this.transformers.reduce((rows, step) => step.transform(rows), named(X)));
  }

  /** The log-odds of a hit for each row. @throws UserError as {@link transform}. */
  decisionFunction(X: MatrixLike | FeatureFrame): number[] {
    return this.model.decisionFunction(this.transform(X));
  }

  /** The probability of a hit for each row. @throws UserError as {@link transform}. */
  predictProba(X: MatrixLike | FeatureFrame): number[] {
    return this.model.predictProba(this.transform(X));
  }

  /** 1 if a hit is more likely than not, otherwise 0. @throws UserError like {@link transform}. */
  predict(X: MatrixLike | FeatureFrame): (0 | 1)[] {
    return this.model.predict(this.transform(X));
  }

  /** The fitted pipeline for `JSON.stringify`; a pipeline read back predicts exactly the same. */
  toJSON(): PipelineState {
    const transformers = this.transformers.map((step) => step.toJSON());
    return { kind: "Pipeline", transformers, model: this.model.toJSON() };
  }

  /** A pipeline from the result of {@link toJSON}. @throws UserError if it is something else. */
  static fromJSON(state: PipelineState): Pipeline {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a file may hold anything
    if (state?.kind !== "Pipeline" || !Array.isArray(state.transformers)) {
      throw new UserError("This is not a saved Pipeline: expected the result of toJSON().");
    }
    const model = LogisticRegression.fromJSON(state.model);
    return new Pipeline(state.transformers.map(transformerFrom), model);
  }
}

/** Options of {@link hitPipeline}. */
export interface HitPipelineOptions extends LogisticOptions {
  /** Features that the leakage check should allow, each with a reason. */
  allow?: Readonly<Record<string, string>>;
}

/**
 * The pipeline of the analysis: median imputation, standardisation, logistic regression with
 * balanced classes. It has no encoder: the one-hot columns are in the feature table, made from all
 * rows (without their labels). Medians, means and scales are learnt from the training rows only; a
 * feature without any value in them gets no weight.
 *
 * @param options `tol` defaults to 1e-11, so that the scores of all backends rank rows alike.
 */
export function hitPipeline({ allow, ...options }: HitPipelineOptions = {}): Pipeline {
  const model = new LogisticRegression({ classWeight: "balanced", tol: 1e-11, ...options });
  return new Pipeline([new MedianImputer({ keepEmpty: true }), new StandardScaler()], model, allow);
}

const TRANSFORMERS: Readonly<Record<string, new (options?: object) => Transformer>> = {
  MedianImputer,
  OneHotEncoder,
  StandardScaler,
};

function transformerFrom({ kind, options, ...learnt }: TransformerState): Transformer {
  const Step = TRANSFORMERS[kind];
  if (Step === undefined) {
    throw new UserError(
      `There is no transformer ${JSON.stringify(kind)}: expected one of ${Object.keys(TRANSFORMERS).join(", ")}.`,
    );
  }
  return Object.assign(new Step(options as object), learnt);
}

function named(X: MatrixLike | FeatureFrame): FeatureMatrix | FeatureFrame {
  return X instanceof FeatureFrame ? X : FeatureMatrix.from(X);
}

function numeric(rows: FeatureMatrix | FeatureFrame): FeatureMatrix {
  if (rows instanceof FeatureMatrix) return rows;
  throw new UserError("A frame needs an encoder: add a OneHotEncoder to the pipeline.");
}
