/** Plotly's configuration of all figures: in notebooks, in exported pages and in the report. */
export const FIGURE_CONFIG = {
  responsive: true,
  displaylogo: false,
  // Plotly 4 offers to upload figures to Plotly's server.
  showSendToCloud: false,
  // A title with two dollar signs is not a formula.
  typesetMath: false,
} as const;
