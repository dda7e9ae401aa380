/** A figure as a self-contained web page. */
import { FIGURE_CONFIG } from "./config.js";
import { FIT_NARROW } from "./narrow.js";
import type { Figure } from "../charts/figure.js";
import { fontFaceCss, fontFaces } from "./fonts.js";
import { escapeHtml, scriptJson } from "../base/escape.js";
import { bundleFor, inlineBundle } from "./plotly-bundle.js";
import { inlineMarkdown } from "../base/markdown.js";
import { FONT_FAMILY } from "../charts/theme.js";

/** Options of a figure's page. */
export interface FigurePageOptions {
  /** The title of the page, and the alternative text of the figure. */
  title: string;
  /** The caption below the figure, in Markdown. */
  caption?: string;
  /** Size of the figure in CSS px; default the window's width, and the height in its layout. */
  width?: number;
  height?: number;
}

/**
 * The page as HTML: the figure as in the notebook, with plotly, its fonts and its data embedded.
 * Its content security policy forbids loading anything else.
 */
export function figurePage(figure: Figure, options: FigurePageOptions): string {
  const { title, caption = "", width, height } = options;
  const layout = {
    ...figure.layout,
    font: { family: FONT_FAMILY, ...(figure.layout["font"] ?? {}) },
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
  };
  const text = JSON.stringify([figure, title, caption]);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:">
<title>${escapeHtml(title)}</title>
<style>
${fontFaceCss(fontFaces(text))}
body { margin: 0; font: 16px/1.5 ${FONT_FAMILY.replaceAll("'", '"')}; ${colours(figure)} }
figure { margin: 0; }
figcaption { padding: 0 20px 20px; max-width: 44rem; }
</style>
</head>
<body>
<figure>
<div id="plot" role="group" aria-label="${escapeHtml(title)}"></div>
${caption === "" ? "" : `<figcaption>${inlineMarkdown(caption)}</figcaption>`}
</figure>
<script>${inlineBundle(bundleFor(figure))}</script>
<script type="application/json" id="figure">${scriptJson({ data: figure.data, layout, config: FIGURE_CONFIG })}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** Plotly measures text for its layout, so the fonts are loaded first. */
const SCRIPT = `
${FIT_NARROW}
const { data, layout, config } = JSON.parse(document.getElementById("figure").textContent);
const draw = () => {
  fitNarrow(layout, config, layout.width ?? innerWidth);
  Plotly.newPlot("plot", data, layout, config);
};
Promise.allSettled([...document.fonts].map((face) => face.load())).then(draw);
`;

/** The page in the figure's colours, if they are six-digit hexadecimal numbers. */
function colours({ layout }: Figure): string {
  const font = layout["font"] as { color?: unknown } | undefined;
  const colour = (value: unknown, otherwise: string): string =>
    typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value) ? value : otherwise;
  return `background: ${colour(layout["paper_bgcolor"], "#ffffff")}; color: ${colour(font?.color, "#24292f")};`;
}
