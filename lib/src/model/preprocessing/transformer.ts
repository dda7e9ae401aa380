import { UserError } from "../../base/errors.js";
import type { FeatureMatrix, MatrixLike } from "../../stats/matrix.js";
import type { FeatureFrame } from "./feature-frame.js";

/** A fitted transformer as JSON: its `kind` and what it has learnt. */
export interface TransformerState {
  kind: string;
  [learnt: string]: unknown;
}

/** A step before the model: it is fitted on training rows and transforms any rows. */
export interface Transformer {
  /** @throws UserError if it cannot be fitted on these rows. */
  fit(X: MatrixLike | FeatureFrame): this;
  /** @throws UserError before the fit, or on rows of another width. */
  transform(X: MatrixLike | FeatureFrame): FeatureMatrix;
  /** What the fit learnt, as JSON keeps it. */
  toJSON(): TransformerState;
}

/** @throws UserError if the rows have another width than those of the fit, or there was no fit. */
export function assertWidth(
  { columns, names }: Pick<FeatureMatrix, "columns" | "names">,
  fitted: readonly string[],
  step: string,
): void {
  if (fitted.length === 0) throw new UserError(`The ${step} has not been fitted: call fit first.`);
  if (columns === fitted.length) return;
  throw new UserError(
    `The ${step} found rows of ${columns} values: expected ${fitted.length}, one for each feature, in the ` +
      `order of the fit (${listed(fitted)}; found ${listed(names)}).`,
  );
}

/** @throws UserError if there are no rows. */
export function assertRows({ rows }: { rows: number }): void {
  if (rows === 0) throw new UserError("There are no training rows: expected at least one.");
}

function listed(names: readonly string[]): string {
  return names.length <= 4 ? names.join(", ") : `${names.slice(0, 3).join(", ")}, ...`;
}
