/** The label: which series are hits. */
import { TITLE_COLUMNS, type Title } from "../data/titles.js";
import type { HitRule } from "./definition.js";
import type { Schema } from "../data/csv.js";
import { UserError } from "../base/errors.js";

/** A cleaned series with its label; the columns of `*_tv_with_hit.csv`. */
export interface LabelledTitle extends Title {
  hit: 0 | 1;
}

/** The columns of `*_tv_with_hit.csv`, in order. */
export const LABELLED_COLUMNS: Schema<LabelledTitle> = { ...TITLE_COLUMNS, hit: { type: "label" } };

/** Label each series: 1 where the rule makes it a hit. */
export function labelHits(
  titles: readonly Title[],
  { isHit }: Pick<HitRule, "isHit">,
): LabelledTitle[] {
  return titles.map((title) => ({ ...title, hit: isHit(title) ? 1 : 0 }));
}

/** @throws UserError naming the first row whose `hit` is neither 0 nor 1. */
export function assertLabelled(titles: readonly Pick<LabelledTitle, "hit">[]): void {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- rows may come from anywhere
  const row = titles.findIndex(({ hit }) => hit !== 0 && hit !== 1);
  if (row >= 0) {
    throw new UserError(
      `Row ${row + 1} has no label (hit is ${String(titles[row]?.hit)}); expected 0 or 1. ` +
        "Label the series first: labelHits(titles), or run notebook 02.",
    );
  }
}
