/**
 * Complete enumeration of a catalogue whose order changes while its pages are read.
 *
 * If the order changes, pages miss series: a series that moves from page 8 to page 7 between two
 * requests is on neither. So the catalogue is cut into slices, each slice is read in an order that
 * hardly changes, and it counts as complete only if as many distinct ids were received as the API
 * reports for that slice. An incomplete slice is cut further, in the end into slices of one page,
 * which cannot miss anything because a single response has them all.
 */
import { Found } from "./found.js";
import type { Change, WindowCoverage } from "../data/collection.js";
import type { Node } from "./part.js";
import { isIn, sliceName } from "./slices.js";
import { Sweep, type Ask, type OnFound } from "./sweep.js";
import type { DiscoverTitle, RowProblem } from "../data/titles.js";

export type { Ask } from "./sweep.js";

/** An enumerated catalogue. */
export interface Enumeration {
  titles: DiscoverTitle[];
  /** The API's total at the end. */
  reported: number;
  /**
   * Whether as many series were received as reported. More would prove the total wrong, and
   * completeness unknown.
   */
  complete: boolean;
  /** Passes through the whole catalogue. */
  sweeps: number;
  windows: WindowCoverage[];
  problems: RowProblem[];
  changes: Change[];
}

/** Options of {@link enumerate}. */
export interface EnumerateOptions {
  /** Called after each response: distinct ids so far, and the reported total. */
  onProgress?: OnFound;
  /** Most passes through the whole catalogue if the total changes meanwhile; default 3. */
  maxSweeps?: number;
}

/**
 * Find every series of a catalogue.
 *
 * @param ask requests one page of `discover/tv` with the given filters, order and page number.
 * @throws what `ask` throws, except RequestFailed: that page counts as lost, and its slice is cut
 * further.
 */
export async function enumerate(
  ask: Ask,
  { onProgress, maxSweeps = 3 }: EnumerateOptions = {},
): Promise<Enumeration> {
  const found = new Found();
  for (let sweeps = 1; ; sweeps += 1) {
    const sweep = new Sweep(ask, found, onProgress);
    const { whole, reported, moved } = await sweep.run(sweeps === maxSweeps);
    if (moved && sweeps < maxSweeps) continue;
    const titles = stillThere(found, whole);
    const complete = titles.length === reported;
    const windows = coverageOf(whole, found);
    const [problems, changes] = [found.problems(complete), found.changes(titles)];
    return { titles, reported, complete, sweeps, windows, problems, changes };
  }
}

/**
 * The series of the last sweep, and those of earlier sweeps unless the last one disproves them: a
 * series that is missing from a complete slice has been removed.
 */
function stillThere(found: Found, whole: Node): DiscoverTitle[] {
  const disproved = (title: DiscoverTitle, { slice, reported, ids, parts }: Node): boolean =>
    isIn(slice, title) && (ids.size === reported || parts.some((part) => disproved(title, part)));
  return [...found.titles.values()].filter(
    (title) => whole.ids.has(title.id) || !disproved(title, whole),
  );
}

/** The parts of the whole; incomplete ones by their own parts, to show where series are missing. */
function coverageOf(whole: Node, found: Found): WindowCoverage[] {
  const coverage = ({ slice, reported, ids }: Node): WindowCoverage => ({
    window: sliceName(slice),
    reported,
    distinct: [...ids].filter((id) => found.titles.has(id)).length,
  });
  const list = (node: Node): WindowCoverage[] =>
    node.parts.length === 0 || node.ids.size === node.reported
      ? [coverage(node)]
      : node.parts.flatMap(list);
  if (whole.parts.length === 0) return [coverage(whole)];
  const inParts = new Set(whole.parts.flatMap(({ ids }) => [...ids]));
  const elsewhere = new Set([...whole.ids].filter((id) => !inParts.has(id)));
  const windows = whole.parts.flatMap(list);
  if (elsewhere.size === 0) return windows;
  const reported = whole.reported - whole.parts.reduce((sum, part) => sum + part.reported, 0);
  const rest: WindowCoverage = {
    window: "in no date window",
    reported: Math.max(0, reported),
    distinct: elsewhere.size,
  };
  return [...windows, rest];
}
