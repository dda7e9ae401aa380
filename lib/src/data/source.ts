/** Where the data of a stage come from, for figures, tables and the beginning of notebooks. */
import { assertLineage, checkLineage } from "./provenance/lineage.js";
import { readManifest } from "./manifest.js";
import type { Source } from "./collection.js";
import { lineageReading, sourceReading } from "./readings.js";
import type { Settings, Stage } from "../base/settings.js";

const UNKNOWN: Source = { kind: "unknown", label: "a CSV of unknown origin" };

/**
 * Where the configured network's data came from.
 *
 * If the stage's file, or a file that it was made from, was changed by hand, the label says so.
 *
 * @param stage default "clean".
 */
export function readSource(settings: Settings, stage: Stage = "clean"): Source {
  const source = readManifest(settings)?.source ?? UNKNOWN;
  const { edited } = checkLineage(settings, stage);
  return edited.length === 0 ? source : { ...source, label: `${source.label}, changed by hand` };
}

/**
 * The first sentences of a notebook that reads a stage: where the data come from, and which files
 * were changed by hand.
 *
 * @throws UserError if the stage's file does not belong to the collection.
 */
export function provenanceReading(settings: Settings, stage: Stage): string {
  assertLineage(settings, stage);
  const source = sourceReading(readSource(settings, stage), settings);
  const lineage = lineageReading(settings, stage);
  return lineage === null ? source : `${source}\n\n${lineage}`;
}
