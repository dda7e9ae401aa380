/** The kind of table that a catalogue file holds, by its header. */
import { UserError } from "../../base/errors.js";
import { assertColumns, quote } from "../csv/errors.js";
import { DISCOVER_COLUMNS, type DiscoverTitle } from "../titles.js";

/** The positions of the columns in a catalogue file. */
export interface Layout {
  /** The position of each column; the one of `genre_ids` holds names in a cleaned file. */
  places: Record<keyof DiscoverTitle, number>;
  hasGenreNames: boolean;
  /** The names of columns that are not read. */
  unread: string[];
}

const COLUMNS = Object.keys(DISCOVER_COLUMNS) as (keyof DiscoverTitle)[];
/** Columns that identify a file of features. */
const FEATURE_MARKS = ["id", "hit", "years_since_release"];

/** Every column that identifies a catalogue. */
export const KNOWN_COLUMNS: readonly string[] = [...COLUMNS, "genres"];

/**
 * Find the columns of TMDb's `discover/tv`, or of a cleaned file, which has genre names instead of
 * ids.
 *
 * @throws UserError naming the missing columns, or what the file is instead.
 */
export function layoutOf(header: readonly string[], name: string): Layout {
  if (FEATURE_MARKS.every((column) => header.includes(column))) {
    throw new UserError(
      `${name} is a table of features (*_tv_features_v1.csv), which does not contain the series. ` +
        "Use the *_tv_all.csv or the *_tv_clean.csv that it was made from.",
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

/** Column names in a sentence: `"", "hit" and 3 more`. */
export function columnNames(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(quote).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
