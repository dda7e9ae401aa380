/**
 * What became of a collection's values on their way in. Nothing is dropped, replaced or rewritten without
 * being counted here: the manifest keeps the counts, and notebook, terminal and report tell them.
 */
import { formatCount, formatShare } from "../base/format.js";
import { quote } from "./csv/faults.js";

/** One kind of change to one column, or to whole rows or columns. */
export interface Change {
  /** Null where rows or columns as a whole are concerned. */
  column: string | null;
  unit: "value" | "row" | "column";
  count: number;
  /** How many there were in all. */
  of: number;
  /** What was found and what was made of it, to follow the count: "had a time of day: cut off". */
  what: string;
  /** True where something is no longer there, false where it is only written otherwise. */
  lost: boolean;
  /** The first of them as it stood, and its data row, counted from 1. */
  example: string | null;
  row: number | null;
}

/** A change as a sentence: "first_air_date: 30 of 30 values (100.0%) had a time of day: cut off, …". */
export function changeLine({ column, unit, count, of, what, example, row }: Change): string {
  const name = column === null ? "" : `${column}: `;
  const units = of === 1 ? unit : `${unit}s`;
  const place = row === null ? "" : ` (data row ${formatCount(row)})`;
  const such = example === null ? "" : `, such as ${quote(example)}${place}`;
  return `${name}${formatCount(count)} of ${formatCount(of)} ${units} (${formatShare(count, of)}) ${what}${such}.`;
}

/** Counts changes while values are read. */
export class ChangeTally {
  readonly #changes = new Map<string, Change>();

  /** Count one, or `count`; only the first of a kind is kept as its example. */
  add(change: Omit<Change, "count" | "of">, count = 1): void {
    const kind = `${change.column ?? ""}\n${change.what}`;
    const known = this.#changes.get(kind);
    if (known === undefined) this.#changes.set(kind, { ...change, count, of: 0 });
    else {
      known.count += count;
      if (change.row !== null && known.row !== null && change.row < known.row) {
        known.example = change.example;
        known.row = change.row;
      }
    }
  }

  /**
   * The changes, what is lost first.
   *
   * @param total how many values, rows or columns a change was one of.
   */
  list(total: (change: Change) => number): Change[] {
    const changes = [...this.#changes.values()].map((change) => ({ ...change, of: total(change) }));
    return changes.sort((a, b) => Number(b.lost) - Number(a.lost));
  }
}
