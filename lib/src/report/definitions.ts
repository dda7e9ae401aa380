/** What a hit is in several networks, in words. */
import { roundSignificant } from "../base/format.js";
import { escapeHtml } from "../base/escape.js";
import type { Collection, StudyRecord } from "../data/collection.js";

/** A network with what the manifest says of its label. */
interface LabelledNetwork {
  collection: Collection | null;
}

/** Whether what a series must reach depends on the others of its network. */
export function isRelative(networks: readonly LabelledNetwork[]): boolean {
  return networks.some(({ collection }) =>
    collection?.stages?.with_hit?.study?.hit.thresholds.some(({ quantile }) => quantile !== null),
  );
}

/** The definition of a hit, in all networks or in each. */
export function definitionWords(networks: readonly LabelledNetwork[]): string {
  const hits = networks.map(({ collection }) => collection?.stages?.with_hit?.study?.hit);
  const words = [...new Set(hits.flatMap((hit) => hit?.words ?? []))];
  if (words.length > 1) {
    return `<strong>The networks were labelled by different studies</strong> (a hit has ${words.map(escapeHtml).join("; or ")}): label them by one before they are compared.`;
  }
  const definition = words[0] === undefined ? "" : ` it has ${escapeHtml(words[0])}.`;
  return isRelative(networks)
    ? `A hit is relative to its own network:${definition} By this definition the share of hits is about the same everywhere, and only its causes can be compared.`
    : `The definition of a hit is the same for all networks:${definition}`;
}

/** "popularity of at least 57.4, votes of at least 12". */
export function thresholdsInWords({ hit }: StudyRecord): string {
  if (hit.thresholds.length === 0) return hit.words;
  return hit.thresholds
    .map(({ label, value }) => `${label} of at least ${roundSignificant(value, 4)}`)
    .join(", ");
}
