/** The rows received, each in its best version. */
import { ChangeTally, unreadColumns } from "../data/changes.js";
import type { Change } from "../data/collection.js";
import { DISCOVER_COLUMNS, type DiscoverTitle, type RowProblem } from "../data/titles.js";
import type { DiscoverPage } from "./tmdb/client.js";
import type { FieldChange } from "./tmdb/wire.js";

/**
 * Rows by id. A row may be invalid in one response and valid in another: a valid row is never
 * replaced by an invalid one, and a problem is forgotten once the row is received without it.
 */
export class Found {
  readonly titles = new Map<number, DiscoverTitle>();
  readonly #damaged = new Map<number, RowProblem[]>();
  /** Problems of rows whose id could not be read. */
  readonly #nameless: RowProblem[] = [];
  /** By series and column: the same row may come several times. */
  readonly #changes = new Map<string, FieldChange>();
  readonly #unread = new Set<string>();
  /** Series that came again with other values. */
  readonly #differing = new Set<number>();

  /**
   * Add a page.
   *
   * @returns whether each of its rows has been received valid by now, here or before.
   */
  take({ results, problems, changes, unread }: DiscoverPage): boolean {
    for (const change of changes) this.#changes.set(`${change.id} ${change.column}`, change);
    for (const name of unread) this.#unread.add(name);
    const damage = new Map<number, RowProblem[]>();
    for (const problem of problems) {
      if (problem.id === null) this.#nameless.push(problem);
      else damage.set(problem.id, [...(damage.get(problem.id) ?? []), problem]);
    }
    for (const [id, ofRow] of damage) if (!this.#isWhole(id)) this.#damaged.set(id, ofRow);
    for (const title of results) {
      if (!damage.has(title.id)) this.#damaged.delete(title.id);
      else if (this.#isWhole(title.id)) continue;
      const known = this.#isWhole(title.id) ? this.titles.get(title.id) : undefined;
      if (known !== undefined && !isSame(known, title)) this.#differing.add(title.id);
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

  /**
   * What is not as it came.
   *
   * @param kept the series that are kept of those that were found.
   */
  changes(kept: readonly DiscoverTitle[]): Change[] {
    const tally = new ChangeTally();
    const ids = new Set(kept.map(({ id }) => id));
    const row = { column: null, unit: "row", row: null } as const;
    const left = [...this.titles.keys()].find((id) => !ids.has(id));
    if (left !== undefined) {
      const what = "left the catalogue while it was read: left out";
      const example = `id ${left}`;
      tally.add({ ...row, what, lost: true, example }, this.titles.size - ids.size);
    }
    for (const { id, column, what, found } of this.#changes.values()) {
      if (!ids.has(id)) continue;
      const example = `${found} of id ${id}`;
      tally.add({ column, unit: "value", what, lost: false, example, row: null });
    }
    for (const id of this.#differing) {
      if (!ids.has(id)) continue;
      const what = "came again with other values: the last ones count";
      tally.add({ ...row, what, lost: false, example: `id ${id}` });
    }
    const columns = Object.keys(DISCOVER_COLUMNS).length + this.#unread.size;
    unreadColumns([...this.#unread].sort(), tally);
    return tally.list(({ unit }) => (unit === "column" ? columns : this.titles.size));
  }

  #isWhole(id: number): boolean {
    return this.titles.has(id) && !this.#damaged.has(id);
  }
}

function isSame(a: DiscoverTitle, b: DiscoverTitle): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
