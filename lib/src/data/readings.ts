/**
 * The sentences below tables and figures, in Markdown. Every number and direction in them is
 * computed from the rows, so that none can contradict the data.
 */
import { basename } from "node:path";
import { formatQuantity } from "../base/format.js";
import { md } from "../base/escape.js";
import { checkLineage } from "./provenance/lineage.js";
import { Snapshot } from "./provenance/snapshot.js";
import type { Source } from "./collection.js";
import { stagePath, type Settings, type Stage } from "../base/settings.js";
import { chainTo, notebookOf } from "./provenance/stage-chain.js";

/** Where the data come from, for the head of a notebook. */
export function sourceReading(source: Source, settings: Settings): string {
  const network = settings.network.name;
  switch (source.kind) {
    case "simulated":
      return md`**${source.label}** in place of ${network}: no title, number or finding below is real. With a key in \`.env\` the same cells read TMDb.`;
    case "file":
      return md`Data: ${network}, **${source.label}**.`;
    case "live":
      return md`Data: ${network}, from ${source.label}. This product uses the TMDB API but is not endorsed or certified by TMDB.`;
    case "server":
      return md`Data: ${network}, from the **${source.label}**, which is not TMDb's own server.`;
    case "unknown":
      return md`Data: **${source.label}** in the data folder; no manifest says where it was collected.`;
  }
}

/** Which files were written. */
export function writtenReading(files: readonly string[], rows: number): string {
  const each = files.length === 1 ? "" : " each";
  return md`Written: ${files.join(", ")}, ${formatQuantity(rows, "row")}${each}.`;
}

/**
 * Which files of a stage's data were changed by hand, and what that means; null if none was.
 *
 * @param data default the data folder as it is now.
 */
export function lineageReading(
  settings: Settings,
  stage: Stage,
  data = new Snapshot(settings),
): string | null {
  const { edited } = checkLineage(data, stage);
  const [first] = edited;
  const source = data.collection?.source;
  if (first === undefined || source === undefined) return null;
  const files = edited.map((at) => basename(stagePath(settings, at))).join(" and ");
  const writers = [...new Set(edited.map(notebookOf))].join(" and ");
  const chain = chainTo(stage);
  const notebooks = [...new Set(chain.slice(chain.indexOf(first)).map(notebookOf))];
  const [have, it] = edited.length === 1 ? ["has", "it"] : ["have", "them"];
  return md`**${files} ${have} been changed by hand** since notebook ${writers} wrote ${it}: the rows are used as they are, and may no longer be those of ${source.label}. To undo this, run notebook ${notebooks.join(", ")} again (npm run notebooks -- ${notebooks.join(" ")}).`;
}
