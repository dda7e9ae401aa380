/**
 * Complete enumeration of a catalogue whose pages move while they are read.
 *
 * Pages under a moving order are not a set: a series that moves from page 8 to page 7 between two
 * requests is on neither. So the catalogue is cut into slices, each is walked in an order that hardly
 * moves, and it counts as complete only when as many distinct ids have come as the API reports for that
 * very slice. One that falls short is cut finer, in the end into slices of one page, which cannot lose
 * anything: a single answer has them all.
 */
import { Found } from "./found.js";
import type { WindowCoverage } from "../data/collection.js";
import type { Node } from "./part.js";
import { isIn, sliceName } from "./slices.js";
import { Sweep, type Ask, type OnFound } from "./sweep.js";
import type { DiscoverTitle, RowProblem } from "../data/titles.js";

export type { Ask } from "./sweep.js";

/** A catalogue as it was found. */
export interface Enumeration {
  titles: DiscoverTitle[];
  /** The API's total at the end. */
  reported: number;
  /** As many series came as were reported: more prove the total wrong, and so nothing complete. */
  complete: boolean;
  /** Times that everything was gone through. */
  sweeps: number;
  windows: WindowCoverage[];
  problems: RowProblem[];
}

/** What {@link enumerate} can be told. */
export interface EnumerateOptions {
  /** Called after each answer: distinct ids so far, and the reported total. */
  onProgress?: OnFound;
  /** Times that everything is gone through at most when the total moves on the way; default 3. */
  maxSweeps?: number;
}

/**
 * Find every series of a catalogue.
 *
 * @param ask asks one page of `discover/tv` with the given filters, sort and page number.
 * @throws what `ask` throws, except RequestFailed: that page counts as lost, and its slice is cut finer.
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
    return { titles, reported, complete, sweeps, windows, problems: found.problems(complete) };
  }
}

/**
 * The series of the last sweep, and those of earlier ones that it does not disprove: a slice that is
 * complete without a series says that the series has left.
 */
function stillThere(found: Found, whole: Node): DiscoverTitle[] {
  const disproved = (title: DiscoverTitle, { slice, reported, ids, parts }: Node): boolean =>
    isIn(slice, title) && (ids.size === reported || parts.some((part) => disproved(title, part)));
  return [...found.titles.values()].filter(
    (title) => whole.ids.has(title.id) || !disproved(title, whole),
  );
}

/** The parts of the whole; those that fell short by their own parts, so that it shows where. */
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
