/** The page of a report, which needs no network and no server: everything around the sections. */
import { escapeHtml } from "../base/escape.js";
import type { Source } from "../data/collection.js";
import { fontFaceCss, fontFaces } from "../figures/fonts.js";
import { bundleFor, inlineBundle } from "../figures/plotly-bundle.js";
import { figureScript, type PageFigure } from "./figure.js";
import { TMDB_NOTICE } from "./provenance.js";
import { REPORT_SCRIPT } from "./script.js";
import { sectionHtml, type Section } from "./section.js";
import { REPORT_STYLE } from "./style.js";

/** The content of a page. */
export interface Page {
  /** Plain text. */
  title: string;
  heading: string;
  lead: string;
  /** Where the data came from, for the header and footer of every page. */
  running: string;
  isSimulated: boolean;
  /** HTML: what the report comes to; "" for a page without an answer. */
  answer: string;
  keyNumbers: KeyNumber[];
  sections: Section[];
  /** All figures that the sections contain. */
  figures: readonly PageFigure[];
}

/** A number at the top of the page, with its name and a note; plain text. */
export interface KeyNumber {
  value: string;
  name: string;
  note: string;
}

/** The page as HTML, with embedded plotly if it has figures. */
export function renderPage(page: Page): string {
  const { title, figures } = page;
  const body = bodyHtml(page);
  const data = figures.map(figureScript);
  const bundle = bundleFor({ data: figures.flatMap(({ figure }) => figure.data), layout: {} });
  const scripts = [
    ...(figures.length === 0 ? [] : [`<script>${inlineBundle(bundle)}</script>`]),
    ...data,
    `<script>${REPORT_SCRIPT}</script>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:">
<title>${escapeHtml(title)}</title>
<style>
${fontFaceCss(fontFaces(title + body + data.join("")))}
${REPORT_STYLE}</style>
</head>
<body>
${body}
${scripts.join("\n")}
</body>
</html>
`;
}

function bodyHtml(page: Page): string {
  const { heading, lead, running, isSimulated, sections } = page;
  const mark = isSimulated ? " simulated" : "";
  return `<a class="skip" href="#main">Skip to the text</a>
<aside class="running running-head${mark}" aria-label="Source of the data"><p>${escapeHtml(running)}</p></aside>
<div class="sheet">
<header>
<h1>${escapeHtml(heading)}</h1>
<p class="lead">${escapeHtml(lead)}</p>
${page.answer}
${keyNumbersHtml(page)}
</header>
<nav aria-label="Contents">
<h2>Contents</h2>
<ol>
${sections.map(contentsHtml).join("\n")}
</ol>
</nav>
<main id="main">
${sections.map(sectionHtml).join("\n")}
</main>
</div>
<footer class="running running-foot${mark}"><p><span class="source-line">${escapeHtml(running)} · </span>${escapeHtml(TMDB_NOTICE)}</p></footer>`;
}

/** A source in the words of the page header. */
export function sourceLine({ kind, label }: Source): string {
  if (kind === "simulated") {
    return `${label[0]?.toUpperCase()}${label.slice(1)}: no title, number or finding here is real`;
  }
  return kind === "live" ? `Data from ${label}` : `Data: ${label}`;
}

function keyNumbersHtml({ keyNumbers }: Page): string {
  if (keyNumbers.length === 0) return "";
  const items = keyNumbers.map(
    ({ value, name, note }) =>
      `<div><dt>${escapeHtml(name)}</dt><dd><strong>${escapeHtml(value)}</strong><span>${escapeHtml(note)}</span></dd></div>`,
  );
  return `<dl class="numbers">${items.join("")}</dl>`;
}

function contentsHtml({ id, title, entries = [] }: Section): string {
  const link = (target: string, words: string): string =>
    `<a href="#${escapeHtml(target)}">${escapeHtml(words)}</a>`;
  const inner = entries.map((entry) => `<li>${link(entry.id, entry.title)}</li>`).join("");
  return `<li>${link(id, title)}${inner === "" ? "" : `<ul>${inner}</ul>`}</li>`;
}
