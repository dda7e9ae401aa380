/** The genres of a cleaned file, which has names instead of ids. */
import type { Genre } from "../titles.js";
import { changed, type ColumnReader, type Reading } from "./column.js";
import { textsColumn } from "./text-columns.js";

/** Higher than all of TMDb's ids. */
const FIRST_MADE_UP = 900_001;

/** Reads genre names as ids. */
export interface GenreNames extends ColumnReader<number[]> {
  /** TMDb's list and, after the column is finished, the names that are not in it. */
  genres: () => Genre[];
}

/** A column of lists of names: names in TMDb's list get its ids, other names get new ids. */
export function genreNamesColumn(known: readonly Genre[], reading: Reading): GenreNames {
  const names = textsColumn("genres", reading);
  const rows: number[] = [];
  const ids = new Map(known.map(({ id, name }) => [name, id]));
  const added: Genre[] = [];
  const idOf = (name: string, row: number): number => {
    const id = ids.get(name) ?? FIRST_MADE_UP + added.length;
    if (!ids.has(name)) {
      ids.set(name, id);
      added.push({ id, name });
    }
    if (id >= FIRST_MADE_UP) {
      const what = "named a genre that is not in TMDb's list: given a new id";
      reading.tally.add(changed("genres", what, name, row));
    }
    return id;
  };
  return {
    take(field) {
      rows.push(field.row);
      names.take(field);
    },
    finish: () => names.finish().map((list, i) => list.map((genre) => idOf(genre, rows[i]!))),
    genres: () => [...known, ...added],
  };
}
