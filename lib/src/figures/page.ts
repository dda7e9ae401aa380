/** A figure as a web page of its own that works without a network. */
import { FIGURE_CONFIG } from "./config.js";
import { FIT_NARROW } from "./narrow.js";
import type { Figure } from "../charts/figure.js";
import { fontFaceCss, fontFaces } from "./fonts.js";
import { escapeHtml, scriptJson } from "../base/escape.js";
import { bundleFor, inlineBundle } from "./plotly-bundle.js";
import { inlineMarkdown } from "../base/markdown.js";
import { FONT_FAMILY } from "../charts/theme.js";

/** What stands on a figure's page beside the figure. */
export interface FigurePageOptions {
  /** The page's title, and what the figure shows for those who cannot see it. */
  title: string;
  /** The reading of the figure, in Markdown, under it. */
  caption?: string;
  /** Of the figure in CSS px; by default it is as wide as the window, and as high as its layout says. */
  width?: number;
  height?: number;
}

/**
 * The page as HTML: the figure as it is in the notebook, with plotly, its fonts and its data inside.
 * The page is forbidden to load anything from elsewhere.
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

/** Plotly measures text to lay the figure out: so the fonts come first. */
const SCRIPT = `
${FIT_NARROW}
const { data, layout, config } = JSON.parse(document.getElementById("figure").textContent);
const draw = () => {
  fitNarrow(layout, config, layout.width ?? innerWidth);
  Plotly.newPlot("plot", data, layout, config);
};
Promise.allSettled([...document.fonts].map((face) => face.load())).then(draw);
`;

/** The page in the figure's colours, where it names them as six-digit numbers. */
function colours({ layout }: Figure): string {
  const font = layout["font"] as { color?: unknown } | undefined;
  const colour = (value: unknown, otherwise: string): string =>
    typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value) ? value : otherwise;
  return `background: ${colour(layout["paper_bgcolor"], "#ffffff")}; color: ${colour(font?.color, "#24292f")};`;
}
