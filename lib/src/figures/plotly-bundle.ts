/**
 * Which of plotly's scripts draws a figure: pages read the smaller one in a third of the time. Each
 * comes in a package of its own, of which plotly.js itself would be another 90 MB.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Figure } from "../charts/figure.js";

/** A script of plotly's. */
export type PlotlyBundle = "plotly-cartesian" | "plotly";

/** The traces of plotly's cartesian bundle. */
const CARTESIAN = new Set(
  "bar box contour heatmap histogram histogram2d histogram2dcontour image pie scatter violin".split(
    " ",
  ),
);

/** The smallest bundle that has all traces of a figure. */
export function bundleFor({ data }: Figure): PlotlyBundle {
  const isCartesian = data.every(({ type = "scatter" }) => CARTESIAN.has(type as string));
  return isCartesian ? "plotly-cartesian" : "plotly";
}

/** The path of a bundle. */
export function bundlePath(bundle: PlotlyBundle): string {
  return join(dirname(packageFile(bundle)), `${bundle}.min.js`);
}

/**
 * A bundle as text that may stand inside a `<script>` element: nothing in it can end the element.
 */
export function inlineBundle(bundle: PlotlyBundle): string {
  return readFileSync(bundlePath(bundle), "utf8").replace(/<\/script/gi, "<\\/script");
}

/** The installed version of plotly.js. */
export function plotlyVersion(): string {
  const file = readFileSync(packageFile("plotly"), "utf8");
  return (JSON.parse(file) as { version: string }).version;
}

function packageFile(bundle: PlotlyBundle): string {
  const name = bundle.replace("plotly", "plotly.js");
  return createRequire(__filename).resolve(`${name}-dist-min/package.json`);
}
