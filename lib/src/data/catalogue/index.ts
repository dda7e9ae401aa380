/**
 * A catalogue from a file: a CSV with the columns of TMDb's `discover/tv` or a cleaned
 * `*_tv_clean.csv`, as pandas, R, Excel or LibreOffice write it. docs/catalogue-files.md lists the
 * formats that can be read.
 *
 * The rows keep their order. Invalid values are all reported in one error; changes are counted.
 */
import { BadFields } from "../csv/errors.js";
import { eachRow } from "../csv/records.js";
import { openSource, type FileDigest } from "../csv/source.js";
import { isEmpty, textOf, type Fields } from "../csv/split.js";
import { ChangeTally, unreadColumns } from "../changes.js";
import type { Change } from "../collection.js";
import type { DiscoverTitle, Genre } from "../titles.js";
import type { ColumnReader, Reading } from "./column.js";
import { dateColumn } from "./date-column.js";
import { withoutDuplicates } from "./duplicates.js";
import { genreNamesColumn } from "./genres.js";
import { KNOWN_COLUMNS, layoutOf, type Layout } from "./layout.js";
import { NumberColumns } from "./number-columns.js";
import { booleanColumn, integersColumn, textColumn, textsColumn } from "./text-columns.js";

/** A catalogue read from a file. */
export interface Catalogue {
  /** In the order of the file. */
  titles: DiscoverTitle[];
  /** TMDb's genres, and any others that a cleaned file names. */
  genres: Genre[];
  /** Rows in the file, including those left out. */
  rows: number;
  changes: Change[];
  /** The file as it was read. */
  file: FileDigest;
}

/**
 * Read a catalogue file.
 *
 * @param genres TMDb's list, to turn the names in a cleaned file back into ids.
 * @throws UserError naming file, data row (counted from 1) and column of the first three invalid
 * values, and their count. Invalid are values of the wrong type or out of range (votes and
 * popularity below 0, averages outside 0 to 10), dates whose order is ambiguous, rows of one id
 * that differ, and tables that are not a catalogue.
 */
export function readCatalogue(path: string, genres: readonly Genre[]): Catalogue {
  const source = openSource(path);
  const { name } = source;
  const [bad, tally] = [new BadFields(name), new ChangeTally()];
  const rows: number[] = [];
  let table: Table | null = null;
  let [count, width] = [0, 0];
  eachRow(
    source,
    { wanted: KNOWN_COLUMNS, required: false },
    {
      header(header, fields) {
        const layout = layoutOf(header, name);
        const quotesTexts = fields.quotes[layout.places.name] !== 0;
        const { delimiter } = fields;
        const reading = { bad, tally, delimiter, quotesTexts, marks: new Set<string>() };
        table = new Table(layout, reading, name, genres);
        width = header.length;
        unreadColumns(layout.unread, tally);
      },
      take(fields, row) {
        count = row;
        if (isEmpty(fields)) {
          const what = "had no values: left out";
          tally.add({ column: null, unit: "row", what, lost: false, example: null, row });
          return;
        }
        rows.push(row);
        table?.take(fields, row);
      },
    },
  );
  // The table exists: without a header eachRow would have thrown.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set in the callback above
  const all = table === null ? { titles: [], genres: [] } : (table as Table).finish(rows.length);
  bad.throwIfAny();
  const titles = withoutDuplicates(all.titles, rows, name, tally);
  const totals = { value: rows.length, row: count, column: width };
  const changes = tally.list(({ unit }) => totals[unit]);
  return { titles, genres: all.genres, rows: count, changes, file: source.digest() };
}

type Column = keyof DiscoverTitle;
type Readers = { readonly [K in Column]: ColumnReader<DiscoverTitle[K]> };

/** The columns of a catalogue as they are read. */
class Table {
  readonly #readers: Readers;
  readonly #places: [at: number, reader: ColumnReader<unknown>][];
  readonly #genres: () => Genre[];

  constructor(
    { places, hasGenreNames }: Layout,
    reading: Reading,
    name: string,
    genres: readonly Genre[],
  ) {
    const numbers = new NumberColumns(reading);
    const text = (column: Column) => textColumn(column, reading);
    const path = (column: Column) => textColumn(column, reading, true);
    const names = hasGenreNames ? genreNamesColumn(genres, reading) : null;
    this.#genres = names?.genres ?? (() => [...genres]);
    this.#readers = {
      adult: booleanColumn("adult", reading),
      backdrop_path: path("backdrop_path"),
      genre_ids: names ?? integersColumn("genre_ids", reading),
      id: numbers.required("id", ID),
      origin_country: textsColumn("origin_country", reading),
      original_language: text("original_language"),
      original_name: text("original_name"),
      overview: text("overview"),
      popularity: numbers.required("popularity", POPULARITY),
      poster_path: path("poster_path"),
      first_air_date: dateColumn(name, "first_air_date", reading),
      name: text("name"),
      vote_average: numbers.optional("vote_average", AVERAGE),
      vote_count: numbers.required("vote_count", VOTES),
    };
    const columns = Object.keys(this.#readers) as Column[];
    this.#places = columns.map((column) => [places[column], this.#readers[column]]);
  }

  take(fields: Fields, row: number): void {
    for (const [at, reader] of this.#places) {
      reader.take({ text: textOf(fields, at), isQuoted: fields.quotes[at] !== 0, row });
    }
  }

  finish(count: number): { titles: DiscoverTitle[]; genres: Genre[] } {
    const columns = finishAll(this.#readers);
    const titles = Array.from({ length: count }, (_, i) => titleAt(columns, i));
    return { titles, genres: this.#genres() };
  }
}

const ID = { expected: "a whole number above 0", isInteger: true, low: 1, high: Infinity };
const POPULARITY = { expected: "a number from 0 on", low: 0, high: Infinity };
const AVERAGE = { expected: "a number from 0 to 10", low: 0, high: 10 };
const VOTES = { expected: "a whole number from 0 on", isInteger: true, low: 0, high: Infinity };

type Values = { readonly [K in Column]: readonly DiscoverTitle[K][] };

function finishAll(readers: Readers): Values {
  return {
    adult: readers.adult.finish(),
    backdrop_path: readers.backdrop_path.finish(),
    genre_ids: readers.genre_ids.finish(),
    id: readers.id.finish(),
    origin_country: readers.origin_country.finish(),
    original_language: readers.original_language.finish(),
    original_name: readers.original_name.finish(),
    overview: readers.overview.finish(),
    popularity: readers.popularity.finish(),
    poster_path: readers.poster_path.finish(),
    first_air_date: readers.first_air_date.finish(),
    name: readers.name.finish(),
    vote_average: readers.vote_average.finish(),
    vote_count: readers.vote_count.finish(),
  };
}

/** Field by field: `Object.fromEntries` takes three times as long. */
function titleAt(columns: Values, i: number): DiscoverTitle {
  return {
    adult: columns.adult[i]!,
    backdrop_path: columns.backdrop_path[i]!,
    genre_ids: columns.genre_ids[i]!,
    id: columns.id[i]!,
    origin_country: columns.origin_country[i]!,
    original_language: columns.original_language[i]!,
    original_name: columns.original_name[i]!,
    overview: columns.overview[i]!,
    popularity: columns.popularity[i]!,
    poster_path: columns.poster_path[i]!,
    first_air_date: columns.first_air_date[i]!,
    name: columns.name[i]!,
    vote_average: columns.vote_average[i]!,
    vote_count: columns.vote_count[i]!,
  };
}
