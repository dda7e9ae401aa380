/** The rows received, each in its best version. */
import type { DiscoverTitle, RowProblem } from "../data/titles.js";
import type { DiscoverPage } from "./tmdb/client.js";

/**
 * Rows by id. A row may be invalid in one response and valid in another: a valid row is never
 * replaced by an invalid one, and a problem is forgotten once the row is received without it.
 */
export class Found {
  readonly titles = new Map<number, DiscoverTitle>();
  readonly #damaged = new Map<number, RowProblem[]>();
  /** Problems of rows whose id could not be read. */
  readonly #nameless: RowProblem[] = [];

  /**
   * Add a page.
   *
   * @returns whether each of its rows has been received valid by now, here or before.
   */
  take({ results, problems }: DiscoverPage): boolean {
    const damage = new Map<number, RowProblem[]>();
    for (const problem of problems) {
      if (problem.id === null) this.#nameless.push(problem);
      else damage.set(problem.id, [...(damage.get(problem.id) ?? []), problem]);
    }
    for (const [id, ofRow] of damage) if (!this.#isWhole(id)) this.#damaged.set(id, ofRow);
    for (const title of results) {
      if (!damage.has(title.id)) this.#damaged.delete(title.id);
      else if (this.#isWhole(title.id)) continue;
      this.titles.set(title.id, title);
    }
    return (
      problems.every(({ id }) => id !== null) &&
      [...damage.keys()].every((id) => !this.#damaged.has(id))
    );
  }

  /**
   * The problems of the rows as they are now.
   *
   * @param complete whether every series was received: then rows without a valid id were among
   * them.
   */
  problems(complete: boolean): RowProblem[] {
    const known = [...this.#damaged].sort(([a], [b]) => a - b).flatMap(([, ofRow]) => ofRow);
    return complete ? known : [...this.#nameless, ...known];
  }

  #isWhole(id: number): boolean {
    return this.titles.has(id) && !this.#damaged.has(id);
  }
}
