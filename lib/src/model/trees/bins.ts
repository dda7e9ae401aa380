/** Values of features as small integers, on which trees are grown. */

/** The bins of a feature's values. */
export interface BinnedFeature {
  /** The bin of each row; `ends.length + 1` for a missing value. */
  bins: Uint16Array;
  /**
   * Upper end of each bin except the last: a row goes to the first bin whose end it does not
   * exceed.
   */
  ends: number[];
  hasMissing: boolean;
}

/** Maximum number of bins without that of missing values, like scikit-learn's `max_bins`. */
const MOST_BINS = 255;

/**
 * The bins of a column: cut midway between distinct values, or at quantiles if there are more than
 * 255 of them (scikit-learn's binning).
 *
 * @param column values; NaN is missing.
 */
export function binFeature(column: Float64Array): BinnedFeature {
  const present = column.filter((value) => !Number.isNaN(value)).sort();
  const distinct = present.filter((value, i) => i === 0 || value !== present[i - 1]);
  const ends =
    distinct.length <= MOST_BINS
      ? Array.from(distinct.subarray(1), (value, i) => (value + distinct[i]!) / 2)
      : quantileEnds(present);
  return {
    bins: binsOf(column, ends),
    ends,
    hasMissing: present.length < column.length,
  };
}

/** The bin of each value; missing values have their own bin after the others. */
export function binsOf(column: Float64Array, ends: readonly number[]): Uint16Array {
  return Uint16Array.from(column, (value) => {
    if (Number.isNaN(value)) return ends.length + 1;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= ends[middle]!) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}

/** Distinct midpoints around the quantiles (numpy's `percentile` with method "midpoint"). */
function quantileEnds(sorted: Float64Array): number[] {
  const ends = Array.from({ length: MOST_BINS - 1 }, (_, i) => {
    const place = ((i + 1) / MOST_BINS) * (sorted.length - 1);
    return (sorted[Math.floor(place)]! + sorted[Math.ceil(place)]!) / 2;
  });
  return ends.filter((end, i) => i === 0 || end !== ends[i - 1]);
}
