/** The sentences and tables about a collection: how complete it is and how it was made. */
import { type Settings, networkTitle } from "../base/settings.js";
import { basename } from "node:path";
import {
  formatCount as n,
  formatPercent as percent,
  formatQuantity,
  formatSeries as series,
  formatShare,
} from "../base/format.js";
import { md } from "../base/escape.js";
import { changeLine } from "../data/changes.js";
import { readManifest } from "../data/manifest.js";
import type { Collection } from "../data/collection.js";
import { lostTitles, type PlainWalk } from "./plain-walk.js";
import { shortfall } from "./progress.js";
import { STAGES } from "../data/provenance/stage-chain.js";
import type { Table } from "../cell/tables.js";
import type { DiscoverTitle } from "../data/titles.js";

/** How complete the collection is, and what is missing; for a file, that this is unknown. */
export function coverageReading(collection: Collection): string {
  const { distinct_ids: distinct, reported_total: reported, requests, resumed } = collection;
  if (reported === null) return fileReading(collection);
  const kept =
    resumed > 0 ? `, and ${formatQuantity(resumed, "response")} of an interrupted run` : "";
  const got = `${n(distinct)} distinct series of ${n(reported)} reported (${formatShare(distinct, reported)}), in ${formatQuantity(requests, "request")}${kept}.`;
  const moved =
    collection.sweeps > 1
      ? ` The total changed meanwhile, so the whole catalogue was read ${n(collection.sweeps)} times.`
      : "";
  const damaged = collection.problems.filter(({ kept }) => kept).length;
  const repaired =
    damaged > 0
      ? ` ${formatQuantity(damaged, "field")} had an invalid value and ${damaged === 1 ? "is" : "are"} missing.`
      : "";
  if (collection.complete) return `**Complete:** ${got}${moved}${repaired}`;
  if (distinct > reported) {
    return `**The count cannot be trusted:** ${n(distinct)} distinct series were received, more than the ${n(reported)} reported, in ${formatQuantity(requests, "request")}${kept}.${moved}${repaired} The search continued past the reported end, but series may still be missing.`;
  }
  const lines = shortfall(collection).map((line) => md`- ${line.trim()}`);
  return `**Incomplete:** ${got}${moved}${repaired} Everything below is about the series received.\n\n${lines.join("\n")}`;
}

function fileReading({ distinct_ids: distinct, file, as_of_year: year }: Collection): string {
  const rows = file?.rows ?? distinct;
  const held = rows === distinct ? "" : `, which hold ${series(distinct)}`;
  const ages =
    year === undefined
      ? ""
      : ` Ages are counted from ${year}, the latest year in which a series with votes was released, unless AS_OF_YEAR is set.`;
  return `**A file of ${formatQuantity(rows, "row")}${held}; its coverage is unknown:** a file does not report how many series the network has, nor when its rows were collected.${ages}`;
}

/** What was left out or changed when the series were read, one item each. */
export function changesReading({ changes }: Collection): string {
  if (changes.length === 0) return "Nothing was left out or changed.";
  return `**Left out or changed when the series were read:**\n\n${changes.map((change) => md`- ${changeLine(change)}`).join("\n")}`;
}

/** The parts of the catalogue, with the series reported and received. */
export function windowTable({ windows, reported_total, distinct_ids }: Collection): Table {
  const row = (name: string, reported: number | null, distinct: number) => [
    name,
    reported ?? "unknown",
    distinct,
    formatShare(distinct, reported),
  ];
  return {
    columns: ["first air date", "reported", "collected", "coverage"],
    rows: [
      ...windows.map(({ window, reported, distinct }) => row(window, reported, distinct)),
      row(
        reported_total === null ? "the file" : "the whole catalogue",
        reported_total,
        distinct_ids,
      ),
    ],
  };
}

/** What reading the pages in the default order would have found and missed. */
export function plainWalkReading(titles: readonly DiscoverTitle[], walk: PlainWalk | null): string {
  if (walk === null) {
    return "A file has no pages, and does not show what was lost when it was made.";
  }
  const lost = lostTitles(titles, walk);
  const walked = `The ${formatQuantity(walk.pages, "page")} of the default order had ${formatQuantity(walk.rows, "row")} with ${formatQuantity(walk.ids.size, "distinct id")}.`;
  if (lost.length === 0) return `${walked} This time no series would have been lost.`;
  return `${walked} **${series(lost.length)} (${percent(lost.length / titles.length)}) would have been lost**, and without a count nobody would have noticed.`;
}

/**
 * What the manifest says about the configured network's data, without times, which change with each
 * run.
 */
export function manifestTable(settings: Settings): Table {
  const collection = readManifest(settings);
  if (collection === null) return { columns: ["entry", "value"], rows: [] };
  const { source, network, network_id, requests, retries, sweeps, stages = {} } = collection;
  const reported = collection.reported_total;
  const files = STAGES.flatMap((stage) => stages[stage] ?? []);
  return {
    columns: ["entry", "value"],
    rows: [
      ["source", source.label],
      ["network", `${network} (${network_id})`],
      ...(reported === null
        ? [
            ["rows in the file", n(collection.file?.rows ?? collection.distinct_ids)],
            ["distinct, coverage", `${n(collection.distinct_ids)}, unknown`],
          ]
        : [
            ["reported, distinct", `${n(reported)}, ${n(collection.distinct_ids)}`],
            ["requests, retries, sweeps", `${n(requests)}, ${n(retries)}, ${n(sweeps)}`],
            [
              "incomplete parts",
              n(collection.windows.filter((w) => w.distinct < w.reported).length),
            ],
            ["invalid rows or fields", n(collection.problems.length)],
          ]),
      ["kinds of changes when reading", n(collection.changes.length)],
      ...files.map(({ file, rows, bytes, sha256 }) => [
        file,
        `${formatQuantity(rows, "row")}, ${n(bytes)} bytes, SHA-256 ${sha256.slice(0, 12)}…`,
      ]),
    ],
  };
}

/** Where the data will be collected from, before the first request. */
export function planReading(settings: Settings): string {
  return [plan(settings), ...settings.notes.map((note) => md`**${note}**`)].join("\n\n");
}

function plan(settings: Settings): string {
  const { apiKey, baseUrl, catalogueFile } = settings;
  const what = networkTitle(settings);
  if (catalogueFile !== null) {
    return md`Collecting ${what} from the catalogue file **${basename(catalogueFile)}**.`;
  }
  if (apiKey !== null) return md`Collecting ${what} from ${new URL(baseUrl).host}.`;
  return md`No key is set: the **simulated catalogue** stands in for ${what}.`;
}

/** The number of countries and of undated series. */
export function originReading(titles: readonly DiscoverTitle[]): string {
  const countries = new Set(titles.flatMap(({ origin_country }) => origin_country));
  const undated = titles.filter(({ first_air_date }) => first_air_date === null).length;
  const several = titles.filter(({ origin_country }) => origin_country.length > 1).length;
  return `The series come from ${formatQuantity(countries.size, "country", "countries")}; ${n(several)} ${several === 1 ? "names" : "name"} more than one. ${n(undated)} (${percent(undated / titles.length)}) ${undated === 1 ? "has" : "have"} no first air date.`;
}

/** Whether every genre id has a name. */
export function genreIdReading(unknown: readonly number[]): string {
  return unknown.length === 0
    ? "Every genre id has a name."
    : `TMDb's list has no name for ${formatQuantity(unknown.length, "genre id")} (${unknown.join(", ")}): called "Unknown".`;
}
