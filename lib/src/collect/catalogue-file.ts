/** Collection from a catalogue file: its rows in their order, without any request. */
import { statSync } from "node:fs";
import { basename } from "node:path";
import { UserError } from "../base/errors.js";
import { readCatalogue, type Catalogue } from "../data/catalogue/index.js";
import { cleaningChanges } from "../data/changes.js";
import type { CatalogueFile, Source } from "../data/collection.js";
import { parseDate, type DiscoverTitle, type Genre } from "../data/titles.js";

/** A catalogue file: its contents and what is recorded about it. */
export interface ReadFile extends Catalogue {
  file: CatalogueFile;
  /** Absent if no series has a date. */
  asOfYear?: number;
}

/**
 * Read a catalogue file.
 *
 * @param genres TMDb's list.
 * @throws UserError if there is no such file, and like `readCatalogue`.
 */
export function readCatalogueFile(
  path: string,
  genres: readonly Genre[],
  now = new Date(),
): ReadFile {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) {
    throw new UserError(
      `${path} is not a file: set --catalogue (or CATALOGUE_FILE) to the path of a CSV with TMDb's ` +
        "discover columns.",
    );
  }
  const catalogue = readCatalogue(path, genres);
  const year = newestYear(catalogue.titles);
  return {
    ...catalogue,
    changes: [...catalogue.changes, ...cleaningChanges(catalogue.titles, catalogue.genres)],
    file: {
      name: basename(path),
      ...catalogue.file,
      rows: catalogue.rows,
      modified_at: stat.mtime.toISOString(),
      read_at: now.toISOString(),
    },
    ...(year !== null && { asOfYear: year }),
  };
}

/** A catalogue file as a source. */
export function fileSource(path: string): Source {
  return { kind: "file", label: `catalogue file ${basename(path)}` };
}

/**
 * The latest year in which a series with votes was released, or any series if none has votes:
 * announced series have no votes.
 */
function newestYear(titles: readonly DiscoverTitle[]): number | null {
  const newest = (rows: readonly DiscoverTitle[]) =>
    rows.reduce<number | null>((year, { first_air_date }) => {
      const own = parseDate(first_air_date)?.year ?? null;
      return own === null || (year !== null && year >= own) ? year : own;
    }, null);
  return newest(titles.filter(({ vote_count }) => vote_count > 0)) ?? newest(titles);
}
