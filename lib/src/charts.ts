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
export { coefficientChart, rocCurveChart } from "./charts/model.js";
export { popularityByHitChart, popularityVotesChart } from "./charts/popularity.js";
export { genreHitRateChart, hitRateByCountryChart, hitRateByYearChart } from "./charts/rates.js";
