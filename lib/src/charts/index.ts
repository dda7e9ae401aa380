/**
 * The charts of the notebooks: pure functions from rows to a figure, `{ data, layout }` for plotly.
 * General ones draw any variable (`netflix-hits/variables`) in its words, and named ones those of the
 * notebooks; every chart says where its rows came from in its subtitle. For others there are the marks, and
 * `themed`, which puts them into a figure in the style of the house.
 *
 * @module
 */
export * from "./calibration.js";
export * from "./coefficients.js";
export * from "./counts.js";
export * from "./curves.js";
export * from "./decision.js";
export * from "./effects.js";
export type * from "./figure.js";
export * from "./heatmap.js";
export * from "./importance.js";
export * from "./learning.js";
export * as marks from "./marks.js";
export * from "./networks.js";
export * from "./numbers.js";
export type { MeasuredOptions, TopOptions, VariableOptions } from "./options.js";
export { withTheme, type Theme } from "./palette.js";
export type { Labelled } from "./rated.js";
export * from "./rates.js";
export type { Any } from "../data/groups.js";
export * from "./sensitivity.js";
export { themed, type ChartOptions, type ChartParts } from "./theme.js";
export * from "./titles.js";
export * from "./validation.js";
