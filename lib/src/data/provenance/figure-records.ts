/** Which study each stored figure was drawn for: the manifest knows, so that the report leaves others out. */
import type { Collection } from "../collection.js";
import type { Settings } from "../../base/settings.js";
import { readCollections, updateManifest } from "./manifest-file.js";

let study: string | null = null;

/** Remember the study whose files this process reads. */
export function rememberStudy(hash: string): void {
  study = hash;
}

/** Record for which study a figure was drawn; without a study or a collection there is nothing to record. */
export function recordFigure(settings: Settings, name: string): void {
  const entry = readCollections(settings)[settings.network.slug];
  if (entry === undefined) return;
  const hash = study ?? entry.stages?.with_hit?.study?.hash;
  if (hash === undefined || entry.figures?.[name] === hash) return;
  updateManifest(settings, (collection) => {
    if (collection === null) return null;
    const figures = { ...collection.figures, [name]: hash };
    const sorted = Object.entries(figures).sort(([a], [b]) => (a < b ? -1 : 1));
    return { ...collection, figures: Object.fromEntries(sorted) };
  });
}

/** Whether a stored figure is of the study by which the series are labelled now. */
export function isOfStudy(collection: Collection | null, figure: string): boolean {
  const current = collection?.stages?.with_hit?.study?.hash;
  return current === undefined || collection?.figures?.[figure] === current;
}
