/** The options of a join, and what its columns become. */
import type { Value } from "../variable.js";

/** What a joined column holds; a date is a text of the form `YYYY-MM-DD`. */
export type JoinType = "number" | "string" | "date" | "boolean";

/** Joined columns by their name in the file. */
export type JoinColumns = Readonly<Record<string, JoinType>>;

/** The columns of the file by which a row finds its series: an id, or a name and a year. */
export type JoinKey =
  "id" | readonly ["name", "year"] | { id: string } | { name: string; year: string };

/** How a CSV file is joined to the series. */
export interface JoinOptions<C extends JoinColumns, P extends string> {
  /**
   * `"id"` (TMDb's) or `["name", "year"]`; where the file calls them otherwise, `{ id: "tmdb_id" }` or
   * `{ name: "Title", year: "Released" }`.
   */
  on: JoinKey;
  /**
   * The columns to join, each with its type: `{ budget: "number" }`. Default: every column but the key, each
   * with the type that all its values have. Only columns that are listed here are known to the compiler.
   */
  columns?: C;
  /** Stands before the name of each joined column; default nothing. */
  prefix?: P;
}

/** The joined columns of one series; null is missing. Of a join without declared columns nothing is known. */
export type Joined<C extends JoinColumns, P extends string> = string extends keyof C
  ? object
  : {
      [K in keyof C & string as `${P}${K}`]:
        { number: number; string: string; date: string; boolean: boolean }[C[K]] | null;
    };

/** A value of a joined column. */
export type JoinedValue = Value | null;
