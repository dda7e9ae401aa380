/**
 * A plotly figure as plain data. The types are slim on purpose: plotly's own declarations take tslab
 * longer to check than the whole notebook takes to run.
 */
export interface Figure {
  data: Record<string, unknown>[];
  layout: Record<string, unknown>;
}
