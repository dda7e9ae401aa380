/** Which series a row of a joined file belongs to. */
import { isMissing, type Field, type Reading } from "../catalogue/column.js";
import { readDate } from "../catalogue/dates.js";
import { quote } from "../csv/errors.js";
import type { Title } from "../titles.js";
import type { JoinKey } from "./options.js";

/** What is needed of a series to find its row. */
export type KeyedTitle = Pick<Title, "id" | "name" | "original_name" | "year">;

/** What a row says of the series that it belongs to. */
export type RowKey = { id: number } | { name: string; year: number };

/** What a row's key led to: one series (its place), none, or several that it could not tell apart. */
export type Found = { at: number } | { at: null; candidates: number };

/** The names of the key's columns in the file. */
export function keyColumns(on: JoinKey): readonly string[] {
  if (on === "id") return ["id"];
  if ("id" in on) return [on.id];
  return "name" in on ? [on.name, on.year] : on;
}

/**
 * The key of a row; null where a part of it is missing. An invalid id or year is reported.
 *
 * @param fields of the key's columns, in their order.
 */
export function keyOf(
  fields: readonly Field[],
  columns: readonly string[],
  { bad, tally }: Pick<Reading, "bad" | "tally">,
): RowKey | null {
  const number = fields.at(-1)!;
  const column = columns.at(-1)!;
  const name = fields.length === 1 ? null : fields[0]!.text.trim();
  if (name === "" || isMissing({ ...number, text: number.text.trim() }, column, tally)) return null;
  const value = name === null ? wholeNumber(number.text) : yearIn(number.text);
  if (value === null) {
    const expected = name === null ? "a whole number above 0" : "a year or a date";
    bad.add({ row: number.row, column, expected, found: number.text });
    return null;
  }
  return name === null ? { id: value } : { name, year: value };
}

/** A key as a sentence names it: `id 1399`, or `"Dark" (2017)`. */
export function describeKey(key: RowKey): string {
  return "id" in key ? `id ${key.id}` : `${quote(key.name)} (${key.year})`;
}

/** Finds series by their ids, or by name and year. */
export function finderOf(titles: readonly KeyedTitle[]): (key: RowKey) => Found {
  const ids = new Map(titles.map(({ id }, at) => [id, at]));
  // The strictest first: what one of them finds is not looked for in the next.
  const exact = placesBy(titles, ({ name }) => name);
  const folded = placesBy(titles, ({ name }) => name && foldName(name));
  const original = placesBy(
    titles,
    (title) => title.original_name && foldName(title.original_name),
  );
  return (key) => {
    if ("id" in key) return foundIn(ids.has(key.id) ? [ids.get(key.id)!] : []);
    const { name, year } = key;
    const stages = [
      exact.get(`${year} ${name}`),
      folded.get(`${year} ${foldName(name)}`),
      original.get(`${year} ${foldName(name)}`),
    ];
    return foundIn(stages.find((places) => places !== undefined) ?? []);
  };
}

function foundIn(places: readonly number[]): Found {
  return places.length === 1 ? { at: places[0]! } : { at: null, candidates: places.length };
}

function placesBy(
  titles: readonly KeyedTitle[],
  nameOf: (title: KeyedTitle) => string | null,
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  titles.forEach((title, at) => {
    const name = nameOf(title);
    if (name === null || name === "" || title.year === null) return;
    const key = `${title.year} ${name}`;
    const same = places.get(key);
    if (same === undefined) places.set(key, [at]);
    else same.push(at);
  });
  return places;
}

/**
 * A name without what people write differently: case, accents of Latin letters, typographic quotes and
 * dashes, and the width of spaces.
 */
function foldName(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFKD")
    .replace(LATIN_ACCENTS, "")
    .normalize("NFC")
    .replace(/[\u2018\u2019\u02bc`´]/g, "'")
    .replace(/[\u201c\u201d„«»]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}

/** Not every mark: without theirs, syllables of Japanese and Hindi would be others. */
const LATIN_ACCENTS = /[\u0300-\u036f]/g;

/** pandas writes ids of a column with gaps as 1399.0. */
function wholeNumber(text: string): number | null {
  const match = /^(\d+)(?:\.0*)?$/.exec(text.trim());
  const value = Number(match?.[1]);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}

function yearIn(text: string): number | null {
  const year = wholeNumber(text);
  if (year !== null) return year >= 1000 && year <= 9999 ? year : null;
  const date = readDate(text.trim());
  if (date.kind === "either") return Number((date.monthFirst ?? date.dayFirst ?? "").slice(0, 4));
  return date.kind === "date" ? Number(date.iso.slice(0, 4)) : null;
}
