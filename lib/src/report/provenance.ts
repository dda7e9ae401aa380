/** The files behind the report, and what made them. */
import { formatCount } from "../base/format.js";
import { escapeHtml } from "../base/escape.js";
import type { CatalogueFile, Collection } from "../data/collection.js";
import { STAGES } from "../data/provenance/stage-chain.js";
import type { Table } from "../cell/tables.js";
import type { ReportContent } from "./content.js";
import { factsTable, sectionOf, type Section } from "./section.js";
import { reportTable } from "./table.js";

/** The section on provenance, from the manifest. */
export function provenanceSection({ collection, source, asOfYear }: ReportContent): Section {
  if (collection === null) {
    return sectionOf("provenance", "Provenance", [
      "<p>There is no manifest in the data folder: the source of the series is not recorded.</p>",
    ]);
  }
  const { collected_at, file, network_id, settings, versions, windows } = collection;
  const facts: [string, string][] = [
    ["Source", source.label],
    ["TMDb network", String(network_id)],
    ["Collected at", collected_at ?? "unknown for a file"],
    ...(file === undefined ? [] : fileFacts(file)),
    ...(settings === null ? [] : askedFacts(settings, windows.length)),
    ["Age counted from", String(asOfYear)],
    ["Version of the project", versions.project],
    ["Node", versions.node],
  ];
  const files = filesTable(collection);
  return sectionOf("provenance", "Provenance", [
    "<p>From the manifest of the data (<code>manifest.json</code>).</p>",
    factsTable("Provenance", facts),
    files.rows.length === 0 ? "" : reportTable(files),
  ]);
}

function fileFacts({ name, sha256, modified_at, read_at }: CatalogueFile): [string, string][] {
  return [
    ["File", name],
    ["File last changed", modified_at],
    ["File read", read_at],
    ["SHA-256 of the file", sha256.slice(0, 16)],
  ];
}

function askedFacts(
  { language, requests_per_second: rate, connections }: NonNullable<Collection["settings"]>,
  parts: number,
): [string, string][] {
  return [
    ["Parts of the catalogue", formatCount(parts)],
    ["Language", language],
    ["Pace", rate === null ? "not limited" : `${formatCount(rate)} requests a second`],
    ["Connections", formatCount(connections)],
  ];
}

function filesTable({ file, stages = {} }: Collection): Table {
  return {
    columns: ["file", "rows", "bytes", "SHA-256", "made from"],
    rows: STAGES.flatMap((stage) => stages[stage] ?? []).map(
      ({ file: name, rows, bytes, sha256, input }) => [
        name,
        rows,
        bytes,
        sha256.slice(0, 16),
        input?.file ?? file?.name ?? "the responses of the source",
      ],
    ),
    caption: "Files, with the first 16 digits of each SHA-256",
  };
}

/** The notice that TMDb's terms require. */
export const TMDB_NOTICE =
  "This product uses the TMDB API but is not endorsed or certified by TMDB.";

/** The section on the source and its terms. */
export function termsSection(isSimulated: boolean): Section {
  return sectionOf("terms", "Source and terms", [
    isSimulated
      ? "<p>The series in this report are invented. The catalogue is simulated in TMDb's format.</p>"
      : "",
    `<p>${escapeHtml(TMDB_NOTICE)} Data from TMDb may be used under TMDb's API terms of use, which ask for this notice and exclude commercial use without an agreement.</p>`,
  ]);
}
