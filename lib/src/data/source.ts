/** Where the data of a stage come from, for figures, tables and the beginning of notebooks. */
import { assertLineage, checkLineage } from "./provenance/lineage.js";
import { Snapshot } from "./provenance/snapshot.js";
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
 * @param data default the data folder as it is now.
 */
export function readSource(
  settings: Settings,
  stage: Stage = "clean",
  data = new Snapshot(settings),
): Source {
  const source = data.collection?.source ?? UNKNOWN;
  const { edited } = checkLineage(data, stage);
  return edited.length === 0 ? source : { ...source, label: `${source.label}, changed by hand` };
}

/**
 * The first sentences of a notebook that reads a stage: where the data come from, and which files
 * were changed by hand.
 *
 * @throws UserError if the stage's file does not belong to the collection.
 */
export function provenanceReading(settings: Settings, stage: Stage): string {
  const data = new Snapshot(settings);
  assertLineage(data, stage);
  const source = sourceReading(readSource(settings, stage, data), settings);
  const lineage = lineageReading(settings, stage, data);
  return lineage === null ? source : `${source}\n\n${lineage}`;
}
