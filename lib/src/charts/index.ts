/**
 * The charts of the notebooks: pure functions from rows to a figure, `{ data, layout }` for plotly.
 * Every chart says where its rows came from in its subtitle.
 */
export {
  hitCountsChart,
  missingShareChart,
  releaseYearByHitChart,
  releaseYearHistogram,
  topCountriesChart,
  topGenresChart,
} from "./charts/counts.js";
export { coefficientChart, oddsRatioChart } from "./charts/coefficients.js";
export { calibrationChart, precisionRecallChart, rocCurveChart } from "./charts/curves.js";
export { ablationChart, importanceChart } from "./charts/importance.js";
export {
  networkAucChart,
  networkGenreRatesChart,
  networkYearRatesChart,
} from "./charts/networks.js";
export { popularityByHitChart, popularityVotesChart } from "./charts/popularity.js";
export {
  genreHitRateChart,
  hitRateByCompletenessChart,
  hitRateByCountryChart,
  hitRateByYearChart,
} from "./charts/rates.js";
export { sensitivityHeatmap } from "./charts/sensitivity.js";
export { cvScoresChart, nullDistributionChart, timeValidationChart } from "./charts/validation.js";
export type { Coefficient, OddsRatio, OddsRatioOptions } from "./charts/coefficients.js";
export type { MissingShare, MissingShareOptions, ReleaseYearOptions } from "./charts/counts.js";
export type {
  CalibrationBin,
  CalibrationOptions,
  PrecisionRecall,
  PrecisionRecallOptions,
  Roc,
  RocOptions,
  TestOptions,
} from "./charts/curves.js";
export type { Ablation, AblationOptions, GroupOptions, Importance } from "./charts/importance.js";
export type { NetworkAuc, NetworkGenreOptions, NetworkTitles } from "./charts/networks.js";
export type { ChartOptions, Interval, TopOptions } from "./charts/options.js";
export type { PopularityOptions } from "./charts/popularity.js";
export type { CompletenessRow, RankedRateOptions, RateOptions } from "./charts/rates.js";
export type { SensitivityCell, SensitivityOptions } from "./charts/sensitivity.js";
export type {
  CvScore,
  CvScoresOptions,
  NullDistributionOptions,
  TimeValidation,
  TimeValidationOptions,
} from "./charts/validation.js";
