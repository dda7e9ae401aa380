/** The plain walk: every page of the default order once, as a simple collection would do it. */
import { openTmdb } from "./open-tmdb.js";
import { interruptSignal } from "../cell/interrupt.js";
import type { Settings } from "../base/settings.js";
import type { DiscoverTitle } from "../data/titles.js";
import { RequestFailed, type DiscoverPage } from "./tmdb/client.js";
import { MAX_PAGE } from "./tmdb/request.js";

/** The result of the plain walk. */
export interface PlainWalk {
  pages: number;
  /** Rows received, repeated ones counted each time. */
  rows: number;
  /** The ids received. */
  ids: ReadonlySet<number>;
}

/**
 * Request every page of the network's series in the API's default order, once. This makes as many
 * new requests as there are pages, and writes nothing.
 *
 * @returns null for a catalogue file, which has no pages.
 * @throws UserError like `collectNetwork`.
 */
export async function plainWalk(settings: Settings): Promise<PlainWalk | null> {
  if (settings.catalogueFile !== null) return null;
  const interrupt = interruptSignal();
  const { tmdb, close } = await openTmdb(settings, { signal: interrupt.signal });
  const page = (number: number): Promise<DiscoverPage> =>
    tmdb.discover({ with_networks: settings.networkId, page: number });
  try {
    const first = await page(1);
    const pages = Math.max(1, Math.min(first.total_pages, MAX_PAGE));
    const others = Array.from({ length: pages - 1 }, (_, i) => page(i + 2).catch(withoutRows));
    const rows = [first.results, ...(await Promise.all(others)).map(rowsOf)].flat();
    return { pages, rows: rows.length, ids: new Set(rows.map(({ id }) => id)) };
  } finally {
    interrupt.release();
    await close();
  }
}

const rowsOf = (page: DiscoverPage | null): DiscoverTitle[] => page?.results ?? [];

/** A single page that fails is lost, as it would be in a simple collection. */
function withoutRows(error: unknown): null {
  if (error instanceof RequestFailed) return null;
  throw error;
}

/** The series that a plain walk missed, the most popular first; none if there was no walk. */
export function lostTitles(
  titles: readonly DiscoverTitle[],
  walk: PlainWalk | null,
): DiscoverTitle[] {
  if (walk === null) return [];
  return titles
    .filter(({ id }) => !walk.ids.has(id))
    .sort((a, b) => b.popularity - a.popularity || a.id - b.id);
}
