import { UserError } from "../../base/errors.js";
import { FeatureMatrix, type MatrixLike } from "../../stats/matrix.js";
import { Categorical } from "../../data/categorical.js";
import { FeatureFrame } from "./feature-frame.js";

/** The rows as a matrix of numbers. @throws UserError naming a column of texts. */
export function numericMatrix(X: MatrixLike | FeatureFrame, step: string): FeatureMatrix {
  if (!(X instanceof FeatureFrame)) return FeatureMatrix.from(X);
  const text = X.columns.findIndex((column) => column instanceof Categorical);
  if (text >= 0) {
    throw new UserError(
      `The ${step} found texts in column ${X.names[text]}, expected numbers: put a OneHotEncoder before it.`,
    );
  }
  const columns = X.columns as readonly Float64Array[];
  const rows = Array.from({ length: X.rows }, (_, i) => columns.map((column) => column[i]!));
  return FeatureMatrix.from(rows, X.names);
}
