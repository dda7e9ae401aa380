/** Encoding, imputation, scaling and model as one thing, so that nothing is learnt from validation rows. */
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
    /** Features that the check by name lets through, with the reasons. */
    readonly allow: Readonly<Record<string, string>> = {},
  ) {}

  /**
   * Fit every step on these rows alone. Columns that are called after what defines the label are
   * refused; whether one is a copy by value, assertNoLeakage tells for a whole table.
   *
   * @param X n rows of numbers, or a frame with texts where an encoder comes first.
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

  /** What the model sees of these rows. @throws UserError before the fit, or on other columns. */
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

  /** 1 where a hit is more likely than not, else 0. @throws UserError as {@link transform}. */
  predict(X: MatrixLike | FeatureFrame): (0 | 1)[] {
    return this.model.predict(this.transform(X));
  }

  /** The fitted pipeline, for `JSON.stringify`; what is read back predicts the same to the last bit. */
  toJSON(): PipelineState {
    const transformers = this.transformers.map((step) => step.toJSON());
    return { kind: "Pipeline", transformers, model: this.model.toJSON() };
  }

  /** A pipeline from what {@link toJSON} gave. @throws UserError when it is something else. */
  static fromJSON(state: PipelineState): Pipeline {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a file may hold anything
    if (state?.kind !== "Pipeline" || !Array.isArray(state.transformers)) {
      throw new UserError("This is no saved Pipeline: expected what toJSON() returned.");
    }
    const model = LogisticRegression.fromJSON(state.model);
    return new Pipeline(state.transformers.map(transformerFrom), model);
  }
}

/** What {@link hitPipeline} can be told. */
export interface HitPipelineOptions extends LogisticOptions {
  /** Features that the check against leakage may let through, each with a reason. */
  allow?: Readonly<Record<string, string>>;
}

/**
 * The pipeline of the analysis: median imputation, standardisation, logistic regression with balanced
 * classes. It has no encoder: the one-hot columns are in the feature table, made from all rows (without
 * their labels). Medians, means and scales are learnt from the rows of the fit alone; a feature without a
 * value in any of them gets no weight.
 *
 * @param options `tol` is 1e-11 unless given, by which scores of different backends rank rows alike.
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
  throw new UserError("A frame needs a transformer: put a OneHotEncoder into the pipeline.");
}
