/** The parts of a report. */
import { escapeHtml } from "../base/escape.js";
import type { StoredFigure } from "../figures/stored.js";
import { compareValues } from "../stats/summary.js";
import { figureId, figureTitle, type PageFigure } from "./figure.js";

/** A chapter of a page, with its entry in the contents. */
export interface Section {
  id: string;
  title: string;
  html: string;
  /** Its sub-entries in the contents: targets and their words. */
  entries?: { id: string; title: string }[];
}

/** A section of these parts, with its figures in the contents. */
export function sectionOf(
  id: string,
  title: string,
  parts: readonly string[],
  figures: readonly PageFigure[] = [],
): Section {
  const entries = figures.map((figure) => ({
    id: figureId(figure.name),
    title: figureTitle(figure),
  }));
  return { id, title, html: parts.join(""), entries };
}

/** Figures by name, each of which is taken once; those that no section takes are left at the end. */
export class ReportFigures {
  readonly #figures: Map<string, StoredFigure>;
  readonly #own: readonly StoredFigure[];
  readonly #names: ReadonlySet<string>;

  constructor(figures: readonly StoredFigure[]) {
    // Those of one's own notebooks are never taken for others, whatever they are called.
    this.#own = figures.filter(({ notebook }) => notebook !== undefined);
    const others = figures.filter(({ notebook }) => notebook === undefined);
    this.#figures = new Map(others.map((figure) => [figure.name, figure]));
    this.#names = new Set(this.#figures.keys());
  }

  /** Whether the report has the figure, in any section. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** The figures with these names that exist and were not taken before. */
  take(...names: string[]): StoredFigure[] {
    return names.flatMap((name) => {
      const figure = this.#figures.get(name);
      this.#figures.delete(name);
      return figure ?? [];
    });
  }

  /** The remaining figures, by name, with those of the user's own notebooks. Call this only once. */
  takeAll(): StoredFigure[] {
    const all = [...this.take(...this.#figures.keys()), ...this.#own];
    return all.sort((a, b) => compareValues(a.name, b.name));
  }
}

/** A section as HTML. */
export function sectionHtml({ id, title, html }: Section): string {
  return `<section id="${escapeHtml(id)}"><h2>${escapeHtml(title)}</h2>${html}</section>`;
}

/** A list of names and values, such as the key numbers of a source. */
export function factsTable(
  label: string,
  rows: readonly (readonly [name: string, value: string])[],
): string {
  const body = rows.map(
    ([name, value]) =>
      `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `<div class="scroll"><table class="facts" aria-label="${escapeHtml(label)}">${body.join("")}</table></div>`;
}
