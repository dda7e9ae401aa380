/** Figures in a page: their place, their data, and their changes in the dark theme. */
import { figureText } from "../figures/show.js";
import { FIGURE_CONFIG } from "../figures/config.js";
import { figureCsv } from "../figures/figure-csv.js";
import type { Figure } from "../charts/figure.js";
import { escapeHtml, scriptJson } from "../base/escape.js";
import type { StoredFigure } from "../figures/stored.js";
import { withTheme } from "../charts/palette.js";
import { inlineMarkdown } from "../base/markdown.js";

/** The parts of a stored figure that a page needs. */
export type PageFigure = Pick<StoredFigure, "name" | "caption" | "alt" | "figure">;

/** The id of a figure in the page. */
export function figureId(name: string): string {
  return `figure-${name}`;
}

/** The place of a figure, which the page's script fills, with its caption. */
export function figureHtml({ name, caption, alt, figure }: PageFigure): string {
  const { height } = figure.layout;
  const style = typeof height === "number" ? ` style="min-height:${height}px"` : "";
  const text = caption === "" ? "" : `<figcaption>${inlineMarkdown(caption)}</figcaption>`;
  return (
    `<figure id="${escapeHtml(figureId(name))}">` +
    `<div class="plot" data-plot="${escapeHtml(name)}" role="group" aria-label="${escapeHtml(alt)}"${style}></div>` +
    `${text}${dataButton(name)}</figure>`
  );
}

/** The page's script saves the data of the figure as `<name>.csv`. */
function dataButton(name: string): string {
  return `<p class="data"><button type="button" data-save="${escapeHtml(name)}">Data of this figure (CSV)</button></p>`;
}

/** A figure's data for the page's script: what it draws, and what it saves. */
export function figureScript({ name, figure }: PageFigure): string {
  const csv = figureCsv(figure);
  const data = { ...figure, config: FIGURE_CONFIG, dark: themeChanges(figure), csv };
  return `<script type="application/json" data-figure="${escapeHtml(name)}">${scriptJson(data)}</script>`;
}

/** A figure's title in plain text, or its name if it has none. */
export function figureTitle({ figure, name }: Pick<StoredFigure, "figure" | "name">): string {
  const title = figure.layout["title"] as { text?: string } | undefined;
  return figureText({ data: [], layout: { title: { text: title?.text ?? "" } } }) || name;
}

/** Where a value of a figure is, from `data` or `layout` on, and what stands there in the dark. */
type Change = [path: (string | number)[], value: unknown];

/**
 * The changes by `withTheme(figure, "dark")`, so that a page with both themes is hardly larger than
 * with one: a list of colours counts as one value.
 */
export function themeChanges(figure: Figure): Change[] {
  const changes: Change[] = [];
  const compare = (light: unknown, dark: unknown, path: (string | number)[]): void => {
    if (Object.is(light, dark)) return;
    if (typeof dark !== "object" || dark === null) {
      changes.push([path, dark]);
    } else if (Array.isArray(dark) && dark.every((value) => typeof value !== "object")) {
      const isChanged = dark.some((value, i) => value !== (light as unknown[])[i]);
      if (isChanged) changes.push([path, dark]);
    } else {
      for (const [key, value] of Object.entries(dark)) {
        const at = Array.isArray(dark) ? Number(key) : key;
        compare((light as Record<string, unknown>)[key], value, [...path, at]);
      }
    }
  };
  compare(figure, withTheme(figure, "dark"), []);
  return changes;
}
