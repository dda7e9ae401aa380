/** Figures that no other section knows. */
import { figureHtml } from "./figure.js";
import { sectionOf, type FigureShelf, type Section } from "./section.js";

/** The section of all that is left on the shelf; null where nothing is. */
export function furtherSection(shelf: FigureShelf): Section | null {
  const figures = shelf.takeAll();
  if (figures.length === 0) return null;
  return sectionOf("further-figures", "Further figures", figures.map(figureHtml), figures);
}
