/** Which of plotly's scripts draws a figure: pages read the smaller one in a third of the time. */
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
  return join(plotlyFolder(), "dist", `${bundle}.min.js`);
}

/** A bundle as text that may stand inside a `<script>` element: nothing in it can end the element. */
export function inlineBundle(bundle: PlotlyBundle): string {
  return readFileSync(bundlePath(bundle), "utf8").replace(/<\/script/gi, "<\\/script");
}

/** The installed version of plotly.js. */
export function plotlyVersion(): string {
  const file = readFileSync(join(plotlyFolder(), "package.json"), "utf8");
  return (JSON.parse(file) as { version: string }).version;
}

function plotlyFolder(): string {
  return dirname(createRequire(__filename).resolve("plotly.js/package.json"));
}
