import type { Outcome } from "../../base/outcome.js";
import { releaseOf } from "../../data/released.js";
import type { Title } from "../../data/titles.js";
import type { FeatureTable } from "../../features/table.js";
import {
  crossValidate,
  type CrossValidation,
  type CrossValidationOptions,
} from "./cross-validation.js";

/** The model on the series released by a given day. */
export interface ReleasedValidation {
  /** Series with a release date on or before the day. */
  released: number;
  /** Series without a date. */
  undated: number;
  /** Series whose date is later. */
  announced: number;
  /** The cross-validated AUC over all series, as it was given. */
  all: number;
  validation: Outcome<CrossValidation>;
}

/**
 * {@link crossValidate} on released series only. A series without a date, or with one in the
 * future, has no votes: that it is not a hit says nothing about its genre or country.
 *
 * @param titles the series of the table's ids.
 * @param cv the result of {@link crossValidate} for all series.
 * @param options `day` is the last day that counts, ISO 8601, such as that of the collection.
 */
export async function validateReleased(
  table: FeatureTable,
  titles: readonly Pick<Title, "id" | "first_air_date" | "year">[],
  { mean: all }: Pick<CrossValidation, "mean">,
  { day, ...options }: CrossValidationOptions & { day: string },
): Promise<ReleasedValidation> {
  const stateOf = new Map(titles.map((title) => [title.id, releaseOf(title, { lastDay: day })]));
  const states = table.ids.map((id) => stateOf.get(id) ?? "undated");
  const rows = states.flatMap((state, row) => (state === "released" ? [row] : []));
  const undated = states.filter((state) => state === "undated").length;
  const part: FeatureTable = {
    names: table.names,
    ids: rows.map((row) => table.ids[row]!),
    y: rows.map((row) => table.y[row]!),
    X: rows.map((row) => table.X[row]!),
  };
  return {
    released: rows.length,
    undated,
    all,
    announced: states.length - rows.length - undated,
    validation: await crossValidate(part, options),
  };
}
