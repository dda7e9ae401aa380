/** Rows of a joined file beside the series: what found its series, and what did not. */
import { UserError } from "../../base/errors.js";
import { formatCount } from "../../base/format.js";
import type { JoinFile } from "./file.js";
import { describeKey, finderOf, type KeyedTitle, type RowKey } from "./keys.js";

/** A row of the file, counted from 1, with its key as sentences name it. */
export interface JoinRow {
  row: number;
  /** Such as `id 1399`, or `"Dark" (2017)`. */
  key: string;
}

/** What became of the rows and the series of a join. */
export interface JoinMatch {
  /** The place of each series' row in the file's lists; null where it has none. */
  places: (number | null)[];
  /** Rows whose series is not among these. */
  unmatched: JoinRow[];
  /** Rows that fit several series, none of which was taken. */
  ambiguous: (JoinRow & { candidates: number })[];
  /** Rows whose series has the same values from an earlier row. */
  repeated: (JoinRow & { first: number })[];
  /** Rows without an id, or without a name or a year. */
  keyless: number[];
}

/**
 * Find the series of each row.
 *
 * @throws UserError when two rows of one series differ, or no row finds a series.
 */
export function matchRows(titles: readonly KeyedTitle[], file: JoinFile): JoinMatch {
  const find = finderOf(titles);
  const places: (number | null)[] = titles.map(() => null);
  const match: JoinMatch = { places, unmatched: [], ambiguous: [], repeated: [], keyless: [] };
  const differing: string[] = [];
  file.keys.forEach((key, place) => {
    const row = file.rows[place]!;
    if (key === null) {
      match.keyless.push(row);
      return;
    }
    const at = { row, key: describeKey(key) };
    const found = find(key);
    if (found.at === null) {
      if (found.candidates === 0) match.unmatched.push(at);
      else match.ambiguous.push({ ...at, candidates: found.candidates });
      return;
    }
    const earlier = places[found.at] ?? null;
    if (earlier === null) places[found.at] = place;
    else {
      const first = file.rows[earlier]!;
      const columns = file.columns.filter(({ values }) => values[earlier] !== values[place]);
      if (columns.length === 0) match.repeated.push({ ...at, first });
      else {
        const names = columns.map(({ column }) => column).join(", ");
        differing.push(`${at.key} in data rows ${first} and ${row} (${names})`);
      }
    }
  });
  assertEqual(differing, file.name);
  assertAny(match, titles, file);
  return match;
}

function assertEqual(differing: readonly string[], name: string): void {
  if (differing.length === 0) return;
  const more = differing.length - LISTED;
  const listed = differing.slice(0, LISTED).join("; ");
  throw new UserError(
    `${name}: rows of one series differ: ${listed}${more > 0 ? `; and ${formatCount(more)} more` : ""}. ` +
      "Expected one row for each series: remove all but one of them.",
  );
}

const LISTED = 3;

function assertAny(match: JoinMatch, titles: readonly KeyedTitle[], file: JoinFile): void {
  if (match.places.some((place) => place !== null)) return;
  const { name, rows, keys } = file;
  if (rows.length === 0) {
    throw new UserError(`${name} has a header and no rows: expected one for each series it knows.`);
  }
  const key = keys.find((key) => key !== null) ?? null;
  const ours = titles.map((title) => keyLike(title, key)).find((key) => key !== null) ?? null;
  const such = (count: number, key: RowKey | null) =>
    `${formatCount(count)}${key === null ? "" : `, such as ${describeKey(key)}`}`;
  throw new UserError(
    `${name}: no row belongs to a series. Rows: ${such(rows.length, key)}; ` +
      `series: ${such(titles.length, ours)}. Check that it is the right file, and the columns of its key (on).`,
  );
}

/** The key that a row of this series would have. */
function keyLike({ id, name, year }: KeyedTitle, key: RowKey | null): RowKey | null {
  if (key === null || "id" in key) return { id };
  return name === null || year === null ? null : { name, year };
}
