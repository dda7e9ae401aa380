/** `npm start`: set up what is missing, run the notebooks, write the report and print a summary. */
import { anyNetworkEnv } from "./network.js";
import { assertWritable } from "../base/files.js";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { NOTEBOOKS } from "../jupyter/notebooks.js";
import { UserError } from "../base/errors.js";
import { showControls } from "../base/escape.js";
import { readCatalogueFile } from "../collect/catalogue-file.js";
import { changeLines } from "../data/changes.js";
import { formatCount, formatQuantity, formatShare, formatUnit } from "../base/format.js";
import { readManifest } from "../data/manifest.js";
import type { Collection } from "../data/collection.js";
import { isShort, shortfall } from "../collect/progress.js";
import { stagePath, type Settings, type Stage } from "../base/settings.js";
import { readStoredFigures } from "../figures/stored.js";
import { chosenBrowser } from "../figures/drawing/installed.js";
import { missingImages } from "../figures/without-image.js";
import {
  NETWORK_OPTION,
  parseOptions,
  resolvePath,
  runMain,
  showPath,
  STATUS_SHORT,
} from "./cli.js";
import { Progress } from "./progress.js";
import { notebooksStep, settingsFor, setUpStep } from "./steps.js";

const USAGE = "Usage: npm start -- [--network NAME|ID] [--catalogue FILE.csv] [--output-dir DIR]";
const STAGES: readonly Stage[] = ["all", "clean", "with_hit", "features_v1"];

runMain(async (signal) => {
  const { values } = parseOptions(USAGE, {
    options: {
      ...NETWORK_OPTION,
      catalogue: { type: "string" },
      "output-dir": { type: "string" },
    },
  });
  const env = await anyNetworkEnv(values.network);
  if (values.catalogue !== undefined) env.CATALOGUE_FILE = resolvePath(values.catalogue);
  const outputDir = values["output-dir"] && resolvePath(values["output-dir"]);
  const settings = settingsFor(env, outputDir);
  await checkBefore(settings, outputDir);

  const progress = new Progress();
  await setUpStep(progress, signal);
  await notebooksStep(progress, NOTEBOOKS, { env, outputDir, signal });
  const report = await reportStep(progress, settings);
  const collection = readResults(settings);
  console.log(`\n${summary(settings, collection, report, outputDir)}`);
  const changes = changeLines(collection);
  if (changes.length > 0) tellLines("Left out or changed when the series were read:", changes);
  if (!isShort(collection)) return;
  tellLines("The collection is not complete:", shortfall(collection));
  return STATUS_SHORT;
});

function tellLines(head: string, lines: readonly string[]): void {
  console.log(`\n${showControls([head, ...lines].join("\n"))}`);
}

function coverageOf({ distinct_ids: distinct, reported_total: reported }: Collection): string {
  if (reported === null) return `${formatCount(distinct)} in the file; its coverage is unknown`;
  return distinct > reported
    ? `${formatCount(distinct)}, more than the ${formatCount(reported)} reported`
    : `${formatCount(distinct)} of ${formatCount(reported)} reported (${formatShare(distinct, reported)})`;
}

/** Check now what would otherwise fail later. */
async function checkBefore(settings: Settings, outputDir: string | undefined): Promise<void> {
  chosenBrowser();
  for (const folder of [settings.dataDir, settings.figuresDir, outputDir]) {
    if (folder) assertWritable(folder);
  }
  if (settings.catalogueFile === null) return;
  const { GENRES } = await import("../sandbox/catalogue.js");
  readCatalogueFile(settings.catalogueFile, GENRES);
}

/** The report's page and its PDF, or why there is no PDF. */
interface Report {
  html: string;
  pdf: string;
  /** Sentences about the browser that printed it. */
  notes: string[];
}

async function reportStep(progress: Progress, settings: Settings): Promise<Report> {
  progress.start("Report");
  try {
    const { pdfPath, writeReport } = await import("../report/index.js");
    const { missingPdf, printPdf } = await import("../report/pdf.js");
    const html = writeReport(settings);
    const printed = await printPdf(html, pdfPath(settings));
    progress.finish(showPath(html));
    return {
      html: showPath(html),
      ...("path" in printed
        ? { pdf: showPath(printed.path), notes: printed.notes }
        : { pdf: missingPdf(printed.problem), notes: [] }),
    };
  } catch (error) {
    progress.fail("failed");
    throw error;
  }
}

/** The collection with the results of notebook 05. */
function readResults(settings: Settings): Collection & Required<Pick<Collection, "results">> {
  const collection = readManifest(settings);
  const results = collection?.results;
  if (collection && results) return { ...collection, results };
  throw new UserError(
    `The notebooks left no results in ${join(settings.dataDir, "manifest.json")}. Run npm start again.`,
  );
}

function summary(
  settings: Settings,
  collection: ReturnType<typeof readResults>,
  report: Report,
  outputDir: string | undefined,
): string {
  const { source, network } = collection;
  const { hits, titles, roc_auc } = collection.results;
  const figures = readdirSync(settings.figuresDir).filter((name) => !name.startsWith("."));
  const ofNetwork = readStoredFigures(settings.figuresDir).filter(
    ({ network: slug }) => slug === settings.network.slug,
  );
  const missing = missingImages(settings.figuresDir, ofNetwork);
  const lines: [string, string][] = [
    ["Data", `${source.label}, ${network}`],
    ["Series", coverageOf(collection)],
    ["Hits", `${formatCount(hits)} of ${formatCount(titles)} (${formatShare(hits, titles)})`],
    ["ROC-AUC", roc_auc === undefined ? "not judged: too few hits" : formatUnit(roc_auc)],
    ["Notebooks", showPath(outputDir ?? join(settings.root, "notebooks"))],
    ...STAGES.map((stage, i): [string, string] => [
      i === 0 ? "CSV files" : "",
      showPath(stagePath(settings, stage)),
    ]),
    ["Figures", `${showPath(settings.figuresDir)} (${formatQuantity(figures.length, "file")})`],
    ...(missing === null ? [] : [["", missing] satisfies [string, string]]),
    ["Report", report.html],
    ["", report.pdf],
    ...report.notes.map((note, i): [string, string] => [i === 0 ? "Browser" : "", note]),
  ];
  return lines.map(([name, text]) => `${name.padEnd(11)}${text}`).join("\n");
}
