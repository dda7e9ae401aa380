/** Responses whose format differs from the documentation. */
import { draw } from "./draws.js";

type Json = Record<string, unknown>;

/** A number in [0, 1) for these names. */
type Random = (...names: (string | number)[]) => number;

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
 * A page of `discover/tv` after an unannounced change of the schema: fields are new, in another
 * order or absent, or numbers are texts. A few rows are invalid, but valid in another response.
 *
 * @param names identify the response: its random numbers depend on them.
 */
export function drifted(page: Json, ...names: readonly (string | number)[]): Json {
  const random: Random = (...more) => draw(...names, ...more);
  const results = (page.results as Json[]).map((row) => driftedRow(row, random));
  const total_pages = random("total_pages") < 0.1 ? 0 : page.total_pages;
  const envelope: Json = { ...page, results, total_pages, dates: null, took_ms: 12 };
  if (random("no total_pages") < 0.1) delete envelope.total_pages;
  if (random("no page") < 0.2) delete envelope.page;
  return shuffled(envelope, random);
}

function driftedRow(row: Json, random: Random): Json {
  const id = row.id as number;
  let changed: Json = { ...row, softcore: false, media: { kind: "tv", revision: 2 } };
  // A missing value is read as false: true must not be lost.
  if (row.adult === false && random(id, "adult") < 0.3) delete changed.adult;
  for (const list of ["genre_ids", "origin_country"]) {
    if ((row[list] as unknown[]).length === 0 && random(id, list) < 0.5) changed[list] = null;
  }
  if (random(id, "text") < 0.05) changed.popularity = String(row.popularity);
  if (random(id, "text") < 0.03) changed.vote_count = String(row.vote_count);
  if (random(id, "damage") < DAMAGED_ROWS) {
    const damage = DAMAGE[Math.floor(random(id, "which") * DAMAGE.length)] as (row: Json) => Json;
    changed = damage(changed);
  }
  return shuffled(changed, random);
}

/** The fields in another order, in half of the cases. */
function shuffled(value: Json, random: Random): Json {
  if (random("order") < 0.5) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}
