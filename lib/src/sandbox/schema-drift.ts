/** Answers whose form is not quite what the documentation says. */
import { draw } from "./draws.js";

type Json = Record<string, unknown>;

/** A page or a row as it is sent. */
type Luck = (...names: (string | number)[]) => number;

const DAMAGE: readonly ((row: Json) => Json)[] = [
  (row) => ({ ...row, name: null }),
  (row) => ({ ...row, name: 7 }),
  (row) => ({ ...row, popularity: "high" }),
  (row) => ({ ...row, popularity: undefined }),
  (row) => ({ ...row, vote_count: null }),
  (row) => ({ ...row, vote_average: "n/a" }),
  (row) => ({ ...row, id: "abc" }),
  (row) => ({ ...row, original_language: undefined }),
  (row) => ({ ...row, genre_ids: "18" }),
];
const DAMAGED_ROWS = 0.01;

/**
 * A page of `discover/tv` after a change of the schema that nobody announced: fields are new, in another
 * order, absent, or numbers as texts. A few rows are damaged, another answer has them whole.
 *
 * @param names what the luck of this answer hangs on.
 */
export function drifted(page: Json, ...names: readonly (string | number)[]): Json {
  const luck: Luck = (...more) => draw(...names, ...more);
  const results = (page.results as Json[]).map((row) => driftedRow(row, luck));
  const total_pages = luck("total_pages") < 0.1 ? 0 : page.total_pages;
  const envelope: Json = { ...page, results, total_pages, dates: null, took_ms: 12 };
  if (luck("no total_pages") < 0.1) delete envelope.total_pages;
  if (luck("no page") < 0.2) delete envelope.page;
  return shuffled(envelope, luck);
}

function driftedRow(row: Json, luck: Luck): Json {
  const id = row.id as number;
  let changed: Json = { ...row, softcore: false, media: { kind: "tv", revision: 2 } };
  // Who finds none takes it for false: of true nothing may be lost.
  if (row.adult === false && luck(id, "adult") < 0.3) delete changed.adult;
  for (const list of ["genre_ids", "origin_country"]) {
    if ((row[list] as unknown[]).length === 0 && luck(id, list) < 0.5) changed[list] = null;
  }
  if (luck(id, "text") < 0.05) changed.popularity = String(row.popularity);
  if (luck(id, "text") < 0.03) changed.vote_count = String(row.vote_count);
  if (luck(id, "damage") < DAMAGED_ROWS) {
    const damage = DAMAGE[Math.floor(luck(id, "which") * DAMAGE.length)] as (row: Json) => Json;
    changed = damage(changed);
  }
  return shuffled(changed, luck);
}

/** The fields in another order, every now and then. */
function shuffled(value: Json, luck: Luck): Json {
  if (luck("order") < 0.5) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}
