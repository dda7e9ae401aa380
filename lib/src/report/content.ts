/** What a report is made of, and where it is read. */
import { UserError } from "../base/errors.js";
import { recordedFindings } from "../study/claims.js";
import type { LabelledTitle } from "../label/hits.js";
import { escapeMarkdown } from "../base/escape.js";
import { readAsOfYear } from "../data/manifest.js";
import type { Collection, Source } from "../data/collection.js";
import { readSource } from "../data/source.js";
import { isOfStudy } from "../data/provenance/figure-records.js";
import { checkLineage } from "../data/provenance/lineage.js";
import { Snapshot } from "../data/provenance/snapshot.js";
import { lineageReading } from "../data/readings.js";
import { notebookTitles } from "./notebook-titles.js";
import type { Settings, Stage } from "../base/settings.js";
import { readLabelledTitles } from "../label/stage.js";
import { readStoredFigures, type StoredFigure } from "../figures/stored.js";

/** The content of a report. */
export interface ReportContent {
  /** The network's name. */
  network: string;
  source: Source;
  /** Null if the manifest has none. */
  collection: Collection | null;
  /** The labelled series; null if there are none yet, or if they are of an earlier collection. */
  titles: LabelledTitle[] | null;
  /** The year that is not over yet. */
  asOfYear: number;
  /** What is claimed of hits, in the order in which it is shown. */
  findings: ReturnType<typeof recordedFindings>;
  /** In any order. */
  figures: StoredFigure[];
  /** Titles of the notebooks of one's own that made some of them, by the notebooks' names. */
  notebookTitles?: ReadonlyMap<string, string>;
  /** Figures that were made from other data than the report's. */
  leftOut: string[];
  /** Markdown sentences on files that were changed by hand or are of an earlier collection. */
  notices: string[];
}

/** The stages from which figures are made, the last first. */
const READ_STAGES: readonly Stage[] = ["features_v1", "with_hit", "clean"];

/**
 * Read the content of the configured network's report: the manifest, the labelled series, and the
 * figures in `FIGURES_DIR` that were made from the current data.
 *
 * @throws UserError if there are neither figures nor labelled series, or a file cannot be read.
 */
export function readContent(settings: Settings): ReportContent {
  // What was changed by hand on the way to the last stage is a mark of the whole report.
  const data = new Snapshot(settings);
  const last = READ_STAGES.find((stage) => data.hashOf(stage) !== null) ?? "clean";
  const source = readSource(settings, last, data);
  const labels = new Set(READ_STAGES.map((stage) => readSource(settings, stage, data).label));
  const stored = readStoredFigures(settings.figuresDir);
  const isCurrent = ({ name, source, network }: StoredFigure): boolean =>
    source !== null &&
    labels.has(source) &&
    network === settings.network.slug &&
    isOfStudy(data.collection, name);
  const figures = stored.filter(isCurrent);
  const titles = readTitles(data);
  if (figures.length === 0 && titles === null) {
    throw new UserError(
      `${settings.figuresDir} has no figures made from the current data (${settings.network.name}, ` +
        `${source.label}). Run npm start, or run the notebooks and then npm run report.`,
    );
  }
  return {
    network: settings.network.name,
    source,
    collection: data.collection,
    titles,
    asOfYear: readAsOfYear(settings, new Date(), data.collection),
    findings: recordedFindings(data.collection),
    figures,
    notebookTitles: notebookTitles(figures, settings.root),
    leftOut: stored.filter((figure) => !isCurrent(figure)).map(({ name }) => name),
    notices: noticesOf(data, last),
  };
}

function readTitles(data: Snapshot): LabelledTitle[] | null {
  if (data.hashOf("with_hit") === null) return null;
  // Rows of an earlier collection are mentioned in a notice; they do not belong to this report.
  const { stale } = checkLineage(data, "with_hit");
  return stale === null ? readLabelledTitles(data.settings, data) : null;
}

function noticesOf(data: Snapshot, stage: Stage): string[] {
  const { stale } = checkLineage(data, stage);
  const edited = lineageReading(data.settings, stage, data);
  const words = "Figures and results below may be of the earlier data.";
  return [
    ...(stale === null ? [] : [`${escapeMarkdown(stale)} ${words}`]),
    ...(edited === null ? [] : [edited]),
  ];
}
