/** The attributes that plotly knows, from the script that draws the figures. */
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { bundlePath } from "../../lib/src/figures/plotly-bundle.js";

export type Attributes = Record<string, unknown>;

/** The part of plotly's schema that tests look at; traces by their type. */
export interface PlotlySchema {
  layout: { layoutAttributes: Attributes };
  traces: Record<string, { attributes: Attributes; layoutAttributes?: Attributes }>;
}

/**
 * The schema of plotly's cartesian bundle. The script looks for a browser while it loads, and is content with one
 * that answers everything with itself: only to draw it would need a real one.
 */
export function plotlySchema(): PlotlySchema {
  const browser: unknown = new Proxy(function () {}, {
    get: (_, key) => (key === Symbol.toPrimitive ? () => "" : key === "length" ? 0 : browser),
    set: () => true,
    apply: () => browser,
    construct: () => browser as object,
  });
  const names = ["self", "window", "document", "navigator", "DOMParser"];
  const context = createContext({
    ...Object.fromEntries(names.map((name) => [name, browser])),
    module: { exports: {} },
  });
  runInContext(readFileSync(bundlePath("plotly-cartesian"), "utf8"), context);
  const text = runInContext("JSON.stringify(module.exports.PlotSchema.get())", context) as string;
  return JSON.parse(text) as PlotlySchema;
}
