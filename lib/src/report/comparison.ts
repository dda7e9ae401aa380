/** The comparison of several networks as a page, computed from their CSV files. */
import { readAsOf } from "../data/manifest.js";
import { assertWritable } from "../base/files.js";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { UserError } from "../base/errors.js";
import { recordedFindings, type RecordedFinding } from "../study/claims.js";
import { effectWords, intervalWords } from "../findings/words.js";
import {
  formatCount,
  formatPercent,
  formatQuantity,
  formatShare,
  formatUnit,
  listed,
} from "../base/format.js";
import type { LabelledTitle } from "../label/hits.js";
import { escapeHtml } from "../base/escape.js";
import type { Source } from "../data/collection.js";
import { NETWORKS, type Network } from "../base/networks.js";
import { Snapshot } from "../data/provenance/snapshot.js";
import { readSource } from "../data/source.js";
import { reportFolder } from "./index.js";
import { definitionWords, isRelative, thresholdsInWords } from "./definitions.js";
import { figureHtml } from "./figure.js";
import { dayOf, networkFigures, type ComparedNetwork } from "./network-figures.js";
import { verdictClass } from "./findings.js";
import { methodsSection } from "./methods.js";
import { renderPage, sourceLine } from "./page.js";
import { termsSection } from "./provenance.js";
import { sectionOf, type Section } from "./section.js";
import { reportTable } from "./table.js";
import { stagePath, type Settings } from "../base/settings.js";
import { readLabelledTitles } from "../label/stage.js";
import { wilsonInterval } from "../stats/summary.js";
import type { Table } from "../cell/tables.js";

/** The data of one network. */
export interface NetworkContent extends ComparedNetwork {
  source: Source;
  /** The claims of its study, as they were judged; none before notebook 03 has run. */
  findings: RecordedFinding[];
}

/**
 * Write the comparison of several networks.
 *
 * @param networks the settings of each; the first one's folder of figures says where the page goes.
 * @returns the path of the page, `report/networks.html` beside the folder of the figures.
 * @throws UserError naming each network without labelled series, and the commands that make them.
 */
export function writeComparison(networks: readonly Settings[]): string {
  assertCollected(networks);
  const html = renderComparison(networks.map(readNetwork));
  const path = join(reportFolder(networks[0]!), "networks.html");
  assertWritable(dirname(path));
  writeFileAtomic.sync(path, html);
  return path;
}

/** The comparison as HTML with embedded plotly. */
export function renderComparison(networks: readonly NetworkContent[]): string {
  const names = listed(networks.map(({ network }) => network.name));
  const isSimulated = networks.some(({ source }) => source.kind === "simulated");
  const figures = networkFigures(networks, sourceWords(networks));
  const sections: Section[] = [
    sectionOf("question", "Question", [
      `<p>Are hits in the same places of different catalogues, and can the model identify them in each? ${definitionWords(networks)}</p>`,
    ]),
    sectionOf("networks", "The networks", [
      reportTable(networksTable(networks), {
        cellClass: (_, column) => ({ 1: "wide", 2: "nowrap", 7: "nowrap", 10: "nowrap" })[column],
      }),
    ]),
    sectionOf("findings", "Findings", [
      "<p>Each statement is tested separately in each network; p-values are corrected for the tests of one network. Different verdicts do not show that the networks differ: one may simply have fewer series.</p>",
      findingsHtml(networks),
    ]),
    sectionOf("figures", "Figures", figures.map(figureHtml), figures),
    sectionOf("limitations", "Limitations", [limitationsHtml(networks)]),
    methodsSection(),
    termsSection(isSimulated),
  ];
  return renderPage({
    title: `What makes a hit? ${names}${isSimulated ? ", simulated catalogue" : ""}`,
    heading: "What makes a hit?",
    lead: `${names} side by side`,
    running: runningLine(networks),
    isSimulated,
    answer: "",
    keyNumbers: [],
    sections,
    figures,
  });
}

function assertCollected(networks: readonly Settings[]): void {
  const missing = networks.filter((settings) => !existsSync(stagePath(settings, "with_hit")));
  if (missing.length === 0) return;
  const names = listed(missing.map(({ network }) => network.name));
  const commands = missing.map(({ network }) => `npm start -- --network ${argument(network)}`);
  throw new UserError(
    `${names} ${missing.length === 1 ? "has" : "have"} no labelled series in ${missing[0]!.dataDir} yet: run ` +
      `${commands.join(" and ")}, and then this command again.`,
  );
}

/** The name of a network on the command line. */
function argument({ id, slug }: Network): string {
  return NETWORKS.some((network) => network.id === id) ? slug : String(id);
}

function readNetwork(settings: Settings): NetworkContent {
  const data = new Snapshot(settings);
  return {
    network: settings.network,
    source: readSource(settings, "with_hit", data),
    collection: data.collection,
    titles: readLabelledTitles(settings, data),
    asOf: readAsOf(settings, data.collection),
    findings: recordedFindings(data.collection)?.judged ?? [],
  };
}

function networksTable(networks: readonly NetworkContent[]): Table {
  return {
    columns: [
      "network",
      "source",
      "collected",
      "coverage",
      "series",
      "hits",
      "hit rate",
      "95% interval",
      "a hit has",
      "ROC-AUC",
      "95% interval",
    ],
    rows: networks.map(({ network, source, collection, titles }) => {
      const hits = hitsOf(titles);
      const study = collection?.stages?.with_hit?.study;
      const results = collection?.results;
      return [
        network.name,
        source.label,
        collection === null ? null : dayOf(collection),
        collection === null
          ? null
          : formatShare(collection.distinct_ids, collection.reported_total),
        titles.length,
        hits,
        titles.length === 0 ? null : formatPercent(hits / titles.length),
        titles.length === 0
          ? null
          : wilsonInterval(hits, titles.length)
              .map((end) => formatPercent(end))
              .join(" to "),
        study === undefined ? null : thresholdsInWords(study),
        results?.roc_auc === undefined ? null : formatUnit(results.roc_auc),
        results?.roc_auc_interval?.map((end) => formatUnit(end)).join(" to ") ?? null,
      ];
    }),
    caption:
      "Coverage: distinct series of those that the source reported, unknown for a file; intervals are for one number at a time",
  };
}

function findingsHtml(networks: readonly NetworkContent[]): string {
  // Claims by their ids: the studies of two networks may not be the same.
  const claims = new Map(
    networks.flatMap(({ findings }) => findings).map(({ id, claim }) => [id, claim]),
  );
  const found = [...claims.keys()].map((id) =>
    networks.map(({ findings }) => findings.find((finding) => finding.id === id)),
  );
  return reportTable(
    {
      columns: ["claim", ...networks.map(({ network }) => network.name)],
      rows: [...claims.values()].map((claim, row) => [
        claim,
        ...found[row]!.map((finding) =>
          finding === undefined ? "not judged" : verdictWords(finding),
        ),
      ]),
      caption: "Verdicts, with the size of each effect and its 95% interval",
    },
    {
      cellClass: (_, column, row) =>
        column === 0 ? undefined : verdictClass(found[row]?.[column - 1]?.verdict ?? ""),
    },
  );
}

function verdictWords({ verdict, effect }: RecordedFinding): string {
  return effect === null
    ? verdict
    : `${verdict}\n${effectWords(effect)} (${intervalWords(effect)})`;
}

const OWN_THRESHOLDS =
  "Each network has its own thresholds: a hit of one network may be less than a non-hit of another.";

function limitationsHtml(networks: readonly NetworkContent[]): string {
  const ids = networks.map(({ titles }) => new Set(titles.map(({ id }) => id)));
  const all = new Set(ids.flatMap((set) => [...set]));
  const shared = [...all].filter((id) => ids.filter((set) => set.has(id)).length > 1).length;
  const unvalidated = networks.filter(({ collection }) => collection?.results === undefined);
  const labels = new Set(networks.map(({ source }) => source.label));
  const days = new Set(networks.map(({ collection }) => collection && dayOf(collection)));
  const items = [
    ...(networks.some(({ source }) => source.kind === "simulated")
      ? [
          "At least one catalogue is simulated: differences between networks are those of a simulation.",
        ]
      : []),
    ...(isRelative(networks) ? [OWN_THRESHOLDS] : []),
    `${formatQuantity(shared, "series", "series")} of ${formatCount(all.size)} ${shared === 1 ? "is" : "are"} in more than one of these catalogues: a series with several networks counts in each.`,
    ...(labels.size > 1 ? ["The networks do not have the same source."] : []),
    ...(days.size > 1
      ? ["The networks were not collected on the same day, and popularity changes daily."]
      : []),
    ...unvalidated.map(
      ({ network }) =>
        `${escapeHtml(network.name)} has no validated model yet: <code>npm run notebooks -- 05 --network ${argument(network)}</code>.`,
    ),
    "Popularity is TMDb's own measure of attention on its site, not viewing figures; everything is association.",
  ];
  return `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

function runningLine(networks: readonly NetworkContent[]): string {
  const [first, ...others] = networks;
  if (first === undefined) return "";
  if (others.every(({ source }) => source.label === first.source.label))
    return sourceLine(first.source);
  const simulated = networks.filter(({ source }) => source.kind === "simulated");
  if (simulated.length === 0) return `Data: ${sourceWords(networks)}`;
  const words =
    simulated.length === networks.length
      ? "Simulated catalogues: no title, number or finding here is real"
      : `Simulated catalogue: no title, number or finding of ${listed(simulated.map(({ network }) => network.name))} is real`;
  return words;
}

/** The distinct sources. */
function sourceWords(networks: readonly NetworkContent[]): string {
  return listed([...new Set(networks.map(({ source }) => source.label))]);
}

/** "HBO", "HBO and Hulu", "HBO, Hulu and Peacock". */
function hitsOf(titles: readonly LabelledTitle[]): number {
  return titles.filter(({ hit }) => hit === 1).length;
}
