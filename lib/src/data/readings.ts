/**
 * The sentences under the tables and figures. Every number and every direction in them is computed
 * from the rows at hand, so that none can contradict the data; the result is Markdown.
 */
import { basename } from "node:path";
import { formatCount as n, formatPercent as percent, formatQuantity } from "../base/format.js";
import type { FeatureTable } from "../features/index.js";
import type { HitThresholds, LabelledTitle } from "../label/index.js";
import { md } from "../base/escape.js";
import { checkLineage } from "./provenance/lineage.js";
import { readManifest, type Source } from "./manifest.js";
import { networkTitle, stagePath, type Settings, type Stage } from "../base/settings.js";
import { chainTo, notebookOf } from "./provenance/stage-chain.js";
import { mode, valueCounts } from "../stats/summary.js";
import type { DiscoverTitle, Title } from "./titles.js";

const series = (count: number): string => formatQuantity(count, "series", "series");

/** Where the data come from, for the head of a notebook. */
export function sourceReading(source: Source, settings: Settings): string {
  const network = settings.network.name;
  switch (source.kind) {
    case "simulated":
      return md`**${source.label}** in the place of ${network}: no title, number or finding below is real. With a key in \`.env\` the same cells read TMDb.`;
    case "file":
      return md`Data: ${network}, **${source.label}**.`;
    case "live":
      return md`Data: ${network}, from ${source.label}. This product uses the TMDB API but is not endorsed or certified by TMDB.`;
    case "server":
      return md`Data: ${network}, from the **${source.label}**, which is not TMDb's address.`;
    case "unknown":
      return md`Data: **${source.label}** in the data folder; there is no manifest that says where it was collected.`;
  }
}

/** What will be asked for the data, before it is. */
export function planReading(settings: Settings): string {
  const { apiKey, baseUrl, catalogueFile } = settings;
  const what = networkTitle(settings);
  if (catalogueFile !== null) {
    return md`Collecting ${what} from the catalogue file **${basename(catalogueFile)}**.`;
  }
  if (apiKey !== null) return md`Collecting ${what} from ${new URL(baseUrl).host}.`;
  return md`No key is set: the **simulated catalogue** stands in for ${what}.`;
}

/** How many countries and undated series there are. */
export function originReading(titles: readonly DiscoverTitle[]): string {
  const countries = new Set(titles.flatMap(({ origin_country }) => origin_country));
  const undated = titles.filter(({ first_air_date }) => first_air_date === null).length;
  const several = titles.filter(({ origin_country }) => origin_country.length > 1).length;
  return `The series come from ${formatQuantity(countries.size, "country", "countries")}; ${n(several)} name more than one. ${n(undated)} (${percent(undated / titles.length)}) have no first air date.`;
}

/** Whether every genre id has a name. */
export function genreIdReading(unknown: readonly number[]): string {
  return unknown.length === 0
    ? "Every genre id has a name."
    : `TMDb's list has no name for ${formatQuantity(unknown.length, "genre id")} (${unknown.join(", ")}): they are called "Unknown".`;
}

/** Which files were written. */
export function writtenReading(files: readonly string[], rows: number): string {
  return md`Written: ${files.join(", ")}, ${n(rows)} rows each.`;
}

/** What a series must reach to be a hit. */
export function thresholdReading({ popularity, votes }: HitThresholds): string {
  return `A hit has a popularity of at least **${popularity.toPrecision(6)}** and at least **${n(Math.ceil(votes))}** votes (the median is ${votes}).`;
}

/** How many hits there are, and how many popular series lacked the votes. */
export function hitCountReading(
  titles: readonly LabelledTitle[],
  thresholds: HitThresholds,
): string {
  const hits = titles.filter(({ hit }) => hit === 1).length;
  const popular = titles.filter(({ popularity }) => popularity >= thresholds.popularity).length;
  return `${n(hits)} of ${series(titles.length)} are hits (**${percent(hits / titles.length)}**). ${n(popular)} were popular enough; ${n(popular - hits)} of these had too few votes.`;
}

/** Which value is the most frequent, and the share of the leading three. */
export function leadersReading(
  titles: readonly Title[],
  column: "primary_country" | "primary_genre",
): string {
  const noun = column === "primary_country" ? "country" : "genre";
  const present = titles.map((title) => title[column]).filter((value) => value !== null);
  const [first, ...rest] = valueCounts(present);
  if (first === undefined) return `No series has a primary ${noun}.`;
  const three = [first, ...rest].slice(0, 3).reduce((sum, { count }) => sum + count, 0);
  const missing = titles.length - present.length;
  return md`**${first.value}** leads with ${n(first.count)} of ${series(titles.length)} (${percent(first.count / titles.length)}); the first three together have ${percent(three / titles.length)}. ${n(missing)} have no primary ${noun}.`;
}

/** The most frequent release year and the undated share. */
export function releaseYearReading(titles: readonly Title[]): string {
  const years = titles.map(({ year }) => year);
  const top = mode(years);
  if (top === null) return "No series has a release year.";
  const count = years.filter((year) => year === top).length;
  const missing = years.filter((year) => year === null).length;
  return `The most frequent release year is **${top}** (${series(count)}). ${n(missing)} (${percent(missing / titles.length)}) have no year.`;
}

/** Whether the label is what it was meant to be. */
export function labelCheckReading(
  titles: readonly LabelledTitle[],
  thresholds: HitThresholds,
): string {
  const below = titles.filter(
    ({ hit, popularity, vote_count }) =>
      hit === 1 && (popularity < thresholds.popularity || vote_count < thresholds.votes),
  ).length;
  const missed = titles.filter(
    ({ hit, popularity, vote_count }) =>
      hit === 0 && popularity >= thresholds.popularity && vote_count >= thresholds.votes,
  ).length;
  return below + missed === 0
    ? "The label fits its definition: no hit lies below a threshold, and no other series reaches both."
    : `**The label does not fit its definition:** ${n(below)} hits lie below a threshold, and ${n(missed)} other series reach both. Run notebook 02 again.`;
}

/** The size of the feature table and what is missing in it. */
export function featureReading({ names, X }: FeatureTable, asOfYear: number): string {
  const incomplete = names.filter((_, column) => X.some((row) => row[column] === null));
  const gaps =
    incomplete.length === 0
      ? "Nothing is missing"
      : `Missing values are only in ${incomplete.join(", ")}`;
  return md`${n(names.length)} features for ${series(X.length)}; ages are counted as of ${asOfYear}. ${gaps}.`;
}

/** The share of series in the largest category of each one-hot group. */
export function groupedGenreReading(genres: readonly string[], minCount: number): string {
  const other = genres.filter((genre) => genre === "Other").length;
  const unknown = genres.filter((genre) => genre === "unknown").length;
  return `${n(other)} series have a genre with fewer than ${minCount} titles and count as "Other"; ${n(unknown)} have no genre and count as "unknown".`;
}

/** Which files of a stage's data were changed by hand, and what that means; null when none was. */
export function lineageReading(settings: Settings, stage: Stage): string | null {
  const { edited } = checkLineage(settings, stage);
  const [first] = edited;
  const source = readManifest(settings)?.source;
  if (first === undefined || source === undefined) return null;
  const files = edited.map((at) => basename(stagePath(settings, at))).join(" and ");
  const writers = [...new Set(edited.map(notebookOf))].join(" and ");
  const chain = chainTo(stage);
  const notebooks = [...new Set(chain.slice(chain.indexOf(first)).map(notebookOf))];
  const [have, it] = edited.length === 1 ? ["has", "it"] : ["have", "them"];
  return md`**${files} ${have} been changed by hand** since notebook ${writers} wrote ${it}: the rows are read as they are, and nothing vouches that they still come from ${source.label}. To undo this, run notebook ${notebooks.join(", ")} again (npm run notebooks -- ${notebooks.join(" ")}).`;
}
