/** The rows, labels and weights of a fit: what is refused, and what each row weighs. */
import { UserError } from "../../base/errors.js";
import type { FeatureMatrix } from "../../stats/matrix.js";

/** "balanced": each class weighs n / (2 * its rows); a map: weight by label; null: each row weighs 1. */
export type ClassWeight = "balanced" | { readonly 0?: number; readonly 1?: number } | null;

/** C times class weight times sample weight of each row. @throws UserError when a class weighs nothing. */
export function rowWeights(
  y: ArrayLike<number>,
  C: number,
  classWeight: ClassWeight,
  sampleWeight: ArrayLike<number> | undefined,
): Float64Array {
  const weights = new Float64Array(y.length);
  const ofClass: [number, number] = [0, 0];
  for (let i = 0; i < y.length; i += 1) {
    weights[i] = sampleWeight?.[i] ?? 1;
    ofClass[y[i] as 0 | 1] += weights[i]!;
  }
  const missing = ofClass.indexOf(0);
  if (missing >= 0) {
    throw new UserError(
      `All rows with label ${missing} have the weight 0: a fit needs hits and non-hits.`,
    );
  }
  const total = ofClass[0] + ofClass[1];
  const factor =
    classWeight === "balanced"
      ? ofClass.map((weight) => total / (2 * weight))
      : [classWeight?.[0] ?? 1, classWeight?.[1] ?? 1];
  for (let i = 0; i < y.length; i += 1) weights[i]! *= C * factor[y[i] as 0 | 1]!;
  return weights;
}

/** Stop on class weights that are invalid. @throws UserError saying what was expected. */
export function assertClassWeight(classWeight: unknown): void {
  if (classWeight === null || classWeight === "balanced") return;
  const entries = typeof classWeight === "object" ? Object.entries(classWeight) : [];
  const isMap = typeof classWeight === "object";
  const bad = entries.find(([label, w]) => !["0", "1"].includes(label) || !(Number(w) > 0));
  if (isMap && bad === undefined) return;
  const found = bad === undefined ? JSON.stringify(classWeight) : `${bad[0]}: ${String(bad[1])}`;
  throw new UserError(
    `classWeight: expected "balanced", null or weights above 0 for the labels 0 and 1, found ${found}.`,
  );
}

/** Stop on rows, labels or weights that cannot be fitted. @throws UserError naming the first of them. */
export function assertFittable(
  matrix: FeatureMatrix,
  y: ArrayLike<number>,
  sampleWeight: ArrayLike<number> | undefined,
): void {
  if (matrix.rows === 0) throw new UserError("There are no training rows to fit.");
  if (matrix.columns === 0) throw new UserError("The training rows have no columns to fit.");
  if (matrix.rows !== y.length) {
    throw new UserError(`${matrix.rows} rows but ${y.length} labels: expected one for each row.`);
  }
  if (sampleWeight !== undefined) assertWeights(sampleWeight, matrix.rows);
  assertFinite(matrix);
  let hits = 0;
  for (let i = 0; i < y.length; i += 1) {
    if (y[i] !== 0 && y[i] !== 1) {
      throw new UserError(`Label ${i + 1} is ${String(y[i])}: expected 0 or 1.`);
    }
    hits += y[i]!;
  }
  if (hits === 0 || hits === y.length) {
    throw new UserError(`All ${y.length} labels are ${y[0]}: a fit needs hits and non-hits.`);
  }
}

function assertWeights(sampleWeight: ArrayLike<number>, rows: number): void {
  if (sampleWeight.length !== rows) {
    throw new UserError(
      `${rows} rows but ${sampleWeight.length} sample weights: expected one for each row.`,
    );
  }
  for (let i = 0; i < rows; i += 1) {
    const weight = sampleWeight[i]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new UserError(`Sample weight ${i + 1} is ${weight}: expected a number of at least 0.`);
    }
  }
}

/** Stop on a value that is missing or infinite. @throws UserError naming its row and column. */
export function assertFinite(matrix: FeatureMatrix): void {
  const bad = matrix.firstNonFinite();
  if (bad === null) return;
  const name = matrix.names[bad.column]!;
  const label = name === `x${bad.column}` ? "" : ` (${name})`;
  throw new UserError(
    `Row ${bad.row + 1}, column ${bad.column + 1}${label} is ${bad.value}: expected a finite number. ` +
      "Impute missing values before the fit.",
  );
}
