/** Figures that are in no other section: those of the user's own notebooks, and the rest. */
import type { StoredFigure } from "../figures/stored.js";
import { figureHtml } from "./figure.js";
import { sectionOf, type ReportFigures, type Section } from "./section.js";

/**
 * The sections of the remaining figures: one for each of the user's own notebooks, in the order of their names,
 * and a last one for figures of unknown origin; empty if none are left.
 *
 * @param titles of the notebooks by their names; default the names themselves.
 */
export function furtherSections(
  remaining: ReportFigures,
  titles: ReadonlyMap<string, string> = new Map(),
): Section[] {
  const figures = remaining.takeAll();
  const notebooks = new Set(figures.flatMap(({ notebook }) => notebook ?? []));
  const of = (name?: string) => figures.filter(({ notebook }) => notebook === name);
  const own = [...notebooks].sort().map((name, i) => {
    return section(`own-notebook-${i + 1}`, titles.get(name) ?? name, of(name));
  });
  const rest = of(undefined);
  return rest.length === 0 ? own : [...own, section("further-figures", "Further figures", rest)];
}

function section(id: string, title: string, figures: readonly StoredFigure[]): Section {
  return sectionOf(id, title, figures.map(figureHtml), figures);
}
