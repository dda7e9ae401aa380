/** TMDb's responses, read field by field: valid values are kept, invalid ones are reported. */
import { z } from "zod";
import type { DiscoverTitle, Genre, RowProblem } from "../../data/titles.js";

/** One page of `discover/tv`. */
export interface DiscoverPage {
  page: number;
  /** At most 500 of them can be requested. */
  total_pages: number;
  total_results: number;
  /** The usable rows, one for each id. */
  results: DiscoverTitle[];
  /** One for each row that was lost, and one for each invalid field of a row that was kept. */
  problems: RowProblem[];
  /** What was made of values that did not come as they are kept. */
  changes: FieldChange[];
  /** Names of fields that are not read. */
  unread: string[];
}

/** A value of a kept row that was read as another. */
export interface FieldChange {
  id: number;
  column: string;
  /** To follow a count of values. */
  what: string;
  /** What stood there. */
  found: string;
}

/** A response that is JSON, but not in the expected format. */
export class FormFault extends Error {}

/** Rows on a full page. */
export const PAGE_SIZE = 20;

/** A field of a row: its schema, and the replacement for an invalid value. */
interface Field {
  form: z.ZodType;
  expected: string;
  /** Absent for a field without which the row cannot be used. */
  otherwise?: (value: unknown) => unknown;
}

/** Numbers are sometimes sent as texts: "12.5" is a number, "12.5 points" and "" are not. */
const toNumber = (value: unknown): unknown =>
  typeof value === "string" && /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(value) ? Number(value) : value;
const amount = z.preprocess(toNumber, z.number().nonnegative());
const average = z.preprocess(toNumber, z.number().min(0).max(10));
const integer = z.preprocess(toNumber, z.number().int());
const count = z.preprocess(toNumber, z.number().int().nonnegative());

const toNull = (): null => null;
const text: Field = { form: z.string().min(1), expected: "a text", otherwise: toNull };
/** A text that may be missing, as "" or null. */
const optionalText: Field = {
  form: z
    .string()
    .nullish()
    .transform((value) => value || null),
  expected: "a text or null",
  otherwise: toNull,
};
const list = (item: z.ZodType, expected: string): Field => ({
  form: z
    .array(item)
    .nullish()
    .transform((items) => items ?? []),
  expected,
  otherwise: (value) =>
    Array.isArray(value) ? value.flatMap((one) => item.safeParse(one).data ?? []) : [],
});

/**
 * In the order of the columns. A row without id, popularity or vote_count is lost, as it has no
 * label.
 */
const FIELDS: Readonly<Record<keyof DiscoverTitle, Field>> = {
  adult: {
    form: z
      .boolean()
      .nullish()
      .transform((value) => value ?? false),
    expected: "true or false",
    otherwise: () => false,
  },
  backdrop_path: optionalText,
  genre_ids: list(integer, "a list of integers"),
  id: { form: integer, expected: "an integer" },
  origin_country: list(z.string(), "a list of texts"),
  original_language: text,
  original_name: text,
  overview: optionalText,
  popularity: { form: amount, expected: "a number from 0 on" },
  poster_path: optionalText,
  first_air_date: optionalText,
  name: text,
  vote_average: { form: average, expected: "a number from 0 to 10", otherwise: toNull },
  vote_count: { form: count, expected: "a whole number from 0 on" },
};
const COLUMNS = Object.entries(FIELDS);

/** A row that was read; its title is null if the row is lost. */
interface Row {
  title: DiscoverTitle | null;
  problems: RowProblem[];
  changes: FieldChange[];
}

/**
 * Read a page of `discover/tv`.
 *
 * @param asked the number of the page, for responses without it.
 * @throws FormFault naming the field if the format is not that of a page.
 */
export function readPage(body: unknown, asked: number): DiscoverPage {
  const page = asObject(body);
  const total = count.safeParse(page.total_results);
  if (!total.success) throw new FormFault(mismatch("total_results", "a number", page));
  const total_results = total.data;
  const pages = Math.ceil(total_results / PAGE_SIZE);
  // An empty list is sometimes sent as null.
  const results = asked > pages && page.results === null ? [] : page.results;
  if (!Array.isArray(results)) throw new FormFault(mismatch("results", "a list", page));
  return {
    page: integer.safeParse(page.page).data ?? asked,
    total_pages: Math.max(pages, count.safeParse(page.total_pages).data ?? 0),
    total_results,
    ...readRows(results),
  };
}

/**
 * Read the list of genres; invalid entries are left out.
 *
 * @throws FormFault if it is not such a list.
 */
export function readGenres(body: unknown): Genre[] {
  const { genres } = asObject(body);
  const entry = z.object({ id: integer, name: z.string() });
  const read = Array.isArray(genres)
    ? genres.flatMap((one) => entry.safeParse(one).data ?? [])
    : [];
  if (Array.isArray(genres) && (read.length > 0 || genres.length === 0)) return read;
  throw new FormFault(mismatch("genres", "a list of ids and names", { genres }));
}

/** The series of a page, one for each id: of two rows, the one with fewer problems. */
function readRows(
  rows: readonly unknown[],
): Pick<DiscoverPage, "results" | "problems" | "changes" | "unread"> {
  const byId = new Map<number, Row>();
  const nameless: RowProblem[] = [];
  for (const row of rows) {
    const read = readRow(row);
    const id = read.title?.id ?? read.problems[0]?.id ?? null;
    if (id === null) nameless.push(...read.problems);
    else {
      const known = byId.get(id);
      const isBetter = known === undefined || rank(read) < rank(known);
      if (isBetter) byId.set(id, read);
    }
  }
  const read = [...byId.values()];
  return {
    results: read.flatMap(({ title }) => title ?? []),
    problems: [...nameless, ...read.flatMap(({ problems }) => problems)],
    changes: read.flatMap(({ changes }) => changes),
    unread: unreadNames(rows),
  };
}

function unreadNames(rows: readonly unknown[]): string[] {
  const objects = rows.filter((row) => typeof row === "object" && row !== null);
  const names = new Set(objects.flatMap((row) => Object.keys(row)));
  return [...names].filter((name) => !Object.hasOwn(FIELDS, name));
}

/** Lower is better. */
function rank({ title, problems }: Row): number {
  return title === null ? Infinity : problems.length;
}

function readRow(row: unknown): Row {
  const id = integer.safeParse((row as { id?: unknown } | null)?.id).data ?? null;
  if (typeof row !== "object" || row === null) {
    const problem = `expected a series, found ${show(row)}`;
    return { title: null, problems: [{ id, field: "row", problem, kept: false }], changes: [] };
  }
  const values = row as Record<string, unknown>;
  const title: Record<string, unknown> = {};
  const problems: RowProblem[] = [];
  const changes: FieldChange[] = [];
  for (const [field, { form, expected, otherwise }] of COLUMNS) {
    const value = values[field];
    const read = form.safeParse(value);
    title[field] = read.success ? read.data : otherwise?.(value);
    if (read.success) {
      const what = changeOf(field, value);
      if (what !== null && id !== null)
        changes.push({
          id,
          column: field,
          what,
          found: typeof value === "string" ? value : show(value),
        });
      continue;
    }
    const problem = `expected ${expected}, found ${show(value)}`;
    if (!otherwise) {
      return { title: null, problems: [{ id, field, problem, kept: false }], changes: [] };
    }
    problems.push({ id, field, problem, kept: true });
  }
  return { title: title as unknown as DiscoverTitle, problems, changes };
}

const NUMBERS: ReadonlySet<string> = new Set([
  ...["id", "popularity", "vote_average", "vote_count", "genre_ids"],
]);

/** What was made of a value that fits in another form; null where it is kept as it came. */
function changeOf(field: string, value: unknown): string | null {
  const isText = [value].flat().some((one) => typeof one === "string");
  if (NUMBERS.has(field) && isText) return "came as text: read as a number";
  return field === "adult" && value === undefined ? "had no value: read as false" : null;
}

function asObject(body: unknown): Record<string, unknown> {
  if (typeof body === "object" && body !== null) return body as Record<string, unknown>;
  throw new FormFault(`body: expected an object, found ${show(body)}`);
}

function mismatch(field: string, expected: string, body: Record<string, unknown>): string {
  return `${field}: expected ${expected}, found ${show(body[field])}`;
}

/** A value in words, truncated. */
function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
