/** What lay beside a collection and was not read: settings under other names, files in the data folder. */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, relative } from "node:path";
import { formatQuantity } from "../base/format.js";
import { showControls } from "../base/escape.js";
import type { Settings } from "../base/settings.js";

const LISTED = 3;
/** Tables and what tables are packed into. */
const TABLE = /\.(csv|tsv|txt|xlsx?|ods|json|jsonl|parquet)(\.(gz|zip|bz2))?$/i;

/** Sentences on what a run of these settings passes over; names alone, never a value. */
export function passedOver(settings: Settings): string[] {
  return [...settings.notes, ...otherFiles(settings)];
}

function otherFiles({ root, dataDir, network, catalogueFile }: Settings): string[] {
  if (!existsSync(dataDir)) return [];
  const own = catalogueFile !== null && dirname(catalogueFile) === dataDir ? catalogueFile : "";
  const names = readdirSync(dataDir).filter(
    (name) =>
      TABLE.test(name) &&
      name !== "manifest.json" &&
      !name.startsWith(`${network.slug}_tv_`) &&
      name !== basename(own),
  );
  if (names.length === 0) return [];
  const folder = relative(root, dataDir);
  const where = folder === "" || folder.startsWith("..") ? dataDir : folder;
  const what = names.length === 1 ? "is not part" : "are not part";
  const files = formatQuantity(names.length, "file");
  return [`${files} in ${where} ${what} of this collection: ${listed(names.sort())}.`];
}

/** The first of some names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).map(showControls).join(", ");
  const more = names.length - LISTED;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
