/** The label: which series are hits. */
import { TITLE_COLUMNS, type Title, assertEnoughTitles } from "../data/titles.js";
import type { Schema } from "../data/csv.js";
import { UserError } from "../base/errors.js";
import { quantile } from "../stats/summary.js";

/** A cleaned series with its label; the columns of `*_tv_with_hit.csv`. */
export interface LabelledTitle extends Title {
  hit: 0 | 1;
}

/** The columns of `*_tv_with_hit.csv`, in order. */
export const LABELLED_COLUMNS: Schema<LabelledTitle> = { ...TITLE_COLUMNS, hit: { type: "label" } };

/** What a series must reach to be a hit: both, at least. */
export interface HitThresholds {
  popularity: number;
  votes: number;
}

/** Which quantiles the thresholds are. */
export interface HitDefinition {
  /** Quantile of popularity; default 0.9. */
  popularityQuantile?: number;
  /** Quantile of vote_count; default 0.5, the median. */
  voteQuantile?: number;
}

/**
 * The thresholds of the hit label: quantiles (R type 7) of popularity and of vote_count.
 *
 * @throws UserError when there are fewer than 20 series.
 */
export function hitThresholds(
  titles: readonly Title[],
  { popularityQuantile = 0.9, voteQuantile = 0.5 }: HitDefinition = {},
): HitThresholds {
  assertEnoughTitles(titles.length, "The table");
  return {
    popularity: quantile(
      titles.map((title) => title.popularity),
      popularityQuantile,
    ),
    votes: quantile(
      titles.map((title) => title.vote_count),
      voteQuantile,
    ),
  };
}

/** Label each series: a hit reaches both thresholds, popularity >= and votes >=. */
export function labelHits(
  titles: readonly Title[],
  thresholds: HitThresholds = hitThresholds(titles),
): LabelledTitle[] {
  return titles.map((title) => {
    const hit =
      title.popularity >= thresholds.popularity && title.vote_count >= thresholds.votes ? 1 : 0;
    return { ...title, hit };
  });
}

/** @throws UserError naming the first row whose `hit` is neither 0 nor 1. */
export function assertLabelled(titles: readonly LabelledTitle[]): void {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- rows may come from anywhere
  const row = titles.findIndex(({ hit }) => hit !== 0 && hit !== 1);
  if (row >= 0) {
    throw new UserError(
      `Row ${row + 1} has no label (hit is ${String(titles[row]?.hit)}); expected 0 or 1. ` +
        "Label the series first: labelHits(titles), or run notebook 02.",
    );
  }
}
