/** Plotly's configuration of every figure: in notebooks, in exported pages and in the report. */
export const FIGURE_CONFIG = {
  responsive: true,
  displaylogo: false,
  // Plotly 4 offers to upload the figure to its maker's server.
  showSendToCloud: false,
  // A title with two dollar signs is no formula.
  typesetMath: false,
} as const;
