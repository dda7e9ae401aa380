/** The charts of notebooks 02 and 03: general ones, of what the analysis looks at. */
import * as variables from "../data/variable.js";
import type { LabelledTitle } from "../label/hits.js";
import { countChart, histogramChart, hitHistogramChart, type HistogramOptions } from "./counts.js";
import type { Figure } from "./figure.js";
import { boxChart, scatterChart } from "./numbers.js";
import type { TopOptions } from "./options.js";
import { rateChart, rateOverChart, type RankedRateOptions, type RateOverOptions } from "./rates.js";
import type { ChartOptions } from "./theme.js";

/** Series of which these columns are known. */
export type Rows<K extends keyof LabelledTitle> = readonly Pick<LabelledTitle, K>[];

/** They are drawn of any catalogue, also of one in which a column is empty. */
const ANY = { mayBeMissing: true };
const YEARS = { ...ANY, binWidth: 1 };

/** The most frequent primary countries; `top` defaults to 20. */
export function topCountriesChart(titles: Rows<"primary_country">, options: TopOptions): Figure {
  return countChart(titles, variables.primaryCountry, { ...ANY, ...options });
}

/** The most frequent primary genres; `top` defaults to 20. */
export function topGenresChart(titles: Rows<"primary_genre">, options: TopOptions): Figure {
  return countChart(titles, variables.primaryGenre, { ...ANY, ...options });
}

/** How many series were released in each year; the most frequent year is computed and marked. */
export function releaseYearHistogram(titles: Rows<"year">, options: HistogramOptions): Figure {
  return histogramChart(titles, variables.releaseYear, { ...YEARS, ...options });
}

/** How many hits and non-hits were released in each year, stacked. */
export function releaseYearByHitChart(titles: Rows<"year" | "hit">, options: ChartOptions): Figure {
  return hitHistogramChart(titles, variables.releaseYear, { ...YEARS, ...options });
}

/** Hit rate by genre, highest first; a series counts in each of its genres. `top` defaults to 15. */
export function genreHitRateChart(
  titles: Rows<"genres" | "hit">,
  options: RankedRateOptions,
): Figure {
  return rateChart(titles, variables.genres, { ...ANY, ...options });
}

/** Hit rate by primary country, highest first; `top` defaults to 20. */
export function hitRateByCountryChart(
  titles: Rows<"primary_country" | "hit">,
  options: RankedRateOptions,
): Figure {
  return rateChart(titles, variables.primaryCountry, { ...ANY, ...options });
}

/** Hit rate by release year, above the number of series on which each rate stands. */
export function hitRateByYearChart(titles: Rows<"year" | "hit">, options: RateOverOptions): Figure {
  return rateOverChart(titles, variables.releaseYear, { ...YEARS, ...options });
}

/** Options of the charts of popularity. */
export interface PopularityOptions extends ChartOptions {
  /** Drawn as lines, where the definition of a hit has them: TMDb's unit of popularity, and votes. */
  thresholds?: { popularity?: number | undefined; votes?: number | undefined };
  /** What makes a hit, for definitions by other things: "an average of at least 8". */
  words?: string;
}

/** The popularity of hits and non-hits, as a check that the label was built right. */
export function popularityByHitChart(
  titles: Rows<"popularity" | "hit">,
  { thresholds = {}, ...options }: PopularityOptions,
): Figure {
  const { popularity: threshold } = thresholds;
  return boxChart(titles, variables.popularity, { ...ANY, log: true, threshold, ...options });
}

/** Each series by votes and popularity, hits highlighted, the thresholds of the label as lines. */
export function popularityVotesChart(
  titles: Rows<"popularity" | "vote_count" | "name" | "hit">,
  { thresholds = {}, words = "", ...options }: PopularityOptions,
): Figure {
  const isBoth = Object.keys(thresholds).sort().join() === "popularity,votes";
  return scatterChart(titles, variables.votes, variables.popularity, {
    ...ANY,
    log: "both",
    thresholds: { x: thresholds.votes, y: thresholds.popularity },
    ...(isBoth || words === "" ? {} : { hitWords: words }),
    hover: "%{x:,d} votes, popularity %{y}",
    ...options,
  });
}
