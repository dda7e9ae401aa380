/** The report: one HTML page with every figure, that needs no network and no server. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { assertWritable } from "./csv.js";
import { figureText } from "./display.js";
import { UserError } from "./errors.js";
import { FIGURE_CONFIG } from "./figure-config.js";
import { formatCount } from "./format.js";
import { escapeHtml, escapeMarkdown, scriptJson } from "./html.js";
import { checkLineage } from "./provenance/lineage.js";
import { readManifest, type Collection, type Source } from "./manifest.js";
import { readSource } from "./provenance.js";
import { lineageReading } from "./readings.js";
import { dataSection, markdown, share } from "./report-data.js";
import { inlineBundle } from "./plotly-bundle.js";
import { REPORT_SCRIPT, REPORT_STYLE } from "./report-page.js";
import { stagePath, type Settings, type Stage } from "./settings.js";
import { readStoredFigures, type StoredFigure } from "./stored-figures.js";

/** What a report is made of. */
export interface ReportContent {
  /** The network's name. */
  network: string;
  source: Source;
  /** Null where the manifest has none. */
  collection: Collection | null;
  /** In any order. */
  figures: StoredFigure[];
  /** Figures that were made from other data than the report's. */
  leftOut: string[];
  /** Markdown sentences on files that were changed by hand or are of an earlier collection. */
  notices: string[];
}

/** The stages that figures are made from, the last first. */
const READ_STAGES: readonly Stage[] = ["features_v1", "with_hit", "clean"];

/** The figures of the notebooks by section, in order; others follow under a heading of their own. */
const SECTIONS: readonly { title: string; names: readonly string[] }[] = [
  { title: "Completeness", names: ["missing-values"] },
  { title: "The label", names: ["popularity-and-votes", "hits-and-non-hits", "popularity-by-hit"] },
  {
    title: "What there is",
    names: [
      "top-countries",
      "top-genres",
      "release-year",
      "release-year-known",
      "release-year-by-hit",
    ],
  },
  {
    title: "Where the hits are",
    names: ["hit-rate-by-genre", "hit-rate-by-country", "hit-rate-by-year"],
  },
  { title: "The model", names: ["missing-features", "roc-curve", "coefficients"] },
];

/** TMDb's terms ask for these words. */
export const TMDB_NOTICE =
  "This product uses the TMDB API but is not endorsed or certified by TMDB.";

/**
 * Write the report of the configured network from its manifest and the figures in `FIGURES_DIR`.
 *
 * @returns the path of the page, `report/index.html` beside the folder of the figures.
 * @throws UserError when no figure of the current data is there, or the folder cannot be written.
 */
export function writeReport(settings: Settings): string {
  // What was changed by hand on the way to the last stage is a mark of the whole report.
  const last = READ_STAGES.find((stage) => existsSync(stagePath(settings, stage))) ?? "clean";
  const source = readSource(settings, last);
  const labels = new Set(READ_STAGES.map((stage) => readSource(settings, stage).label));
  const stored = readStoredFigures(settings.figuresDir);
  const isCurrent = (figure: StoredFigure): boolean =>
    figure.source !== null && labels.has(figure.source) && figure.network === settings.network.slug;
  const figures = stored.filter(isCurrent);
  if (figures.length === 0) {
    throw new UserError(
      `${settings.figuresDir} has no figures made from the current data (${settings.network.name}, ` +
        `${source.label}). Run npm start, or the notebooks, and then npm run report.`,
    );
  }
  const html = renderReport({
    network: settings.network.name,
    source,
    collection: readManifest(settings),
    figures,
    leftOut: stored.filter((figure) => !isCurrent(figure)).map(({ name }) => name),
    notices: noticesOf(settings, last),
  });
  const path = join(dirname(settings.figuresDir), "report", "index.html");
  assertWritable(dirname(path));
  writeFileAtomic.sync(path, html);
  return path;
}

function noticesOf(settings: Settings, stage: Stage): string[] {
  const { stale } = checkLineage(settings, stage);
  const edited = lineageReading(settings, stage);
  const words = "Figures and results below may be of the earlier data.";
  return [
    ...(stale === null ? [] : [`${escapeMarkdown(stale)} ${words}`]),
    ...(edited === null ? [] : [edited]),
  ];
}

/** The report as HTML, with plotly inside it. */
export function renderReport(content: ReportContent): string {
  const { network, source, figures } = content;
  const sections = arrange(figures);
  const label = escapeHtml(sourceLine(source));
  const isSimulated = source.kind === "simulated";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:">
<title>What makes a hit? ${escapeHtml(network)}${isSimulated ? ", simulated catalogue" : ""}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<div class="running running-head${isSimulated ? " simulated" : ""}"><p>${label}</p></div>
<div class="sheet">
<header>
<h1>What makes a hit?</h1>
<p class="lead">${escapeHtml(network)}: which series are hits, and how far their age, genre and country tell them apart.</p>
</header>
${keyNumbers(content)}
<nav aria-label="Contents">
<h2>Contents</h2>
<ol>
<li><a href="#question">Question</a></li>
<li><a href="#data">Data and coverage</a></li>
${sections.map(({ id, title, figures: own }) => `<li><a href="#${id}">${escapeHtml(title)}</a><ul>${own.map((figure) => `<li><a href="#figure-${escapeHtml(figure.name)}">${escapeHtml(titleOf(figure))}</a></li>`).join("")}</ul></li>`).join("\n")}
<li><a href="#limitations">Limitations</a></li>
<li><a href="#terms">Source and terms</a></li>
</ol>
</nav>
<main>
<section id="question">
<h2>Question</h2>
<p>A series counts as a hit when its TMDb popularity reaches the 90th percentile of all series at hand and its number of votes reaches their median. Which genres, countries and years have more hits than others, and how well does a logistic regression tell hits from the rest without seeing popularity, votes or ratings?</p>
</section>
${dataSection(content)}
${sections.map(figureSection).join("\n")}
${LIMITATIONS}
${termsSection(source)}
</main>
</div>
<footer class="running running-foot${isSimulated ? " simulated" : ""}"><p>${label} · ${TMDB_NOTICE}</p></footer>
<script>${inlineBundle("plotly-cartesian")}</script>
${figures.map(({ name, figure }) => `<script type="application/json" data-figure="${escapeHtml(name)}">${scriptJson({ ...figure, config: FIGURE_CONFIG })}</script>`).join("\n")}
<script>${REPORT_SCRIPT}</script>
</body>
</html>
`;
}

interface Section {
  id: string;
  title: string;
  figures: StoredFigure[];
}

function arrange(figures: readonly StoredFigure[]): Section[] {
  const byName = new Map(figures.map((figure) => [figure.name, figure]));
  const known = new Set(SECTIONS.flatMap(({ names }) => names));
  const others = figures
    .map(({ name }) => name)
    .filter((name) => !known.has(name))
    .sort();
  return [...SECTIONS, { title: "Further figures", names: others }]
    .map(({ title, names }) => ({
      id: title.toLowerCase().replace(/\W+/g, "-"),
      title,
      figures: names.flatMap((name) => byName.get(name) ?? []),
    }))
    .filter((section) => section.figures.length > 0);
}

function sourceLine({ kind, label }: Source): string {
  if (kind === "simulated") {
    return `${label[0]?.toUpperCase()}${label.slice(1)}: no title, number or finding here is real`;
  }
  return kind === "live" ? `Data from ${label}` : `Data: ${label}`;
}

function keyNumbers({ collection }: ReportContent): string {
  if (collection === null) return "";
  const { distinct_ids, reported_total, results } = collection;
  const numbers: [string, string, string][] = [
    [
      formatCount(distinct_ids),
      "series",
      `of ${formatCount(reported_total)} that were reported${share(distinct_ids, reported_total)}`,
    ],
  ];
  if (results !== undefined) {
    const { hits, titles, roc_auc } = results;
    numbers.push(
      [formatCount(hits), "hits", `of ${formatCount(titles)} series${share(hits, titles)}`],
      [roc_auc.toFixed(3), "ROC-AUC", "on the held-out quarter; 0.5 is chance, 1 is perfect"],
    );
  }
  const items = numbers.map(
    ([value, name, note]) =>
      `<div><dt>${name}</dt><dd><strong>${value}</strong><span>${note}</span></dd></div>`,
  );
  return `<dl class="numbers">${items.join("")}</dl>`;
}

function figureSection({ id, title, figures }: Section): string {
  return `<section id="${id}"><h2>${escapeHtml(title)}</h2>${figures.map(figureHtml).join("\n")}</section>`;
}

function figureHtml({ name, caption, alt, figure }: StoredFigure): string {
  const { height } = figure.layout;
  const style = typeof height === "number" ? ` style="min-height:${height}px"` : "";
  const text = caption === "" ? "" : `<figcaption>${markdown.renderInline(caption)}</figcaption>`;
  return (
    `<figure id="figure-${escapeHtml(name)}">` +
    `<div class="plot" data-plot="${escapeHtml(name)}" role="group" aria-label="${escapeHtml(alt)}"${style}></div>` +
    `${text}</figure>`
  );
}

const LIMITATIONS = `<section id="limitations">
<h2>Limitations</h2>
<ul>
<li>Popularity is TMDb's own, changing measure of attention on its site; it is not viewing figures.</li>
<li>The label is relative: by its definition at most about a tenth of the series can be hits, however good they all are.</li>
<li>Votes gather over time, and a young series has had less of it to reach the vote threshold.</li>
<li>A series can have several genres and countries; only the first of each is used here.</li>
<li>Rates are associations. Groups with few series have wide intervals, and many groups are compared at once.</li>
<li>The ROC-AUC comes from one split into training and test series; another split gives another value.</li>
</ul>
</section>`;

function termsSection({ kind }: Source): string {
  const simulated =
    kind === "simulated"
      ? "<p>The series in this report are invented. The catalogue is simulated in TMDb's format.</p>"
      : "";
  return `<section id="terms">
<h2>Source and terms</h2>
${simulated}<p>${TMDB_NOTICE} Data from TMDb may be used under TMDb's API terms of use, which ask for this notice and exclude commercial use without an agreement.</p>
</section>`;
}

function titleOf({ figure, name }: StoredFigure): string {
  return figureText({ data: [], layout: { title: { text: titleText(figure) } } }) || name;
}

function titleText({ layout }: StoredFigure["figure"]): string {
  return (layout["title"] as { text?: string } | undefined)?.text ?? "";
}
