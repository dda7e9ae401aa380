/** The plain walk: every page of the default order once. What a collection would be without more care. */
import { openTmdb } from "./open-tmdb.js";
import { interruptSignal } from "../cell/interrupt.js";
import type { Settings } from "../base/settings.js";
import type { DiscoverTitle } from "../data/titles.js";
import { MAX_PAGE, RequestFailed, type DiscoverPage } from "./tmdb/client.js";

/** What the plain walk brought. */
export interface PlainWalk {
  pages: number;
  /** Rows that came, those that came twice counted twice. */
  rows: number;
  /** The ids that came. */
  ids: ReadonlySet<number>;
}

/**
 * Walk every page of the network's series in the API's default order, once. It asks the server again,
 * with as many requests as there are pages, and writes nothing.
 *
 * @returns null for a catalogue file, which has no pages.
 * @throws UserError as `collectNetwork`.
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

/** A page that alone does not come is lost, as it would be in a plain walk. */
function withoutRows(error: unknown): null {
  if (error instanceof RequestFailed) return null;
  throw error;
}

/** The series that a plain walk did not bring, the most popular first; none where there was no walk. */
export function lostTitles(
  titles: readonly DiscoverTitle[],
  walk: PlainWalk | null,
): DiscoverTitle[] {
  if (walk === null) return [];
  return titles
    .filter(({ id }) => !walk.ids.has(id))
    .sort((a, b) => b.popularity - a.popularity || a.id - b.id);
}
