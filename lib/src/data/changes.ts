/**
 * What was changed when a collection was read. Nothing is dropped, replaced or rewritten without
 * being counted here: the manifest keeps the counts, and notebook, terminal and report show them.
 */
import { formatCount, formatQuantity, formatShare } from "../base/format.js";
import { columnNames } from "./catalogue/layout.js";
import { listed } from "./passed-over.js";
import { quote } from "./csv/errors.js";
import type { Change, Collection } from "./collection.js";
import { parseDate, type DiscoverTitle, type Genre } from "./titles.js";

/**
 * A change as a sentence: "first_air_date: 30 of 30 values (100.0%) had a time of day: cut off, …".
 */
export function changeLine({ column, unit, count, of, what, example, row }: Change): string {
  const name = column === null ? "" : `${column}: `;
  const units = of === 1 ? unit : `${unit}s`;
  const place = row === null ? "" : ` (data row ${formatCount(row)})`;
  const such = example === null ? "" : `, such as ${quote(example)}${place}`;
  return `${name}${formatCount(count)} of ${formatCount(of)} ${units} (${formatShare(count, of)}) ${what}${such}.`;
}

/** What a collection counts of what was left out or changed. */
export type Told = Pick<Collection, "problems" | "changes" | "passed_over" | "figures_left_out">;

/**
 * Everything that was not kept as it was, and what was not read: invalid fields of responses, the changes,
 * settings and files without effect, figures that the report left out. One line each, for the end of a
 * command's output; empty if there is nothing to report.
 */
export function changeLines(collection: Told): string[] {
  return [...fieldLines(collection), ...passedOverLines(collection)];
}

/** The part of {@link changeLines} that is not of rows and values. */
export function passedOverLines({ passed_over = [], figures_left_out = [] }: Told): string[] {
  const count = figures_left_out.length;
  if (count === 0) return passed_over;
  const [figures, were] = [formatQuantity(count, "figure"), count === 1 ? "was" : "were"];
  const names = listed(figures_left_out);
  return [
    ...passed_over,
    `${figures} made from other data ${were} left out of the report: ${names}.`,
  ];
}

function fieldLines({ problems, changes }: Told): string[] {
  const fields = problems.filter(({ kept }) => kept);
  const [first] = fields;
  const lines = changes.map(changeLine);
  if (first === undefined) return lines;
  const id = first.id === null ? "a row without an id" : `id ${first.id}`;
  const counted = formatQuantity(fields.length, "field");
  return [
    `${counted} of TMDb's responses had an invalid value: read as missing, such as ${first.field} of ${id} (${first.problem}).`,
    ...lines,
  ];
}

/** Counts changes as values are read. */
export class ChangeTally {
  readonly #changes = new Map<string, Change>();

  /** Count one change, or `count`; the first of a kind is kept as its example. */
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
   * The changes, losses first.
   *
   * @param total the number of values, rows or columns that a change refers to.
   */
  list(total: (change: Change) => number): Change[] {
    const changes = [...this.#changes.values()].map((change) => ({ ...change, of: total(change) }));
    return changes.sort((a, b) => Number(b.lost) - Number(a.lost));
  }
}

/** Count columns that are not read. */
export function unreadColumns(names: readonly string[], tally: ChangeTally): void {
  if (names.length === 0) return;
  const what = `had no use here (${columnNames(names)}): not read`;
  tally.add(
    { column: null, unit: "column", what, lost: true, example: null, row: null },
    names.length,
  );
}

/** What cleaning will change in these rows: invalid dates, and genres without a name. */
export function cleaningChanges(
  titles: readonly DiscoverTitle[],
  genres: readonly Genre[],
): Change[] {
  const names = new Set(genres.map(({ id }) => id));
  const tally = new ChangeTally();
  titles.forEach(({ id, first_air_date: date, genre_ids }) => {
    if (date !== null && parseDate(date) === null) {
      const what = "had an invalid date: missing in the cleaned file";
      tally.add({ ...VALUE, column: "first_air_date", what, lost: true, example: date });
    }
    const unknown = genre_ids.find((genre) => !names.has(genre));
    if (unknown !== undefined) {
      const what = 'had a genre that is not in TMDb\'s list: called "Unknown"';
      const example = `${unknown} of id ${id}`;
      tally.add({ ...VALUE, column: "genre_ids", what, lost: true, example });
    }
  });
  return tally.list(() => titles.length);
}

const VALUE = { unit: "value", row: null } as const;
