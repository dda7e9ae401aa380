/** What kind of table a catalogue file is, by its header. */
import { UserError } from "../../base/errors.js";
import { assertColumns, quote } from "../csv/faults.js";
import { DISCOVER_COLUMNS, type DiscoverTitle } from "../titles.js";

/** Where the columns of a catalogue stand. */
export interface Layout {
  /** The place of each column; that of `genre_ids` holds names in a cleaned file. */
  places: Record<keyof DiscoverTitle, number>;
  hasGenreNames: boolean;
  /** The names of the columns that stay unread. */
  unread: string[];
}

const COLUMNS = Object.keys(DISCOVER_COLUMNS) as (keyof DiscoverTitle)[];
/** Columns by which a file of features is known. */
const FEATURE_MARKS = ["id", "hit", "years_since_release"];

/** Every column that a catalogue may be known by. */
export const KNOWN_COLUMNS: readonly string[] = [...COLUMNS, "genres"];

/**
 * Find the columns of TMDb's `discover/tv`, or of a cleaned file, which has the names of the genres in
 * the place of their ids.
 *
 * @throws UserError naming the columns that are missing, or what the file is instead.
 */
export function layoutOf(header: readonly string[], name: string): Layout {
  if (FEATURE_MARKS.every((column) => header.includes(column))) {
    throw new UserError(
      `${name} is a table of features (*_tv_features_v1.csv), which no series can be read from. ` +
        "Give the *_tv_all.csv or the *_tv_clean.csv that it was made from.",
    );
  }
  const hasGenreNames = !header.includes("genre_ids") && header.includes("genres");
  const nameOf = (column: keyof DiscoverTitle) =>
    column === "genre_ids" && hasGenreNames ? "genres" : column;
  assertColumns(header, COLUMNS.map(nameOf), name);
  const places = Object.fromEntries(
    COLUMNS.map((column) => [column, header.indexOf(nameOf(column))]),
  ) as Layout["places"];
  const read = new Set(Object.values(places));
  return { places, hasGenreNames, unread: header.filter((_, at) => !read.has(at)) };
}

/** The names of some columns for a sentence: `"", "hit" and 3 more`. */
export function columnNames(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(quote).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
