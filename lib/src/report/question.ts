/** The question of the report. */
import { escapeHtml } from "../base/escape.js";
import type { ReportContent } from "./content.js";
import { sectionOf, type Section } from "./section.js";

/** The section on the question. */
export function questionSection({ network }: ReportContent): Section {
  return sectionOf("question", "Question", [
    `<p>What distinguishes the hits of ${escapeHtml(network)} from its other series? A hit is a series that gets much attention compared with the rest of its catalogue: its popularity on TMDb and its number of votes are both high.</p>`,
    "<p>Two things are asked. Where are the hits: in which years, genres and countries, in numbers and in rates? And how well can a logistic regression identify them by age, genre and country alone, without popularity, votes or ratings?</p>",
  ]);
}
