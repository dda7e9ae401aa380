/** What is asked, and of what. */
import { escapeHtml } from "../base/escape.js";
import type { ReportContent } from "./content.js";
import { sectionOf, type Section } from "./section.js";

/** The section on the question. */
export function questionSection({ network }: ReportContent): Section {
  return sectionOf("question", "Question", [
    `<p>What sets the hits of ${escapeHtml(network)} apart from its other series? A hit is a series with much attention for its catalogue: its popularity on TMDb and its number of votes are both high among the series at hand.</p>`,
    "<p>Two things are asked. Where are the hits: in which years, genres and countries, in numbers and in rates? And how well does a logistic regression tell them from the rest by age, genre and country alone, without seeing popularity, votes or ratings?</p>",
  ]);
}
