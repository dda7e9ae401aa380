/** The label: which series are hits. */
import type { Schema } from "../data/csv.js";
import { UserError } from "../base/errors.js";
import { quantile } from "../stats/summary.js";
import { TITLE_COLUMNS, type Title } from "../data/titles.js";

/** A cleaned series with its label; the columns of `*_tv_with_hit.csv`. */
export interface LabelledTitle extends Title {
  hit: 0 | 1;
}

/** The columns of `*_tv_with_hit.csv`, in order. */
export const LABELLED_COLUMNS: Schema<LabelledTitle> = { ...TITLE_COLUMNS, hit: { type: "label" } };

/** The fewest series for which a label and a validation make sense. */
export const MIN_TITLES = 20;

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
 * @throws UserError when there are fewer than {@link MIN_TITLES} series.
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

/**
 * Stop when there are too few series to analyse.
 *
 * @param owner the subject of the sentence, such as "HBO".
 * @throws UserError when `count` is below {@link MIN_TITLES}.
 */
export function assertEnoughTitles(count: number, owner: string): void {
  if (count >= MIN_TITLES) return;
  const found = count === 0 ? "no series" : `only ${count} series`;
  throw new UserError(
    `${owner} has ${found}; the analysis needs at least ${MIN_TITLES} to label and validate hits. ` +
      "Choose a larger network with TMDB_NETWORK_ID (Netflix is 213). Nothing was written.",
  );
}
