/**
 * The charts of the notebooks: pure functions from rows to a figure, `{ data, layout }` for plotly.
 * Every chart says where its rows came from in its subtitle.
 *
 * @module
 */
export {
  hitCountsChart,
  missingShareChart,
  releaseYearByHitChart,
  releaseYearHistogram,
  topCountriesChart,
  topGenresChart,
} from "./counts.js";
export { coefficientChart } from "./coefficients.js";
export { effectChart, oddsRatioChart } from "./effects.js";
export { calibrationChart } from "./calibration.js";
export { precisionRecallChart, rocCurveChart } from "./curves.js";
export { decisionCurveChart } from "./decision.js";
export { ablationChart, importanceChart } from "./importance.js";
export { learningCurveChart } from "./learning.js";
export { networkAucChart, networkGenreRatesChart, networkYearRatesChart } from "./networks.js";
export { popularityByHitChart, popularityVotesChart } from "./popularity.js";
export {
  genreHitRateChart,
  hitRateByCompletenessChart,
  hitRateByCountryChart,
  hitRateByYearChart,
} from "./rates.js";
export { sensitivityHeatmap } from "./sensitivity.js";
export { cvScoresChart, nullDistributionChart, timeValidationChart } from "./validation.js";
export type { Coefficient } from "./coefficients.js";
export type { EffectRow, EffectsShown, Estimated } from "./effects.js";
export type { MissingShare, MissingShareOptions, ReleaseYearOptions } from "./counts.js";
export type { CalibrationBin, CalibrationOptions } from "./calibration.js";
export type {
  PrecisionRecall,
  PrecisionRecallOptions,
  Roc,
  RocOptions,
  TestOptions,
} from "./curves.js";
export type { DecisionRow } from "./decision.js";
export type { Ablation, AblationOptions, GroupOptions, Importance } from "./importance.js";
export type { Band } from "./intervals.js";
export type { LearningRow } from "./learning.js";
export type { NetworkAuc, NetworkGenreOptions, NetworkTitles } from "./networks.js";
export type { ChartOptions, Interval, TopOptions } from "./options.js";
export type { PopularityOptions } from "./popularity.js";
export type { CompletenessRow, RankedRateOptions, RateOptions, YearRateOptions } from "./rates.js";
export type { SensitivityCell, SensitivityOptions } from "./sensitivity.js";
export type {
  CvScore,
  CvScoresOptions,
  NullDistributionOptions,
  TimeValidation,
  TimeValidationOptions,
} from "./validation.js";
export type { Figure } from "./figure.js";
export { withTheme, type Theme } from "./theme.js";
