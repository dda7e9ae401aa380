/** The counts at or above each threshold, for the ROC and precision-recall curves. */
import { assertRows, type LabelCounts } from "./rows.js";
import { sortAscending } from "./sort.js";

/** The weights of rows, an option of most metrics. */
export interface WeightOptions {
  /** A weight for each row; default 1. */
  sampleWeight?: ArrayLike<number>;
}

/** Options of the curves. */
export interface CurveOptions extends WeightOptions {
  /** Leave out points on a line between their neighbours; default false. */
  dropIntermediate?: boolean;
}

/** Counts for each distinct score, descending. */
export interface ThresholdCounts {
  thresholds: Float64Array;
  /** Weight of the hits with at least this score. */
  tps: Float64Array;
  /** Weight of the non-hits with at least this score. */
  fps: Float64Array;
}

/**
 * Count hits and non-hits at or above each distinct score; equal scores are one threshold.
 *
 * Only scores are sorted, not row numbers: sorting numbers is ten times as fast as sorting with a
 * comparator.
 *
 * @throws UserError like {@link assertRows}, and whatever `check` throws for the counts of the
 * labels.
 */
export function countAtThresholds(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  sampleWeight: ArrayLike<number> | undefined,
  check: (counts: LabelCounts, rows: number, weighted: boolean) => void,
): ThresholdCounts {
  check(assertRows(y, scores, sampleWeight), y.length, sampleWeight !== undefined);
  return sampleWeight === undefined
    ? countRows(sortByLabel(y, scores))
    : sumWeights(y, scores, sampleWeight);
}

/** The scores of hits and of non-hits, each ascending. */
export function sortByLabel(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
): { hits: Float64Array; misses: Float64Array } {
  const both = new Float64Array(y.length);
  let hits = 0;
  let misses = y.length;
  for (let row = 0; row < y.length; row += 1) {
    both[y[row] === 1 ? hits++ : --misses] = scores[row]!;
  }
  return {
    hits: sortAscending(both.subarray(0, hits)),
    misses: sortAscending(both.subarray(hits)),
  };
}

/** Merge the two sorted lists from the top. */
function countRows({ hits, misses }: ReturnType<typeof sortByLabel>): ThresholdCounts {
  const counts = emptyCounts(hits.length + misses.length);
  let i = hits.length - 1;
  let j = misses.length - 1;
  let places = 0;
  while (i >= 0 || j >= 0) {
    const hit = i >= 0 ? hits[i]! : -Infinity;
    const miss = j >= 0 ? misses[j]! : -Infinity;
    const score = hit > miss ? hit : miss;
    while (i >= 0 && hits[i] === score) i -= 1;
    while (j >= 0 && misses[j] === score) j -= 1;
    counts.thresholds[places] = score;
    counts.tps[places] = hits.length - 1 - i;
    counts.fps[places] = misses.length - 1 - j;
    places += 1;
  }
  return keepPlaces(counts, places);
}

/**
 * Add each row's weight at the position of its score. Scores that only occur with weight 0 are left
 * out, as in scikit-learn.
 */
function sumWeights(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  sampleWeight: ArrayLike<number>,
): ThresholdCounts {
  const weighted = Float64Array.from(scores).filter((_, row) => sampleWeight[row] !== 0);
  const sorted = sortAscending(weighted).reverse();
  let places = 0;
  sorted.forEach((score) => {
    if (places === 0 || score !== sorted[places - 1]) sorted[places++] = score;
  });
  const counts = emptyCounts(places);
  counts.thresholds.set(sorted.subarray(0, places));
  for (let row = 0; row < y.length; row += 1) {
    if (sampleWeight[row] === 0) continue;
    const place = placeOf(scores[row]!, counts.thresholds);
    const sums = y[row] === 1 ? counts.tps : counts.fps;
    sums[place] = sums[place]! + sampleWeight[row]!;
  }
  for (const sums of [counts.tps, counts.fps]) {
    for (let at = 1; at < places; at += 1) {
      sums[at] = sums[at - 1]! + sums[at]!;
    }
  }
  return counts;
}

/** The index of `value` in a descending list that contains it. */
function placeOf(value: number, descending: Float64Array): number {
  let low = 0;
  let high = descending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (descending[middle]! > value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function emptyCounts(places: number): ThresholdCounts {
  return {
    thresholds: new Float64Array(places),
    tps: new Float64Array(places),
    fps: new Float64Array(places),
  };
}

function keepPlaces({ thresholds, tps, fps }: ThresholdCounts, places: number): ThresholdCounts {
  return {
    thresholds: thresholds.subarray(0, places),
    tps: tps.subarray(0, places),
    fps: fps.subarray(0, places),
  };
}

/** The first and the last position, and those in between for which `keep` holds. */
export function filterPlaces(
  counts: ThresholdCounts,
  keep: (at: number) => boolean,
): ThresholdCounts {
  const last = counts.thresholds.length - 1;
  const kept = (_: number, at: number) => at === 0 || at === last || keep(at);
  return {
    thresholds: counts.thresholds.filter(kept),
    tps: counts.tps.filter(kept),
    fps: counts.fps.filter(kept),
  };
}
