/**
 * A plotly figure as plain data. The types are slim on purpose: plotly's own declarations take tslab
 * longer to check than the whole notebook takes to run.
 */
export interface Figure {
  data: Plain[];
  layout: Plain;
}

/** A trace, a shape, an annotation or an axis, as plotly takes it. */
export type Plain = Record<string, unknown>;

/** An estimate's interval at the level of 95%. */
export type Interval = readonly [low: number, high: number];

/** An estimate and where it stands on the other axis. */
export interface Estimate {
  at: string | number;
  value: number;
  /** Null where none can be given: a dot alone. */
  interval: Interval | null;
  /** What the mouse shows. */
  hover: string;
}

/** A pointwise interval along a curve. */
export interface Band {
  at: readonly number[];
  low: readonly number[];
  high: readonly number[];
}
