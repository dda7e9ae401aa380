/** The question of the report. */
import { listed } from "../base/format.js";
import { escapeHtml } from "../base/escape.js";
import type { ReportContent } from "./content.js";
import { sectionOf, type Section } from "./section.js";

/** The section on the question. */
export function questionSection(content: ReportContent): Section {
  return sectionOf("question", "Question", [
    `<p>What distinguishes the hits of ${escapeHtml(content.network)} from its other series? Two things are asked. Where are the hits, in numbers and in rates? And how well does a logistic regression distinguish them from the rest by ${escapeHtml(featureWords(content))}, without seeing what makes a hit?</p>`,
  ]);
}

/** What the model knows, by the groups of the study's features: "age, country, period and genre". */
export function featureWords({ collection }: Pick<ReportContent, "collection">): string {
  const features = collection?.stages?.features_v1?.study?.features ?? [];
  const groups = [...new Set(features.map(({ group }) => group))];
  return groups.length === 0 ? "their features" : listed(groups);
}
